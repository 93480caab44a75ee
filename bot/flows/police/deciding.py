"""Deciding whether the police are told, and what follows (policy 1.9.4)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.events import SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Incomplete, Problem
from bot.flows import hearing, known, reports
from bot.flows.police.card import card
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import not_yet
from bot.records.police.parts import Decision, Note, Opinion, Outcome, Reference, Told, View
from bot.records.police.record import PoliceDecision
from bot.records.report import police_reopened
from bot.records.rights import Act
from bot.records.witness import WitnessStatement
from bot.views.context import Context
from bot.views.police import forms
from bot.views.police import reading as views


def kept(record: PoliceDecision, uow: UnitOfWork, *, by: PersonId, act: str) -> PoliceDecision:
    """Save it; once it is closed, stop waiting for witnesses."""
    saved = uow.records.save(record, by=by, act=act)
    if not saved.is_open:
        for statement in uow.records.children(saved.id, WitnessStatement):
            if statement.is_open:
                uow.records.save(statement.left(uow.now), by=None, act="left")
    return saved


def _opened(about: str | None, person: PersonId, uow: UnitOfWork) -> PoliceDecision:
    return uow.records.open(about, person, Act.DECIDE, PoliceDecision)


def _shown(record: PoliceDecision, person: PersonId, uow: UnitOfWork) -> Reply:
    return ShowCard(card(record, person, uow))


# -- views that somebody told the manager ------------------------------------------------------------------


def noted_by_manager(
    record: PoliceDecision, people: Iterable[PersonId], answers: Answers, by: PersonId, uow: UnitOfWork
) -> tuple[PoliceDecision, dict[str, str]]:
    """The record with the manager's notes on these people, and an error for each field that needs one."""
    report, errors = reports.above(record, uow), dict[str, str]()
    for person in people:
        way, said = forms.heard(person)
        words = answers[said]
        opinion = answers.get(way) or (Opinion.WORDS if words else None)
        if opinion is None:
            continue
        may_be_asked = person in record.can_be_asked or report.may_be_asked(person)
        if opinion is not Opinion.COULD_NOT_ASK and not may_be_asked:
            errors[said.id] = forms.TELL_FIRST
        elif opinion is Opinion.RATHER_NOT and words:
            errors[way.id] = Problem.BOTH
        elif opinion is Opinion.COULD_NOT_ASK and not words:
            errors[said.id] = Problem.MISSING
        else:
            record = record.noted(View(of=person, by=by, at=uow.now, opinion=opinion, words=words))
    return record, errors


# -- the decision ------------------------------------------------------------------------------------------


def _decide_form(request: Request, uow: UnitOfWork) -> Form:
    record = _opened(request.about, request.person, uow)
    not_yet(record.decision)
    return forms.decide(record, request.values, Context.of(uow, request.person))


