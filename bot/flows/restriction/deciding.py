"""Deciding a restriction: approve it in one dialog, or not; ask for more; make it active at once (policy 1.6, 1.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeGuard

from bot.access import may
from bot.chat.events import ActionEvent, SubmitEvent, Value, Values
from bot.chat.forms import Answers, Form, chosen
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import refuse
from bot.flows import debrief, individuals, same
from bot.flows.evidence import named as evidence_named
from bot.flows.follow_ups.restorative import tried
from bot.flows.request import Acts, FormFlow, Request
from bot.flows.restriction import answers as answered
from bot.flows.restriction import complaint_process
from bot.flows.restriction.reading import card, decider
from bot.flows.sharing.following import follow as keep_cards
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, must_be
from bot.records.ended_contact.parts import Category
from bot.records.ended_contact.parts import Channel as By
from bot.records.ended_contact.record import EndedContact
from bot.records.individual import Individual, Relationship
from bot.records.report import Report
from bot.records.restriction import proposing
from bot.records.restriction.measures import BY_CHANNEL, Channel, Measure, limit_of
from bot.records.restriction.parts import NOT_YET_TOLD, Answer, Case, Decision, Evidence, Outcome, Protection
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields, steps

#: Channel that a measure is likely to affect, by the channel of the report.
_TOUCHED = {
    By.PHONE: Channel.PHONE,
    By.IN_PERSON_OFFICE: Channel.IN_PERSON,
    By.IN_PERSON_VISIT: Channel.IN_PERSON,
    By.EMAIL: Channel.EMAIL,
    By.LETTER: Channel.LETTER,
    By.WEB_FORM: Channel.WEB,
    By.OUR_SOCIAL_MEDIA: Channel.SOCIAL_MEDIA,
    By.OTHER_ONLINE: Channel.SOCIAL_MEDIA,
}


# -- reading -----------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the page asked for to somebody who may read the restriction. Logged as a view."""
    record = uow.records.open(event.about, event.person, Act.READ, Restriction)
    return ShowCard(card(record, event.person, uow, page=event.extra))


def _undecided(request: Request, uow: UnitOfWork) -> Restriction:
    """The undecided record, for its decider. A first look at it is logged."""
    record = decider(request.about, request.person, uow)
    must_be(record.stage, State.PROPOSED, State.MORE_ASKED)
    if not request.values:
        uow.records.open(request.about, request.person, Act.READ, Restriction)
    return record


# -- the forms -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Course:
    """The answer pressed and the record version that its form was drawn from, carried as "approve.7"."""

    answer: Answer
    version: int

    @classmethod
    def read(cls, extra: str) -> Course:
        """Read it from a form; without one, the course is to approve."""
        name, _, version = extra.partition(".")
        return cls(Answer(name) if name in set(Answer) else Answer.APPROVE, int(version) if version.isdecimal() else 0)

    def __str__(self) -> str:
        return f"{self.answer}.{self.version}"


def numbered(request: Request, record: Restriction) -> str:
    """The extra of a form, with the version, so that the same form sent later is a new act."""
    return request.extra or f".{record.version}"


