"""Inputs of a view besides the record: the moment, the people's names, the organisation's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.people import People, Person, PersonId
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.words import Words


@dataclass(frozen=True, kw_only=True)
class Context:
    """Context in which a view is drawn, for one reader."""

    reader: PersonId
    now: datetime
    people: People
    policy: Policy
    #: The words for each kind of record, by kind.
    words: Mapping[str, Words]

    @classmethod
    def of(cls, uow: UnitOfWork, reader: PersonId) -> Context:
        """The context of a unit of work."""
        return cls(reader=reader, now=uow.now, people=uow.people, policy=uow.policy, words=uow.words)

    @property
    def me(self) -> Person | None:
        """The reader."""
        return self.people.get(self.reader)

    @property
    def today(self) -> date:
        """The reader's local day."""
        return self.policy.calendar.in_zone(self.me.time_zone if self.me else None).today(self.now)

    def name(self, person: PersonId | None) -> str:
        """Name of a person; the view itself says "you" instead if it fits."""
        return self.people.name(person)

    def names(self, people: tuple[PersonId, ...]) -> str:
        """Names in a sentence: "Isla Fraser, Rory Sinclair and Callum Boyd"; empty for nobody."""
        *others, last = [self.name(p) for p in people] or [""]
        return f"{', '.join(others)} and {last}" if others else last

    def moment(self, at: datetime) -> str:
        """Moment in words, such as "Tue 24 Nov, 15:00", in the reader's zone."""
        return self.policy.calendar.in_zone(self.me.time_zone if self.me else None).words(at, now=self.now)

    def day_of(self, at: datetime) -> str:
        """The day of a moment, such as "Tue 24 Nov", in the reader's zone."""
        return self.day(self.local_day(at))

    def local_day(self, at: datetime) -> date:
        """The day of a moment, in the reader's zone."""
        return self.policy.calendar.in_zone(self.me.time_zone if self.me else None).day_of(at)

    def by(self, at: datetime) -> str:
        """A time to act by: "15:00 today", or the moment."""
        return f"{self.clock(at)} today" if self.local_day(at) == self.today else self.moment(at)

    def clock(self, at: datetime) -> str:
        """The time of day, such as "15:00", in the reader's zone."""
        return self.policy.calendar.in_zone(self.me.time_zone if self.me else None).words(at).rpartition(", ")[2]

    def day(self, day: date) -> str:
        """Day in words, such as "Tue 24 Nov"."""
        return self.policy.calendar.day_words(day, today=self.today)
