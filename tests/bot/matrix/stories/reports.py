"""Reports of ended contacts, requests for support, talks, and contact outside the office."""

from __future__ import annotations

from bot.chat.events import Value
from tests.bot.matrix.cast import AFFECTED, HANDLER, OWNER, REPORTER, WITNESS
from tests.bot.matrix.reading import canary
from tests.bot.matrix.stories.restrictions import case
from tests.bot.matrix.values import LATER, TODAY
from tests.bot.matrix.world import MatrixWorld, Values

# -- ended contacts -----------------------------------------------------------------------------------------


def report(world: MatrixWorld, row: str, **more: Value) -> str:
    """Isla reports it; it came to Morag."""
    values: Values = {
        "channel": "phone",
        "reasons": ("distressing", "circular"),
        "note": canary(row, "note"),
        "individual": world.whom(row),
        "aimed_at": "colleague",
        "targets": (AFFECTED,),
        "witnesses": (WITNESS,),
        "reengage_on": LATER,
        "reengage_by": (OWNER,),
        "steps": canary(row, "steps"),
    }
    return world.made("ended_contact", REPORTER, "ended_contact.report", {**values, **more})


def triaged(world: MatrixWorld, row: str, about: str, **more: Value) -> None:
    """Acknowledge, talk, and decide the follow-ups."""
    world.presses(HANDLER, "ended_contact.acknowledge", about)
    world.sends(HANDLER, "ended_contact.talked", {"happened": "talked", "on": TODAY}, about)
    triage: Values = {
        "categories": ("other",),
        "impact": canary(row, "triage_impact"),
        "zero_tolerance": "no",
        "follow_ups": ("restriction",),
        "action": canary(row, "triage_action"),
        "signposted": canary(row, "triage_signposted"),
    }
    world.sends(HANDLER, "ended_contact.triage", {**triage, **more}, about)


def reports(world: MatrixWorld) -> None:
    """Ended contacts, from sent to closed."""
    world.passed_on(world.keep("ec_sent", report(world, "ec_sent")))
    later: Values = {"note": None, "note_kind": "later"}
    world.passed_on(world.keep("ec_later", report(world, "ec_later", **later)))
    seen = world.passed_on(world.keep("ec_seen", report(world, "ec_seen")))
    world.presses(HANDLER, "ended_contact.acknowledge", seen)
    world.sends(REPORTER, "ended_contact.add", {"text": canary("ec_seen", "added")}, seen)
    world.sends(HANDLER, "ended_contact.add", {"text": canary("ec_seen", "manager")}, seen)
    decided = world.passed_on(world.keep("ec_triaged", report(world, "ec_triaged")))
    triaged(world, "ec_triaged", decided)
    # Hamish has begun a proposal from it.
    world.keeps(HANDLER, "restriction.propose", case("ec_triaged", world.whom("draft")), decided)
    closed = world.passed_on(world.keep("ec_closed", report(world, "ec_closed")))
    triaged(world, "ec_closed", closed)
    world.sends(HANDLER, "ended_contact.no_restriction", {"why": canary("ec_closed", "why_none")}, closed)
    world.sends(HANDLER, "ended_contact.outcome", {"words": canary("ec_closed", "outcome")}, closed)


# -- time away and other requests -----------------------------------------------------------------------------


def requests(world: MatrixWorld) -> None:
    """Time away, and each other request, from asked to in place."""
    for row in ("ta_arranged", "ta_asked"):
        about = world.made("time_away", REPORTER, "time_away.request", {"when": canary(row, "when")})
        world.passed_on(world.keep(row, about))
        if row == "ta_arranged":
            first: Values = {"first_day": LATER, "back": "2027-05-27", "cover": (OWNER,), "words": canary(row, "words")}
            world.sends(HANDLER, "time_away.arrange", first, about)
    for help_ in ("no_contact", "other_name", "removal", "hour", "talk"):
        _asked(world, f"sr_{help_}", help_)
    answered = _asked(world, "sr_agreed", "removal")
    world.sends(HANDLER, "support_request.answer", _agreed("sr_agreed"), answered)
    placed = _asked(world, "sr_placed", "removal")
    world.sends(HANDLER, "support_request.answer", _agreed("sr_placed"), placed)
    world.presses(HANDLER, "support_request.in_place", placed)
    for row in ("sr_denied", "sr_stepped"):
        denied = _asked(world, row, "removal")
        reasons: Values = {"outcome": "not_agreed", "reasons": canary(row, "reasons")}
        world.sends(HANDLER, "support_request.answer", reasons, denied)
        if row == "sr_stepped":
            world.presses(REPORTER, "support_request.step_up", denied)


def _asked(world: MatrixWorld, row: str, help_: str) -> str:
    values: Values = {
        "help": help_,
        **({"who": world.whom(row)} if help_ == "no_contact" else {}),
        **({"which": canary(row, "which")} if help_ in ("other_name", "removal") else {}),
        **({"when": canary(row, "when")} if help_ in ("hour", "talk") else {"words": canary(row, "asked")}),
    }
    about = world.keep(row, world.made("support_request", REPORTER, "support_request.ask", values))
    # For a talk with another manager it never came to Morag.
    return about if help_ == "talk" else world.passed_on(about)


def _agreed(row: str) -> Values:
    return {"outcome": "agreed", "on": "2026-11-30", "cover": (OWNER,), "words": canary(row, "answer")}


# -- debriefs -----------------------------------------------------------------------------------------------


def talks(world: MatrixWorld) -> None:
    """Conversations offered, wanted, and had."""
    for row in ("db_offered", "db_accepted", "db_agreed"):
        reported = world.passed_on(report(world, row, targets=(), aimed_at="me", witnesses=()))
        before = world.of("debrief")
        triaged(world, row, reported, zero_tolerance="yes")
        about = world.passed_on(world.keep(row, world.newest("debrief", before)))
        if row == "db_offered":
            continue
        world.presses(REPORTER, "debrief.yes", about)
        if row == "db_agreed":
            first: Values = {"on": TODAY, "what": canary(row, "mine"), "owner": (HANDLER,), "due": LATER}
            world.sends(HANDLER, "debrief.held", first, about)
            second: Values = {"what": canary(row, "theirs"), "owner": (OWNER,), "due": LATER}
            world.sends(HANDLER, "debrief.agree", second, about)


# -- contact outside the office -----------------------------------------------------------------------------------


def outside(world: MatrixWorld) -> None:
    """Contact outside the office: raised, recorded, recorded before they could talk, erased."""
    for row in ("co_raised", "co_recorded", "co_untalked", "co_erased"):
        raised: Values = {
            "where": "public_place",
            "on": TODAY,
            "line": canary(row, "line"),
            "whom": world.whom(row),
        }
        about = world.made("contact_outside", REPORTER, "outside_contact.raise", raised)
        world.passed_on(world.keep(row, about))
        note: Values = {
            "talked": "no" if row == "co_untalked" else "yes",
            "where": "public_place",
            "on": TODAY,
            "words": canary(row, "note"),
            "whom": raised["whom"],
        }
        if row in ("co_recorded", "co_untalked"):
            world.sends(HANDLER, "contact_outside.record", note, about)
        if row == "co_erased":
            world.sends(HANDLER, "contact_outside.leave", {"talked": "yes"}, about)
