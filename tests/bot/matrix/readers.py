"""Readers of each text, name and reference: written by hand from model.md §4, as `table` is.

The last line that fits a record counts.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Records, their texts, and the columns that ever read them, by whatever route.
READS: tuple[tuple[str, str, str], ...] = (
    ("ec_*", "note steps added manager outcome individual", "reporter handler keeper"),
    ("ec_closed", "why_none", "reporter handler keeper"),
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
    ("rs_*", "behaviour emergencies impact individual measure needs", "handler keeper team chief"),
    ("rs_*", "proof reasons sooner staffing tried wish", "handler keeper team chief"),
    ("rs_*", "circumstances complaint training telling", "handler keeper team chief"),
    ("rs_*", "none limit exceptional", "handler keeper team chief"),
    # Who put the limit on the use of the complaint process into it reads it no more.
    ("rs_limited", "behaviour impact individual measure proof limit exceptional", "keeper team chief"),
    ("rs_limited", "tried needs reasons circumstances complaint emergencies staffing training", "keeper team chief"),
    # Who needs the card reads whom it is about, and what to do.
    ("rs_active", "individual", "handler keeper team chief phone owner reporter affected witness"),
    ("rs_approved", "individual", "handler keeper team chief web"),
    ("sd_read", "instruction", "handler keeper team chief phone owner reporter affected witness"),
    ("sd_waits", "instruction", "handler keeper team chief web"),
    ("sd_*", "why", "handler keeper team chief"),
    ("rs_*", "nobody", ""),
    ("sd_none", "nobody", "handler keeper team chief"),
    ("sd_draft", "why instruction", "handler"),
    # What is asked of who suggested it, with their own words; and why it was not taken forward.
    ("rs_asked", "question wish", "reporter handler keeper team chief"),
    ("rs_suggested", "wish", "reporter handler keeper team chief"),
    ("rs_at_once", "wish", "reporter handler keeper team chief"),
    ("rs_limited", "wish", "reporter keeper team chief"),
    ("rs_denied", "reasons instead", "reporter handler keeper team chief"),
    ("db_agreed", "mine", "reporter handler"),
    ("db_agreed", "theirs", "reporter handler owner"),
    # Nothing of the report.
    ("db_*", "note steps individual triage_impact triage_action triage_signposted", ""),
    ("ta_*", "when", "reporter handler"),
    ("ta_*", "words", "reporter"),
    ("sr_*", "asked which when answer reasons individual", "reporter handler"),
    ("sr_stepped", "asked which reasons", "reporter"),
    ("co_raised", "line individual", "reporter handler"),
    ("co_recorded", "note", "reporter handler keeper"),
    ("co_recorded", "individual", "handler keeper"),
    ("co_untalked", "note", "reporter handler keeper"),
    ("co_untalked", "individual", "handler keeper"),
    # Nothing is left of what was raised.
    ("co_recorded", "line", ""),
    ("co_untalked", "line", ""),
    ("co_erased", "line individual", ""),
    ("pd_*", "call impact reasons", "handler keeper chief"),
    ("pd_*", "view_isla", "reporter handler keeper chief"),
    ("pd_*", "view_nan", "affected handler keeper chief"),
    ("pd_told", "call impact reasons number later", "handler keeper chief team"),
    ("pd_told", "view_isla", "reporter handler keeper chief team"),
    ("pd_told", "view_nan", "affected handler keeper chief team"),
    # What the report says is for whoever may read the report as well.
    ("pd_*", "note steps individual", "handler"),
    # Whoever is on call reads it once they have taken it, which the same press shows them.
    ("pd_called", "note steps individual", "handler duty"),
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
    ("oa_*", "why blocked reasons reference", "handler keeper"),
    ("oa_*", "of", "handler keeper owner"),
    ("ra_*", "note steps", ""),
    ("ra_*", "step result individual", "handler keeper"),
    ("cd_*", "triage_impact triage_action triage_signposted", ""),
    ("oa_*", "triage_impact triage_action triage_signposted", ""),
    ("ra_*", "triage_impact triage_action triage_signposted", ""),
    ("draft", "individual", "handler"),
    # What is held about its individual is read by who keeps the records, and by who looks a second time.
    ("ec_closed", "note steps added manager outcome individual why_none", "reporter handler keeper team"),
    ("ec_closed", "triage_impact triage_action triage_signposted", "handler keeper team"),
    ("sa_*", "known", "keeper team"),
    ("sa_deciding", "known", "keeper"),
    ("sa_refused", "known words", "keeper"),
)

#: Records, what somebody is to them, and the columns that read that person's name there besides themselves.
NAMED: tuple[tuple[str, str, str], ...] = (
    ("ec_*", "reporter", "handler keeper"),
    ("ec_*", "affected witness owner", "reporter handler keeper"),
    # Who found it is known to the manager alone, and who is named to nobody besides.
    ("no_*", "affected finder", "handler keeper"),
    ("rs_*", "reporter affected witness", "handler keeper team chief"),
    ("rs_limited", "reporter affected witness", "keeper team chief"),
    # Somebody else to whom its card went, whom a document of it may name.
    ("rs_active", "owner", "handler keeper"),
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
    ("co_untalked", "reporter", "handler keeper"),
    ("co_erased", "reporter", ""),
    ("pd_*", "reporter affected", "handler keeper chief"),
    ("pd_*", "witness", "handler keeper chief"),
    ("pd_told", "reporter affected witness", "handler keeper chief team"),
    # Before anybody has said what they think, nobody is named to who merely reads it.
    ("pd_opened", "reporter affected", "handler"),
    ("pd_called", "reporter affected", "handler duty"),
    ("pd_called", "witness", "handler keeper chief duty"),
    ("pd_found", "reporter witness", ""),
    ("pd_found", "affected", "handler"),
    ("ws_*", "witness", "handler keeper"),
    ("cd_*", "reporter affected", "handler"),
    ("oa_*", "reporter affected", "handler"),
    ("oa_decided", "owner", "handler keeper"),
    ("sd_read", "reporter affected witness owner", "handler keeper team chief"),
    ("ra_noted", "owner", "handler keeper"),
    ("ra_closed", "owner", "handler keeper"),
    ("ap_*", "owner", "chief keeper"),
    ("ev_*", "reporter", "handler keeper"),
    ("ev_let", "reporter", "handler keeper affected"),
    # Who is concerned, where they are chosen from until they may look.
    ("ev_*", "affected", "handler"),
    ("ev_let", "affected", ""),
)

#: Records that are closed, and those that somebody has decided.
ENDED = ("cd_informed", "co_recorded", "ec_closed", "no_chosen", "ra_closed", "rs_denied", "sr_denied", "ta_arranged")
DECIDED = (
    *("cd_decided", "cd_informed", "no_chosen", "no_decided", "no_shared", "no_waited", "oa_decided", "pd_not"),
    *("pd_told", "rs_active", "rs_ap_*", "rs_approved", "rs_denied", "rs_ready", "rs_unreviewed"),
    *("sr_agreed", "sr_denied", "sr_placed", "sr_stepped"),
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
    ("rs_limited", "yours", "reporter handler"),
    ("rs_*", "waiting", "handler"),
    ("rs_asked", "waiting", "reporter handler"),
    ("rs_limited", "waiting", "team"),
    ("rs_unreviewed", "waiting", ""),
    ("rs_unreviewed", "management_list", "team chief"),
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
    ("co_untalked", "yours", "reporter"),
    ("co_raised", "waiting", "handler"),
    ("co_untalked", "waiting", "handler"),
    ("co_recorded", "register", "keeper"),
    ("co_untalked", "register", "keeper"),
    ("pd_*", "yours", "reporter affected"),
    ("pd_opened", "yours", "reporter"),
    ("pd_called", "yours", "reporter"),
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
    ("sa_*", "register", "keeper"),
    ("sa_deciding", "waiting", "keeper"),
    ("sa_ready", "waiting", "keeper"),
    ("sa_second", "waiting", "team"),
    # What somebody's role has in their home.
    ("ap_*", "appeals with_me", "chief"),
    ("ap_decided", "decided", "chief"),
    ("sd_read", "cards", "owner phone"),
    ("sd_waits", "cards", "web"),
    # What lies with a manager, and what is closed; a part of another matter is no matter of its own.
    *(
        (f"{kind}_*", "with_me", "handler")
        for kind in ("cd", "co", "db", "ec", "no", "oa", "pd", "ra", "rs", "sr", "ta")
    ),
    ("rs_limited", "with_me", "team"),
    *(
        (row, "with_me", "")
        for row in ("rs_active", "rs_ap_*", "rs_unreviewed", "sr_placed", "sr_stepped", "co_erased")
    ),
    *((row, "with_me", "") for row in ENDED),
    *((row, "closed", "handler") for row in ENDED),
    # What is in force, and for whose team it is.
    ("sr_placed", "in_force", "handler"),
    *((row, "in_force", "former handler") for row in ("rs_active", "rs_ap_*", "rs_unreviewed")),
    # What somebody has decided stays theirs.
    *((row, "decided", "handler") for row in DECIDED),
)

#: The individual of this record → who reads their card on looking them up: it is in force, and they need it.
LOOKED_UP: Mapping[str, str] = {"rs_active": "reporter affected owner handler phone witness"}
