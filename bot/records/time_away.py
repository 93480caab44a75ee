"""A short time away from all contact (policy 1.12.2; model.md §2.8).

"Staff will be able to take a short time away from all contact if requested": the manager arranges
it. There is no refusal, and no reason is asked (R-1.12.2-3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import Problem, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, must_be
from bot.records.days import a_year_after, hours
from bot.records.rights import HANDLES, KEEPS, LEADS, Act, Allowed, Part, Parties


class State(StrEnum):
    """State of a request for time away."""

    ASKED = "asked"
    ARRANGED = "arranged"


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """The days for which somebody is away from contact, and the people who cover."""

    at: datetime
    by: PersonId
    first_day: date
    #: The day of their return.
    back: date
    cover: tuple[PersonId, ...] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class TimeAway(Assigned):
    """A short time away from all contact."""

    kind: ClassVar[str] = "time_away"
    prefix: ClassVar[str] = "SR"
    listed_below: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        **LEADS,
        Role.RECORDS_ADMIN: KEEPS,
        Part.REPORTER: frozenset({Act.READ, Act.HEAR}),
        # The people who cover are told that there is something to cover, from when, and whom to speak to.
        Part.OWNER: frozenset({Act.ANSWER}),
        Part.HANDLER: HANDLES,
    }

    #: A time that would suit, if the person gave one; never the reason.
    when: str = ""
    arrangement: Arrangement | None = None
    #: The manager the person asked to keep the report from: this request never goes to them.
    not_to: PersonId | None = None

    @classmethod
    def ask(cls, origin: Origin, *, manager: PersonId | None, when: str = "", not_to: PersonId | None = None) -> Self:
        """Ask for it."""
        return cls(origin=origin, assigned=Assignment(to=manager, since=origin.at), when=when, not_to=not_to)

    def suits(self, when: str) -> Self:
        """Set a time that would suit, until it is arranged."""
        must_be(self.state, State.ASKED)
        return self.changed(when=when)

    def arrange(self, arrangement: Arrangement, today: date) -> Self:
        """Arrange it: the days, and who covers."""
        must_be(self.state, State.ASKED)
        problems: dict[str, Problem] = {}
        if not today <= arrangement.first_day <= a_year_after(today):
            problems["first_day"] = Problem.OUTSIDE
        if arrangement.back <= arrangement.first_day:
            problems["back"] = Problem.NOT_AFTER
        elif arrangement.back > a_year_after(today):
            problems["back"] = Problem.OUTSIDE
        if self.origin.by in arrangement.cover:
            problems["cover"] = Problem.INVOLVED
        refuse(problems)
        return self.changed(arrangement=arrangement, listed=False)

    @property
    def state(self) -> State:
        return State.ARRANGED if self.arrangement else State.ASKED

    @property
    def is_open(self) -> bool:
        return self.arrangement is None

    @property
    def covered_by(self) -> tuple[PersonId, ...]:
        """People who cover while they are away."""
        return () if self.arrangement is None else self.arrangement.cover

    def parties(self) -> Parties:
        parties = {(self.origin.by, Part.REPORTER), *((person, Part.OWNER) for person in self.covered_by)}
        return frozenset(parties) | self.handlers() | self.must_act(waits=self.is_open)

    def conflicted(self) -> frozenset[PersonId]:
        return super().conflicted() | ({self.not_to} if self.not_to is not None else set())

    def facts(self) -> Mapping[str, str | int | bool]:
        if self.arrangement is None:
            return {"arranged": False}
        return {"arranged": True, "answered_after": hours(self.origin.at, self.arrangement.at)}

    def nudges(self) -> Iterable[Series]:
        if self.needs_naming:
            yield from self.naming()
        elif self.is_open:
            yield self.waits("arrange_time_away", self.origin.at)
