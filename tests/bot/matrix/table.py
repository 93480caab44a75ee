"""Who may see and do what with each record: model.md §4, written out by hand and read from nowhere else.

Columns are those of `cast.COLUMNS`; a column that is not named may not. Whoever may not gets the answer that a record
gives which does not exist.
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
        "go on proposing": "",
        "add": "reporter handler",
        "attach": "reporter handler",
        "say oneself": "reporter",
        "ask for support": "reporter affected witness owner",
        "try again": "reporter owner",
        "inspect": "keeper",
        "name": "",
    },
    # The finder never; the named person from when a person has told them; the management team its summary.
    "named_online": {
        "read": "affected handler",
        "hear summary": "",
        "decide": "handler",
        "pass on": "handler",
        "propose": "handler",
        "restore": "handler",
        "go on proposing": "",
        "say": "affected handler",
        "note what came of a request": "affected handler",
        "attach": "affected handler",
        "ask for support": "affected",
        "inspect": "keeper",
        "inspect link": "keeper",
        "name": "",
    },
    # Who suggested or proposed it hears what became of it, and never decides.
    "restriction": {
        "read": "handler team chief keeper",
        "hear": "reporter",
        "answer": "reporter",
        "attach": "reporter handler",
        "decide": "handler",
        "restore": "handler",
        "go on sharing": "handler",
        "pass on": "handler",
        "name": "",
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
    "time_away": {
        "read": "reporter handler",
        "say": "reporter",
        "decide": "handler",
        "pass on": "handler",
        "name": "",
    },
    # Whoever covers hears from when, and nothing of the request.
    "support_request": {
        "read": "reporter handler",
        "say": "reporter",
        "decide": "handler",
        "pass on": "handler",
        "hear of cover": "reporter",
        "name": "",
    },
    "contact_outside": {
        "read": "reporter handler",
        "take back": "reporter",
        "decide": "handler",
        "pass on": "handler",
        "inspect": "",
        "name": "",
    },
    # Who is threatened has a part in it once they know. Anybody in it can say that they have called the police.
    "police_decision": {
        "open": "reporter affected handler chief",
        "say": "reporter affected",
        "have called": "reporter affected witness handler",
        "attach": "handler",
        "decide": "handler",
        "pass on": "handler",
        "inspect": "keeper",
        "name": "",
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
    },
    "restorative": {
        "read": "handler",
        "decide": "handler",
        "pass on": "handler",
        "inspect": "keeper",
        "name": "",
    },
    # It lies with the chief executive. Whoever recorded it hears that it has arrived.
    "appeal": {
        "open": "owner chief keeper",
        "decide": "chief",
        "pass on": "chief",
        "name": "",
    },
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

#: Record in one state → the acts whose cells differ from those of its kind.
OTHERWISE: Mapping[str, Mapping[str, str]] = {
    # What Hamish has begun to propose is his alone.
    "ec_triaged": {"go on proposing": "handler"},
    "no_found": _UNTOLD,
    "no_seen": _UNTOLD,
    # Nothing has been asked of a platform yet.
    "no_told": {"note what came of a request": ""},
    "no_shared": _SHARED,
    "no_chosen": _SHARED,
    "no_waited": _SHARED,
    "rs_proposed": {"hear": "proposer", "answer": "proposer", "attach": "proposer handler"},
    "oa_decided": {"note what came of a request": "handler owner"},
    # He has begun to share nothing else there.
    **{row: {"go on sharing": ""} for row in ("rs_ready", "rs_active", *_APPEALED)},
    "sd_read": {
        "open": "handler team chief keeper phone owner reporter affected",
        "have read": "phone owner",
    },
    "sd_waits": {"open": "handler team chief keeper web", "have read": "web"},
    "db_agreed": {"see to an action": "reporter handler owner"},
    "sr_agreed": _COVERED,
    "sr_placed": _COVERED,
    # The management team looks at it again, and one of them is to be named.
    "sr_stepped": {"read": "reporter", "decide": "", "pass on": "", "name": "team chief"},
    "co_recorded": {"inspect": "keeper"},
    "co_erased": {"read": "", "take back": "", "decide": "", "pass on": ""},
    # Nobody has told the threatened colleague.
    "pd_opened": {
        "open": "reporter handler chief",
        "say": "reporter",
        "have called": "reporter witness handler",
    },
    # Zero tolerance: the management team reads it.
    "pd_told": {"open": "reporter affected handler chief team"},
    # Somebody found the threat: they received none, and the named person does not know.
    "pd_found": {"open": "handler chief", "say": "", "have called": "finder handler"},
    "ev_let": {"look": "handler affected"},
}

#: Routes that need something in the record which is not in each of them: (route, record) that is refused to all.
MISSING = frozenset(
    {
        ("police.in_person", "pd_found"),
        ("evidence.look", "ev_thing"),
        ("evidence.look", "ev_withdrawn"),
    }
)
#: Of what has been read for a reason, the link is looked at as well; of anything else it is not.
GIVEN: Mapping[tuple[str, str], str] = {("evidence.look", "ev_link"): "keeper", ("evidence.open", "ev_link"): "keeper"}

#: Who manages the team hears that somebody has a matter already, and nothing of it, where nobody is to be named.
NOT_TO_NAME = "team chief"

#: Records, their texts, and the columns that ever read them, by whatever route.
READS: tuple[tuple[str, str, str], ...] = (
    ("ec_*", "note steps added manager outcome individual", "reporter handler keeper"),
    ("ec_*", "triage_impact triage_action triage_signposted", "handler keeper"),
    ("ec_triaged", "behaviour measure impact proof", "handler"),
    ("no_*", "line of reasons restrict risk wish", "affected handler keeper"),
    ("no_*", "link", "affected handler"),
    ("no_found", "line", "handler keeper"),
    ("no_seen", "line danger", "handler keeper"),
    ("no_found", "link", "handler"),
    ("no_seen", "link", "handler"),
    ("no_shared", "link", "affected handler keeper"),
    ("no_*", "summary", "affected handler keeper team chief"),
    ("rs_*", "behaviour emergencies how impact individual lighter measure needs", "handler keeper team chief"),
    ("rs_*", "proof reasons sooner staffing tried wish", "handler keeper team chief"),
    # Who needs the card reads whom it is about, and what to do.
    ("rs_active", "individual", "handler keeper team chief phone owner reporter affected"),
    ("rs_approved", "individual", "handler keeper team chief web"),
    ("sd_read", "instruction", "handler keeper team chief phone owner reporter affected"),
    ("sd_waits", "instruction", "handler keeper team chief web"),
    ("sd_*", "why", "handler keeper team chief"),
    ("rs_*", "nobody", ""),
    ("sd_none", "nobody", "handler keeper team chief"),
    ("sd_draft", "why instruction", "handler"),
    # What is asked of who suggested it, with their own words; and why it was not taken forward.
    ("rs_asked", "question wish", "reporter handler keeper team chief"),
    ("rs_suggested", "wish", "reporter handler keeper team chief"),
    ("rs_prepared", "wish", "reporter handler keeper team chief"),
    ("rs_denied", "reasons", "reporter handler keeper team chief"),
    ("db_agreed", "mine", "reporter handler"),
    ("db_agreed", "theirs", "reporter handler owner"),
    # Nothing of the report.
    ("db_*", "note steps individual triage_impact triage_action triage_signposted", ""),
    ("ta_*", "when", "reporter handler"),
    ("ta_*", "words", "reporter"),
    ("sr_*", "asked which when answer reasons individual", "reporter handler"),
    ("sr_stepped", "asked which reasons", "reporter"),
    ("co_raised", "line individual", "reporter handler"),
    ("co_recorded", "note because", "reporter handler keeper"),
    ("co_recorded", "individual", "handler keeper"),
    # Nothing is left of what was raised.
    ("co_recorded", "line", ""),
    ("co_erased", "line individual", ""),
    ("pd_*", "call impact reasons", "handler keeper chief"),
    ("pd_*", "view_isla", "reporter handler keeper chief"),
    ("pd_*", "view_nan", "affected handler keeper chief"),
    ("pd_told", "call impact reasons number later", "handler keeper chief team"),
    ("pd_told", "view_isla", "reporter handler keeper chief team"),
    ("pd_told", "view_nan", "affected handler keeper chief team"),
    # What the report says is for whoever may read the report as well.
    ("pd_*", "note steps individual", "handler"),
    ("pd_told", "triage_impact triage_action triage_signposted", ""),
    ("pd_found", "line", "handler"),
    ("pd_found", "link", ""),
    ("ws_given", "saw", "witness handler keeper"),
    # Who decides an appeal, and who keeps the records.
    ("ap_*", "says reasons pause heard", "chief keeper"),
    ("ev_*", "kind what", "reporter handler keeper"),
    ("ev_let", "kind", "reporter handler keeper affected"),
    ("ev_withdrawn", "kind", "handler keeper"),
    ("ev_link", "link", "handler keeper"),
    ("ev_let", "link", "handler affected"),
    ("ev_withdrawn", "link", ""),
    ("ev_thing", "place", "handler keeper"),
    ("ev_withdrawn", "reason", "handler keeper"),
    # What the report says stands beside it for whoever may read the report.
    ("cd_*", "note steps individual", "handler"),
    ("cd_*", "reasons ground account", "handler keeper"),
    ("oa_*", "note steps individual", "handler"),
    ("oa_*", "why blocked reasons reference guidance", "handler keeper"),
    ("oa_*", "of", "handler keeper owner"),
    ("ra_*", "note steps", ""),
    ("ra_*", "step result individual", "handler keeper"),
    ("cd_*", "triage_impact triage_action triage_signposted", ""),
    ("oa_*", "triage_impact triage_action triage_signposted", ""),
    ("ra_*", "triage_impact triage_action triage_signposted", ""),
    ("draft", "individual", "handler"),
)

#: Records, what somebody is to them, and the columns that read that person's name there besides themselves.
NAMED: tuple[tuple[str, str, str], ...] = (
    ("ec_*", "reporter", "handler keeper"),
    ("ec_*", "affected witness owner", "reporter handler keeper"),
    # Who found it is known to the manager alone, and who is named to nobody besides.
    ("no_*", "affected finder", "handler keeper"),
    ("rs_*", "reporter affected witness", "handler keeper team chief"),
    ("rs_proposed", "reporter", ""),
    ("rs_proposed", "proposer", "handler keeper team chief"),
    ("db_*", "reporter", "handler"),
    ("db_agreed", "owner", "reporter handler"),
    ("ta_*", "reporter", "handler"),
    ("ta_arranged", "owner", "reporter handler"),
    ("sr_*", "reporter", "handler"),
    ("sr_stepped", "reporter", ""),
    ("sr_agreed", "owner", "reporter handler"),
    ("sr_placed", "owner", "reporter handler"),
    ("co_raised", "reporter", "handler"),
    ("co_recorded", "reporter", "handler keeper"),
    ("co_erased", "reporter", ""),
    ("pd_*", "reporter affected", "handler keeper chief"),
    ("pd_*", "witness", "handler keeper chief"),
    ("pd_told", "reporter affected witness", "handler keeper chief team"),
    # Before anybody has said what they think, nobody is named to who merely reads it.
    ("pd_opened", "reporter affected", "handler"),
    ("pd_found", "reporter witness", ""),
    ("pd_found", "affected", "handler"),
    ("ws_*", "witness", "handler keeper"),
    ("cd_*", "reporter affected", "handler"),
    ("oa_*", "reporter affected", "handler"),
    ("oa_decided", "owner", "handler keeper"),
    ("sd_read", "reporter affected owner", "handler keeper team chief"),
    ("ra_noted", "owner", "handler keeper"),
    ("ra_closed", "owner", "handler keeper"),
    ("ap_*", "owner", "chief keeper"),
    ("ev_*", "reporter", "handler keeper"),
    ("ev_let", "reporter", "handler keeper affected"),
    # Who is concerned, where they are chosen from until they may look.
    ("ev_*", "affected", "handler"),
    ("ev_let", "affected", ""),
)

#: Records → list → the columns in whose list the reference stands. Lists hold no word of any record.
POINTS: tuple[tuple[str, str, str], ...] = (
    ("ec_*", "yours", "reporter"),
    ("ec_*", "coming", "owner"),
    ("ec_*", "waiting", "handler"),
    ("ec_closed", "waiting", ""),
    ("ec_*", "register", "keeper"),
    # To the finder none, and to who is named once they know.
    ("no_*", "yours", "affected"),
    ("no_found", "yours", ""),
    ("no_seen", "yours", ""),
    ("no_*", "waiting", "handler"),
    ("no_chosen", "waiting", ""),
    ("no_*", "register", "keeper"),
    ("rs_*", "yours", "reporter"),
    ("rs_proposed", "yours", "proposer"),
    ("rs_*", "waiting", "handler"),
    ("rs_asked", "waiting", "reporter handler"),
    ("rs_active", "waiting", ""),
    ("rs_ap_*", "waiting", ""),
    ("rs_denied", "waiting", ""),
    ("rs_active", "coming", "handler"),
    ("rs_ap_*", "coming", "handler"),
    ("rs_*", "register", "keeper"),
    ("db_*", "yours", "reporter"),
    ("db_offered", "waiting", "reporter"),
    ("db_accepted", "waiting", "handler"),
    ("db_agreed", "coming", "handler owner"),
    ("ta_*", "yours", "reporter"),
    ("ta_asked", "waiting", "handler"),
    ("sr_*", "yours", "reporter"),
    ("sr_*", "waiting", "handler"),
    ("sr_denied", "waiting", ""),
    ("sr_placed", "waiting", ""),
    ("sr_stepped", "waiting", ""),
    ("sr_stepped", "management_list", "team chief"),
    ("co_raised", "yours", "reporter"),
    ("co_recorded", "yours", "reporter"),
    ("co_raised", "waiting", "handler"),
    ("co_recorded", "register", "keeper"),
    ("pd_*", "yours", "reporter affected"),
    ("pd_opened", "yours", "reporter"),
    ("pd_found", "yours", ""),
    ("pd_*", "waiting", "handler"),
    ("pd_*", "register", "keeper"),
    ("ws_*", "yours", "witness"),
    ("ws_asked", "waiting", "witness"),
    ("ws_*", "register", "keeper"),
    ("ap_*", "yours", "owner"),
    ("ap_*", "waiting", "chief"),
    ("ap_*", "register", "keeper"),
    ("ev_*", "register", "keeper"),
    ("sd_waits", "waiting", "web"),
    ("sd_*", "register", "keeper"),
    ("cd_*", "waiting", "handler"),
    ("cd_informed", "waiting", ""),
    ("cd_*", "register", "keeper"),
    ("oa_opened", "waiting", "handler"),
    # What a colleague has asked of a platform waits for that colleague.
    ("oa_decided", "waiting", ""),
    ("oa_*", "register", "keeper"),
    ("ra_*", "waiting", "handler"),
    # Its day is not over.
    ("ra_noted", "waiting", ""),
    ("ra_closed", "waiting", ""),
    ("ra_*", "register", "keeper"),
)

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
    "pd_found": "affected finder",
    # Whoever gave the answer does not look at it again.
    "sr_stepped": "reporter handler",
    "co_erased": "",
}

#: The individual of this record → who reads their card on looking them up: it is in force, and they need it.
LOOKED_UP: Mapping[str, str] = {"rs_active": "reporter affected owner handler phone"}
