"""Retention: periods, and the records due for review; never erased without a person (model.md §6 N31, §8).

The periods are the organisation's settings, since the policy names none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.nudges import Series
from bot.people import PersonId
from bot.records.base import Record, RecordId
from bot.records.rights import Allowed, Parties


class Longer(StrEnum):
    """Extension of the time a record is kept."""

    THREE = "three_months"
    SIX = "six_months"
    TWELVE = "twelve_months"
    #: Legal hold, by law or for a case: reviewed every year.
    HOLD = "hold"


#: The extensions in months.
MONTHS: Mapping[Longer, int] = {Longer.THREE: 3, Longer.SIX: 6, Longer.TWELVE: 12, Longer.HOLD: 12}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A record whose time is nearly over."""

    record: RecordId
    #: The day until which it is kept.
    until: date
    #: People whom it or its follow-ups concern: they neither hear of it nor deal with it.
    barred: tuple[PersonId, ...] = ()
    #: True for a legal hold: it is on the list, but nobody is reminded of it.
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """Erasure of a record and its follow-ups: the references, and no more."""

    at: datetime
    by: PersonId
    refs: tuple[str, ...]


class State(StrEnum):
    """State of a retention list."""

    WAITING = "waiting"
    SEEN_TO = "seen_to"
    #: A later list has replaced it.
    PAST = "past"


@dataclass(frozen=True, kw_only=True)
class RetentionList(Record):
    """Records due for review in one month, for those who keep the records."""

    kind: ClassVar[str] = "retention"
    prefix: ClassVar[str] = "RT"
    allowed: ClassVar[Allowed] = {}

    #: Such as "2026-11".
    month: str
    waiting: tuple[Waiting, ...] = ()
    #: People who keep the records.
    keepers: tuple[PersonId, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    past: bool = False

    def as_of(self, waiting: Iterable[Waiting], keepers: Iterable[PersonId]) -> Self:
        """Set the records due now, and the people who keep them."""
        return self.changed(waiting=tuple(waiting), keepers=tuple(keepers))

    def without(self, record: RecordId) -> Self:
        """Remove a record that somebody has reviewed."""
        return self.changed(waiting=tuple(each for each in self.waiting if each.record != record))

    def erased(self, record: RecordId, erasure: Erasure) -> Self:
        """Remove a record that somebody has erased, and note the erasure."""
        return self.without(record).changed(erasures=(*self.erasures, erasure))

    def for_reader(self, person: PersonId) -> tuple[Waiting, ...]:
        """Records this person may deal with, soonest first; held ones last."""
        mine = (each for each in self.waiting if person not in each.barred)
        return tuple(sorted(mine, key=lambda each: (each.held, each.until, each.record)))

    def due_for(self, person: PersonId) -> int:
        """Number of records this person has to review."""
        return sum(1 for each in self.for_reader(person) if not each.held)

    @property
    def state(self) -> State:
        if self.past:
            return State.PAST
        return State.WAITING if any(not each.held for each in self.waiting) else State.SEEN_TO

    @property
    def is_open(self) -> bool:
        return self.state is State.WAITING

    def parties(self) -> Parties:
        # It is on no list but its own.
        return frozenset()

    def nudges(self) -> Iterable[Series]:
        if self.is_open:
            for keeper in self.keepers:
                if self.due_for(keeper):
                    yield Series(kind="review_retention", to=keeper, since=self.origin.at, item=keeper)
