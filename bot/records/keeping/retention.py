"""How long records are kept, and what is due for a look: never erased without a person (model.md §6 N31, §8).

The periods are the organisation's settings, for the policy names none.
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
    """For how much longer a record is kept."""

    THREE = "three_months"
    SIX = "six_months"
    TWELVE = "twelve_months"
    #: The law, or a case, asks for it: looked at again each year.
    HOLD = "hold"


#: The same in months.
MONTHS: Mapping[Longer, int] = {Longer.THREE: 3, Longer.SIX: 6, Longer.TWELVE: 12, Longer.HOLD: 12}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A record whose time is nearly over."""

    record: RecordId
    #: The day until which it is kept.
    until: date
    #: Whom it, or anything that grew out of it, concerns: they neither hear of it nor see to it.
    barred: tuple[PersonId, ...] = ()
    #: Kept for a legal hold: it stands on the list, and nobody is reminded of it.
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """That somebody has erased a record and what grew out of it: the references, and no more."""

    at: datetime
    by: PersonId
    refs: tuple[str, ...]


class State(StrEnum):
    """Where a list stands."""

    WAITING = "waiting"
    SEEN_TO = "seen_to"
    #: A later one stands in its place.
    PAST = "past"


@dataclass(frozen=True, kw_only=True)
class RetentionList(Record):
    """The records that are due for a look, in one month: for those who keep the records."""

    kind: ClassVar[str] = "retention"
    prefix: ClassVar[str] = "RT"
    allowed: ClassVar[Allowed] = {}

    #: Such as "2026-11".
    month: str
    waiting: tuple[Waiting, ...] = ()
    #: Who keeps the records.
    keepers: tuple[PersonId, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    past: bool = False

    def as_of(self, waiting: Iterable[Waiting], keepers: Iterable[PersonId]) -> Self:
        """What is due now, and for whom."""
        return self.changed(waiting=tuple(waiting), keepers=tuple(keepers))

    def without(self, record: RecordId) -> Self:
        """Somebody has looked at this one."""
        return self.changed(waiting=tuple(each for each in self.waiting if each.record != record))

    def erased(self, record: RecordId, erasure: Erasure) -> Self:
        """Somebody has erased this one."""
        return self.without(record).changed(erasures=(*self.erasures, erasure))

    def for_reader(self, person: PersonId) -> tuple[Waiting, ...]:
        """What this person may see to, the first first; held ones last."""
        mine = (each for each in self.waiting if person not in each.barred)
        return tuple(sorted(mine, key=lambda each: (each.held, each.until, each.record)))

    def due_for(self, person: PersonId) -> int:
        """How many of them this person is to look at."""
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
        # It stands on no list but its own.
        return frozenset()

    def nudges(self) -> Iterable[Series]:
        if self.is_open:
            for keeper in self.keepers:
                if self.due_for(keeper):
                    yield Series(kind="review_retention", to=keeper, since=self.origin.at, item=keeper)
