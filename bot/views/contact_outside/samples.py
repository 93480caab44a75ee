"""Example contacts outside the office. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.people import PersonId
from bot.records.contact_outside import Account, ContactOutside, Note, Place
from bot.views.examples.people import ISLA, MORAG, NOW, TODAY, individual, origin


def raised(line: str = "Said hello at the swimming pool.", manager: PersonId | None = MORAG) -> ContactOutside:
    """Contact that Isla had with somebody at the pool."""
    account = Account(where=Place.PUBLIC_PLACE, on=TODAY, line=line, whom="HA-20417")
    return ContactOutside.tell(origin("CO-0003", ISLA), account, manager=manager, today=TODAY)


def shortest() -> ContactOutside:
    """Shortest possible one: the place and nothing else."""
    account = Account(where=Place.SOCIAL_NETWORK, on=TODAY)
    return ContactOutside.tell(origin("CO-0004", ISLA), account, manager=MORAG, today=TODAY)


def note(on: date = TODAY, where: Place = Place.PUBLIC_PLACE) -> Note:
    """Note that Morag records."""
    words = "A short hello at the pool, with family there."
    return Note(
        at=NOW, by=MORAG, where=where, on=on, words=words, individual=individual().id, because="To be open about it."
    )


def at_home() -> ContactOutside:
    """Frightening contact at Isla's door."""
    account = Account(where=Place.HOME, on=TODAY, line="Stood at my door.", frightened=True, whom="HA-20417")
    return ContactOutside.tell(origin("CO-0005", ISLA), account, manager=MORAG, today=TODAY)


def recorded() -> ContactOutside:
    """Contact recorded by Morag."""
    return raised().recorded(note(), TODAY)


def not_talked() -> ContactOutside:
    """Contact recorded before they could talk."""
    return at_home().recorded(replace(note(where=Place.HOME), talked=False), TODAY)


def not_recorded() -> ContactOutside:
    """Shell of a contact that Morag did not record."""
    return raised().not_recorded(TODAY, talked=True)


def taken_back() -> ContactOutside:
    """Shell of a contact that Isla took back."""
    return raised().taken_back(ISLA, TODAY)


def unanswered() -> ContactOutside:
    """Shell of a contact that nobody decided in time."""
    return raised().unanswered(TODAY)


def earlier(count: int = 2) -> tuple[Note, ...]:
    """Earlier notes about the same individual, newest first."""
    places = tuple(Place)
    return tuple(note(date(2026, 11, 20 - n), places[n % len(places)]) for n in range(count))
