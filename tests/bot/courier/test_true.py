"""Messages in a chat are true: each shows the present state of its matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from adapters.calendar import BankHolidays
from bot.chat.events import Value
from bot.people import PersonId
from bot.policy import Policy
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.rights import Part
from bot.records.sharing.record import SharingDecision
from bot.records.support_request.record import SupportRequest
from bot.views.examples.people import ISLA, MORAG, RORY
from tests.bot.flows.police.acts import decides, says, statements, threat
from tests.bot.flows.restriction.test_conversation import LIFT, TOLD, approved, suggested
from tests.bot.flows.sharing.test_conversation import CALLS, shares
from tests.bot.flows.support_request.test_conversation import ASK
from tests.bot.house import BOARD, House, labels, words
from tests.bot.world import World

ZERO: dict[str, Value] = {
    "categories": ("abuse",),
    "zero_tolerance": "yes",
    "follow_ups": ("restorative",),
    "words_restorative": "A calm call.",
    "action": "A letter.",
}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house and its courier; it is Tuesday, ten in the morning."""
    house = House(tmp_path / "harbour.db", Policy.load(closed_days=BankHolidays()))
    yield World(house)
    house.close()


class Life:
    """A matter, looked at after every step of it."""

    def __init__(self, world: World) -> None:
        self.world = world

    def goes_on(self, days: int = 0) -> None:
        """Let everything due happen, and days pass; no message in a chat becomes untrue."""
        self.world.settle()
        assert self.world.untrue() == []
        if days:
            self.world.passes(days, time(11))
            assert self.world.untrue() == []


def test_of_a_restriction(world: World) -> None:
    """From the suggestion to its lifting: no card says that it is in force once it is not (1.8, 1.14.2)."""
    life, house = Life(world), world.house
    about = suggested(house)
    life.goes_on(1)
    approved(house, about)
    life.goes_on(1)
    decision = shares(house, about, CALLS)
    life.goes_on(1)
    house.presses(BOARD, "sharing.read", decision.id)
    life.goes_on()
    house.sends(MORAG, "restriction.told", TOLD, about)
    life.goes_on(3)
    in_force = [card for card in world.chat(MORAG) if "In force" in words(card)]
    assert in_force
    house.sends(MORAG, "restriction.review", LIFT, about)
    life.goes_on(2)
    assert not any("In force" in words(card) for person in (MORAG, BOARD, ISLA) for card in world.chat(person))
    house.sends(MORAG, "restriction.told", TOLD, about)
    life.goes_on(5)


def test_of_a_report_and_its_debrief(world: World) -> None:
    """Acknowledged, talked about, decided; a conversation offered, wanted, booked and held (1.12)."""
    life, house = Life(world), world.house
    about = house.reports(ISLA, witnesses=(RORY,))
    life.goes_on(1)
    holder = house.record(about, EndedContact).handler
    assert holder is not None
    house.presses(holder, "ended_contact.acknowledge", about)
    life.goes_on(1)
    house.sends(holder, "ended_contact.talked", {"happened": "talked", "on": "2026-11-25"}, about)
    life.goes_on()
    house.sends(holder, "ended_contact.triage", ZERO, about)
    life.goes_on(1)
    for debrief in house.children(about, Debrief):
        house.presses(debrief.person, "debrief.yes", debrief.id)
        life.goes_on(1)
    assert world.chat(ISLA)


def test_of_a_police_decision(world: World) -> None:
    """Asked for views and accounts, decided, told (1.9.4)."""
    life, house = Life(world), world.house
    _, police = threat(house, ISLA, witnesses=(RORY,))
    life.goes_on()
    says(house, ISLA, police)
    life.goes_on()
    (account,) = statements(house, police).values()
    house.sends(RORY, "witness.answer", {"words": "I heard it."}, account.id)
    life.goes_on()
    decides(house, MORAG, police)
    life.goes_on(4)


def test_of_a_request_for_support(world: World) -> None:
    """Left alone, and then seen to by whoever has it (1.12.3)."""
    life, house = Life(world), world.house
    house.sends(ISLA, "support_request.ask", ASK["no_contact"])
    life.goes_on(2)
    row = house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER, kind=SupportRequest.kind)[0])
    house.presses(MORAG, "support_request.approve", row.id)
    life.goes_on(1)


def test_of_a_report_that_moves_back_and_forth(world: World) -> None:
    """A manager who has it again no longer reads that it has moved."""
    life, house = Life(world), world.house
    about = house.reports(ISLA)
    life.goes_on()
    house.away(MORAG)
    life.goes_on(1)
    house.presses(MORAG, "pass_on", about)
    life.goes_on(3)


# -- and each that is over says of which it is, and where to read it -------------------------------------------


def called_back(world: World, person: PersonId = BOARD) -> tuple[str, SharingDecision]:
    """A restriction whose card somebody has read; it is lifted."""
    house = world.house
    about = approved(house, suggested(house))
    decision = shares(house, about, CALLS)
    world.settle()
    house.presses(person, "sharing.read", decision.id)
    house.sends(MORAG, "restriction.told", TOLD, about)
    world.settle()
    house.sends(MORAG, "restriction.review", LIFT, about)
    world.settle()
    return about, decision


@pytest.mark.requirement("R-1.14.2-3")
def test_a_card_that_is_called_back_can_be_opened_and_says_whose_it_was(world: World) -> None:
    """One message, with its reference and the button; behind it whom it was about, and not what it said."""
    _, decision = called_back(world)
    (message,) = world.chat(BOARD)
    assert (decision.ref in message.title, labels(message)) == (True, ["Open"])
    assert "no longer in force" in words(message)
    read = words(world.house.presses(BOARD, "sharing.open", decision.id))
    assert "T-4711" in read
    assert str(CALLS["instruction"]) not in read
