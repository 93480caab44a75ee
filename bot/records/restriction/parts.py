"""The parts of a restriction besides its measures: reasons, safeguards, plans (1.6, 1.8; model.md §2.3).

Each part reports what the policy requires and is still missing, by the id of its field.
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

#: The most links that one restriction takes as evidence.
MOST_LINKS = 10

#: Default for what brings a review forward (R-1.8-10); the individual is told it.
SOONER = "They ask for it, or something changes."
#: Reason why somebody has not been told yet, when measures for safety have only just begun.
NOT_YET_TOLD = "It has only just been decided."


class Restorative(StrEnum):
    """State of restorative approaches: the gate before active management (R-1.8-1, R-1.6-2)."""

    TRIED = "tried"
    NOT_POSSIBLE = "not_possible"
    NOT_APPROPRIATE = "not_appropriate"


class Thought(StrEnum):
    """Conditions to be thought of one by one before anything is restricted (R-1.6-1, R-1.6-5, R-1.3-2)."""

    #: It is about impact, and not about somebody being different or upset.
    IMPACT = "impact"
    #: A full team on a normal day would not manage it either.
    STAFFING = "staffing"
    #: An open complaint or request for a service goes on.
    OPEN = "open"
    #: Emergencies and urgent repairs can still be reported.
    URGENT = "urgent"


class Training(StrEnum):
    """Answers on whether a training need could be part of it (R-1.6-6)."""

    NO = "no"
    POSSIBLY = "possibly"
    YES = "yes"


class EvidenceKind(StrEnum):
    """Kinds of evidence for a restriction (R-1.8-6)."""

    REPORT = "report"
    #: The account of the person who asked for it, if there is no report.
    ACCOUNT = "account"
    #: A piece of evidence that is kept with the report, or with the proposal itself.
    ITEM = "item"
    LINK = "link"
    PHYSICAL = "physical"


class Outcome(StrEnum):
    """Outcomes of a proposal."""

    APPROVED = "approved"
    LIGHTER = "approved_lighter"
    NOT_APPROVED = "not_approved"


class ReviewOutcome(StrEnum):
    """Outcomes of a review. Lifting is the first answer offered (R-1.6-2)."""

    LIFT = "lift"
    VARY = "vary"
    CONTINUE = "continue"


class Answer(StrEnum):
    """A manager's answers to a proposal, to which the three steps lead."""

    APPROVE = "approve"
    LIGHTER = "lighter"
    ASK = "ask"
    DENY = "deny"
    #: Activate the measures at once, for safety; the decision comes later.
    PROTECT = "protect"


class Reviewing(StrEnum):
    """Choice of a review, or of none (R-1.8-8, R-1.8-9)."""

    #: On the day that the organisation's settings suggest.
    SUGGESTED = "suggested"
    ON_A_DAY = "on_a_day"
    NONE = "none"


class Telling(StrEnum):
    """Answers on telling the individual (R-1.6-4)."""

    TOLD = "told"
    NOT_TOLD = "not_told"


class Explained(StrEnum):
    """Points to be explained to the individual (R-1.8-10, R-1.3-3)."""

    REVIEW = "review"
    APPEAL = "appeal"


class Considered(StrEnum):
    """Confirmation that something was considered, not merely left (R-1.5-2, R-1.8-9)."""

    YES = "yes"


