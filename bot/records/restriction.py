"""A restriction: from a suggestion to its end, with every gate of the policy (1.6, 1.8; model.md §2.3).

Nobody approves what they proposed, nobody decides about what concerns them, and nothing starts
before the individual has been told, or the reason why not is on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import Forbidden, Incomplete, Refused
from bot.nudges import Series
from bot.people import PersonId
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, Part, Parties, RecordId, must_be


class MeasureType(StrEnum):
    """What a restriction can do (R-1.8-3). There is no default and no total ban."""

    CHANNEL = "channel"
    NAMED_PERSON = "named_person"
    WITHHOLD_NAMES = "withhold_names"
    THIRD_PARTY = "third_party"
    TIME_OR_VOLUME = "time_or_volume"
    OTHER = "other"


class Restorative(StrEnum):
    """Where restorative approaches stand: the gate before active management (R-1.8-1, R-1.6-2)."""

    TRIED = "tried"
    NOT_POSSIBLE = "not_possible"
    NOT_APPROPRIATE = "not_appropriate"


class Training(StrEnum):
    """Whether a training need could be part of it (R-1.6-6)."""

    NO = "no"
    POSSIBLY = "possibly"
    YES = "yes"


class EvidenceKind(StrEnum):
    """What supports a restriction (R-1.8-6)."""

    REPORT = "report"
    LINK = "link"
    PHYSICAL = "physical"


class Outcome(StrEnum):
    """What was decided."""

    APPROVED = "approved"
    LIGHTER = "approved_lighter"
    NOT_APPROVED = "not_approved"


class ReviewOutcome(StrEnum):
    """How a review ends. Lifting is the first answer offered (R-1.6-2)."""

    LIFT = "lift"
    VARY = "vary"
    CONTINUE = "continue"


class Format(StrEnum):
    """In what form the individual is told (R-1.13-6)."""

    LETTER = "letter"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    TRANSLATED = "translated"
    PHONE = "phone"
    ADVOCATE = "advocate"
    EMAIL = "email"
    IN_PERSON = "in_person"


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
class Measure:
    """One measure with its one parameter: which channel, which person, how often."""

    type: MeasureType
    detail: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Something that supports the restriction: the report itself, a link as inert text, or a thing."""

    kind: EvidenceKind
    #: The reference of the report; the link; or the thing, its label and where it is (R-1.14.1-4).
    what: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """Step 1: what, and why. Behaviour and impact stand apart (R-1.6-3)."""

    measures: tuple[Measure, ...] = ()
    behaviour: str = ""
    impact: str = ""
    evidence: tuple[Evidence, ...] = ()

    def missing(self) -> dict[str, str]:
        """A sentence for each thing that the policy asks for and is not there."""
        errors: dict[str, str] = {}
        if not self.measures:
            errors["measures"] = "Please choose at least one measure."
        for measure in self.measures:
            if not measure.detail:
                errors[f"detail_{measure.type}"] = "Please say what exactly: which channel, whom, when or how often."
        if not self.behaviour:
            errors["behaviour"] = "Please write what was said or done, in plain facts."
        if not self.impact:
            errors["impact"] = "Please write what it does to staff and to the service."
        if not self.evidence:
            errors["evidence"] = "A restriction needs evidence: please tick the report or name something else."
        return errors


