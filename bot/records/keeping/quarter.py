"""The report of a quarter: totals without names, for the management team (model.md §6 N32, §9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.base import Record
from bot.records.days import months_after
from bot.records.rights import Act, Allowed, Parties


class Topic(StrEnum):
    """What is counted, in the order of the report."""

    CONTACTS = "contacts"
    DEBRIEFS = "debriefs"
    RESTRICTIONS = "restrictions"
    APPEALS = "appeals"
    POLICE = "police"
    NAMED_ONLINE = "named_online"
    SUPPORT = "support"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The counts of one topic."""

    #: How many there were.
    of: int = 0
    #: Each of them once, by what it was; together they make up `of`.
    parts: Mapping[str, int] = field(default_factory=dict)
    #: Of how many of them this is so.
    flags: Mapping[str, int] = field(default_factory=dict)
    #: What is counted besides, of which each may be any number.
    besides: Mapping[str, int] = field(default_factory=dict)
    #: How long it took in the middle of all cases, and in how many there was something to measure.
    median: int | None = None
    measured: int = 0


@dataclass(frozen=True, kw_only=True)
class Opened:
    """That somebody has opened the report."""

    by: PersonId
    at: datetime


class State(StrEnum):
    """Where a report stands."""

    READY = "ready"
    OPENED = "opened"


@dataclass(frozen=True, kw_only=True)
class Quarter(Record):
    """The report of one quarter, as it was counted once the quarter had ended."""

    kind: ClassVar[str] = "quarter"
    prefix: ClassVar[str] = "QR"
    # Totals, and no more.
    allowed: ClassVar[Allowed] = {
        Role.MANAGEMENT_TEAM: frozenset({Act.READ}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ}),
        Role.BOARD: frozenset({Act.READ}),
    }

    #: Its first day.
    first: date
    totals: Mapping[Topic, Tally] = field(default_factory=dict)
    #: The management team.
    members: tuple[PersonId, ...] = ()
    opened: tuple[Opened, ...] = ()

    @property
    def last(self) -> date:
        """Its last day."""
        return months_after(self.first, 3) - timedelta(days=1)

    def opened_by(self, person: PersonId, at: datetime) -> Self:
        """Somebody has opened it; once is enough."""
        return self if self.is_opened_by(person) else self.changed(opened=(*self.opened, Opened(by=person, at=at)))

    def is_opened_by(self, person: PersonId) -> bool:
        """True if they have opened it."""
        return any(each.by == person for each in self.opened)

    def for_members(self, members: Iterable[PersonId]) -> Self:
        """The management team as it is now."""
        return self.changed(members=tuple(members))

    @property
    def waits_for(self) -> tuple[PersonId, ...]:
        """Who has not opened it."""
        return tuple(member for member in self.members if not self.is_opened_by(member))

    @property
    def state(self) -> State:
        return State.READY if self.waits_for else State.OPENED

    @property
    def is_open(self) -> bool:
        return bool(self.waits_for)

    def parties(self) -> Parties:
        # It is no matter of anybody's.
        return frozenset()

    def nudges(self) -> Iterable[Series]:
        for member in self.waits_for:
            yield Series(kind="read_quarter", to=member, since=self.last, item=member)


def quarter_before(day: date) -> date:
    """The first day of the quarter that ended last before this day."""
    return months_after(date(day.year, day.month - (day.month - 1) % 3, 1), -3)
