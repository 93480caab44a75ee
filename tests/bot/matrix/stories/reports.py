"""Reports of ended contacts, requests for support, talks, and contact outside the office."""

from __future__ import annotations

from bot.chat.events import Value
from tests.bot.matrix.cast import AFFECTED, HANDLER, OWNER, REPORTER, WITNESS
from tests.bot.matrix.reading import canary
from tests.bot.matrix.stories.restrictions import case
from tests.bot.matrix.town import MatrixTown, Values
from tests.bot.matrix.values import LATER, TODAY

# -- ended contacts -----------------------------------------------------------------------------------------


def report(town: MatrixTown, row: str, **more: Value) -> str:
    """Isla reports it; it came to Morag."""
    values: Values = {
        "channel": "phone",
        "reasons": ("distressing", "circular"),
        "note": canary(row, "note"),
        "individual": town.whom(row),
        "aimed_at": "colleague",
        "targets": (AFFECTED,),
        "witnesses": (WITNESS,),
        "reengage_on": LATER,
        "reengage_by": (OWNER,),
        "steps": canary(row, "steps"),
    }
    return town.made("ended_contact", REPORTER, "ended_contact.report", {**values, **more})


def triaged(town: MatrixTown, row: str, about: str, **more: Value) -> None:
    """Acknowledge, talk, and decide the follow-ups."""
    town.presses(HANDLER, "ended_contact.acknowledge", about)
    town.sends(HANDLER, "ended_contact.talked", {"happened": "talked", "on": TODAY}, about)
    triage: Values = {
        "categories": ("other",),
        "impact": canary(row, "triage_impact"),
        "zero_tolerance": "no",
        "follow_ups": ("restriction",),
        "action": canary(row, "triage_action"),
        "signposted": canary(row, "triage_signposted"),
    }
    town.sends(HANDLER, "ended_contact.triage", {**triage, **more}, about)


def reports(town: MatrixTown) -> None:
    """Ended contacts, from sent to closed."""
    town.passed_on(town.keep("ec_sent", report(town, "ec_sent")))
    later: Values = {"note": None, "note_kind": "later"}
    town.passed_on(town.keep("ec_later", report(town, "ec_later", **later)))
    seen = town.passed_on(town.keep("ec_seen", report(town, "ec_seen")))
    town.presses(HANDLER, "ended_contact.acknowledge", seen)
    town.sends(REPORTER, "ended_contact.add", {"text": canary("ec_seen", "added")}, seen)
    town.sends(HANDLER, "ended_contact.add", {"text": canary("ec_seen", "manager")}, seen)
    decided = town.passed_on(town.keep("ec_triaged", report(town, "ec_triaged")))
    triaged(town, "ec_triaged", decided)
    # Hamish has begun a proposal from it.
    town.keeps(HANDLER, "restriction.propose", case("ec_triaged", town.whom("draft")), decided)
    closed = town.passed_on(town.keep("ec_closed", report(town, "ec_closed")))
    triaged(town, "ec_closed", closed)
    town.sends(HANDLER, "ended_contact.no_restriction", {"why": canary("ec_closed", "why_none")}, closed)
    town.sends(HANDLER, "ended_contact.outcome", {"words": canary("ec_closed", "outcome")}, closed)


# -- time away and other requests -----------------------------------------------------------------------------


def requests(town: MatrixTown) -> None:
    """Time away, and each other request, from asked to in place."""
    for row in ("ta_arranged", "ta_asked"):
        about = town.made("time_away", REPORTER, "time_away.request", {"when": canary(row, "when")})
        town.passed_on(town.keep(row, about))
        if row == "ta_arranged":
            first: Values = {"first_day": LATER, "back": "2027-05-27", "cover": (OWNER,), "words": canary(row, "words")}
            town.sends(HANDLER, "time_away.arrange", first, about)
    for help_ in ("no_contact", "other_name", "removal", "hour", "talk"):
        _asked(town, f"sr_{help_}", help_)
    answered = _asked(town, "sr_agreed", "removal")
    town.sends(HANDLER, "support_request.answer", _agreed("sr_agreed"), answered)
    placed = _asked(town, "sr_placed", "removal")
    town.sends(HANDLER, "support_request.answer", _agreed("sr_placed"), placed)
    town.presses(HANDLER, "support_request.in_place", placed)
    for row in ("sr_denied", "sr_stepped"):
        denied = _asked(town, row, "removal")
        reasons: Values = {"outcome": "not_agreed", "reasons": canary(row, "reasons")}
        town.sends(HANDLER, "support_request.answer", reasons, denied)
        if row == "sr_stepped":
            town.presses(REPORTER, "support_request.step_up", denied)


def _asked(town: MatrixTown, row: str, help_: str) -> str:
    values: Values = {
        "help": help_,
        **({"who": town.whom(row)} if help_ == "no_contact" else {}),
        **({"which": canary(row, "which")} if help_ in ("other_name", "removal") else {}),
        **({"when": canary(row, "when")} if help_ in ("hour", "talk") else {"words": canary(row, "asked")}),
    }
    about = town.keep(row, town.made("support_request", REPORTER, "support_request.ask", values))
    # For a talk with another manager it never came to Morag.
    return about if help_ == "talk" else town.passed_on(about)


def _agreed(row: str) -> Values:
    return {"outcome": "agreed", "on": "2026-11-30", "cover": (OWNER,), "words": canary(row, "answer")}


# -- debriefs -----------------------------------------------------------------------------------------------


def talks(town: MatrixTown) -> None:
    """Conversations offered, wanted, and had."""
    for row in ("db_offered", "db_accepted", "db_agreed"):
        reported = town.passed_on(report(town, row, targets=(), aimed_at="me", witnesses=()))
        before = town.of("debrief")
        triaged(town, row, reported, zero_tolerance="yes")
        about = town.passed_on(town.keep(row, town.newest("debrief", before)))
        if row == "db_offered":
            continue
        town.presses(REPORTER, "debrief.yes", about)
        if row == "db_agreed":
            first: Values = {"on": TODAY, "what": canary(row, "mine"), "owner": (HANDLER,), "due": LATER}
            town.sends(HANDLER, "debrief.held", first, about)
            second: Values = {"what": canary(row, "theirs"), "owner": (OWNER,), "due": LATER}
            town.sends(HANDLER, "debrief.agree", second, about)


# -- contact outside the office -----------------------------------------------------------------------------------


def outside(town: MatrixTown) -> None:
    """Contact outside the office: raised, recorded, recorded before they could talk, erased."""
    for row in ("co_raised", "co_recorded", "co_untalked", "co_erased"):
        raised: Values = {
            "where": "public_place",
            "on": TODAY,
            "line": canary(row, "line"),
            "whom": town.whom(row),
        }
        about = town.made("contact_outside", REPORTER, "outside_contact.raise", raised)
        town.passed_on(town.keep(row, about))
        note: Values = {
            "talked": "no" if row == "co_untalked" else "yes",
            "where": "public_place",
            "on": TODAY,
            "words": canary(row, "note"),
            "whom": raised["whom"],
        }
        if row in ("co_recorded", "co_untalked"):
            town.sends(HANDLER, "contact_outside.record", note, about)
        if row == "co_erased":
            town.sends(HANDLER, "contact_outside.leave", {"talked": "yes"}, about)