def _towards(answer: Answer, event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Open the form that approves it, or something lighter."""
    record = _undecided(Request(person=event.person, about=event.about), uow)
    course = str(Course(answer, record.version))
    return OpenForm(_decision(record, Request(person=event.person, about=record.id, extra=course), uow))


def _opens(draw: Callable[[Request, UnitOfWork], Form], event: ActionEvent, uow: UnitOfWork) -> Reply:
    return OpenForm(draw(Request(person=event.person, about=event.about), uow))


def _desk(record: Restriction, name: str, request: Request, uow: UnitOfWork) -> steps.Desk:
    """Values for the form: facts on record, then draft answers, then those just typed."""
    individual, report = individuals.of(record.individual, uow), _report(record, uow)
    context = Context.of(uow, request.person)
    said = known_of(report, request, uow)
    known = {
        **said,
        **{field: value for field, value in fields.case_values(record.case).items() if value},
        **fair.fairness_values(record.fairness, individual),
        **fields.review_values(None, context),
        **grounds_of(grounded(report, request.person, uow, record.case)),
        "individual": individual.display if individual else "",
    }
    # If nothing else describes the incident, the words of the request do.
    known["behaviour"] = known.get("behaviour") or record.wish
    draft = uow.drafts.find(request.person, name, record.id) or {} if not request.values else {}
    return steps.Desk(
        values={**steps.opened(known), **draft, **request.values},
        context=context,
        individual=individual,
        account=_account(record),
        reported=bool(said.get("behaviour")),
        grounded=bool(grounded(report, request.person, uow).grounds),
        contractor=is_contractor(report, individual, request.values, request.person, uow),
        kept=evidence_named.offered(request.person, uow, record.parent, record.id),
        begins=not record.for_management_team,
        active=record.protected,
    )


def _report(record: Restriction, uow: UnitOfWork) -> Record | None:
    return uow.records.peek(record.parent) if record.parent else None


def reported(report: Record | None, reader: PersonId, uow: UnitOfWork) -> str:
    """The incident as the report describes it; empty if the reader may not read it or it has no words."""
    return report.in_words if _reads(report, reader, uow) else ""


def _reads(report: Record | None, reader: PersonId, uow: UnitOfWork) -> TypeGuard[Report]:
    me = uow.people.get(reader)
    return me is not None and isinstance(report, Report) and may(me, Act.READ, report, uow.people)


def known_of(report: Record | None, request: Request, uow: UnitOfWork) -> dict[str, Value]:
    """Initial values from a report that the reader may read: the incident and its channel.

    The first such reading is logged.
    """
    if not _reads(report, request.person, uow):
        return {}
    if not request.values:
        uow.records.open(report.id, request.person, Act.READ, type(report))
    by = _TOUCHED.get(report.account.channel) if isinstance(report, EndedContact) else Channel.SOCIAL_MEDIA
    touched = () if by is None else (by.value,)
    return {fields.BEHAVIOUR.id: report.in_words, **{fields.channels(type_).id: touched for type_ in BY_CHANNEL}}


def grounded(report: Record | None, reader: PersonId, uow: UnitOfWork, known: Case | None = None) -> Case:
    """The case with the kind of engagement found for the report, and the help offered (1.10).

    As far as the reader may read the report; otherwise as already known (`known`).
    """
    case = known or Case()
    if not _reads(report, reader, uow):
        return case
    if not isinstance(report, EndedContact):
        return replace(case, grounds=(Category.NAMING,))
    if report.triage is None:
        return case
    helped = report.triage.grounds.help_offered or case.help_offered
    return replace(case, grounds=report.triage.categories, help_offered=helped)


def grounds_of(case: Case) -> dict[str, Value]:
    """Initial values of the grounds and the help offered."""
    return {"grounds": tuple(each.value for each in case.grounds), "help_offered": case.help_offered}


def is_contractor(
    report: Record | None, individual: Individual | None, values: Values, reader: PersonId, uow: UnitOfWork
) -> bool:
    """True if the individual is a contractor or supplier, as far as the reader may know (1.2)."""
    reads = isinstance(report, EndedContact) and _reads(report, reader, uow)
    said = report.account.relationship if isinstance(report, EndedContact) and reads else None
    known = individual.relationship if individual is not None else said
    return Relationship.CONTRACTOR in (known, values.get("relationship"))


def _account(record: Restriction) -> Evidence | None:
    return answered.account(record.report_ref, record.ref, record.wish)


# -- approving -------------------------------------------------------------------------------------------


def decision_form(request: Request, uow: UnitOfWork) -> Form:
    """Form that approves the restriction, for its handler."""
    return _decision(_undecided(request, uow), request, uow)


def _decision(record: Restriction, request: Request, uow: UnitOfWork) -> Form:
    desk = _desk(record, steps.DECISION, request, uow)
    answer, extra = Course.read(request.extra).answer, numbered(request, record)
    form = steps.decision(record, desk, answer, extra=extra, decided=like_cases(desk.values, uow, record))
    return tried(form, desk.individual, request.person, uow, reads=True)


def like_cases(values: Values, uow: UnitOfWork, proposed: Restriction | None = None) -> steps.LikeCases:
    """Number of decisions, by outcome, on restrictions with the same type of measure or ground (R-1.6-5)."""
    types = {m.type.value for m in fields.chosen_measures(values) or (proposed.case.measures if proposed else ())}
    decided = [
        facts
        for other, facts in uow.records.facts(Restriction)
        if facts.get("outcome") and (proposed is None or other != proposed.id)
    ]

    def alike(fact: str, wanted: Collection[str]) -> Counter[Outcome]:
        return Counter(
            Outcome(str(facts["outcome"]))
            for facts in decided
            if not {*wanted}.isdisjoint(str(facts.get(fact, "")).split(","))
        )

    grounds = chosen(values, fields.GROUNDS)
    return steps.LikeCases(by_measure=alike("measure_types", types), by_ground=alike("grounds", grounds))


def _decide(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Save the answers and approve the restriction, or pass it to the management team if it adds a new limit."""
    record = _undecided(Request.of(event), uow)
    lightens = Course.read(event.extra).answer is Answer.LIGHTER
    report = _report(record, uow)
    case = answered.case(
        answers,
        account=_account(record),
        reported=reported(report, event.person, uow),
        known=grounded(report, event.person, uow, record.case),
    )
    individual = answered.individual(answers, record.individual, event.person, uow)
    prepared = proposing.prepared(
        record,
        case=replace(case, measures=record.case.measures) if lightens else case,
        fairness=answered.fairness(answers, lighter_options=_as_proposed(record)),
        individual=individual.id if individual else None,
        by=event.person,
    )
    answered.keep_needs(answers, individual, event.person, uow)
    if complaint_process.moves_on(prepared, event.person):
        complaint_process.somebody_can(case.measures, prepared.conflicted(), uow)
        refuse(prepared.case.missing())
        return complaint_process.to_the_team(_prepared(prepared, event.person, uow), event.person, uow)
    decision = made(answers, Outcome.LIGHTER if lightens else Outcome.APPROVED, event.person, uow)
    lighter = case.measures if lightens else ()
    return ShowCard(card(approved(prepared, decision, lighter, uow), event.person, uow))


def _as_proposed(record: Restriction) -> str:
    """The reason why nothing lighter is enough, as another proposer has put it."""
    return "" if record.suggested or record.own else record.fairness.lighter_options


def _prepared(record: Restriction, by: PersonId, uow: UnitOfWork) -> Restriction:
    saved = uow.records.save(record, by=by, act="prepared")
    evidence_named.rests_on(saved, uow)
    return saved


def made(answers: Answers, outcome: Outcome, by: PersonId, uow: UnitOfWork) -> Decision:
    """The decision to approve, as answered."""
    return Decision(
        outcome=outcome,
        by=by,
        at=uow.now,
        reasons=answers[fair.REASONS],
        review=answered.review_plan(answers, uow.policy.suggested_review(Context.of(uow, by).today)),
        telling=answered.telling_plan(answers, by),
    )


def approved(record: Restriction, decision: Decision, lighter: tuple[Measure, ...], uow: UnitOfWork) -> Restriction:
    """Approve the restriction. Raises Incomplete, with an error for each gate still open."""
    touched = fair.touches(lighter or record.case.measures, individuals.of(record.individual, uow))
    today = Context.of(uow, decision.by).today
    latest = uow.policy.latest_review(today)
    return _decided(record.approve(decision, today, latest=latest, lighter=lighter, touches=touched), uow)


def _decided(decided: Restriction, uow: UnitOfWork) -> Restriction:
    """Follow up the decision: update the cards, drop the draft, and tell the person who asked."""
    assert decided.decision is not None  # it has just been made
    by = decided.decision.by
    saved = uow.records.save(decided, by=by, act=decided.stage.value)
    evidence_named.rests_on(saved, uow)
    keep_cards(saved, uow)
    uow.drafts.drop(by, steps.DECISION, saved.id)
    for person in proposing.hear_what_came(saved):
        if person != by:
            uow.outbox.put(person, "restriction_outcome", saved.id)
    return saved


# -- not taken forward, more, and at once ----------------------------------------------------------------


def _not_forward_form(request: Request, uow: UnitOfWork) -> Form:
    record = _undecided(request, uow)
    context = Context.of(uow, request.person)
    return steps.not_forward(record, request.values, context, extra=numbered(request, record))


def _deny(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _undecided(Request.of(event), uow)
    decision = Decision(
        outcome=Outcome.NOT_APPROVED,
        by=event.person,
        at=uow.now,
        reasons=answers[steps.WHY_NOT],
        instead=answers[steps.INSTEAD],
    )
    return ShowCard(card(_decided(record.deny(decision), uow), event.person, uow))


def _asking_form(request: Request, uow: UnitOfWork) -> Form:
    record = _undecided(request, uow)
    context = Context.of(uow, request.person)
    return steps.asking(record, request.values, context, extra=numbered(request, record))


def _ask_for_more(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _undecided(Request.of(event), uow)
    asked = proposing.ask_more(record, event.person, uow.now, answers[steps.QUESTION])
    saved = uow.records.save(asked, by=event.person, act="more_asked")
    uow.drafts.drop(event.person, steps.DECISION, record.id)
    return ShowCard(card(saved, event.person, uow))


def _protection_form(request: Request, uow: UnitOfWork) -> Form:
    record = _undecided(request, uow)
    desk = _desk(record, steps.PROTECTION, request, uow)
    # A reason why it is needed does not say why it cannot wait.
    desk = replace(desk, values={**desk.values, "reasons": request.values.get("reasons")})
    return steps.protection(desk, about=record.id, extra=numbered(request, record))


def _start_now(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _undecided(Request.of(event), uow)
    report = _report(record, uow)
    case = answered.case(
        answers,
        account=_account(record),
        reported=reported(report, event.person, uow),
        known=grounded(report, event.person, uow, record.case),
    )
    individual = answered.individual(answers, record.individual, event.person, uow)
    limit = limit_of(record.case.measures)
    measures = (*case.measures, *(() if limit is None else (limit,)))
    kept = replace(case, measures=measures, impact=record.case.impact)
    prepared = proposing.prepared(record, case=kept, individual=individual.id if individual else None, by=event.person)
    return ShowCard(card(protected(prepared, answers, event.person, uow), event.person, uow))


def protected(record: Restriction, answers: Answers, by: PersonId, uow: UnitOfWork) -> Restriction:
    """Make the measures active now, for safety; all staff involved are offered a conversation (1.12.2)."""
    protection = Protection(
        by=by,
        at=uow.now,
        reasons=answers[steps.WHY_NOW],
        not_told_because=answers[steps.NOT_TOLD_YET] or NOT_YET_TOLD,
    )
    saved = uow.records.save(record.protect(protection), by=by, act="protected")
    evidence_named.rests_on(saved, uow)
    keep_cards(saved, uow)
    debrief.offer_to(saved.involved, saved.id, uow)
    return saved


ACTIONS: Acts = {
    "restriction.open": _open,
    "restriction.approve": partial(_towards, Answer.APPROVE),
    "restriction.lighter": partial(_towards, Answer.LIGHTER),
    "restriction.deny": partial(_opens, _not_forward_form),
    "restriction.ask": partial(_opens, _asking_form),
    "restriction.protect": partial(_opens, _protection_form),
    **same.answers(Restriction, card),
}

FORMS = {
    steps.DECISION: FormFlow(decision_form, _decide),
    steps.NOT_FORWARD: FormFlow(_not_forward_form, _deny),
    steps.ASKING: FormFlow(_asking_form, _ask_for_more),
    steps.PROTECTION: FormFlow(_protection_form, _start_now),
}
