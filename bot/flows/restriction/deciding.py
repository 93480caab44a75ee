"""Deciding a restriction: read it, three short steps, ask for more, make it active at once (policy 1.6, 1.8)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial

from bot.access import may
from bot.chat.events import ActionEvent, SubmitEvent, Values
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Incomplete
from bot.flows import debrief, individuals
from bot.flows.evidence import named as evidence_named
from bot.flows.follow_ups.restorative import tried
from bot.flows.request import Acts, FormFlow, Request
from bot.flows.restriction import answers as answered
from bot.flows.restriction import complaint_process
from bot.flows.restriction.reading import card, decider
from bot.flows.sharing.following import follow as keep_cards
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import must_be
from bot.records.report import Report
from bot.records.restriction import proposing
from bot.records.restriction.parts import Answer, Considered, Decision, Outcome, Protection
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields, steps
from bot.views.restriction import review as reviews

OUTCOMES = {
    Answer.APPROVE: Outcome.APPROVED,
    Answer.LIGHTER: Outcome.LIGHTER,
    Answer.DENY: Outcome.NOT_APPROVED,
}


# -- reading -----------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """The restriction, as whoever may read it does: the page asked for. The view is logged."""
    record = uow.records.open(event.about, event.person, Act.READ, Restriction)
    return ShowCard(card(record, event.person, uow, page=event.extra))


def _undecided(request: Request, uow: UnitOfWork) -> Restriction:
    """The record, if it is still to be decided, by this person. A first look at it is logged."""
    record = decider(request.about, request.person, uow)
    must_be(record.stage, State.PROPOSED, State.MORE_ASKED)
    if not request.values:
        uow.records.open(request.about, request.person, Act.READ, Restriction)
    return record


# -- the way through the steps -------------------------------------------------------------------------


@dataclass(frozen=True)
class Course:
    """Where the steps of deciding lead, and the version that they began with: their forms carry it as "approve.7"."""

    answer: Answer
    version: int

    @classmethod
    def read(cls, extra: str) -> Course:
        """What a form carried; one that carries none leads to approving."""
        name, _, version = extra.partition(".")
        return cls(Answer(name) if name in set(Answer) else Answer.APPROVE, int(version) if version.isdecimal() else 0)

    def onward(self, person: PersonId, record: Restriction) -> Request:
        """The request for its next step, now that the record is at another version."""
        return Request(person=person, about=record.id, extra=str(replace(self, version=record.version)))

    def __str__(self) -> str:
        return f"{self.answer}.{self.version}"


def numbered(request: Request, record: Restriction) -> str:
    """The extra of a form: with the version, so that the same form sent again later is a new act."""
    return request.extra or f".{record.version}"


def _towards(answer: Answer, event: ActionEvent, uow: UnitOfWork) -> Reply:
    """The first step of what was pressed: denying and asking go straight to the words."""
    record = _undecided(Request(person=event.person, about=event.about), uow)
    request = Course(answer, record.version).onward(event.person, record)
    straight = answer in (Answer.DENY, Answer.ASK)
    return OpenForm(_decision(record, request, uow) if straight else _case(record, request, uow))


def _typed(name: str, known: Values, request: Request, uow: UnitOfWork) -> Values:
    """What stands in a step: what is known, what was kept half-way, what is typed now."""
    draft = uow.drafts.find(request.person, name, request.about) or {} if not request.values else {}
    return {**known, **draft, **request.values}


# -- step 1 ------------------------------------------------------------------------------------------


def _case_form(request: Request, uow: UnitOfWork) -> Form:
    return _case(_undecided(request, uow), request, uow)


def _case(record: Restriction, request: Request, uow: UnitOfWork) -> Form:
    individual = individuals.of(record.individual, uow)
    known = {
        **fields.case_values(record.case),
        "behaviour": record.case.behaviour or ("" if request.values else _note(record, request.person, uow)),
        "individual": individual.display if individual else "",
    }
    values = _typed(steps.CASE, known, request, uow)
    kept = evidence_named.offered(request.person, uow, record.parent, record.id)
    return steps.case(record, values, Context.of(uow, request.person), extra=numbered(request, record), kept=kept)


def _note(record: Restriction, reader: PersonId, uow: UnitOfWork) -> str:
    """What the report says happened, where the reader may read it. That view is logged as well."""
    report, me = uow.records.peek(record.parent) if record.parent else None, uow.people.get(reader)
    if me is None or not isinstance(report, Report) or not may(me, Act.READ, report, uow.people):
        return ""
    return uow.records.open(report.id, reader, Act.READ, type(report)).in_words


def _keep_case(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    request = Request.of(event)
    record = _undecided(request, uow)
    case = answered.case(answers)
    if errors := case.missing():
        form = _case(record, request, uow)
        raise Incomplete(steps.with_errors_in_place(form, errors))
    individual = answered.individual(answers, record.individual, event.person, uow)
    prepared = proposing.prepared(record, case=case, individual=individual.id if individual else None, by=event.person)
    complaint_process.somebody_can(case.measures, prepared.conflicted(), uow)
    saved = uow.records.save(prepared, by=event.person, act="prepared")
    evidence_named.rests_on(saved, uow)
    if complaint_process.moves_on(saved, event.person):
        return complaint_process.to_the_team(saved, event.person, uow)
    uow.drafts.drop(event.person, steps.CASE, record.id)
    course = Course.read(event.extra)
    if course.answer is Answer.PROTECT:
        return OpenForm(reviews.protection(saved, {}, extra=numbered(Request(person=event.person), saved)))
    return OpenForm(_fairness(saved, course.onward(event.person, saved), uow))


# -- step 2 ------------------------------------------------------------------------------------------


def _fairness_form(request: Request, uow: UnitOfWork) -> Form:
    return _fairness(_undecided(request, uow), request, uow)


def _fairness(record: Restriction, request: Request, uow: UnitOfWork) -> Form:
    individual = individuals.of(record.individual, uow)
    known = fair.fairness_values(record.fairness, individual)
    values = _typed(steps.FAIRNESS, known, request, uow)
    form = steps.fairness(record, individual, values, extra=numbered(request, record))
    return tried(form, individual, request.person, uow, reads=True)


def _keep_fairness(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _undecided(Request.of(event), uow)
    fairness = answered.fairness(answers)
    if errors := fairness.missing():
        raise Incomplete(errors)
    answered.keep_needs(answers, individuals.of(record.individual, uow), event.person, uow)
    saved = uow.records.save(proposing.prepared(record, fairness=fairness), by=event.person, act="prepared")
    uow.drafts.drop(event.person, steps.FAIRNESS, record.id)
    return OpenForm(_decision(saved, Course.read(event.extra).onward(event.person, saved), uow))


# -- step 3 ------------------------------------------------------------------------------------------


def _decision_form(request: Request, uow: UnitOfWork) -> Form:
    return _decision(_undecided(request, uow), request, uow)


def _decision(record: Restriction, request: Request, uow: UnitOfWork) -> Form:
    context = Context.of(uow, request.person)
    known = {
        "answer": Course.read(request.extra).answer.value,
        **fields.review_values(None, context),
        **fields.measure_values(record.case.measures, name="lighter"),
        "told_by": (request.person,),
    }
    values = _typed(steps.DECISION, known, request, uow)
    if not request.values:
        # What was pressed now counts, whatever was kept half-way.
        values = {**values, "answer": known["answer"]}
    return steps.decision(
        record,
        values,
        context,
        extra=numbered(request, record),
        decided=_like_cases(record, uow),
        individual=individuals.of(record.individual, uow),
    )


def _like_cases(record: Restriction, uow: UnitOfWork) -> Counter[Outcome]:
    """How restrictions with a measure of the same type were decided: outcomes and their numbers (R-1.6-5)."""
    types = {m.type.value for m in record.case.measures}
    return Counter(
        Outcome(str(facts["outcome"]))
        for other, facts in uow.records.facts(Restriction)
        if other != record.id and facts.get("outcome") and types & set(str(facts["measure_types"]).split(","))
    )


def _decide(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _undecided(Request.of(event), uow)
    answer = answers.choice("answer", Answer)
    if answer is Answer.ASK:
        return _ask_for_more(record, event, answers, uow)
    if answer in (Answer.APPROVE, Answer.LIGHTER) and (reply := _steps_first(record, answer, event, uow)):
        return reply
    decided = _decided(record, event, answers, uow)
    saved = uow.records.save(decided, by=event.person, act=decided.stage.value)
    keep_cards(saved, uow)
    for form in (steps.CASE, steps.FAIRNESS, steps.DECISION):
        uow.drafts.drop(event.person, form, record.id)
    for person in proposing.hear_what_came(saved):
        uow.outbox.put(person, "restriction_outcome", record.id)
    return ShowCard(card(saved, event.person, uow))


def _steps_first(record: Restriction, answer: Answer, event: SubmitEvent, uow: UnitOfWork) -> Reply | None:
    """The step that is missing still, with what was typed here kept; None where nothing is."""
    request = Course(answer, record.version).onward(event.person, record)
    if record.case.missing() or record.individual is None:
        form = _case(record, request, uow)
    elif record.fairness.missing() or _to_consider(record, uow):
        form = _fairness(record, request, uow)
    else:
        return None
    uow.drafts.keep(event.person, steps.DECISION, event.values, record.id)
    return OpenForm(form)


def _to_consider(record: Restriction, uow: UnitOfWork) -> bool:
    """Whether a need that step 2 itself has noted is touched: its question stands there from now on."""
    touched = fair.touches(record.case.measures, individuals.of(record.individual, uow))
    return touched and not record.fairness.channel_considered


def _decided(record: Restriction, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Restriction:
    answer = answers.choice("answer", Answer)
    assert answer is not None  # the form requires it
    approves = answer is not Answer.DENY
    decision = Decision(
        outcome=OUTCOMES[answer],
        by=event.person,
        at=uow.now,
        reasons=answers.text("reasons"),
        review=answered.review_plan(answers) if approves else None,
        telling=answered.telling_plan(answers) if approves else None,
    )
    if not approves:
        return record.deny(decision)
    lighter = answered.measures(answers, "lighter")
    if answers.choices("channel_considered", Considered):
        record = proposing.prepared(record, fairness=replace(record.fairness, channel_considered=True))
    touched = fair.touches(lighter or record.case.measures, individuals.of(record.individual, uow))
    today = Context.of(uow, event.person).today
    latest = uow.policy.latest_review(today)
    return record.approve(decision, today, latest=latest, lighter=lighter, touches=touched)


# -- more, and at once -----------------------------------------------------------------------------------


def _ask_for_more(record: Restriction, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    asked = proposing.ask_more(record, event.person, uow.now, answers.text("question"))
    saved = uow.records.save(asked, by=event.person, act="more_asked")
    uow.drafts.drop(event.person, steps.DECISION, record.id)
    return ShowCard(card(saved, event.person, uow))


def _protection_form(request: Request, uow: UnitOfWork) -> Form:
    record = _undecided(request, uow)
    return reviews.protection(record, request.values, extra=numbered(request, record))


def _start_now(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _undecided(Request.of(event), uow)
    protection = Protection(
        by=event.person,
        at=uow.now,
        reasons=answers.text("reasons"),
        not_told_because=answers.text("not_told_because"),
    )
    saved = uow.records.save(record.protect(protection), by=event.person, act="protected")
    keep_cards(saved, uow)
    debrief.offer_to(saved.involved, saved.id, uow)
    return ShowCard(card(saved, event.person, uow))


ACTIONS: Acts = {
    "restriction.open": _open,
    "restriction.approve": partial(_towards, Answer.APPROVE),
    "restriction.lighter": partial(_towards, Answer.LIGHTER),
    "restriction.deny": partial(_towards, Answer.DENY),
    "restriction.ask": partial(_towards, Answer.ASK),
    "restriction.protect": partial(_towards, Answer.PROTECT),
}

FORMS = {
    steps.CASE: FormFlow(_case_form, _keep_case),
    steps.FAIRNESS: FormFlow(_fairness_form, _keep_fairness),
    steps.DECISION: FormFlow(_decision_form, _decide),
    reviews.PROTECTION: FormFlow(_protection_form, _start_now),
}
