"""A step to restore the relationship, before anything is restricted (policy 1.7, 1.14.1).

It is help. It is recorded so that people know what was tried, and it counts against nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import Problem, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned
from bot.records.base import RecordId, not_yet
from bot.records.came import Came, CameTo
from bot.records.days import a_year_after, a_year_before, within
from bot.records.follow_ups.matter import Matter
from bot.records.rights import HANDLES, KEEPS, LEADS, Act, Allowed, Part, Parties


class State(StrEnum):
    """State of a restorative step."""

    #: A step is to follow; which one is still to be noted.
    OPENED = "opened"
    NOTED = "noted"
    #: Its result is noted as well.
    CLOSED = "closed"


class What(StrEnum):
    """Kinds of step: the policy's own examples (1.7)."""

    BREAK = "break"
    EARLY = "early"
    ADJUSTMENT = "adjustment"
    EXPECTATIONS = "expectations"
    #: From a professional outside, on a pseudonymised basis (R-1.7-3).
    ADVICE = "advice"
    OTHER = "other"


class Professional(StrEnum):
    """Kind of professional whose advice was sought; never who it was, and never the question."""

    HEALTH = "health"
    MENTAL_HEALTH = "mental_health"
    SOCIAL_WORK = "social_work"
    HOUSING_SUPPORT = "housing_support"
    ADVOCACY = "advocacy"
    THIRD_SECTOR = "third_sector"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Step:
    """The step: what is done, when and by whom (R-1.7-1)."""

    at: datetime
    noted_by: PersonId
    what: What
    on: date
    #: The colleague who does it.
    by: PersonId
    words: str = ""
    professional: Professional | None = None

    def missing(self, today: date) -> dict[str, Problem]:
        """Return the missing or invalid answers, by field id. `today` is the manager's local day."""
        advice = self.what is What.ADVICE
        said = lacking(professional=self.professional) if advice else lacking(words=self.words)
        return said | within(a_year_before(today), a_year_after(today), on=self.on)


@dataclass(frozen=True, kw_only=True)
class Result:
    """Result of the step, or the reason why it came to nothing."""

    at: datetime
    by: PersonId
    words: str


@dataclass(frozen=True, kw_only=True)
class RestorativeAction(Assigned):
    """One step to restore the relationship with an individual."""

    kind: ClassVar[str] = "restorative"
    prefix: ClassVar[str] = "RA"
    listed_below: ClassVar[bool] = True
    points_at_individual: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        **LEADS,
        Role.RECORDS_ADMIN: KEEPS | {Act.INSPECT},
        Part.HANDLER: HANDLES,
    }

    matter: Matter
    step: Step | None = None
    result: Result | None = None

    def noted(self, step: Step, today: date) -> Self:
        """Note the step: what is done, when and by whom (R-1.7-1, R-1.14.1-1)."""
        self.only_decided_by(step.noted_by)
        not_yet(self.result)
        not_yet(self.step)
        refuse(step.missing(today))
        return self.changed(step=step, listed=False)

    def ended(self, result: Result) -> Self:
        """Record the result, or why there was no step in the end."""
        self.only_decided_by(result.by)
        not_yet(self.result)
        refuse(lacking(words=result.words))
        return self.changed(result=result, listed=False)

    # -- what others need to know --------------------------------------------------------------------

    @property
    def came(self) -> tuple[Came, ...]:
        # Outside advice is for the decider (R-1.7-3).
        if self.step is None or self.step.what is What.ADVICE:
            return ()
        return (Came(at=self.step.at, what=CameTo.RESTORATIVE),)

    @property
    def state(self) -> State:
        if self.result is not None:
            return State.CLOSED
        return State.OPENED if self.step is None else State.NOTED

    @property
    def is_open(self) -> bool:
        return self.result is None

    @property
    def untouched(self) -> bool:
        """True if nothing has been done about it yet, so that it moves along with its report."""
        return self.step is None

    @property
    def brought_by(self) -> PersonId:
        return self.matter.brought_for

    @property
    def lookup(self) -> str | None:
        # Records about an individual can be found, but not by a name.
        return self.matter.individual

    def pointing_at(self, individual: RecordId) -> Self:
        return self.changed(matter=replace(self.matter, individual=individual))

    def parties(self) -> Parties:
        # The result is asked for once; until then it is on nobody's list.
        return self.handlers() | self.must_act(waits=self.untouched)

    def conflicted(self) -> frozenset[PersonId]:
        # People it concerns, and its recipient (R-1.9.2-6).
        return frozenset(self.matter.barred)

    @property
    def at_rest(self) -> bool:
        # Nobody has to note the result.
        return not self.is_open or self.state is State.NOTED

    def facts(self) -> Mapping[str, str | int | bool]:
        # Only that a relationship was worked on, for the totals; no fact says with whom.
        return {"what": self.step.what.value if self.step else "", "ended": self.result is not None}

    def nudges(self) -> Iterable[Series]:
        if not self.is_open:
            return
        yield from self.naming()
        if self.assigned.to is None:
            return
        if self.step is None:
            yield self.waits("note_restorative_step", self.origin.at, item="step")
        else:
            yield replace(self.waits("note_restorative_step", self.step.on, item="result"), most=1)
