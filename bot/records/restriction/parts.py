"""What a restriction is made of besides its measures: reasons, safeguards, plans (1.6, 1.8; model.md §2.3).

Each part says for itself which of the things that the policy asks for are still missing: a sentence
for each, by the id of the field in which it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.errors import Problem, lacking
from bot.people import PersonId
from bot.records.days import a_year_before, within
from bot.records.ended_contact.parts import Category
from bot.records.restriction.measures import Measure, missing_measures

#: How many links one restriction takes as evidence.
MOST_LINKS = 10

#: What brings a review forward where nobody has said more (R-1.8-10); the individual is told it.
SOONER = "They ask for it, or something changes."
#: Why somebody has not been told yet, where what applies for safety has only just begun.
NOT_YET_TOLD = "It has only just been decided."


class Restorative(StrEnum):
    """Where restorative approaches stand: the gate before active management (R-1.8-1, R-1.6-2)."""

    TRIED = "tried"
    NOT_POSSIBLE = "not_possible"
    NOT_APPROPRIATE = "not_appropriate"


class Thought(StrEnum):
    """What has to hold before anything is restricted, thought of one by one (R-1.6-1, R-1.6-5, R-1.3-2)."""

    #: It is about impact, and not about somebody being different or upset.
    IMPACT = "impact"
    #: A full team on a normal day would not manage it either.
    STAFFING = "staffing"
    #: What is open, a complaint or a request for a service, goes on.
    OPEN = "open"
    #: Emergencies and urgent repairs can still be reported.
    URGENT = "urgent"


class Training(StrEnum):
    """Whether a training need could be part of it (R-1.6-6)."""

    NO = "no"
    POSSIBLY = "possibly"
    YES = "yes"


class EvidenceKind(StrEnum):
    """What supports a restriction (R-1.8-6)."""

    REPORT = "report"
    #: The account of whoever asked for it, where there is no report.
    ACCOUNT = "account"
    #: A piece of evidence that is kept with the report, or with the proposal itself.
    ITEM = "item"
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


class Answer(StrEnum):
    """What a manager can answer to a proposal, and what the three steps lead to."""

    APPROVE = "approve"
    LIGHTER = "lighter"
    ASK = "ask"
    DENY = "deny"
    #: Make the measures active at once, for safety; the decision comes after.
    PROTECT = "protect"


class Reviewing(StrEnum):
    """Whether there is to be a review (R-1.8-8, R-1.8-9)."""

    #: On the day that the organisation's settings suggest.
    SUGGESTED = "suggested"
    ON_A_DAY = "on_a_day"
    NONE = "none"


class Telling(StrEnum):
    """Whether the individual has been told (R-1.6-4)."""

    TOLD = "told"
    NOT_TOLD = "not_told"


class Explained(StrEnum):
    """What the individual has to hear (R-1.8-10, R-1.3-3)."""

    REVIEW = "review"
    APPEAL = "appeal"


class Considered(StrEnum):
    """Something to be looked at and said, not merely left (R-1.5-2, R-1.8-9)."""

    YES = "yes"


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


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Something that supports the restriction: the report or account itself, a link as inert text, or a thing."""

    kind: EvidenceKind
    #: The reference of the report, of the account or of the piece of evidence; the link; or the thing and its place.
    what: str
    #: Where the thing is kept (R-1.14.1-4), as it was asked for before that stood in `what`.
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """Step 1: what, and why. Behaviour and impact stand apart (R-1.6-3)."""

    measures: tuple[Measure, ...] = ()
    behaviour: str = ""
    impact: str = ""
    evidence: tuple[Evidence, ...] = ()
    #: Which kind of engagement it is (1.10): as the report was decided about, or as somebody names it here.
    grounds: tuple[Category, ...] = ()
    #: Where it is that they do not co-operate: the help that was offered first (1.10.8).
    help_offered: str = ""

    def missing(self, *, at_once: bool = False) -> dict[str, Problem]:
        """Each thing that the policy asks for and is not there.

        `at_once`: it is for safety. What it does to staff and to the service is said with the decision.
        """
        refuses = Category.REFUSAL in self.grounds
        problems = missing_measures(self.measures) | lacking(
            behaviour=self.behaviour,
            impact=self.impact or at_once,
            help_offered=self.help_offered or at_once or not refuses,
            evidence_words=self.evidence,
        )
        if sum(e.kind in (EvidenceKind.LINK, EvidenceKind.PHYSICAL) for e in self.evidence) > MOST_LINKS:
            problems["evidence_words"] = Problem.TOO_MANY
        return problems


