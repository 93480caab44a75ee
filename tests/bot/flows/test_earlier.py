"""Earlier reports about the same reference: a number for the decision maker, with no further effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.events import Value
from bot.ports import Summary
from bot.records.base import RecordId
from bot.records.restriction.record import Restriction
from bot.views.earlier import lines as views
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, NOW, RORY, context
from tests.bot.house import House, words
from tests.bot.world import World

REF = "HA-20417"
SAID = "Earlier reports about this reference"
ALSO = {"individual": REF}


def decides_on(house: House, about: str) -> str:
    """Report as its manager reads it."""
    return words(house.presses(MORAG, "ended_contact.open", about))


@pytest.fixture
def third(house: House) -> str:
    """A third report about the same reference, months after two others, one of them of another team."""
    house.reports(ISLA, **ALSO)
    house.clock.at += timedelta(days=40)
    house.reports(RORY, individual="ha 20417")
    house.clock.at += timedelta(days=40)
    return house.reports(ISLA, **ALSO)


def test_whoever_decides_is_told_how_many_of_which_kind_and_when(house: House, third: str) -> None:
    """The months, and no name of who reported them."""
    read = decides_on(house, third)
    assert f"{SAID}: 2. A number decides nothing by itself." in read
    assert "Ended contact, Jan 2027; ended contact, Nov 2026. You alone are shown this" in read
    assert "Rory" not in read


def test_who_reported_it_is_told_nothing_of_others(house: House, third: str) -> None:
    """Not on their own page, and not in any message to anybody."""
    assert SAID not in words(house.presses(ISLA, "ended_contact.open", third))
    world = World(house)
    world.settle()
    assert [told for told in world.told if SAID in words(told.card) or REF in words(told.card)] == []


def test_the_number_follows_no_initials(house: House) -> None:
    """Two people share them: nothing is said at all."""
    house.reports(ISLA, individual="T. B.")
    house.clock.at += timedelta(days=1)
    assert SAID not in decides_on(house, house.reports(ISLA, individual="T. B."))


def test_where_nobody_is_named_nothing_is_said(house: House) -> None:
    """There is nobody whose reports there could be."""
    assert SAID not in decides_on(house, house.reports(ISLA))


def test_a_first_report_has_none_before_it(house: House) -> None:
    """And those that come later are none either."""
    first = house.reports(ISLA, **ALSO)
    house.clock.at += timedelta(days=1)
    house.reports(ISLA, **ALSO)
    assert f"{SAID}: none." in decides_on(house, first)


def test_it_is_said_while_there_is_something_to_decide(house: House, third: str) -> None:
    """Once what follows is decided, the number is of no use any more."""
    triage: dict[str, Value] = {"categories": ("demands",), "zero_tolerance": "no", "follow_ups": ("no_further",)}
    house.sends(MORAG, "ended_contact.triage", triage, third)
    assert SAID not in decides_on(house, third)


def test_the_report_that_a_restriction_grew_out_of_is_not_an_earlier_one(house: House) -> None:
    """Nor is what else grew out of it; the number is for the one with whom the restriction lies."""
    house.reports(ISLA, **ALSO)
    house.clock.at += timedelta(days=40)
    report = house.reports(ISLA, wishes=("restrict",), **ALSO)
    (restriction,) = house.children(report, Restriction)
    read = words(house.presses(MORAG, "restriction.open", restriction.id))
    assert f"{SAID}: 1." in read
    assert "Ended contact, Nov 2026. You alone" in read
    assert SAID not in words(house.presses(AILSA, "restriction.open", restriction.id))


def test_a_restriction_is_told_with_the_report_that_it_grew_out_of(house: House) -> None:
    """It is one matter, and counted once."""
    house.reports(ISLA, wishes=("restrict",), **ALSO)
    house.clock.at += timedelta(days=40)
    read = decides_on(house, house.reports(ISLA, **ALSO))
    assert f"{SAID}: 1." in read
    assert "Ended contact, Nov 2026, and a restriction that grew out of it. You alone" in read


def test_contact_outside_counts_once_it_is_recorded(house: House) -> None:
    """One that was only raised, or not recorded, is kept nowhere."""
    for kept in (False, True):
        house.sends(ISLA, "outside_contact.raise", {"where": "home", "on": house.clock.at.date().isoformat()})
        (raised,) = house.run(lambda uow: uow.records.register(["contact_outside"], limit=1))
        values = {"talked": "yes", "where": "home", "on": house.clock.at.date().isoformat(), "whom": REF}
        house.sends(MORAG, "contact_outside.record" if kept else "contact_outside.leave", values, raised.id)
    house.clock.at += timedelta(days=1)
    read = decides_on(house, house.reports(ISLA, **ALSO))
    assert f"{SAID}: 1." in read
    assert "Contact outside the office, Nov 2026." in read


def test_the_manager_who_decides_about_correspondence_is_told(house: House) -> None:
    """As of a report: the report itself is not counted."""
    house.reports(ISLA, **ALSO)
    house.clock.at += timedelta(days=40)
    report = house.reports(ISLA, **ALSO)
    house.presses(MORAG, "ended_contact.acknowledge", report)
    house.clock.at += timedelta(hours=1)
    read = words(house.presses(MORAG, "correspondence.begin", report))
    assert f"{SAID}: 1." in read
    (record,) = house.run(lambda uow: uow.records.register(["correspondence"]))
    assert f"{SAID}: 1." in words(house.presses(MORAG, "correspondence.open", record.id))


def test_whoever_takes_over_is_told_and_whoever_had_it_is_not(house: House, third: str) -> None:
    """It goes with the decision."""
    house.presses(MORAG, "pass_on", third)
    assert SAID not in decides_on(house, third)
    assert f"{SAID}: 2." in words(house.presses(CALLUM, "ended_contact.open", third))


# -- how it is drawn -----------------------------------------------------------------------------------


def summary(number: int, parent: int | None = None) -> Summary:
    """A report; with a parent, a restriction that came out of it."""
    return Summary(
        id=RecordId(f"r{number}"),
        ref=f"EC-{number:04d}",
        kind="ended_contact" if parent is None else "restriction",
        state="closed",
        parent=None if parent is None else RecordId(f"r{parent}"),
        created_at=NOW,
        due=None,
        is_open=False,
    )


@given(reports=st.integers(0, 49), grown=st.lists(st.integers(0, 60), max_size=9))
def test_the_number_is_of_reports_and_shows_no_reference_of_any(reports: int, grown: list[int]) -> None:
    """Records that came out of a report do not count; those of an absent one count for themselves."""
    found = [summary(n) for n in range(reports)]
    found += [summary(100 + n, parent) for n, parent in enumerate(grown)]
    found = found[: views.MOST_COUNTED]
    apart = sum(1 for each in found if each.parent not in {other.id for other in found})
    drawn = views.noted(found, context(MORAG))
    said = "\n".join(getattr(block, "text", "") for block in drawn)
    assert f"{SAID}: {apart or 'none'}. A number decides nothing by itself." in said
    assert "EC-" not in said
    assert said.count("Nov 2026") == min(apart, views.MOST_TOLD)


def test_a_very_long_list_is_not_counted_out() -> None:
    """It says that there are many, and the newest."""
    drawn = views.noted([summary(n) for n in range(views.MOST_COUNTED + 1)], context(MORAG))
    assert f"{SAID}: more than 50." in getattr(drawn[0], "text", "")
    assert getattr(drawn[1], "text", "").endswith("; and more. You alone are shown this, to decide.")