@dataclass(frozen=True, kw_only=True)
class Fairness:
    """Step 2: is it fair? Each of these is a safeguard that the policy names."""

    #: The answer to "is this about impact, not about being different or upset?" (R-1.6-1).
    about_impact: bool = False
    restorative: Restorative | None = None
    restorative_words: str = ""
    lighter_options: str = ""
    adjustments: str = ""
    #: Circumstances outwith the individual's control that we know of (R-1.8-2); may stay empty.
    circumstances: str = ""
    normal_staffing: str = ""
    training: Training | None = None
    training_words: str = ""
    #: Whether a complaint or a service request is open, and how it stays open (R-1.3-2).
    complaint_open: bool | None = None
    complaint_words: str = ""
    emergencies: str = ""
    #: The one who proposes has seen that a measure touches how the individual asked to be contacted.
    channel_considered: bool = False

    def missing(self) -> dict[str, str]:
        """A sentence for each thing that the policy asks for and is not there."""
        errors: dict[str, str] = {}
        if not self.about_impact:
            errors["about_impact"] = "A restriction has to be about impact, not about being different or upset."
        if self.restorative is None:
            errors["restorative"] = "Please say where restorative steps stand."
        needed = {
            "restorative_words": "Please say what was tried, or why it is not possible or not appropriate.",
            "lighter_options": "Please say which lighter options you considered and why they are not enough.",
            "adjustments": "Please say in words which needs or adjustments you considered.",
            "normal_staffing": "Please say whether we would manage this at normal staffing.",
            "emergencies": "Please say how emergencies and urgent repairs can still be reported.",
        }
        errors |= {name: ask for name, ask in needed.items() if not getattr(self, name)}
        if self.training is None:
            errors["training"] = "Please say whether a training need could be part of this."
        elif self.training is not Training.NO and not self.training_words:
            errors["training_words"] = "Please say which training need it could be."
        if self.complaint_open is None:
            errors["complaint_open"] = "Please say whether a complaint or a service request is open."
        elif self.complaint_open and not self.complaint_words:
            errors["complaint_words"] = "Please say how that complaint or request stays open."
        return errors


@dataclass(frozen=True, kw_only=True)
class ReviewPlan:
    """When a restriction is looked at again, or why it is not (R-1.8-8, R-1.8-9)."""

    on: date | None = None
    #: Why there is no review; needs its own confirmation.
    none_because: str = ""
    none_confirmed: bool = False
    #: What would bring a review forward; told to the individual (R-1.8-10).
    sooner_if: str = ""

    def missing(self, today: date) -> dict[str, str]:
        """A sentence for each thing that is not there."""
        errors: dict[str, str] = {}
        if self.on is None and not self.none_because:
            errors["review_on"] = "Please choose the day of the review, or write why there is none."
        if self.on is not None and self.on <= today:
            errors["review_on"] = "Please choose a day after today."
        if self.on is not None and self.none_because:
            errors["none_because"] = "Please choose either a day or a reason for no review, not both."
        if self.on is None and self.none_because and not self.none_confirmed:
            errors["none_confirmed"] = "Please confirm that there is to be no review."
        if not self.sooner_if:
            errors["sooner_if"] = "Please say what would make us look at it again, or sooner."
        return errors


