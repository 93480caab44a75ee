"""Acts of people in a police decision, for the tests of several conversations."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.events import Value
from bot.chat.replies import Reply
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.police.record import PoliceDecision
from bot.records.witness import WitnessStatement
from tests.bot.house import House

#: A decision to report, with everything in it but anybody's view.
REPORT: dict[str, Value] = {
    "outcome": "report",
    "on": "2026-11-24",
    "how": "101",
    "impact": "Reception may meet him.",
    "reasons": "It was meant.",
}
NOT_REPORT: dict[str, Value] = {
    "outcome": "not_report",
    "impact": "None: he is away.",
    "reasons_not": "Withdrawn at once, and clearly flippant.",
}


def threat(house: House, by: PersonId, **answers: Value) -> tuple[str, str]:
    """A report of a threat, and the police decision that it opened: their ids."""
    about = house.reports(by, reasons=("threat",), **answers)
    (decision,) = house.children(about, PoliceDecision)
    return about, decision.id


def says(house: House, person: PersonId, about: str, words: str = "Please tell them.") -> Reply:
    """Give the view of somebody concerned."""
    return house.sends(person, "police.view", {"words": words}, about)


def decides(house: House, person: PersonId, about: str, values: Mapping[str, Value] = REPORT) -> Reply:
    """A manager sends the decision."""
    return house.sends(person, "police.decide", values, about)


def decision(house: House, about: str) -> PoliceDecision:
    """The police decision as it is."""
    return house.record(about, PoliceDecision)


def statements(house: House, about: str) -> dict[PersonId, WitnessStatement]:
    """Statements asked for, by witness."""
    return {statement.witness: statement for statement in house.children(about, WitnessStatement)}


def lies_with(house: House, about: str, person: PersonId) -> None:
    """Make this person the handler, in spite of their part in it: no step would do that."""
    found = decision(house, about)

    def move(uow: UnitOfWork) -> None:
        uow.records.save(found.moved(person, uow.now), by=None, act="moved")

    house.run(move)