def _decide(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Decide. Everything missing comes back beside its field, and nothing typed is lost."""
    record = _opened(event.about, event.person, uow)
    outcome = answers[forms.OUTCOME]
    away = _away(record, uow)
    asked = record.without_view(outcome, away)
    record, errors = noted_by_manager(record, asked, answers, event.person, uow)
    for person in record.without_view(outcome, away):
        errors.setdefault(forms.heard(person)[1].id, forms.unheard(uow.people.name(person)))
    reported, how, number = outcome is not Outcome.NOT_REPORT, answers.get(forms.HOW), answers[forms.REFERENCE]
    if outcome is Outcome.REPORT and number and how is None:
        errors[forms.HOW.id] = Problem.MISSING
    decision = Decision(
        at=uow.now,
        by=event.person,
        outcome=outcome,
        impact=answers[forms.IMPACT],
        reasons=answers[forms.reasons(outcome)],
        on=answers.get(forms.REPORTED_ON) if reported and how is not None else None,
        how=how if reported else None,
    )
    if errors:
        raise Incomplete(errors)
    decided = record.decide(decision, Context.of(uow, event.person).today, away=away)
    if reported and number:
        decided = decided.refer(Reference(at=uow.now, by=event.person, number=number))
    saved = kept(decided, uow, by=event.person, act="decided")
    known.by_decision(saved, uow)
    _let_go(saved, event.person, uow)
    return _shown(saved, event.person, uow)


def _away(record: PoliceDecision, uow: UnitOfWork) -> tuple[PersonId, ...]:
    """Staff concerned who are away or have left: with a reason, they need not be asked."""
    today = uow.policy.calendar.today(uow.now)
    return tuple(person for person in record.staff if not uow.people.can_act(person, today))


def _let_go(record: PoliceDecision, by: PersonId, uow: UnitOfWork) -> None:
    """Let the report go on without this decision; it may now close (R-1.9.4-5)."""
    report = reports.above(record, uow)
    if report.waits_for_police:
        uow.records.save(report.police_settled(uow.now), by=by, act="police_settled")


# -- afterwards --------------------------------------------------------------------------------------------


def _tell_form(request: Request, uow: UnitOfWork) -> Form:
    record = _opened(request.about, request.person, uow)
    return forms.tell(record, request.values, Context.of(uow, request.person))


def _tell(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _opened(event.about, event.person, uow)
    report = reports.above(record, uow)
    if not all(report.may_be_asked(person) for person in record.threatened):
        raise Incomplete({forms.TOLD_ON.id: Problem.NOT_YET})
    told = Told(at=uow.now, by=event.person, on=answers[forms.TOLD_ON])
    saved = kept(record.tell(told, Context.of(uow, event.person).today), uow, by=event.person, act="told")
    known.by_decision(saved, uow)
    hearing.tell(saved, uow)
    return _shown(saved, event.person, uow)


def _reference_form(request: Request, uow: UnitOfWork) -> Form:
    record = _opened(request.about, request.person, uow)
    return forms.reference(record, request.values, Context.of(uow, request.person))


def _reference(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _opened(event.about, event.person, uow)
    number, said = answers[forms.THE_REFERENCE], answers[forms.GAVE_ONE]
    how, follows = answers.get(forms.HOW), said == forms.LATER and not number
    if not follows and bool(number) is (said == forms.NONE_GIVEN):
        raise Incomplete({forms.THE_REFERENCE.id: Problem.MISSING})
    if how:
        record = record.reached(answers.get(forms.REPORTED_ON), how, Context.of(uow, event.person).today)
    referred = record if follows else record.refer(Reference(at=uow.now, by=event.person, number=number))
    return _shown(kept(referred, uow, by=event.person, act="referred"), event.person, uow)


def _follow_up_form(request: Request, uow: UnitOfWork) -> Form:
    return forms.follow_up(_opened(request.about, request.person, uow), request.values)


def _follow_up(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _opened(event.about, event.person, uow)
    note = Note(at=uow.now, by=event.person, words=answers[forms.CAME_OF_IT])
    return _shown(kept(record.followed_up(note), uow, by=event.person, act="followed_up"), event.person, uow)


def _reopen_form(request: Request, uow: UnitOfWork) -> Form:
    return forms.reopen(_opened(request.about, request.person, uow), request.values)


def _reopen(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Reopen the decision for something new; an open report waits for it again."""
    record = _opened(event.about, event.person, uow)
    news = Note(at=uow.now, by=event.person, words=answers[forms.NEWS])
    saved = kept(record.reopened(news), uow, by=event.person, act="reopened")
    report = reports.above(saved, uow)
    if report.is_open and not report.waits_for_police:
        uow.records.save(police_reopened(report), by=event.person, act="police_reopened")
    return _shown(saved, event.person, uow)


FORMS = {
    views.DECIDE: FormFlow(_decide_form, _decide),
    views.TELL: FormFlow(_tell_form, _tell),
    views.REFERENCE: FormFlow(_reference_form, _reference),
    views.FOLLOW_UP: FormFlow(_follow_up_form, _follow_up),
    views.REOPEN: FormFlow(_reopen_form, _reopen),
}