class Format(StrEnum):
    """Formats in which the individual can be told (R-1.13-6)."""

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
    #: Place of the thing (R-1.14.1-4), in older records; it is now part of `what`.
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """Step 1: what, and why. Behaviour and impact are kept apart (R-1.6-3)."""

    measures: tuple[Measure, ...] = ()
    behaviour: str = ""
    impact: str = ""
    evidence: tuple[Evidence, ...] = ()
    #: Kinds of engagement (1.10): as decided on the report, or as named here.
    grounds: tuple[Category, ...] = ()
    #: If they do not co-operate: the help that was offered first (1.10.8).
    help_offered: str = ""

    def missing(self, *, at_once: bool = False) -> dict[str, Problem]:
        """Return the missing answers that the policy requires.

        `at_once`: it is for safety. The impact on staff and on the service is given with the decision.
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
    """Safeguards of fairness, each named by the policy."""

    #: Conditions that were thought of, and hold.
    thought_of: tuple[Thought, ...] = ()
    #: Answer to "is this about impact, not about being different or upset?", once a separate question.
    about_impact: bool = False
    restorative: Restorative | None = None
    restorative_words: str = ""
    #: Lighter options, and why they are not enough; the decider may give this with the reasons.
    lighter_options: str = ""
    adjustments: str = ""
    #: A support agency to which they were pointed (R-1.4-3).
    signposted: str = ""
    #: True for a contractor, if this was chosen rather than the process for contracts (1.2).
    not_contract: bool = False
    #: Circumstances outwith the individual's control that we know of (R-1.8-2); optional, like all that follows.
    circumstances: str = ""
    normal_staffing: str = ""
    training: Training | None = None
    training_words: str = ""
    #: True if a complaint or a service request is known to be open, and how it stays open (R-1.3-2).
    complaint_open: bool | None = None
    complaint_words: str = ""
    emergencies: str = ""
    #: True if the proposer has seen that a measure affects the individual's preferred contact.
    channel_considered: bool = False

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers that the policy requires."""
        problems = lacking(
            restorative=self.restorative,
            restorative_words=self.restorative_words,
            # Lighter options are given with the reasons.
            reasons=self.lighter_options,
            adjustments=self.adjustments,
        )
        if set(self.holds) != set(Thought):
            problems["thought_of"] = Problem.UNFIT
        return problems

    @property
    def holds(self) -> tuple[Thought, ...]:
        """Conditions that hold, however they were asked about."""
        asked = {
            Thought.IMPACT: self.about_impact,
            Thought.STAFFING: bool(self.normal_staffing),
            Thought.OPEN: self.complaint_open is False or bool(self.complaint_words),
            Thought.URGENT: bool(self.emergencies),
        }
        return tuple(each for each in Thought if each in self.thought_of or asked[each])


@dataclass(frozen=True, kw_only=True)
class ReviewPlan:
    """Date of the next review of a restriction, or why there is none (R-1.8-8, R-1.8-9)."""

    on: date | None = None
    #: Reason for having no review; needs its own confirmation.
    none_because: str = ""
    none_confirmed: bool = False
    #: Circumstances that would bring a review forward; told to the individual (R-1.8-10).
    sooner_if: str = ""

    def missing(self, today: date, latest: date) -> dict[str, Problem]:
        """Return the missing or invalid answers. `latest` is the last day for a review."""
        if self.on is None:
            return lacking(review_on=self.none_because, none_confirmed=self.none_confirmed or not self.none_because)
        problems = within(today + timedelta(days=1), latest, review_on=self.on) | lacking(sooner_if=self.sooner_if)
        return problems | ({"none_because": Problem.BOTH} if self.none_because else {})


@dataclass(frozen=True, kw_only=True)
class TellingPlan:
    """Person and format for telling the individual (R-1.6-4, R-1.13-6). Harbour never does."""

    by: PersonId | None = None
    form: Format | None = None
    words: str = ""
    #: Others who need to know, and why (1.14.2), in older records;
    #: now a decision of its own (`bot.records.sharing.record`).
    needs_to_know: str = ""

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers."""
        return lacking(told_by=self.by)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A manager's decision, with its reasons (R-1.8-5)."""

    outcome: Outcome
    by: PersonId
    at: datetime
    reasons: str
    #: If it is not taken forward: what is done instead for the person who asked.
    instead: str = ""
    review: ReviewPlan | None = None
    telling: TellingPlan | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """Record of telling the individual, including the review and its circumstances, or of why not (R-1.8-10)."""

    at: datetime
    recorded_by: PersonId
    on: date | None = None
    how: str = ""
    by: str = ""
    #: True if timing and circumstances of the review were explained.
    review_explained: bool = False
    #: True if it was explained how to appeal to the chief executive (R-1.3-3).
    appeal_explained: bool = False
    not_told_because: str = ""

    def missing(self, today: date, *, since: datetime | None = None) -> dict[str, Problem]:
        """Return the missing or invalid answers. `since` is the time of the decision that they are told."""
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
    #: True if the reviewer has seen that a measure affects the individual's preferred contact.
    channel_considered: bool = False
    #: The reference of the appeal that led to it; empty for a review.
    appeal: str = ""
    #: True if the appeal's decider tells the individual of this as well: nobody tells them twice.
    told_with_appeal: bool = False


@dataclass(frozen=True, kw_only=True)
class Protection:
    """A measure made active at once for safety; the rest follows the next working day (model.md §2.3)."""

    by: PersonId
    at: datetime
    reasons: str
    not_told_because: str
    #: Measures that apply from now on, whatever changes in the proposal until it is decided.
    measures: tuple[Measure, ...] = ()
    #: Record of telling the individual of it, in the meantime.
    told: Told | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question to the proposer, and perhaps the answer."""

    at: datetime
    by: PersonId
    text: str
    #: The person asked; None: the person who brought it.
    of: PersonId | None = None
    answered_at: datetime | None = None
    answer: str = ""
