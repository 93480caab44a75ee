"""A decision about correspondence: whether it is acceptable, and how its sender hears that it is not (policy 1.9.2).

A manager decides, never its recipient or target. Nobody answers it directly, Harbour writes to nobody, and the
earlier warnings shown decide nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import Problem, Refused, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned
from bot.records.base import RecordId, not_yet
from bot.records.came import Came, CameTo
from bot.records.days import a_year_before, within
from bot.records.follow_ups.matter import Matter
from bot.records.rights import HANDLES, LEADS, WITH_EVIDENCE, Act, Allowed, Part, Parties, deciders


class State(StrEnum):
    """State of a decision about correspondence."""

    OPENED = "opened"
    #: Not acceptable; the sender is still to be informed.
    DECIDED = "decided"
    CLOSED = "closed"


class Verdict(StrEnum):
    """Verdict on the correspondence."""

    ACCEPTABLE = "acceptable"
    NOT_ACCEPTABLE = "not_acceptable"


class Use(StrEnum):
    """Use in our work of evidence inside the correspondence; by default none (R-1.9.2-4)."""

    NOT_USED = "not_used"
    USED = "used"


class Ground(StrEnum):
    """Grounds for using it all the same: the policy's two."""

    HEALTH_OR_SAFETY = "health_or_safety"
    PUBLIC_INTEREST = "public_interest"


class Way(StrEnum):
    """Name in which the sender is informed (R-1.9.2-2)."""

    MANAGER = "manager"
    ACCOUNT = "account"
    #: Not informed; the reason is recorded.
    NOT_INFORMED = "not_informed"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Decision on the correspondence, with its reasons."""

    at: datetime
    by: PersonId
    verdict: Verdict
    reasons: str
    use: Use = Use.NOT_USED
    ground: Ground | None = None
    #: The risk or the interest, in words.
    ground_words: str = ""

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers, by field id."""
        used = lacking(ground=self.ground, ground_words=self.ground_words) if self.use is Use.USED else {}
        return lacking(reasons=self.reasons) | used


@dataclass(frozen=True, kw_only=True)
class Informed:
    """Record of telling the sender that it is not acceptable, or of why not (R-1.9.2-1); never the wording."""

    at: datetime
    recorded_by: PersonId
    way: Way
    on: date | None = None
    #: The manager who informed them.
    by: PersonId | None = None
    #: The account it was sent from, such as "complaints@".
    account: str = ""
    not_because: str = ""

    def missing(self, today: date) -> dict[str, Problem]:
        """Return the missing or invalid answers, by field id. `today` is the manager's local day."""
        if self.way is Way.NOT_INFORMED:
            return lacking(not_because=self.not_because)
        whose = lacking(by=self.by) if self.way is Way.MANAGER else lacking(account=self.account)
        return whose | within(a_year_before(today), today, on=self.on)


@dataclass(frozen=True, kw_only=True)
class CorrespondenceDecision(Assigned):
    """Decision about the correspondence in one report."""

    kind: ClassVar[str] = "correspondence"
    prefix: ClassVar[str] = "CD"
    listed_below: ClassVar[bool] = True
    points_at_individual: ClassVar[bool] = True
    # The reporter hears the outcomes of these as those of the report (1.9.2, 1.9.3, 1.7).
    allowed: ClassVar[Allowed] = {
        **LEADS,
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.HANDLER: HANDLES | WITH_EVIDENCE,
    }

    matter: Matter
    decision: Decision | None = None
    informed: Informed | None = None

    def decide(self, decision: Decision) -> Self:
        """Record the manager's decision, with reasons (R-1.9.2-6)."""
        self.only_decided_by(decision.by)
        not_yet(self.decision)
        refuse(decision.missing())
        return self.changed(decision=decision, listed=False)

    def inform(self, informed: Informed, today: date) -> Self:
        """Record that the sender was informed, by a manager or from an impersonal account (R-1.9.2-1, R-1.9.2-2)."""
        self.only_decided_by(informed.recorded_by)
        if self.decision is None:
            raise Refused("Please decide first; then it can be noted how the sender was informed.")
        if self.decision.verdict is Verdict.ACCEPTABLE:
            raise Refused("It was found acceptable, so there is nothing that the sender has to be told.")
        not_yet(self.informed)
        problems = informed.missing(today)
        if informed.by is not None and informed.by in self.matter.targets:
            problems["by"] = Problem.INVOLVED
        refuse(problems)
        return self.changed(informed=informed, listed=False)

    # -- what others need to know --------------------------------------------------------------------

    @property
    def warned_on(self) -> date | None:
        """Day on which the sender was told that it is not acceptable: a warning for later (R-1.9.2-7)."""
        return self.informed.on if self.informed is not None else None

    @property
    def came(self) -> tuple[Came, ...]:
        if self.decision is not None and self.decision.verdict is Verdict.ACCEPTABLE:
            return (Came(at=self.decision.at, what=CameTo.ACCEPTABLE),)
        if self.informed is None:
            return ()
        informed = self.informed.way is not Way.NOT_INFORMED
        what = CameTo.SENDER_INFORMED if informed else CameTo.SENDER_NOT_INFORMED
        return (Came(at=self.informed.at, what=what),)

    @property
    def state(self) -> State:
        if self.decision is None:
            return State.OPENED
        over = self.decision.verdict is Verdict.ACCEPTABLE or self.informed is not None
        return State.CLOSED if over else State.DECIDED

    @property
    def is_open(self) -> bool:
        return self.state is not State.CLOSED

    @property
    def untouched(self) -> bool:
        """True if nothing has been done about it yet, so that it moves along with its report."""
        return self.decision is None

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
        # The reporter hears the outcome as one of the report, and has no part here.
        return deciders(self.decision) | self.handlers() | self.must_act(waits=self.is_open)

    def conflicted(self) -> frozenset[PersonId]:
        # People it concerns, and its recipient (R-1.9.2-6).
        return frozenset(self.matter.barred)

    def facts(self) -> Mapping[str, str | int | bool]:
        return {
            "verdict": self.decision.verdict.value if self.decision else "",
            "evidence": self.decision.use.value if self.decision else "",
            "informed": self.warned_on is not None,
        }

    def nudges(self) -> Iterable[Series]:
        if not self.is_open:
            return
        yield from self.naming()
        if self.assigned.to is None:
            return
        if self.decision is None:
            yield self.waits("decide_correspondence", self.origin.at, item="decide")
        else:
            yield self.waits("decide_correspondence", self.decision.at, item="inform", begun=self.decision.at)
