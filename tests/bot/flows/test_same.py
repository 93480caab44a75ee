"""Recognition of the same individual: by a reference alone, and by other words only if a person says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.ended_contact.record import EndedContact
from bot.records.erased import Erased
from bot.records.individual import Individual
from bot.records.restriction.record import Restriction
from bot.views.examples.people import AILSA, ISLA, MORAG, RORY
from tests.bot.house import House, button, words

ASKED = "Is it the same individual?"
SAID = "Earlier reports about this individual"


def whom(house: House, report: str) -> Individual:
    """Individual of a report."""
    found = house.record(report, EndedContact).whom
    assert found is not None
    return house.record(found, Individual)


def read(house: House, report: str) -> str:
    """Report as its manager reads it."""
    return words(house.presses(MORAG, "ended_contact.open", report))


@pytest.fixture
def two(house: House) -> tuple[str, str]:
    """Two reports of calls from "Flat 2", a month apart."""
    first = house.reports(RORY, individual="Flat 2")
    house.clock.at += timedelta(days=30)
    return first, house.reports(ISLA, individual="flat 2!", wishes=("restrict",))


def test_the_same_words_join_nothing_by_themselves(house: House, two: tuple[str, str]) -> None:
    """The manager is asked, and nobody else reads that there was an earlier one."""
    first, second = two
    assert whom(house, first).id != whom(house, second).id
    assert "Somebody was written down as “Flat 2” in Nov 2026. Is it the same individual?" in read(house, second)
    assert ASKED not in read(house, first)
    assert ASKED not in words(house.presses(ISLA, "ended_contact.open", second))


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"individual": "flat 2!", "channel": "email"}, False),
        ({"individual": "Flat 3"}, False),
        ({"individual": "M.K., Flat 2"}, True),
        ({"individual": "T.B."}, False),
        ({}, False),
    ],
)
def test_it_is_asked_where_the_words_and_the_channel_come_again(
    house: House, said: dict[str, str], asked: bool
) -> None:
    """Not of initials, and not where somebody else is named."""
    house.clock.at += timedelta(days=1)
    assert (ASKED in read(house, house.reports(ISLA, **said))) is asked


def test_whoever_decides_says_that_it_is_the_same(house: House, two: tuple[str, str]) -> None:
    """All that was about the later one is about the earlier one, with what was written; a shell is left."""
    first, second = two
    gone = whom(house, second)
    yes = button(house.presses(MORAG, "ended_contact.open", second), "The same individual")
    shown = words(house.presses(MORAG, yes.action, yes.about, yes.extra))
    assert f"{SAID}: 1." in shown
    assert ASKED not in shown
    kept = whom(house, second)
    assert kept == whom(house, first)
    assert [name.words for name in kept.names] == ["flat 2!"]
    (restriction,) = house.children(second, Restriction)
    assert restriction.individual == kept.id
    assert isinstance(house.run(lambda uow: uow.records.peek(gone.id)), Erased)
    assert "Flat 2" not in words(house.presses(ISLA, "ended_contact.open", second))


def test_whoever_decides_says_that_it_is_somebody_else(house: House, two: tuple[str, str]) -> None:
    """It is asked no more, and nothing is joined."""
    first, second = two
    no = button(house.presses(MORAG, "ended_contact.open", second), "Somebody else")
    shown = words(house.presses(MORAG, no.action, no.about, no.extra))
    assert ASKED not in shown
    assert SAID not in shown
    assert whom(house, first).id != whom(house, second).id
    assert "answered already" in words(house.presses(MORAG, "ended_contact.same", second, no.extra))


def test_nobody_else_answers_it(house: House, two: tuple[str, str]) -> None:
    """Not who reported it, and not with the id of somebody who was not asked about."""
    first, second = two
    before, itself = whom(house, first).id, whom(house, second).id
    for person, extra in ((ISLA, before), (AILSA, before), (MORAG, itself)):
        house.presses(person, "ended_contact.same", second, extra)
        assert whom(house, second).id == itself


def test_a_reference_joins_by_itself_but_not_with_other_initials(house: House) -> None:
    """Two of one household share a tenancy."""
    made = [house.reports(ISLA, individual=said) for said in ("T.B., HA-20417", "ha 20417", "M.K., HA-20417")]
    first, same, other = (whom(house, report).id for report in made)
    assert first == same != other


def test_what_a_colleague_wrote_is_theirs_to_tell(house: House) -> None:
    """A second reporter with the same reference reads their own words; a manager reads the earliest."""
    house.reports(RORY, individual="T.B., 12 Mill Road, HA-20417")
    report = house.reports(ISLA, individual="ha 20417")
    own = words(house.presses(ISLA, "ended_contact.open", report))
    assert "The individual: ha 20417" in own
    assert "Mill Road" not in own
    assert "T.B., 12 Mill Road, HA-20417" in read(house, report)
