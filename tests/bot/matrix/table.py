"""Permissions for each record: model.md §4, written out by hand and read from nowhere else.

Columns are those of `cast.COLUMNS`; a column that is not named may not. Anybody who may not gets the answer for a
record that does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Kind of record → act → the columns that may.
MAY: Mapping[str, Mapping[str, str]] = {
    # The reporter reads and adds to their own; its manager triages. Who was affected, was there or tries again is
    # offered support, and reads nothing. The management team is told that one waits.
    "ended_contact": {
        "read": "reporter handler",
        "decide": "handler",
        "pass on": "handler",
        "propose": "handler",
        "restore": "handler",
        "add": "reporter handler",
        "attach": "reporter handler",
        "say oneself": "reporter",
        "ask for support": "reporter affected witness owner",
        "try again": "reporter owner",
        "inspect": "keeper",
        "name": "",
        "keep or erase": "",
        "make a document": "handler",
    },
    # The finder never; the named person from when a person has told them; the management team its summary.
    "named_online": {
        "read": "affected handler",
        "hear summary": "",
        "decide": "handler",
        "pass on": "handler",
        "propose": "handler",
        "say": "affected handler",
        "note what came of a request": "affected handler",
        "attach": "affected handler",
        "ask for support": "affected",
        "inspect": "keeper",
        "inspect link": "keeper",
        "name": "",
        "keep or erase": "",
        "make a document": "handler",
    },
    # Who suggested or proposed it hears what became of it, and never decides.
    "restriction": {
        "read": "handler team chief keeper",
        "hear": "reporter",
        "see as a page": "reporter handler team chief keeper",
        "answer": "reporter",
        "attach": "reporter handler",
        "decide": "handler",
        "affirm": "team chief",
        "restore": "handler",
        "go on sharing": "handler",
        "pass on": "handler",
        "name": "",
        "keep or erase": "",
        "make a document": "handler keeper",
    },
    # All of it for who reads the restriction; the card, and nothing else, for who needs it.
    "sharing": {
        "open": "handler team chief keeper",
        "have read": "",
    },
    # Between the person and their manager; whoever owns an agreed action sees that one.
    "debrief": {
        "read": "reporter handler",
        "answer": "reporter",
        "decide": "handler",
        "pass on": "handler",
        "see to an action": "",
        "name": "",
    },
    # Whoever covers hears from when, and nothing else; the one who is away reads who it is in their own.
    "time_away": {
        "read": "reporter handler",
        "say": "reporter",
        "decide": "handler",
        "pass on": "handler",
        "hear of cover": "",
        "name": "",
        "keep or erase": "",
    },
    # Whoever covers hears from when, and nothing of the request.
    "support_request": {
        "read": "reporter handler",
        "say": "reporter",
        "decide": "handler",
        "pass on": "handler",
        "hear of cover": "reporter",
        "name": "",
        "keep or erase": "",
    },
    "contact_outside": {
        "read": "reporter handler",
        "take back": "reporter",
        "decide": "handler",
        "pass on": "handler",
        "inspect": "",
        "name": "",
        "keep or erase": "",
        "make a document": "handler",
    },
    # Who is threatened has a part in it once they know. Anybody in it can say that they have called the police.
    "police_decision": {
        "open": "reporter affected handler chief",
        "see as a page": "reporter affected handler chief",
        # Only who was asked, being on call.
        "take": "",
        "say": "reporter affected",
        "have called": "reporter affected witness handler",
        "attach": "handler",
        "decide": "handler",
        "pass on": "handler",
        "inspect": "keeper",
        "name": "",
        "make a document": "handler",
    },
    "witness_statement": {
        "read": "witness handler",
        "say": "witness",
        "inspect": "keeper",
    },
    # Under a report: not for who added it, and for who is concerned where the manager let them.
    "evidence": {
        "look": "handler",
        "decide": "handler",
        "inspect": "keeper",
    },
    # Three things that a manager does about a report: for the reporter they are part of its outcome.
    "correspondence": {
        "read": "handler",
        "decide": "handler",
        "attach": "handler",
        "pass on": "handler",
        "inspect": "keeper",
        "name": "",
        "make a document": "handler",
    },
    # Whoever asked the platform notes what came of it.
    "online_action": {
        "read": "handler",
        "decide": "handler",
        "attach": "handler",
        "note what came of a request": "",
        "pass on": "handler",
        "inspect": "keeper",
        "name": "",
        "make a document": "handler",
    },
    "restorative": {
        "read": "handler",
        "decide": "handler",
        "pass on": "handler",
        "inspect": "keeper",
        "name": "",
        "keep or erase": "",
        "make a document": "handler",
    },
    # It lies with the chief executive. Whoever recorded it hears that it has arrived.
    "appeal": {
        "open": "owner chief keeper",
        "decide": "chief",
        "pass on": "chief",
        "name": "",
        "keep or erase": "",
        "make a document": "chief keeper",
    },
    # Nobody is left in it.
    "erased": {},
    # It is reached through what it lists; nothing in the world is due for a look.
    "retention": {},
    # Who keeps the records; and who is asked to look a second time, as long as it stands as they saw it.
    "subject_access": {
        "read": "keeper",
        "release": "keeper",
        "hand out": "",
        "look a second time": "",
        "keep or erase": "",
    },
    # Totals.
    "quarter": {"read": "team chief board"},
}

_APPEALED = ("rs_ap_received", "rs_ap_acknowledged", "rs_ap_decided")
_UNTOLD: Mapping[str, str] = {
    "read": "handler",
    "say": "handler",
    "note what came of a request": "",
    "attach": "handler",
    "ask for support": "",
}
_SHARED: Mapping[str, str] = {"hear summary": "team chief"}
_COVERED: Mapping[str, str] = {"hear of cover": "reporter owner"}
#: Nobody has told the threatened colleague.
_THREATENED: Mapping[str, str] = {
    "open": "reporter handler chief",
    "see as a page": "reporter handler chief",
    "say": "reporter",
    "have called": "reporter witness handler",
}

#: Record in one state → the acts whose cells differ from those of its kind.
OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "no_found": _UNTOLD,
    "no_seen": _UNTOLD,
    # Nothing has been asked of a platform yet.
    "no_told": {"note what came of a request": ""},
    "no_shared": _SHARED,
    "no_chosen": _SHARED,
    "no_waited": _SHARED,
    "rs_proposed": {
        "see as a page": "proposer handler team chief keeper",
        "hear": "proposer",
        "answer": "proposer",
        "attach": "proposer handler",
    },
    "oa_decided": {"note what came of a request": "handler owner"},
    # A limit on the use of the complaint process: the management team's alone, and never of who put it in.
    "rs_limited": {
        "hear": "reporter handler",
        "see as a page": "reporter handler team chief keeper",
        "answer": "reporter handler",
        "attach": "reporter handler team",
        "read": "team chief keeper",
        "make a document": "team keeper",
        "decide": "team",
        "restore": "team",
        "go on sharing": "team",
        "pass on": "team",
    },
    # One without a review stands on the management team's list: they may name who handles it.
    "rs_unreviewed": {"go on sharing": "", "name": "team chief"},
    # He has begun to share nothing else there.
    **{row: {"go on sharing": ""} for row in ("rs_at_once", "rs_ready", "rs_active", *_APPEALED)},
    "sd_read": {
        "open": "handler team chief keeper phone owner reporter affected witness",
        "have read": "phone owner",
    },
    "sd_waits": {"open": "handler team chief keeper web", "have read": "web"},
    "db_agreed": {"see to an action": "reporter handler owner"},
    "sr_agreed": _COVERED,
    "sr_placed": _COVERED,
    # The management team looks at it again, and one of them is to be named.
    "sr_stepped": {"read": "reporter", "decide": "", "pass on": "", "name": "team chief"},
    "ta_arranged": {"hear of cover": "owner"},
    "co_recorded": {"inspect": "keeper"},
    "co_untalked": {"inspect": "keeper"},
    "co_erased": {"make a document": "", "read": "", "take back": "", "decide": "", "pass on": ""},
    "pd_opened": _THREATENED,
    # The duty manager was asked in the evening: they are shown with whom it lies, and may take it.
    "pd_called": {**_THREATENED, "open": "reporter handler chief duty", "take": "duty"},
    # Zero tolerance: the management team reads it.
    "pd_told": {
        "open": "reporter affected handler chief team",
        "see as a page": "reporter affected handler chief team",
    },
    # Somebody found the threat: they received none, and the named person does not know.
    "pd_found": {"open": "handler chief", "see as a page": "handler chief", "say": "", "have called": "finder handler"},
    "ev_let": {"look": "handler affected"},
    "sa_second": {"read": "keeper team", "look a second time": "team"},
    "sa_ready": {"read": "keeper team", "look a second time": "team", "hand out": "keeper"},
    "sa_handed": {"read": "keeper team", "look a second time": "team"},
}

#: Routes that need something in the record which is not in each of them: (route, record) that is refused to all.
MISSING = frozenset(
    {
        ("police.in_person", "pd_found"),
        ("evidence.look", "ev_thing"),
        ("evidence.look", "ev_withdrawn"),
    }
)
#: Of what has been read for a reason, the link is looked at as well, and a document made; of anything else it is not.
GIVEN: Mapping[tuple[str, str], str] = {
    ("evidence.look", "ev_link"): "keeper",
    ("evidence.open", "ev_link"): "keeper",
    **{("form:document.make", row): "keeper" for row in ("ec_seen", "no_shared", "pd_told", "co_recorded")},
}

#: Who manages the team hears that somebody has a matter already, and nothing of it, where nobody is to be named.
NOT_TO_NAME = "team chief"

#: Kind of record → who never decides about it, whomever it lies with (model.md §3).
CONFLICTED: Mapping[str, str] = {
    "ended_contact": "reporter affected witness",
    "named_online": "affected finder",
    "restriction": "reporter affected witness",
    "debrief": "reporter",
    "time_away": "reporter",
    "support_request": "reporter",
    "contact_outside": "reporter",
    "police_decision": "reporter affected witness",
    "correspondence": "reporter affected witness",
    "online_action": "reporter affected witness",
    "restorative": "reporter affected witness",
    # Who decided the restriction, who suggested it, and whom it concerns.
    "appeal": "handler reporter affected witness",
}
#: The same for records in which other people play the parts.
CONFLICTED_IN: Mapping[str, str] = {
    "rs_proposed": "proposer affected witness",
    "rs_limited": "reporter affected witness handler",
    "pd_found": "affected finder",
    # Whoever gave the answer does not look at it again.
    "sr_stepped": "reporter handler",
    "co_erased": "",
}
