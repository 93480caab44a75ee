"""A suggestion made with a report follows the report to its next handler."""

from __future__ import annotations

import pytest

from bot.flows.following import follow
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.restriction.record import Restriction
from bot.views.examples.people import AILSA, CALLUM, MORAG
from tests.bot.flows.restriction.test_conversation import DENY, reported
from tests.bot.house import House, card


def moves(house: House, suggestion: str, to: PersonId | None) -> None:
    """Move the report, and with it its dependent records."""
    parent = house.record(suggestion, Restriction).parent
    assert parent is not None

    def move(uow: UnitOfWork) -> None:
        report = uow.records.get(RecordId(parent), EndedContact)
        if report.handler != to:
            report = uow.records.save(report.moved(to, uow.now), by=None, act="passed_on")
        follow(report, uow)

    house.run(move)


def handler(house: House, about: str) -> PersonId | None:
    """Its handler."""
    return house.record(about, Restriction).handler


@pytest.mark.requirement("R-1.12.1-6")
def test_it_moves_with_the_report(house: House) -> None:
    """To the new manager, who is told; the former one is told that it moved, and reads it no more."""
    about = reported(house)
    assert handler(house, about) == MORAG
    house.notices()
    moves(house, about, CALLUM)
    assert handler(house, about) == CALLUM
    assert (None, "followed") in house.history(about)
    told = house.notices()
    assert {(MORAG, "moved", about), (CALLUM, "waiting", about)} <= set(told)
    moves(house, about, CALLUM)
    assert house.history(about).count((None, "followed")) == 1


@pytest.mark.requirement("R-1.8-5")
def test_it_stays_where_the_new_manager_is_in_conflict(house: House) -> None:
    """A target never decides it, even as the handler of the report."""
    about = reported(house, aimed_at="colleague", targets=(CALLUM,))
    moves(house, about, CALLUM)
    assert handler(house, about) == MORAG


def test_it_stays_once_it_is_decided(house: House) -> None:
    """And while nobody has the report."""
    about = reported(house)
    moves(house, about, None)
    assert handler(house, about) == MORAG
    other = reported(house)
    card(house.sends(MORAG, "restriction.not_forward", DENY, other))
    moves(house, other, CALLUM)
    assert handler(house, other) == MORAG


def test_it_stays_where_it_went_a_way_of_its_own(house: House) -> None:
    """Passed on by itself before, it is somebody else's; and nobody gets back what they passed on."""
    about = reported(house)
    house.presses(MORAG, "pass_on", about)
    passed_to = handler(house, about)
    assert passed_to not in (None, MORAG, AILSA)
    moves(house, about, AILSA)
    assert handler(house, about) == passed_to
