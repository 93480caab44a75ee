"""Answers about a restriction, turned into the parts of its record."""

from __future__ import annotations

from datetime import date, datetime

from bot.chat.forms import Answers
from bot.flows import individuals
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.individual import Individual
from bot.records.links import first_link
from bot.records.restriction.measures import BY_CHANNEL, Measure, MeasureType
from bot.records.restriction.parts import (
    SOONER,
    Case,
    Evidence,
    EvidenceKind,
    Explained,
    Fairness,
    Format,
    Reviewing,
    ReviewPlan,
    Telling,
    TellingPlan,
    Thought,
    Told,
    Training,
)
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields, labels, review, steps


def measures(answers: Answers) -> tuple[Measure, ...]:
    """Measures chosen, each with its one parameter."""
    ordinary = (_measure(type_, answers) for type_ in answers[fields.MEASURES])
    return (*ordinary, *((_limit(answers),) if answers.yes(fields.ABOUT_COMPLAINTS) else ()))


def wished(answers: Answers) -> tuple[Measure, ...]:
    """Kinds of measure that somebody would like; the decider chooses the exact ones."""
    return tuple(Measure(type=type_, detail="") for type_ in answers[fields.MEASURES])


def _measure(type_: MeasureType, answers: Answers) -> Measure:
    channels = answers[fields.channels(type_)] if type_ in BY_CHANNEL else ()
    detail = answers[fields.detail(type_)]
    if type_ is MeasureType.CHANNEL:
        detail = labels.in_own_words(detail) or labels.without(channels)
    return Measure(type=type_, detail=detail, channels=channels)


def _limit(answers: Answers) -> Measure:
    """The limit on the use of the complaint process, with its exceptional circumstances (R-1.11-2)."""
    type_ = MeasureType.COMPLAINT_PROCESS
    return Measure(type=type_, detail=answers[fields.detail(type_)], exceptional=answers[fields.EXCEPTIONAL])


def case(answers: Answers, *, account: Evidence | None, reported: str, known: Case) -> Case:
    """Case for the restriction: its measures and their reasons.

    `account`: evidence known without asking, such as the report or somebody's account. `reported`: the incident as the
    report gives it. `known`: the kind of engagement and the help offered, where already on record.
    """
    return Case(
        measures=measures(answers),
        behaviour=answers[fields.BEHAVIOUR] or reported,
        impact=answers[fields.IMPACT],
        evidence=(*(() if account is None else (account,)), *_evidence(answers)),
        grounds=answers[fields.GROUNDS] or known.grounds,
        help_offered=answers[fields.HELP_OFFERED] or known.help_offered,
    )


def account(report_ref: str, ref: str, wish: str) -> Evidence | None:
    """The officer's own account as evidence: the report, or the words of the request (R-1.8-6)."""
    if report_ref:
        return Evidence(kind=EvidenceKind.REPORT, what=report_ref)
    return Evidence(kind=EvidenceKind.ACCOUNT, what=ref) if wish else None


def _evidence(answers: Answers) -> tuple[Evidence, ...]:
    kept = (Evidence(kind=EvidenceKind.ITEM, what=ref) for ref in answers[fields.EVIDENCE])
    lines = (line.strip() for line in answers[fields.EVIDENCE_WORDS].splitlines())
    return (*kept, *(Evidence(kind=_kind(line), what=line) for line in lines if line))


def _kind(line: str) -> EvidenceKind:
    return EvidenceKind.LINK if first_link(line)[0] else EvidenceKind.PHYSICAL


def fairness(answers: Answers, *, lighter_options: str = "") -> Fairness:
    """Safeguards. `lighter_options`: another proposer's words about them; otherwise the reasons hold them."""
    training, complaint = answers[fair.TRAINING_WORDS], answers[fair.COMPLAINT]
    return Fairness(
        thought_of=answers[fair.THOUGHT_OF],
        about_impact=Thought.IMPACT in answers[fair.THOUGHT_OF],
        restorative=answers.get(fair.RESTORATIVE),
        restorative_words=answers[fair.RESTORATIVE_WORDS],
        lighter_options=lighter_options or answers[fair.REASONS],
        adjustments=answers[fair.ADJUSTMENTS],
        signposted=answers[fair.SIGNPOSTED],
        not_contract=fields.NOT_CONTRACT in answers,
        circumstances=answers[fair.CIRCUMSTANCES],
        normal_staffing=answers[fair.NORMAL_STAFFING],
        training=Training.POSSIBLY if training else None,
        training_words=training,
        complaint_open=True if complaint else None,
        complaint_words=complaint,
        emergencies=answers[fair.EMERGENCIES],
        channel_considered=fair.CHANNEL_CONSIDERED in answers,
    )


def review_plan(answers: Answers, suggested: date) -> ReviewPlan:
    """Plan for the review, or the reason for none. `suggested`: the day used if no other was chosen."""
    reviewing = answers.get(fields.REVIEWING)
    if reviewing is Reviewing.NONE:
        confirmed = fields.NONE_CONFIRMED in answers
        return ReviewPlan(none_because=answers[fields.NONE_BECAUSE], none_confirmed=confirmed)
    on = answers[fields.REVIEW_ON] if reviewing is Reviewing.ON_A_DAY else suggested
    return ReviewPlan(on=on, sooner_if=answers[fields.SOONER_IF] or SOONER)


def telling_plan(answers: Answers, decider: PersonId) -> TellingPlan:
    """Plan for telling the individual; the decider does so unless somebody else is named."""
    return TellingPlan(
        by=answers.one(steps.TOLD_BY) or decider,
        form=answers.get(steps.TOLD_FORM),
        words=answers[steps.TELLING_WORDS],
    )


def told(answers: Answers, by: PersonId, today: date, at: datetime) -> Told:
    """Record of telling the individual, today unless another day was given, or the reason for not doing so."""
    explained, how = answers[review.HEARD], answers[review.TOLD_HOW]
    if how is Telling.NOT_TOLD:
        return Told(at=at, recorded_by=by, not_told_because=answers[review.NOT_TOLD_BECAUSE])
    return Told(
        at=at,
        recorded_by=by,
        on=answers.get(review.TOLD_ON) or today,
        how=labels.FORMAT[how] if isinstance(how, Format) else "",
        by=answers[review.WHO_TOLD],
        review_explained=Explained.REVIEW in explained,
        appeal_explained=Explained.APPEAL in explained,
    )


def individual(answers: Answers, known: RecordId | None, by: PersonId, uow: UnitOfWork) -> Individual | None:
    """The individual it is about: the one already known, unless somebody else was typed.

    Initials identify nobody, so a field left as it was drawn means the same individual.
    """
    typed, found = answers[fields.INDIVIDUAL], individuals.of(known, uow)
    if found is not None and typed in ("", found.display):
        return found
    return individuals.met(typed, answers.get(steps.RELATIONSHIP), by, uow)


def keep_needs(answers: Answers, found: Individual | None, by: PersonId, uow: UnitOfWork) -> None:
    """Keep new knowledge of the individual's needs beside earlier notes (R-1.5-1, R-1.7-2)."""
    if found is None:
        return
    known = found.adjusted(by, uow.now, adjustments=answers[fair.HELPS], contact_by=answers[fair.CONTACT_BY])
    if known != found:
        uow.records.save(known, by=by, act="needs_noted")