@dataclass(frozen=True, kw_only=True)
class TellingPlan:
    """Who tells the individual, how and in what form (R-1.6-4, R-1.13-6). Harbour never does."""

    by: PersonId | None = None
    form: Format | None = None
    words: str = ""
    #: Who else needs to know, and why; kept for the sharing decision (1.14.2).
    needs_to_know: str = ""

    def missing(self) -> dict[str, str]:
        """A sentence for each thing that is not there."""
        errors: dict[str, str] = {}
        if self.by is None:
            errors["told_by"] = "Please choose who tells the individual."
        if self.form is None:
            errors["told_form"] = "Please choose how the individual is told."
        return errors


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a manager decided, and why (R-1.8-5)."""

    outcome: Outcome
    by: PersonId
    at: datetime
    reasons: str
    review: ReviewPlan | None = None
    telling: TellingPlan | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """That the individual has been told, with timing and circumstances of the review; or why not (R-1.8-10)."""

    at: datetime
    recorded_by: PersonId
    on: date | None = None
    how: str = ""
    by: str = ""
    #: Timing and circumstances of the review were explained.
    review_explained: bool = False
    #: How to appeal to the chief executive was explained (R-1.3-3).
    appeal_explained: bool = False
    not_told_because: str = ""

    def missing(self, today: date) -> dict[str, str]:
        """A sentence for each thing that is not there."""
        if self.not_told_because:
            return {"not_told_because": "Please give either the day or the reason why not."} if self.on else {}
        errors: dict[str, str] = {}
        if self.on is None:
            errors["told_on"] = "Please give the day on which the individual was told, or the reason why not."
        elif self.on > today:
            errors["told_on"] = "Please give the day on which it happened; it cannot be in the future."
        if not self.how:
            errors["told_how"] = "Please say how the individual was told."
        if not self.review_explained:
            errors["explained"] = "The individual has to hear when, and in which circumstances, we look at it again."
        elif not self.appeal_explained:
            errors["explained"] = "The individual has to hear how to appeal to the Chief Executive."
        return errors


@dataclass(frozen=True, kw_only=True)
class Review:
    """One review: it starts from "can this be lifted?" (R-1.6-2) and ends with reasons (R-1.8-8)."""

    at: datetime
    by: PersonId
    outcome: ReviewOutcome
    reasons: str
    since_then: str
    individual_says: str
    adjustments: str
    lighter_options: str
    measures: tuple[Measure, ...] = ()
    plan: ReviewPlan | None = None


@dataclass(frozen=True, kw_only=True)
class Protection:
    """A measure made active at once for safety; the rest follows the next working day (model.md §2.3)."""

    by: PersonId
    at: datetime
    reasons: str
    not_told_because: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """More was asked of the one who proposed, and perhaps answered."""

    at: datetime
    by: PersonId
    text: str
    answered_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Restriction(Assigned):
    """A restriction of contact: suggested, proposed, decided, told, active, reviewed, lifted."""

    kind: ClassVar[str] = "restriction"
    prefix: ClassVar[str] = "RS"

    individual: RecordId | None
    #: The manager with whom the decision, and later the review, lies.
    stage: State = State.PROPOSED
    #: True where staff suggested it; False where a manager proposed it formally.
    suggested: bool = False
    #: Staff whom the behaviour was aimed at, and who saw it: they never decide (R-1.8-5).
    targets: tuple[PersonId, ...] = ()
    witnesses: tuple[PersonId, ...] = ()
    #: What the one who suggested it wrote.
    wish: str = ""
    #: The reference of the report it grew out of, if it grew out of one.
    report_ref: str = ""
    case: Case = Case()
    fairness: Fairness = Fairness()
    decision: Decision | None = None
    protection: Protection | None = None
    told: Told | None = None
    #: True after a variation until the individual has been told of it.
    retell: bool = False
    reviews: tuple[Review, ...] = ()
    review: ReviewPlan | None = None
    questions: tuple[Question, ...] = ()
    ended_because: str = ""

    # -- proposing -------------------------------------------------------------------------------

    @classmethod
    def propose(
        cls,
        origin: Origin,
        *,
        individual: RecordId | None,
        decider: PersonId | None,
        suggested: bool,
        targets: tuple[PersonId, ...] = (),
        witnesses: tuple[PersonId, ...] = (),
        wish: str = "",
        report_ref: str = "",
        case: Case | None = None,
        fairness: Fairness | None = None,
    ) -> Self:
        """Suggest it as staff, or propose it as a manager (who has then answered steps 1 and 2)."""
        proposal = cls(
            origin=origin,
            individual=individual,
            assigned=Assignment(to=decider, since=origin.at),
            suggested=suggested,
            targets=targets,
            witnesses=witnesses,
            wish=wish,
            report_ref=report_ref,
            case=case or Case(),
            fairness=fairness or Fairness(),
        )
        if decider is not None and decider in proposal.conflicted():
            raise Refused("Nobody decides about their own proposal, or about what concerns them.")
        if not suggested and (errors := {**proposal.case.missing(), **proposal.fairness.missing()}):
            raise Incomplete(errors)
        return proposal

    def prepared(
        self, *, case: Case | None = None, fairness: Fairness | None = None, individual: RecordId | None = None
    ) -> Self:
        """With what the decider has filled in or corrected so far; kept at every step."""
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        return self.changed(
            case=case or self.case, fairness=fairness or self.fairness, individual=individual or self.individual
        )

    def ask_more(self, by: PersonId, at: datetime, text: str) -> Self:
        """Ask the one who proposed it for more."""
        must_be(self.stage, State.PROPOSED)
        self._may_decide(by)
        if not text:
            raise Incomplete({"question": "Please write what you would like to know."})
        question = Question(at=at, by=by, text=text)
        return self.changed(stage=State.MORE_ASKED, questions=(*self.questions, question))

    def answer(self, at: datetime, text: str) -> Self:
        """Answer what was asked."""
        must_be(self.stage, State.MORE_ASKED)
        if not text:
            raise Incomplete({"answer": "Please write your answer."})
        answered = replace(self.questions[-1], answered_at=at, answer=text)
        return self.changed(stage=State.PROPOSED, questions=(*self.questions[:-1], answered))

    # -- deciding --------------------------------------------------------------------------------

    def approve(self, decision: Decision, *, lighter: tuple[Measure, ...] = ()) -> Self:
        """Approve it, or a lighter measure, once every gate is passed (R-1.6-1…7, R-1.8-1…9).

        Raises Forbidden for who may not, Incomplete with a sentence for each gate still open.
        """
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        self._may_decide(decision.by)
        case = replace(self.case, measures=lighter) if lighter else self.case
        errors = {**case.missing(), **self.fairness.missing()}
        if self.individual is None:
            errors["individual"] = "Please say whom this is about: initials or a tenancy reference."
        if decision.outcome is Outcome.LIGHTER and lighter == self.case.measures:
            errors["lighter"] = "Please choose a measure that is lighter than the one proposed."
        errors |= self._missing_decision(decision)
        if errors:
            raise Incomplete(errors)
        return self.changed(stage=State.APPROVED, case=case, decision=decision, review=decision.review, listed=False)

    def deny(self, decision: Decision) -> Self:
        """Not taken forward; always with reasons (U-4). The report and the support around it stand."""
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        self._may_decide(decision.by)
        if not decision.reasons:
            raise Incomplete({"reasons": "Please give the reasons: they are what the person who asked will read."})
        return self.changed(stage=State.NOT_APPROVED, decision=decision, listed=False)

    def protect(self, protection: Protection, today: date) -> Self:
        """Make the measures active at once, for safety; decided by a manager, with evidence (model.md §2.3)."""
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        self._may_decide(protection.by)
        errors = self.case.missing()
        if not protection.reasons:
            errors["reasons"] = "Please say why this cannot wait."
        if not protection.not_told_because:
            errors["not_told_because"] = "Please say why the individual has not been told yet."
        if self.protection is not None:
            raise Refused("The measures are active already. A decision is still needed.")
        if errors:
            raise Incomplete(errors)
        return self.changed(protection=protection)

    def tell(self, told: Told, today: date) -> Self:
        """The individual has been told, or the reason why not is recorded (R-1.8-10).

        Only now is it active. After a review the same is recorded about how the review ended.
        """
        if not self.retell:
            must_be(self.stage, State.APPROVED)
        lifted = self.stage is State.LIFTED
        # Nothing is left to review or to appeal once it has been lifted.
        to_check = replace(told, review_explained=True, appeal_explained=True) if lifted else told
        if errors := to_check.missing(today):
            raise Incomplete(errors)
        return self.changed(stage=State.LIFTED if lifted else State.ACTIVE, told=told, retell=False, listed=False)

    # -- reviewing -------------------------------------------------------------------------------

    def reviewed(self, review: Review, today: date) -> Self:
        """Lift, vary or continue, each with reasons (R-1.8-8). Nothing lapses and nothing rolls on."""
        must_be(self.stage, State.ACTIVE)
        self._may_decide(review.by)
        errors = self._missing_review(review, today)
        if errors:
            raise Incomplete(errors)
        done = self.changed(reviews=(*self.reviews, review), listed=False)
        match review.outcome:
            case ReviewOutcome.LIFT:
                return done.changed(stage=State.LIFTED, retell=True)
            case ReviewOutcome.VARY:
                case = replace(self.case, measures=review.measures)
                return done.changed(case=case, review=review.plan, retell=True)
            case ReviewOutcome.CONTINUE:
                return done.changed(review=review.plan, retell=True)

    def end(self, because: str) -> Self:
        """The service to the individual has ended, and with it the cycle of reviews (R-1.8-11)."""
        must_be(self.stage, State.ACTIVE, State.APPROVED)
        if not because:
            raise Incomplete({"because": "Please say why the service has ended."})
        return self.changed(stage=State.ENDED, ended_because=because, listed=False, retell=False)

    # -- who ---------------------------------------------------------------------------------------

    def _may_decide(self, by: PersonId) -> None:
        if by in self.conflicted() or by != self.assigned.to:
            raise Forbidden

    def _missing_decision(self, decision: Decision) -> dict[str, str]:
        errors: dict[str, str] = {}
        if not decision.reasons:
            errors["reasons"] = "Please give the reasons for the decision."
        plan, telling = decision.review or ReviewPlan(), decision.telling or TellingPlan()
        return errors | plan.missing(decision.at.date()) | telling.missing()

    def _missing_review(self, review: Review, today: date) -> dict[str, str]:
        errors: dict[str, str] = {}
        needed = {
            "reasons": "Please give the reasons.",
            "since_then": "Please say what has happened since.",
            "individual_says": "Please say what the individual says, or that they were not asked and why.",
            "adjustments": "Please say in words which needs or adjustments you considered.",
        }
        if review.outcome is not ReviewOutcome.LIFT:
            needed["lighter_options"] = "Please say why nothing lighter is enough."
            errors |= (review.plan or ReviewPlan()).missing(today)
        if review.outcome is ReviewOutcome.VARY:
            if not review.measures or any(not m.detail for m in review.measures):
                errors["measures"] = "Please say what the measures are from now on."
        return errors | {name: ask for name, ask in needed.items() if not getattr(review, name)}

    # -- what others need to know ------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self.stage

    @property
    def is_open(self) -> bool:
        return self.stage not in (State.NOT_APPROVED, State.ENDED) and not (
            self.stage is State.LIFTED and not self.retell
        )

    @property
    def in_force(self) -> bool:
        """Whether the measures apply now."""
        return self.stage is State.ACTIVE or (
            self.protection is not None and self.stage in (State.PROPOSED, State.MORE_ASKED, State.APPROVED)
        )

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
        return any(m.type is MeasureType.WITHHOLD_NAMES for m in self.case.measures)

    def overdue(self, today: date) -> bool:
        """Past its review: neither lapsed nor extended; a decision is needed."""
        return self.stage is State.ACTIVE and self.due is not None and self.due < today

    def review_opens(self, today: date, ahead: date) -> bool:
        """Whether the review can be done: always while active, asked for from `ahead` days before."""
        return self.stage is State.ACTIVE and self.due is not None and self.due <= ahead

    @property
    def waits_for(self) -> frozenset[PersonId]:
        """Who has to do the next thing."""
        if self.stage is State.MORE_ASKED:
            return frozenset({self.origin.by})
        waiting = self.stage in (State.PROPOSED, State.APPROVED) or self.retell
        return frozenset({self.assigned.to}) if waiting and self.assigned.to else frozenset()

    def parties(self) -> Parties:
        parties = {(self.origin.by, Part.REPORTER if self.suggested else Part.PROPOSER)}
        parties |= {(t, Part.AFFECTED) for t in self.targets} | {(w, Part.WITNESS) for w in self.witnesses}
        return frozenset(parties) | self.handlers() | {(p, Part.MUST_ACT) for p in self.waits_for}

    def facts(self) -> Mapping[str, str | int | bool]:
        return {
            "outcome": self.decision.outcome if self.decision else "",
            "measures": len(self.case.measures),
            "no_review": bool(self.review and self.review.on is None),
            "protective": self.protection is not None,
            "reviews": len(self.reviews),
        }

    def nudges(self) -> Iterable[Series]:
        if self.needs_naming:
            yield Series(kind="NAME", to=None, since=self.assigned.since)
        elif self.stage is State.PROPOSED:
            asked = self.questions[-1].answered_at if self.questions else None
            yield Series(kind="N18", to=self.handler, since=asked or self.origin.at)
        elif self.stage is State.MORE_ASKED:
            yield Series(kind="N18A", to=self.origin.by, since=self.questions[-1].at)
        if self.assigned.to is None:
            return
        if self.protection and self.stage in (State.PROPOSED, State.MORE_ASKED):
            yield Series(kind="N19", to=self.handler, since=self.protection.at, item="protective")
        if self.stage is State.APPROVED and self.decision:
            yield Series(kind="N19", to=self.handler, since=self.decision.at)
        if self.retell and self.reviews:
            yield Series(kind="N19", to=self.handler, since=self.reviews[-1].at, item=f"review{len(self.reviews)}")
        if self.stage is State.ACTIVE and self.due:
            yield Series(kind="N21", to=self.handler, since=self.due, item=self.due.isoformat())
