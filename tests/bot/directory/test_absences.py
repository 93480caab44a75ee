"""Absences announced by a service: the newest statement of a person counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.courier.nudging import nudge
from bot.directory.absences import Away, asked, hear
from bot.people import Absence, PersonId
from bot.records.ended_contact.record import EndedContact
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG
from tests.bot.house import House


def until(house: House, days: float, *, since: float = 0) -> Away:
    """Away from in so many days until in so many."""
    return Away(start=house.clock.at + timedelta(days=since), end=house.clock.at + timedelta(days=days))


def tells(house: House, person: PersonId, away: Away | None) -> int:
    """Report an absence of one person from the service."""
    return house.run(lambda uow: hear({person: away}, uow))


def back(house: House, person: PersonId) -> date | None:
    """The day on which they are back."""
    return house.person(person).back_after(house.clock.at.date())


def says(house: House, person: PersonId, day: date | None) -> None:
    """Set an absence as that person in their home."""
    house.sends(person, "home.away", {"back": day.isoformat() if day else None})


def test_what_a_service_tells_counts_until_the_person_says_otherwise(house: House) -> None:
    """And what it told before is no news; only another statement is."""
    today, week = house.clock.at.date(), until(house, 7)
    assert (tells(house, MORAG, week), back(house, MORAG)) == (1, today + timedelta(days=7))
    says(house, MORAG, None)
    assert (tells(house, MORAG, week), back(house, MORAG)) == (0, None)
    assert (tells(house, MORAG, until(house, 9)), back(house, MORAG)) == (1, today + timedelta(days=9))
    says(house, MORAG, today + timedelta(days=3))
    assert (tells(house, MORAG, until(house, 9)), back(house, MORAG)) == (0, today + timedelta(days=3))
    assert (tells(house, MORAG, None), back(house, MORAG)) == (1, today + timedelta(days=3))


def test_replies_that_are_switched_off_bring_somebody_back(house: House) -> None:
    """With what went to a stand-in; nothing was said in the chat."""
    about = house.reports(ISLA, reasons=("threat",))
    tells(house, MORAG, until(house, 14))
    house.clock.at += timedelta(hours=5)
    while house.run(nudge):
        pass
    assert house.record(about, EndedContact).handler == CALLUM
    tells(house, MORAG, None)
    assert (back(house, MORAG), house.record(about, EndedContact).handler) == (None, MORAG)


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("2026-12-21T23:59:00", date(2026, 12, 22)),
        ("2026-12-21T17:00:00", date(2026, 12, 22)),
        ("2026-12-21T09:00:00", date(2026, 12, 21)),
    ],
)
def test_who_is_back_by_noon_is_back_on_that_day(house: House, end: str, day: date) -> None:
    """In whole days of the organisation."""
    house.clock.at = datetime(2026, 12, 14, 9, tzinfo=UTC)
    tells(house, MORAG, Away(start=house.clock.at, end=datetime.fromisoformat(end).replace(tzinfo=UTC)))
    assert back(house, MORAG) == day


def test_what_is_over_or_of_nobody_is_nothing(house: House) -> None:
    """Nor is an hour; and an absence further ahead stays with one that is told."""
    assert tells(house, MORAG, until(house, -1, since=-5)) == 0
    assert tells(house, PersonId("nobody"), until(house, 7)) == 1
    assert tells(house, MORAG, until(house, 0.01)) == 0
    today = house.clock.at.date()
    tells(house, MORAG, until(house, 40, since=30))
    says(house, MORAG, today + timedelta(days=2))
    absences = house.run(lambda uow: [(p.absence, *p.later) for p in uow.people if p.id == MORAG])
    assert absences == [
        (
            Absence(since=today, back=today + timedelta(days=2)),
            Absence(since=today + timedelta(days=30), back=today + timedelta(days=40)),
        )
    ]


def test_only_managers_are_asked_for(house: House) -> None:
    """By their ids where people are kept."""
    for person in (MORAG, AILSA, ISLA):
        house.put(house.person(person).known_as("slack", f"U0{person.upper()}"))
    assert house.run(lambda uow: asked("slack", uow)) == {"U0MORAG": MORAG, "U0AILSA": AILSA}
