"""What was answered about a restriction, as the parts that its record is made of."""

from __future__ import annotations

from bot.chat.forms import Answers
from bot.flows import individuals
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.evidence import EvidenceItem
from bot.records.individual import Individual, Relationship
from bot.records.restriction.measures import (
    Channel,
    Measure,
    MeasureType,
    channels_field,
    exceptional_field,
    limit_field,
)
from bot.records.restriction.parts import (
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
    Told,
    Training,
)


def measures(answers: Answers, name: str = "measures") -> tuple[Measure, ...]:
    """The measures chosen, each with its one parameter."""
    prefix = "detail" if name == "measures" else name
    chosen = answers.choices(name, MeasureType)
    limit = (_limit(answers, prefix, name),) if answers.yes(limit_field(name)) else ()
    ordinary = tuple(
        Measure(
            type=m,
            detail=answers.text(f"{prefix}_{m.value}"),
            channels=answers.choices(channels_field(m, name), Channel),
        )
        for m in chosen
    )
    return (*ordinary, *limit)


def _limit(answers: Answers, prefix: str, name: str) -> Measure:
    """The limit on the use of the complaint process, with its exceptional circumstances (R-1.11-2)."""
    type_ = MeasureType.COMPLAINT_PROCESS
    return Measure(
        type=type_,
        detail=answers.text(f"{prefix}_{type_.value}"),
        exceptional=answers.text(exceptional_field(name)),
    )


def case(answers: Answers) -> Case:
    """Step 1: what and why."""
    return Case(
        measures=measures(answers),
        behaviour=answers.text("behaviour"),
        impact=answers.text("impact"),
        evidence=_evidence(answers),
    )


def _kind(ref: str) -> EvidenceKind:
    return EvidenceKind.ITEM if ref.startswith(f"{EvidenceItem.prefix}-") else EvidenceKind.REPORT


def _evidence(answers: Answers) -> tuple[Evidence, ...]:
    found = [Evidence(kind=_kind(ref), what=ref) for ref in answers.ids("evidence")]
    links = (line.strip() for line in answers.text("evidence_link").splitlines())
    found += [Evidence(kind=EvidenceKind.LINK, what=link) for link in links if link]
    if thing := answers.text("evidence_thing"):
        found.append(Evidence(kind=EvidenceKind.PHYSICAL, what=thing, where=answers.text("evidence_place")))
    return tuple(found)


def fairness(answers: Answers) -> Fairness:
    """Step 2: the safeguards."""
    return Fairness(
        about_impact=answers.yes("about_impact"),
        restorative=answers.choice("restorative", Restorative),
        restorative_words=answers.text("restorative_words"),
        lighter_options=answers.text("lighter_options"),
        adjustments=answers.text("adjustments"),
        circumstances=answers.text("circumstances"),
        normal_staffing=answers.text("normal_staffing"),
        training=answers.choice("training", Training),
        training_words=answers.text("training_words"),
        complaint_open=answers.yes("complaint_open") if "complaint_open" in answers else None,
        complaint_words=answers.text("complaint_words"),
        emergencies=answers.text("emergencies"),
        channel_considered="channel_considered" in answers,
    )


def review_plan(answers: Answers) -> ReviewPlan:
    """When it is looked at again, or why not."""
    none = answers.choice("reviewing", Reviewing) is Reviewing.NONE
    return ReviewPlan(
        on=None if none else answers.day("review_on"),
        none_because=answers.text("none_because") if none else "",
        none_confirmed=none and "none_confirmed" in answers,
        sooner_if=answers.text("sooner_if"),
    )


def telling_plan(answers: Answers) -> TellingPlan:
    """Who tells the individual, and how."""
    return TellingPlan(
        by=next(iter(answers.people("told_by")), None),
        form=answers.choice("told_form", Format),
        words=answers.text("telling_words"),
    )


def told(answers: Answers, by: PersonId, uow: UnitOfWork) -> Told:
    """That the individual has been told, or why not."""
    explained = answers.choices("explained", Explained)
    return Told(
        at=uow.now,
        recorded_by=by,
        on=answers.day("told_on"),
        how=answers.text("told_how"),
        by=answers.text("told_by"),
        review_explained=Explained.REVIEW in explained,
        appeal_explained=Explained.APPEAL in explained,
        not_told_because=answers.text("not_told_because")
        if answers.choice("telling", Telling) is Telling.NOT_TOLD
        else "",
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
