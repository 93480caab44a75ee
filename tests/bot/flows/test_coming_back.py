"""Matters of a deputy return to their manager, as they do to somebody who is listed again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.courier.nudging import nudge
from bot.flows import coming_back
from bot.people import PersonId
from bot.records.ended_contact.record import EndedContact
from bot.records.police.record import PoliceDecision
from bot.views.examples.people import CALLUM, ISLA, MORAG, TODAY
from tests.bot.house import House


@pytest.fixture
def about(house: House) -> str:
    """A report of a threat, passed from Morag to Callum as she is away for two days."""
    about = house.reports(ISLA, reasons=("threat",))
    house.away(MORAG, back=TODAY + timedelta(days=2))
    house.clock.at += timedelta(hours=5)
    while house.run(nudge):
        pass
    assert lies(house, about) == (CALLUM, CALLUM)
    return about


def lies(house: House, about: str) -> tuple[PersonId | None, PersonId | None]:
    """Handlers of the report, and of the decision about the police."""
    (police,) = house.children(about, PoliceDecision)
    return house.record(about, EndedContact).handler, police.handler


def comes_back(house: House) -> None:
    """Return everything that is due to return on a day."""
    while house.run(coming_back.everybody):
        pass


def test_it_comes_back_once_the_absence_is_over(house: House, about: str) -> None:
    """And not a day earlier; whoever stood in has it no more."""
    comes_back(house)
    assert lies(house, about) != (MORAG, MORAG)
    house.clock.at += timedelta(days=2)
    comes_back(house)
    assert lies(house, about) == (MORAG, MORAG)
    assert house.record(about, EndedContact).assigned.before == ()
    history = house.history(about)
    assert history[-1] == (None, "given_back")
    comes_back(house)
    assert house.history(about) == history


def test_it_comes_back_at_once_with_who_says_that_they_are_here(house: House, about: str) -> None:
    """The newest statement wins."""
    house.sends(MORAG, "home.away", {})
    assert lies(house, about) == (MORAG, MORAG)


def test_what_whoever_stands_in_has_worked_on_stays_with_them(house: House, about: str) -> None:
    """Reading is no work."""
    house.presses(CALLUM, "ended_contact.open", about)
    house.presses(CALLUM, "ended_contact.acknowledge", about)
    house.sends(MORAG, "home.away", {})
    assert lies(house, about) == (CALLUM, MORAG)


def test_what_they_could_not_take_does_not_come_back(house: House) -> None:
    """It went on because they said so, and not because they are away."""
    about = house.reports(ISLA)
    house.presses(MORAG, "pass_on", about)
    house.away(MORAG)
    house.sends(MORAG, "home.away", {})
    assert house.record(about, EndedContact).handler != MORAG
