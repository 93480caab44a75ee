"""Daily work in pieces, each in a unit of work of its own: what people send meanwhile goes between two of them.

How far it has come is kept, so that it goes on there, also in another process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bot.people import PersonId
from bot.ports import UnitOfWork

#: Does a piece; returns whether more is left.
Piece = Callable[[UnitOfWork], bool]

#: How many people one unit of work looks up, and how many of somebody's matters it moves: some 20 ms.
PEOPLE, MATTERS = 200, 20


@dataclass(frozen=True, kw_only=True)
class Place:
    """Position reached by a piece of work: the last id done, in the order of ids."""

    after: str
    #: When: what was begun on another day is begun anew, so that each day sees to everything.
    on: date


def place(name: str, uow: UnitOfWork) -> str:
    """After which one this work goes on; "" at its beginning."""
    found = uow.notes.find(Place, name)
    return found.after if found is not None and found.on == uow.policy.calendar.today(uow.now) else ""


def ended(name: str, after: str | None, uow: UnitOfWork) -> bool:
    """Keep where a piece of this work has ended; None: nothing is left. Returns whether something is."""
    if after is None:
        uow.notes.drop(Place, name)
    else:
        uow.notes.keep(name, Place(after=after, on=uow.policy.calendar.today(uow.now)))
    return after is not None


def for_each(
    name: str, whom: Callable[[UnitOfWork], Iterable[PersonId]], see_to: Callable[[PersonId, UnitOfWork], int]
) -> Piece:
    """Sees to each of these people; `see_to` moves `MATTERS` of theirs at most, until it returns that none moved."""

    def piece(uow: UnitOfWork) -> bool:
        after = place(name, uow)
        left = sorted(person for person in whom(uow) if person > after)
        for person in left[:PEOPLE]:
            if see_to(person, uow):
                return ended(name, after, uow)
            after = person
        return ended(name, after if len(left) > PEOPLE else None, uow)

    return piece
