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
    """Topics that are counted, in the order of the report."""

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

    #: Number of cases.
    of: int = 0
    #: Cases by kind, each counted once; together they make up `of`.
    parts: Mapping[str, int] = field(default_factory=dict)
    #: Number of cases with each property.
    flags: Mapping[str, int] = field(default_factory=dict)
    #: Other counts, any number for each case.
    besides: Mapping[str, int] = field(default_factory=dict)
    #: Median duration, and the number of cases that could be measured.
    median: int | None = None
    measured: int = 0


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One person's opening of the report."""

    by: PersonId
    at: datetime


class State(StrEnum):
    """State of a quarterly report."""

    READY = "ready"
    OPENED = "opened"


@dataclass(frozen=True, kw_only=True)
class Quarter(Record):
    """The report of one quarter, counted once the quarter had ended."""

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
    #: Counts by name (`figures`), as they were when it was counted; None in a report from before they were kept.
    counts: Mapping[str, int] | None = None
    #: Totals of such a report.
    totals: Mapping[Topic, Tally] = field(default_factory=dict)
    #: The management team.
    members: tuple[PersonId, ...] = ()
    opened: tuple[Opened, ...] = ()

    @property
    def last(self) -> date:
        """Its last day."""
        return months_after(self.first, 3) - timedelta(days=1)

    def opened_by(self, person: PersonId, at: datetime) -> Self:
        """Record that somebody opened it; once is enough."""
        return self if self.is_opened_by(person) else self.changed(opened=(*self.opened, Opened(by=person, at=at)))

    def is_opened_by(self, person: PersonId) -> bool:
        """True if they have opened it."""
        return any(each.by == person for each in self.opened)

    def for_members(self, members: Iterable[PersonId]) -> Self:
        """Set the management team as it is now."""
        return self.changed(members=tuple(members))

    @property
    def waits_for(self) -> tuple[PersonId, ...]:
        """Members who have not opened it."""
        return tuple(member for member in self.members if not self.is_opened_by(member))

    @property
    def state(self) -> State:
        return State.READY if self.waits_for else State.OPENED

    @property
    def is_open(self) -> bool:
        return bool(self.waits_for)

    def parties(self) -> Parties:
        # It is nobody's matter.
        return frozenset()

    def nudges(self) -> Iterable[Series]:
        for member in self.waits_for:
            yield Series(kind="read_quarter", to=member, since=self.last, item=member)


def quarter_before(day: date) -> date:
    """Return the first day of the latest quarter to end before this day."""
    return months_after(date(day.year, day.month - (day.month - 1) % 3, 1), -3)
