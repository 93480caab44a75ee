"""Daily work in pieces, each in its own unit of work, so that requests come between them.

Progress is kept, so that another process can go on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bot.people import PersonId
from bot.ports import UnitOfWork

#: Does a piece; returns True if more is left.
Piece = Callable[[UnitOfWork], bool]

#: People looked up, and matters of one person moved, in one unit of work: some 20 ms.
PEOPLE, MATTERS = 200, 20


@dataclass(frozen=True, kw_only=True)
class Place:
    """Position reached by a piece of work: the last id done, in the order of ids."""

    after: str
    #: Day of the work: begun on another day, it begins anew, so that each day covers everything.
    on: date


def place(name: str, uow: UnitOfWork) -> str:
    """The id after which this work goes on; "" at its beginning."""
    found = uow.notes.find(Place, name)
    return found.after if found is not None and found.on == uow.policy.calendar.today(uow.now) else ""


def ended(name: str, after: str | None, uow: UnitOfWork) -> bool:
    """Keep the position of this work, None at its end. Returns True if more is left."""
    if after is None:
        uow.notes.drop(Place, name)
    else:
        uow.notes.keep(name, Place(after=after, on=uow.policy.calendar.today(uow.now)))
    return after is not None


def for_each(
    name: str, whom: Callable[[UnitOfWork], Iterable[PersonId]], see_to: Callable[[PersonId, UnitOfWork], int]
) -> Piece:
    """A piece of work for these people; `see_to` moves at most `MATTERS` and is called again until it moves none."""

    def piece(uow: UnitOfWork) -> bool:
        after = place(name, uow)
        left = sorted(person for person in whom(uow) if person > after)
        for person in left[:PEOPLE]:
            if see_to(person, uow):
                return ended(name, after, uow)
            after = person
        return ended(name, after if len(left) > PEOPLE else None, uow)

    return piece
