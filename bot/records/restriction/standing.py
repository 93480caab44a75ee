"""What is known of a restriction, and where it stands (1.6, 1.8; model.md §2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.errors import Forbidden
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.days import months_after
from bot.records.restriction.appeals import Shown
from bot.records.restriction.looks import YEARS, Announced, Look
from bot.records.restriction.measures import Measure, MeasureType, limit_of
from bot.records.restriction.parts import (
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
from bot.records.restriction.sharing import Shareable
from bot.records.rights import Part, Parties

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
    """What is known so far; `bot.records.restriction.record` has the steps."""

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
    #: Who has put a limit on the use of the complaint process into it, the last one last: they never decide
    #: about it (R-1.11-3).
    limit_by: tuple[PersonId, ...] = ()
    #: Whether it was still right without a review, and whether the individual heard that one is coming; oldest first.
    looks: tuple[Look, ...] = ()
    announced: tuple[Announced, ...] = ()
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
        planned = self._planned
        return self._decided_at if planned is None else max(planned.at, self._decided_at)

    @property
    def _planned(self) -> Look | None:
        """The look that gave it a review, if one did."""
        return next((look for look in reversed(self.looks) if look.plan is not None), None)

    @property
    def has_got_a_review(self) -> bool:
        """Whether the last that happened to it is that it has a review now, by a look of the management team."""
        return self._planned is not None and self._planned.at > self._decided_at

    @property
    def _decided_at(self) -> datetime:
        """When it was decided last: approved, reviewed, or on appeal."""
        if self.reviews:
            return self.reviews[-1].at
        return self.decision.at if self.decision else self.origin.at

    # -- who ---------------------------------------------------------------------------------------

    def _may_decide(self, by: PersonId) -> None:
        if by in self.conflicted() or by != self.assigned.to:
            raise Forbidden

    @property
    def for_management_team(self) -> bool:
        # "Such decisions can only be made by a member of the Management Team" (1.11, R-1.11-3).
        return limit_of((*self.case.measures, *self.until_told)) is not None

    @property
    def can_start_at_once(self) -> bool:
        """Whether there is anything that can start for safety: a limit on complaints waits for its decision."""
        return any(m.type is not MeasureType.COMPLAINT_PROCESS for m in self.case.measures) or not self.case.measures

    @property
    def proposer(self) -> PersonId:
        """Who speaks for the proposal as it stands: who brought it, or who has put the limit into it."""
        return self.limit_by[-1] if self.limit_by and self.for_management_team else self.origin.by

    @property
    def hear_what_came(self) -> tuple[PersonId, ...]:
        """Who asked for something, and hears what came of it (R-1.13-5)."""
        return tuple(dict.fromkeys((self.origin.by, *self.limit_by)))

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
        return super().on_management_list or self.without_review

    @property
    def due(self) -> date | None:
        return self.review.on if self.review and self.stage is State.ACTIVE else None

    @property
    def withholds_names(self) -> bool:
        """Whether staff names are kept from notices (R-1.8-4)."""
        return any(m.type is MeasureType.WITHHOLD_NAMES for m in (*self.case.measures, *self.until_told))

    # -- between its decisions -----------------------------------------------------------------------

    @property
    def without_review(self) -> bool:
        """Whether it is in force and nobody looks at it again by a day (R-1.8-9)."""
        return self.stage is State.ACTIVE and self.review is not None and self.review.on is None

    @property
    def asked_on(self) -> tuple[date, ...]:
        """The days on which the management team is asked whether it is still right without a review, yearly (N23)."""
        if not self.without_review:
            return ()
        last = max(self._decided_at, *(look.at for look in self.looks[-1:])) if self.looks else self._decided_at
        return tuple(months_after(last.date(), 12 * year) for year in range(1, YEARS + 1))

    def asks_whether_right(self, today: date) -> bool:
        """Whether the question is put now."""
        return any(day <= today for day in self.asked_on[:1])

    @property
    def to_announce(self) -> bool:
        """Whether nobody has said yet if the individual heard that the review is coming (N22)."""
        return self.due is not None and self.due not in {each.of for each in self.announced}

    def overdue(self, today: date) -> bool:
        """Past its review: neither lapsed nor extended; a decision is needed."""
        return self.stage is State.ACTIVE and self.due is not None and self.due < today

    @property
    def asked(self) -> PersonId:
        """Of whom more was asked last."""
        of = self.questions[-1].of if self.questions else None
        return of if of is not None else self.origin.by

    @property
    def waits_for(self) -> frozenset[PersonId]:
        """Who has to do the next thing."""
        if self.stage is State.MORE_ASKED:
            # The decider may go on without the answer.
            return frozenset({self.asked, *((self.assigned.to,) if self.assigned.to else ())})
        waiting = self.stage in (State.PROPOSED, State.APPROVED) or self.retell or self.sharing_due
        return frozenset({self.assigned.to}) if waiting and self.assigned.to else frozenset()

    def parties(self) -> Parties:
        parties = {(self.origin.by, Part.REPORTER if self.suggested else Part.PROPOSER)}
        parties |= {(t, Part.AFFECTED) for t in self.targets} | {(w, Part.WITNESS) for w in self.witnesses}
        parties |= {(p, Part.PROPOSER) for p in self.limit_by}
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
    def keeps_its_place(self) -> bool:
        # What is decided waits for the one who decided; what is overdue is told to the management team.
        return self.stage in (State.APPROVED, State.ACTIVE)
