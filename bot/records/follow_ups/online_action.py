"""Action on abuse online that names no member of staff (policy 1.9.3).

Harbour blocks nothing and reports nothing: it keeps what people did and decided, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, NotFound, Problem, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned
from bot.records.base import RecordId
from bot.records.came import Came, CameTo
from bot.records.days import a_year_before, within
from bot.records.follow_ups.matter import Matter
from bot.records.online import ActionType, Answer, Request, sound_choice
from bot.records.rights import HANDLES, LEADS, WITH_EVIDENCE, Act, Allowed, Part, Parties, deciders

#: Actions possible where nobody is named: there is no name to remove.
TYPES = tuple(type_ for type_ in ActionType if type_ is not ActionType.REMOVAL)


class State(StrEnum):
    """State of an online action."""

    OPENED = "opened"
    #: Decided; a platform was asked and has not answered.
    DECIDED = "decided"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One action, or none, with the reasons (R-1.9.3-1)."""

    type: ActionType
    reasons: str
    #: For a block or other technical step: what, by whom and when (R-1.9.3-2).
    what: str = ""
    by: PersonId | None = None
    on: date | None = None

    def missing(self, today: date) -> dict[str, Problem]:
        """Return the missing or invalid answers, by field id. `today` is the manager's local day."""
        problems = lacking(**{f"{self.type.value}_reasons": self.reasons})
        if self.type is not ActionType.BLOCK:
            return problems
        done = lacking(block_what=self.what, block_by=self.by)
        return problems | done | within(a_year_before(today), today, block_on=self.on)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Decision on actions, each with its own reasons (R-1.9.3-1)."""

    at: datetime
    by: PersonId
    steps: tuple[Step, ...]
    #: Best practice followed, which an earlier version asked for apart from the reasons.
    guidance: str = ""
    #: The request to the platform to take it down (R-1.9.3-3).
    request: Request | None = None

    @property
    def came(self) -> CameTo:
        """Outcome that the reporter hears: something is done, or nothing is."""
        nothing = all(step.type is ActionType.NOTHING for step in self.steps)
        return CameTo.ONLINE_NOTHING if nothing else CameTo.ONLINE

    def missing(self, today: date) -> dict[str, Problem]:
        """Return the missing or invalid answers, by field id. `today` is the manager's local day."""
        types = [step.type for step in self.steps]
        problems = sound_choice(types)
        for step in self.steps:
            problems |= step.missing(today)
        if any(type_ not in TYPES for type_ in types):
            problems["actions"] = Problem.UNFIT
        if self.request is not None:
            return problems | self.request.missing(today)
        return problems | lacking(request_of=ActionType.REPORT not in types)


@dataclass(frozen=True, kw_only=True)
class OnlineAction(Assigned):
    """Action on what one report says happened online."""

    kind: ClassVar[str] = "online_action"
    prefix: ClassVar[str] = "OA"
    listed_below: ClassVar[bool] = True
    points_at_individual: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        **LEADS,
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        # The person who asked the platform records its answer.
        Part.OWNER: frozenset({Act.ANSWER}),
        Part.HANDLER: HANDLES | WITH_EVIDENCE,
    }

    matter: Matter
    #: Oldest first: more can be decided at any time, and nothing is overwritten.
    decisions: tuple[Decision, ...] = ()

    def decide(self, decision: Decision, today: date) -> Self:
        """Record the manager's decision on actions, each with its reasons (R-1.9.3-1)."""
        self.only_decided_by(decision.by)
        refuse(decision.missing(today))
        return self.changed(decisions=(*self.decisions, decision), listed=False)

    def asked(self, request: str) -> Request:
        """Return the request to a platform with this number. Raises NotFound."""
        number = int(request) if request.isascii() and request.isdecimal() and len(request) < 5 else len(self.decisions)
        found = self.decisions[number].request if number < len(self.decisions) else None
        if found is None:
            raise NotFound
        return found

    def answered(self, request: str, answer: Answer, at: datetime) -> Self:
        """Record the platform's answer (R-1.9.3-3). "No reply" can still turn into an answer."""
        asked = self.asked(request)
        if asked.answer not in (None, Answer.NO_REPLY) or asked.answer is answer:
            raise AlreadyDone("What came of this is noted already. Nothing changed.")
        number = int(request)
        decision = replace(self.decisions[number], request=replace(asked, answer=answer, answered_at=at))
        return self.changed(decisions=(*self.decisions[:number], decision, *self.decisions[number + 1 :]))

    # -- what others need to know --------------------------------------------------------------------

    def requests(self) -> tuple[tuple[str, Request], ...]:
        """Requests to platforms, each with its number; oldest first."""
        return tuple((str(n), d.request) for n, d in enumerate(self.decisions) if d.request is not None)

    @property
    def _unanswered(self) -> tuple[tuple[str, Request], ...]:
        return tuple((number, request) for number, request in self.requests() if request.answer is None)

    @property
    def proposes_restriction(self) -> bool:
        """True if it was decided to limit contact through other channels as well (R-1.9.3-4)."""
        return any(step.type is ActionType.RESTRICTION for decision in self.decisions for step in decision.steps)

    @property
    def came(self) -> tuple[Came, ...]:
        done = [Came(at=decision.at, what=decision.came) for decision in self.decisions]
        answers = [
            Came(at=request.answered_at, what=CameTo.TAKEN_DOWN if request.answer is Answer.REMOVED else CameTo.LEFT_UP)
            for _, request in self.requests()
            if request.answer not in (None, Answer.NO_REPLY) and request.answered_at is not None
        ]
        return tuple(sorted((*done, *answers), key=lambda each: each.at))

    @property
    def state(self) -> State:
        if not self.decisions:
            return State.OPENED
        return State.DECIDED if self._unanswered else State.CLOSED

    @property
    def is_open(self) -> bool:
        return self.state is not State.CLOSED

    @property
    def untouched(self) -> bool:
        """True if nothing has been done about it yet, so that it moves along with its report."""
        return not self.decisions

    def parties(self) -> Parties:
        # Another person's request waits for them.
        waits = self.untouched or any(request.by == self.assigned.to for _, request in self._unanswered)
        # The person who asked the platform records its answer, and reads only the request.
        asked = {(request.by, Part.OWNER) for _, request in self.requests()}
        return deciders(*self.decisions) | self.handlers() | self.must_act(waits=waits) | asked

    @property
    def brought_by(self) -> PersonId:
        return self.matter.brought_for

    @property
    def lookup(self) -> str | None:
        # Records about an individual can be found, but not by a name.
        return self.matter.individual

    def pointing_at(self, individual: RecordId) -> Self:
        return self.changed(matter=replace(self.matter, individual=individual))

    def conflicted(self) -> frozenset[PersonId]:
        # People it concerns, and its recipient (R-1.9.2-6).
        return frozenset(self.matter.barred)

    def facts(self) -> Mapping[str, str | int | bool]:
        types = {step.type.value for decision in self.decisions for step in decision.steps}
        return {"actions": ",".join(sorted(types)), "requests": len(self.requests())}

    def nudges(self) -> Iterable[Series]:
        if not self.is_open:
            return
        yield from self.naming()
        if not self.decisions and self.assigned.to is not None:
            yield self.waits("decide_online_action", self.origin.at)
        for number, request in self._unanswered:
            yield Series(kind="note_removal_answer", to=request.by, since=request.on, item=number)
