"""Colleagues named publicly, and threats: police decisions and witness statements."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.events import Value
from bot.flows.police.opening import ask_on_call
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.police.record import PoliceDecision
from bot.views.examples.people import NOW
from tests.bot.matrix.cast import AFFECTED, FINDER, HANDLER, REPORTER, WITNESS
from tests.bot.matrix.reading import canary
from tests.bot.matrix.stories.reports import report, triaged
from tests.bot.matrix.values import TODAY
from tests.bot.matrix.world import MatrixWorld, Values

#: Long enough for the two answers about personal records, in days.
_WAITED = 30

# -- named publicly -----------------------------------------------------------------------------------------


def found(world: MatrixWorld, row: str, **more: Value) -> str:
    """Report it as Fin, with Hamish as its handler."""
    values: Values = {
        "named": (AFFECTED,),
        "place": "facebook",
        "link": f"https://www.example.org/{canary(row, 'link')}",
        "threat": "no",
        "line": canary(row, "line"),
    }
    about = world.made("named_online", FINDER, "named_online.report", {**values, **more})
    return world.passed_on(about)


def _told(world: MatrixWorld, row: str, on: str = TODAY) -> str:
    about = world.keep(row, found(world, row))
    world.presses(HANDLER, "named_online.acknowledge", about)
    world.sends(HANDLER, "named_online.told", {"on": on, "how": "in_person"}, about)
    return about


def _decided(world: MatrixWorld, row: str, on: str = TODAY) -> str:
    about = _told(world, row, on)
    world.sends(AFFECTED, "named_online.wishes", {"kind": "words", "words": canary(row, "wish")}, about)
    decision: Values = {
        "actions": ("removal", "restriction"),
        "removal": "seek",
        "risk": canary(row, "risk"),
        "removal_reasons": canary(row, "reasons"),
        "restriction_reasons": canary(row, "restrict"),
        "request_of": canary(row, "of"),
        "request_by": "them",
        "request_on": on,
    }
    world.sends(HANDLER, "named_online.decide", decision, about)
    world.sends(HANDLER, "named_online.offers", {"talk": "yes", "counselling": "yes"}, about)
    return about


def named(world: MatrixWorld) -> None:
    """A colleague named publicly, from found to closed."""
    world.keep("no_found", found(world, "no_found", threat="not_sure"))
    seen = world.keep("no_seen", found(world, "no_seen"))
    world.presses(HANDLER, "named_online.acknowledge", seen)
    urgent: Values = {"gates": ("act",), "reason": canary("no_seen", "danger")}
    world.sends(HANDLER, "named_online.urgent", urgent, seen)
    _told(world, "no_told")
    _decided(world, "no_decided")
    for row, days in (("no_shared", 0), ("no_chosen", 0), ("no_waited", _WAITED)):
        world.house.clock.at = NOW - timedelta(days=days)
        about = _decided(world, row, world.house.clock.at.date().isoformat())
        world.sends(HANDLER, "named_online.share", {"summary": canary(row, "summary")}, about)
        world.house.clock.at = NOW
        if row == "no_chosen":
            world.sends(AFFECTED, "named_online.personal", {"yes": "yes"}, about)
            world.sends(HANDLER, "named_online.personal", {"yes": "yes"}, about)


# -- the police, and witnesses --------------------------------------------------------------------------------


def _threat(world: MatrixWorld, row: str) -> tuple[str, str]:
    before = world.of("police_decision")
    threat: Values = {"reasons": ("threat",), "threat_against": "colleague", "reengage_on": None}
    reported = world.passed_on(report(world, row, **threat))
    return reported, world.keep(row, world.newest("police_decision", before))


def _view(world: MatrixWorld, row: str, person: PersonId, about: str) -> None:
    world.sends(person, "police.view", {"words": canary(row, f"view_{person}")}, about)


def police(world: MatrixWorld) -> None:
    """Threats with the views of those concerned, decisions, and witness statements."""
    _threat(world, "pd_opened")
    _, called = _threat(world, "pd_called")
    world.house.clock.at = NOW + timedelta(hours=12)
    world.house.run(lambda uow: ask_on_call(uow.records.get(RecordId(called), PoliceDecision), uow))
    world.house.clock.at = NOW
    statements: list[str] = []
    for row, outcome in (("pd_heard", None), ("pd_told", "report"), ("pd_not", "not_report")):
        before = world.of("witness_statement")
        report, about = _threat(world, row)
        statements.append(world.newest("witness_statement", before))
        _view(world, row, REPORTER, about)
        world.presses(HANDLER, "police.ask", about, AFFECTED)
        _view(world, row, AFFECTED, about)
        world.sends(REPORTER, "police.call_reference", {"reference": canary(row, "call")}, about)
        if outcome is not None:
            world.sends(HANDLER, "police.decide", _decision(row, outcome), about)
        if outcome == "report":
            triaged(world, row, report, zero_tolerance="yes")
            world.sends(HANDLER, "police.tell", {"on": TODAY}, about)
            world.sends(HANDLER, "police.reference", {"reference": canary(row, "number")}, about)
            world.sends(HANDLER, "police.follow_up", {"words": canary(row, "later")}, about)
    asked, given, _ = statements
    world.keep("ws_asked", asked)
    world.keep("ws_given", given)
    world.sends(WITNESS, "witness.answer", {"words": canary("ws_given", "saw")}, given)
    before = world.of("police_decision")
    found(world, "pd_found", threat="yes")
    world.keep("pd_found", world.newest("police_decision", before))


def _decision(row: str, outcome: str) -> Values:
    told: Values = {"on": TODAY, "how": "101"} if outcome == "report" else {}
    reasons = "reasons_not" if outcome == "not_report" else "reasons"
    return {"outcome": outcome, "impact": canary(row, "impact"), reasons: canary(row, "reasons"), **told}