@dataclass(frozen=True, kw_only=True)
class Fairness:
    """Whether it is fair: each of these is a safeguard that the policy names."""

    #: What was thought of and holds.
    thought_of: tuple[Thought, ...] = ()
    #: The answer to "is this about impact, not about being different or upset?", as it was asked for on its own.
    about_impact: bool = False
    restorative: Restorative | None = None
    restorative_words: str = ""
    #: Which lighter options there are, and why they are not enough; whoever decides may say it with the reasons.
    lighter_options: str = ""
    adjustments: str = ""
    #: A support agency to which they were pointed (R-1.4-3).
    signposted: str = ""
    #: They are a contractor, and this way was chosen rather than the process for contracts (1.2).
    not_contract: bool = False
    #: Circumstances outwith the individual's control that we know of (R-1.8-2); may stay empty, as all that follows.
    circumstances: str = ""
    normal_staffing: str = ""
    training: Training | None = None
    training_words: str = ""
    #: Whether a complaint or a service request is known to be open, and how it stays open (R-1.3-2).
    complaint_open: bool | None = None
    complaint_words: str = ""
    emergencies: str = ""
    #: The one who proposes has seen that a measure touches how the individual asked to be contacted.
    channel_considered: bool = False

    def missing(self) -> dict[str, Problem]:
        """Each thing that the policy asks for and is not there."""
        problems = lacking(
            restorative=self.restorative,
            restorative_words=self.restorative_words,
            # Which lighter options there are is said with the reasons.
            reasons=self.lighter_options,
            adjustments=self.adjustments,
        )
        if set(self.holds) != set(Thought):
            problems["thought_of"] = Problem.UNFIT
        return problems

    @property
    def holds(self) -> tuple[Thought, ...]:
        """What was thought of, in whichever way it was asked."""
        asked = {
            Thought.IMPACT: self.about_impact,
            Thought.STAFFING: bool(self.normal_staffing),
            Thought.OPEN: self.complaint_open is False or bool(self.complaint_words),
            Thought.URGENT: bool(self.emergencies),
        }
        return tuple(each for each in Thought if each in self.thought_of or asked[each])


@dataclass(frozen=True, kw_only=True)
class ReviewPlan:
    """When a restriction is looked at again, or why it is not (R-1.8-8, R-1.8-9)."""

    on: date | None = None
    #: Why there is no review; needs its own confirmation.
    none_because: str = ""
    none_confirmed: bool = False
    #: What would bring a review forward; told to the individual (R-1.8-10).
    sooner_if: str = ""

    def missing(self, today: date, latest: date) -> dict[str, Problem]:
        """Each thing that is not there. `latest`: the last day for a review."""
        if self.on is None:
            return lacking(review_on=self.none_because, none_confirmed=self.none_confirmed or not self.none_because)
        problems = within(today + timedelta(days=1), latest, review_on=self.on) | lacking(sooner_if=self.sooner_if)
        return problems | ({"none_because": Problem.BOTH} if self.none_because else {})


@dataclass(frozen=True, kw_only=True)
class TellingPlan:
    """Who tells the individual, how and in what form (R-1.6-4, R-1.13-6). Harbour never does."""

    by: PersonId | None = None
    form: Format | None = None
    words: str = ""
    #: Who else needs to know, and why; kept for the sharing decision (1.14.2).
    #: As it was noted before it became a decision of its own (`bot.records.sharing.record`).
    needs_to_know: str = ""

    def missing(self) -> dict[str, Problem]:
        """Each thing that is not there."""
        return lacking(told_by=self.by)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a manager decided, and why (R-1.8-5)."""

    outcome: Outcome
    by: PersonId
    at: datetime
    reasons: str
    #: Where it is not taken forward: what is done instead for whoever asked.
    instead: str = ""
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

    def missing(self, today: date, *, since: datetime | None = None) -> dict[str, Problem]:
        """`since`: when that was decided which they are told. Each thing that is not there."""
        if self.not_told_because:
            return {"not_told_because": Problem.BOTH} if self.on else {}
        problems = within(a_year_before(today), today, told_on=self.on) | lacking(told_how=self.how)
        if self.on is not None and since is not None and self.on < since.date() - timedelta(days=1):
            problems["told_on"] = Problem.NOT_AFTER
        if not self.review_explained:
            problems["explained"] = Problem.REVIEW_UNSAID
        elif not self.appeal_explained:
            problems["explained"] = Problem.APPEAL_UNSAID
        return problems


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
    #: The reviewer has seen that a measure touches how the individual asked to be contacted.
    channel_considered: bool = False
    #: The reference of the appeal on which it was decided; empty for a review.
    appeal: str = ""
    #: True where whoever decided the appeal tells the individual of this as well: nobody tells them twice.
    told_with_appeal: bool = False


@dataclass(frozen=True, kw_only=True)
class Protection:
    """A measure made active at once for safety; the rest follows the next working day (model.md §2.3)."""

    by: PersonId
    at: datetime
    reasons: str
    not_told_because: str
    #: What applies from now on, whatever is changed in the proposal until it is decided.
    measures: tuple[Measure, ...] = ()
    #: That the individual has been told of it, in the meantime.
    told: Told | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """More was asked of the one who proposed, and perhaps answered."""

    at: datetime
    by: PersonId
    text: str
    #: Of whom it is asked; None: of whoever brought it.
    of: PersonId | None = None
    answered_at: datetime | None = None
    answer: str = ""
