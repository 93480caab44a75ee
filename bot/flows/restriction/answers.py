"""What was answered about a restriction, as the parts that its record is made of."""

from __future__ import annotations

from datetime import date, datetime

from bot.chat.forms import Answers
from bot.flows import individuals
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.ended_contact.parts import Category
from bot.records.individual import Individual, Relationship
from bot.records.links import first_link
from bot.records.restriction.measures import LIMITS, Channel, Measure, MeasureType, channels_field
from bot.records.restriction.parts import (
    SOONER,
    Case,
    Evidence,
    EvidenceKind,
    Explained,
    Fairness,
    Format,
    Restorative,
    Reviewing,
    ReviewPlan,
    Telling,
    TellingPlan,
    Thought,
    Told,
    Training,
)
from bot.views import wording


def measures(answers: Answers) -> tuple[Measure, ...]:
    """The measures chosen, each with its one parameter."""
    ordinary = (_measure(type_, answers) for type_ in answers.choices("measures", MeasureType))
    return (*ordinary, *((_limit(answers),) if answers.yes(LIMITS) else ()))


def wished(answers: Answers) -> tuple[Measure, ...]:
    """The kinds of measure that somebody who asks would wish for: what exactly is for whoever decides."""
    return tuple(Measure(type=type_, detail="") for type_ in answers.choices("measures", MeasureType))


def _measure(type_: MeasureType, answers: Answers) -> Measure:
    channels = answers.choices(channels_field(type_), Channel)
    detail = answers.text(f"detail_{type_.value}")
    if type_ is MeasureType.CHANNEL:
        detail = wording.in_own_words(detail) or wording.without(channels)
    return Measure(type=type_, detail=detail, channels=channels)


def _limit(answers: Answers) -> Measure:
    """The limit on the use of the complaint process, with its exceptional circumstances (R-1.11-2)."""
    type_ = MeasureType.COMPLAINT_PROCESS
    return Measure(type=type_, detail=answers.text(f"detail_{type_.value}"), exceptional=answers.text("exceptional"))


def case(answers: Answers, *, account: Evidence | None, reported: str, known: Case) -> Case:
    """What and why.

    `account`: what it rests on without a question, the report, or what somebody wrote. `reported`: what the report
    says happened. `known`: with which kind of engagement it is, and the help that was offered, where that is known.
    """
    return Case(
        measures=measures(answers),
        behaviour=answers.text("behaviour") or reported,
        impact=answers.text("impact"),
        evidence=(*(() if account is None else (account,)), *_evidence(answers)),
        grounds=answers.choices("grounds", Category) or known.grounds,
        help_offered=answers.text("help_offered") or known.help_offered,
    )


def account(report_ref: str, ref: str, wish: str) -> Evidence | None:
    """The officer's own account, as evidence: the report, or the words with which it was asked for (R-1.8-6)."""
    if report_ref:
        return Evidence(kind=EvidenceKind.REPORT, what=report_ref)
    return Evidence(kind=EvidenceKind.ACCOUNT, what=ref) if wish else None


def _evidence(answers: Answers) -> tuple[Evidence, ...]:
    kept = (Evidence(kind=EvidenceKind.ITEM, what=ref) for ref in answers.ids("evidence"))
    lines = (line.strip() for line in answers.text("evidence_words").splitlines())
    return (*kept, *(Evidence(kind=_kind(line), what=line) for line in lines if line))


def _kind(line: str) -> EvidenceKind:
    return EvidenceKind.LINK if first_link(line)[0] else EvidenceKind.PHYSICAL


def fairness(answers: Answers, *, lighter_options: str = "") -> Fairness:
    """The safeguards. `lighter_options`: as whoever proposed it has put it; else it stands with the reasons."""
    training, complaint = answers.text("training_words"), answers.text("complaint_words")
    return Fairness(
        thought_of=answers.choices("thought_of", Thought),
        about_impact=Thought.IMPACT in answers.choices("thought_of", Thought),
        restorative=answers.choice("restorative", Restorative),
        restorative_words=answers.text("restorative_words"),
        lighter_options=lighter_options or answers.text("reasons"),
        adjustments=answers.text("adjustments"),
        signposted=answers.text("signposted"),
        not_contract="not_contract" in answers,
        circumstances=answers.text("circumstances"),
        normal_staffing=answers.text("normal_staffing"),
        training=Training.POSSIBLY if training else None,
        training_words=training,
        complaint_open=True if complaint else None,
        complaint_words=complaint,
        emergencies=answers.text("emergencies"),
        channel_considered="channel_considered" in answers,
    )


def review_plan(answers: Answers, suggested: date) -> ReviewPlan:
    """When it is looked at again, or why not. `suggested`: the day where no other was chosen."""
    reviewing = answers.choice("reviewing", Reviewing)
    if reviewing is Reviewing.NONE:
        confirmed = "none_confirmed" in answers
        return ReviewPlan(none_because=answers.text("none_because"), none_confirmed=confirmed)
    on = answers.day("review_on") if reviewing is Reviewing.ON_A_DAY else suggested
    return ReviewPlan(on=on, sooner_if=answers.text("sooner_if") or SOONER)


def telling_plan(answers: Answers, decider: PersonId) -> TellingPlan:
    """Who tells the individual, and how: whoever decides, unless it is somebody else."""
    return TellingPlan(
        by=next(iter(answers.people("told_by")), decider),
        form=answers.choice("told_form", Format),
        words=answers.text("telling_words"),
    )


def told(answers: Answers, by: PersonId, today: date, at: datetime) -> Told:
    """That the individual has been told, or why not: today, unless it was another day."""
    explained = answers.choices("explained", Explained)
    if answers.ids("told_how") == (Telling.NOT_TOLD,):
        return Told(at=at, recorded_by=by, not_told_because=answers.text("not_told_because"))
    how = answers.choice("told_how", Format)
    return Told(
        at=at,
        recorded_by=by,
        on=answers.day("told_on") or today,
        how=wording.FORMAT[how] if how is not None else "",
        by=answers.text("told_by"),
        review_explained=Explained.REVIEW in explained,
        appeal_explained=Explained.APPEAL in explained,
    )


def individual(answers: Answers, known: RecordId | None, by: PersonId, uow: UnitOfWork) -> Individual | None:
    """Whom it is about: the one who is known already, unless somebody else was typed.

    Initials lead to nobody again, so what stood in the field unchanged is the same individual.
    """
    typed, found = answers.text("individual"), individuals.of(known, uow)
    if found is not None and typed in ("", found.display):
        return found
    return individuals.met(typed, answers.choice("relationship", Relationship), by, uow)


def keep_needs(answers: Answers, found: Individual | None, by: PersonId, uow: UnitOfWork) -> None:
    """Keep what was learnt of the individual's needs (R-1.5-1, R-1.7-2). What was noted before stays."""
    if found is None:
        return
    known = found.adjusted(by, uow.now, adjustments=answers.text("needs"), contact_by=answers.text("contact_by"))
    if known != found:
        uow.records.save(known, by=by, act="needs_noted")
