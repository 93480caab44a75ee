"""What is known of a restriction, and where it stands (1.6, 1.8; model.md §2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.errors import Forbidden
from bot.nudges import Series
from bot.people import PersonId
from bot.records.base import Part, Parties, RecordId
from bot.records.restriction_appeals import Shown
from bot.records.restriction_measures import Measure, MeasureType
from bot.records.restriction_parts import (
    Case,
    Decision,
    Fairness,
    Outcome,
    Protection,
    Question,
    Review,
    ReviewOutcome,
    ReviewPlan,
    Told,
)
from bot.records.restriction_sharing import Shareable

#: The changes (`Restriction.change`) that measures for safety make: that they begin, and that they stop.
PROTECTIVE = "protective"
STOPPED = "stopped"


class State(StrEnum):
    """Where a restriction stands."""

    PROPOSED = "proposed"
    MORE_ASKED = "more_asked"
    APPROVED = "approved"
    ACTIVE = "active"
    NOT_APPROVED = "not_approved"
    LIFTED = "lifted"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Standing(Shareable):
    """What is known so far; `bot.records.restriction` has the steps."""

    individual: RecordId | None
    stage: State = State.PROPOSED
    #: True where staff suggested it; False where a manager proposed it formally.
    suggested: bool = False
    #: Staff whom the behaviour was aimed at, and who saw it: they never decide (R-1.8-5).
    targets: tuple[PersonId, ...] = ()
    witnesses: tuple[PersonId, ...] = ()
    #: The line manager whom the reporter chose to pass by: it never reaches them.
    not_to: PersonId | None = None
    #: Who else has a part in the report it grew out of, and never decides: such as who found it.
    barred: tuple[PersonId, ...] = ()
    #: What the one who suggested it wrote.
    wish: str = ""
    #: The reference of the report it grew out of, if it grew out of one.
    report_ref: str = ""
    case: Case = field(default_factory=Case)
    fairness: Fairness = field(default_factory=Fairness)
    decision: Decision | None = None
    protection: Protection | None = None
    told: Told | None = None
    #: What was recorded about telling before; nothing is written over.
    told_before: tuple[Told, ...] = ()
    #: True after a review, or after measures for safety were not approved, until the individual has been told.
    retell: bool = False
    reviews: tuple[Review, ...] = ()
    review: ReviewPlan | None = None
    #: After a review has varied them: the measures that apply until the individual has been told.
    until_told: tuple[Measure, ...] = ()
    questions: tuple[Question, ...] = ()
    ended_because: str = ""
    ended_at: datetime | None = None

    @property
    def _starts_when_told(self) -> bool:
        """Whether measures wait for the individual to be told: all of them, or those that a review has varied."""
        return self.stage is State.APPROVED or bool(self.until_told)

    @property
    def waits_for_sharing(self) -> str:
        """What keeps it from starting, besides that the individual has to be told; empty where nothing does."""
        return self.not_shared_yet if self._starts_when_told else ""

    def _since_when(self) -> datetime:
        """When that was decided which the individual has to be told."""
        if self.reviews:
            return self.reviews[-1].at
        return self.decision.at if self.decision else self.origin.at

    # -- who ---------------------------------------------------------------------------------------

    def _may_decide(self, by: PersonId) -> None:
        if by in self.conflicted() or by != self.assigned.to:
            raise Forbidden

    # -- what others need to know ------------------------------------------------------------------

    @property
    def state(self) -> State | Shown:
        return self.stage if self.suspension is None else Shown.SUSPENDED

    @property
    def over(self) -> bool:
        return self.stage in (State.NOT_APPROVED, State.LIFTED, State.ENDED)

    @property
    def change(self) -> str:
        if self.stage in (State.PROPOSED, State.MORE_ASKED, State.NOT_APPROVED):
            undecided = self.stage is not State.NOT_APPROVED
            return "" if self.protection is None else PROTECTIVE if undecided else STOPPED
        if self.over:
            return self.stage.value
        varied = sum(review.outcome is ReviewOutcome.VARY for review in self.reviews)
        return f"varied{varied}" if varied else State.APPROVED.value

    @property
    def applies_as(self) -> str:
        if not self.applies:
            return ""
        if self.stage is State.ACTIVE:
            return self.until_told_as if self.until_told else self.change
        return PROTECTIVE

    @property
    def newest_measures(self) -> tuple[Measure, ...]:
        """The measures that its newest change is about: what applies for safety, or what was decided."""
        return self.applies if self.protected else self.case.measures

    @property
    def lookup(self) -> str | None:
        # The restrictions about an individual can be found, and not by a name.
        return self.individual

    @property
    def can_be_appealed(self) -> bool:
        """Whether measures have been decided that an appeal can be about: now, or at any time before (R-1.8-7)."""
        decided = self.decision is not None and self.decision.outcome is not Outcome.NOT_APPROVED
        return decided or self.protection is not None

    @property
    def decided_by(self) -> tuple[PersonId, ...]:
        """Who has decided about it, the first first: approved it, started it for safety, reviewed it.

        Deciding an appeal is no such part.
        """
        first = (self.decision, self.protection)
        reviewed = (review.by for review in self.reviews if not review.appeal)
        return tuple(dict.fromkeys((*(made.by for made in first if made is not None), *reviewed)))

    @property
    def is_open(self) -> bool:
        return self.retell or self.sharing_due or not self.over

    @property
    def can_be_passed_on(self) -> bool:
        # Once it is decided, it stays with the one who decided.
        return self.stage in (State.PROPOSED, State.MORE_ASKED)

    @property
    def protected(self) -> bool:
        """Whether measures apply for safety while the decision is still to come."""
        return self.protection is not None and self.stage in (State.PROPOSED, State.MORE_ASKED)

    @property
    def applies(self) -> tuple[Measure, ...]:
        """Nothing, unless it is active or was made active for safety."""
        if self.stage is State.ACTIVE:
            return self.until_told or self.case.measures
        waits = self.protected or self.stage is State.APPROVED
        return self.protection.measures if self.protection is not None and waits else ()

    @property
    def involved(self) -> tuple[PersonId, ...]:
        """All staff involved, who are offered a conversation: not a manager who proposed it formally (1.12.2)."""
        brought = (self.origin.by,) if self.suggested else ()
        return tuple(dict.fromkeys((*brought, *self.targets, *self.witnesses)))

    @property
    def on_management_list(self) -> bool:
        # One without a review is never hidden from the management team (R-1.8-9).
        unreviewed = self.stage is State.ACTIVE and self.review is not None and self.review.on is None
        return super().on_management_list or (self.is_open and unreviewed)

    @property
    def due(self) -> date | None:
        return self.review.on if self.review and self.stage is State.ACTIVE else None

    @property
    def withholds_names(self) -> bool:
        """Whether staff names are kept from notices (R-1.8-4)."""
        return any(m.type is MeasureType.WITHHOLD_NAMES for m in (*self.case.measures, *self.until_told))

    def overdue(self, today: date) -> bool:
        """Past its review: neither lapsed nor extended; a decision is needed."""
        return self.stage is State.ACTIVE and self.due is not None and self.due < today

    @property
    def waits_for(self) -> frozenset[PersonId]:
        """Who has to do the next thing."""
        if self.stage is State.MORE_ASKED:
            # The decider may go on without the answer.
            return frozenset({self.origin.by, *((self.assigned.to,) if self.assigned.to else ())})
        waiting = self.stage in (State.PROPOSED, State.APPROVED) or self.retell or self.sharing_due
        return frozenset({self.assigned.to}) if waiting and self.assigned.to else frozenset()

    def parties(self) -> Parties:
        parties = {(self.origin.by, Part.REPORTER if self.suggested else Part.PROPOSER)}
        parties |= {(t, Part.AFFECTED) for t in self.targets} | {(w, Part.WITNESS) for w in self.witnesses}
        parties |= {(p, Part.APPEAL) for p in self.appeals_with}
        return frozenset(parties) | self.handlers() | {(p, Part.MUST_ACT) for p in self.waits_for}

    def conflicted(self) -> frozenset[PersonId]:
        return super().conflicted() | {*self.barred, *(() if self.not_to is None else (self.not_to,))}

    def facts(self) -> Mapping[str, str | int | bool]:
        return {
            "outcome": self.decision.outcome if self.decision else "",
            "measures": len(self.case.measures),
            "measure_types": ",".join(sorted(m.type for m in self.case.measures)),
            "no_review": bool(self.review and self.review.on is None),
            "protective": self.protection is not None,
            "reviews": len(self.reviews),
        }

    @property
    def _round(self) -> str:
        """Tells the nudges after a question from those before it: each round begins anew."""
        return str(len(self.questions)) if self.questions else ""

    @property
    def keeps_its_place(self) -> bool:
        # What is decided waits for the one who decided; what is overdue is told to the management team.
        return self.stage in (State.APPROVED, State.ACTIVE)

    def nudges(self) -> Iterable[Series]:
        yield from self.naming()
        if self.stage is State.MORE_ASKED:
            yield Series(kind="N18A", to=self.origin.by, since=self.questions[-1].at, item=self._round)
        if self.assigned.to is None:
            return
        if self.stage is State.PROPOSED:
            asked = self.questions[-1].answered_at if self.questions else None
            yield self.waits("N18", asked or self.origin.at, item=self._round, begun=asked)
        elif self.stage is State.MORE_ASKED:
            yield self.waits("N18Q", self.questions[-1].at, item=self._round)
        yield from self._telling()
        if self.stage is State.ACTIVE and self.due:
            yield self.waits("N21", self.due, item=self.due.isoformat())

    def _telling(self) -> Iterable[Series]:
        """Somebody has to tell the individual, and record it (N19)."""
        if self.protected and self.protection and self.protection.told is None:
            yield self.waits("N19", self.protection.at, item="protective")
        if self.stage is State.APPROVED and self.decision:
            yield self.waits("N19", self.decision.at)
        if self.retell and self.decision and self.stage is State.NOT_APPROVED:
            yield self.waits("N19", self.decision.at, item="stopped")
        elif self.retell and self.reviews:
            yield self.waits("N19", self.reviews[-1].at, item=f"review{len(self.reviews)}")
        if self.sharing_due and not self.waits_for_sharing:
            # Where it waits for sharing, the nudge above says so as well.
            yield self.waits("N19", self._changed_at, item=f"share-{self.change}")

    @property
    def _changed_at(self) -> datetime:
        """When the newest change was decided."""
        if self.stage is State.ENDED and self.ended_at is not None:
            return self.ended_at
        if self.protected and self.protection is not None:
            return self.protection.at
        return self._since_when()
