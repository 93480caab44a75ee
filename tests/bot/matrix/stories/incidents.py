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
from tests.bot.matrix.town import MatrixTown, Values
from tests.bot.matrix.values import TODAY

#: Long enough for the two answers about personal records, in days.
_WAITED = 30

# -- named publicly -----------------------------------------------------------------------------------------


def found(town: MatrixTown, row: str, **more: Value) -> str:
    """Report it as Fin, with Hamish as its handler."""
    values: Values = {
        "named": (AFFECTED,),
        "place": "facebook",
        "link": f"https://www.example.org/{canary(row, 'link')}",
        "threat": "no",
        "line": canary(row, "line"),
    }
    about = town.made("named_online", FINDER, "named_online.report", {**values, **more})
    return town.passed_on(about)


def _told(town: MatrixTown, row: str, on: str = TODAY) -> str:
    about = town.keep(row, found(town, row))
    town.presses(HANDLER, "named_online.acknowledge", about)
    town.sends(HANDLER, "named_online.told", {"on": on, "how": "in_person"}, about)
    return about


def _decided(town: MatrixTown, row: str, on: str = TODAY) -> str:
    about = _told(town, row, on)
    town.sends(AFFECTED, "named_online.wishes", {"kind": "words", "words": canary(row, "wish")}, about)
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
    town.sends(HANDLER, "named_online.decide", decision, about)
    town.sends(HANDLER, "named_online.offers", {"talk": "yes", "counselling": "yes"}, about)
    return about


def named(town: MatrixTown) -> None:
    """A colleague named publicly, from found to closed."""
    town.keep("no_found", found(town, "no_found", threat="not_sure"))
    seen = town.keep("no_seen", found(town, "no_seen"))
    town.presses(HANDLER, "named_online.acknowledge", seen)
    urgent: Values = {"gates": ("act",), "reason": canary("no_seen", "danger")}
    town.sends(HANDLER, "named_online.urgent", urgent, seen)
    _told(town, "no_told")
    _decided(town, "no_decided")
    for row, days in (("no_shared", 0), ("no_chosen", 0), ("no_waited", _WAITED)):
        town.house.clock.at = NOW - timedelta(days=days)
        about = _decided(town, row, town.house.clock.at.date().isoformat())
        town.sends(HANDLER, "named_online.share", {"summary": canary(row, "summary")}, about)
        town.house.clock.at = NOW
        if row == "no_chosen":
            town.sends(AFFECTED, "named_online.personal", {"yes": "yes"}, about)
            town.sends(HANDLER, "named_online.personal", {"yes": "yes"}, about)


# -- the police, and witnesses --------------------------------------------------------------------------------


def _threat(town: MatrixTown, row: str) -> tuple[str, str]:
    before = town.of("police_decision")
    threat: Values = {"reasons": ("threat",), "threat_against": "colleague", "reengage_on": None}
    reported = town.passed_on(report(town, row, **threat))
    return reported, town.keep(row, town.newest("police_decision", before))


def _view(town: MatrixTown, row: str, person: PersonId, about: str) -> None:
    town.sends(person, "police.view", {"words": canary(row, f"view_{person}")}, about)


def police(town: MatrixTown) -> None:
    """Threats with the views of those concerned, decisions, and witness statements."""
    _threat(town, "pd_opened")
    _, called = _threat(town, "pd_called")
    town.house.clock.at = NOW + timedelta(hours=12)
    town.house.run(lambda uow: ask_on_call(uow.records.get(RecordId(called), PoliceDecision), uow))
    town.house.clock.at = NOW
    statements: list[str] = []
    for row, outcome in (("pd_heard", None), ("pd_told", "report"), ("pd_not", "not_report")):
        before = town.of("witness_statement")
        report, about = _threat(town, row)
        statements.append(town.newest("witness_statement", before))
        _view(town, row, REPORTER, about)
        town.presses(HANDLER, "police.ask", about, AFFECTED)
        _view(town, row, AFFECTED, about)
        town.sends(REPORTER, "police.call_reference", {"reference": canary(row, "call")}, about)
        if outcome is not None:
            town.sends(HANDLER, "police.decide", _decision(row, outcome), about)
        if outcome == "report":
            triaged(town, row, report, zero_tolerance="yes")
            town.sends(HANDLER, "police.tell", {"on": TODAY}, about)
            town.sends(HANDLER, "police.reference", {"reference": canary(row, "number")}, about)
            town.sends(HANDLER, "police.follow_up", {"words": canary(row, "later")}, about)
    asked, given, _ = statements
    town.keep("ws_asked", asked)
    town.keep("ws_given", given)
    town.sends(WITNESS, "witness.answer", {"words": canary("ws_given", "saw")}, given)
    before = town.of("police_decision")
    found(town, "pd_found", threat="yes")
    town.keep("pd_found", town.newest("police_decision", before))


def _decision(row: str, outcome: str) -> Values:
    told: Values = {"on": TODAY, "how": "101"} if outcome == "report" else {}
    reasons = "reasons_not" if outcome == "not_report" else "reasons"
    return {"outcome": outcome, "impact": canary(row, "impact"), reasons: canary(row, "reasons"), **told}
