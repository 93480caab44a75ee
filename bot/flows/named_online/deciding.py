"""Decisions once a named colleague knows: action, support offered, sharing and what is kept (1.9.3, 1.14.3)."""

from __future__ import annotations

from bot.chat.cards import Card
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Forbidden
from bot.flows.named_online.reading import card, has_waited, opened
from bot.flows.request import Acts, FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.evidence import EvidenceItem
from bot.records.named_online import personal_records, requests, sharing
from bot.records.named_online.parts import Action, Decision, Half, Offers, Shared
from bot.records.named_online.record import NamedOnline
from bot.records.online import ActionType
from bot.records.online import Request as Asked
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.named_online import deciding as forms
from bot.views.named_online import reading as views

# -- what is done ------------------------------------------------------------------------------------


def _decide_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, NamedOnline)
    record.ready_for_action()
    kept = any(item.is_open for item in uow.records.children(record.id, EvidenceItem))
    return forms.decide(record, request.values, Context.of(uow, request.person), has_evidence=kept)


def _decide(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, NamedOnline)
    today = Context.of(uow, event.person).today
    actions = tuple(_action(kind, answers) for kind in answers[forms.ACTIONS])
    decision = Decision(at=uow.now, by=event.person, actions=actions, request=_asked(event, answers, record))
    saved = uow.records.save(record.decide(decision, today), by=event.person, act="decided")
    return ShowCard(card(saved, event.person, uow))


def _action(kind: ActionType, answers: Answers) -> Action:
    removal = answers.get(forms.SEEK_REMOVAL) if kind is ActionType.REMOVAL else None
    risk = answers[forms.RISK] if kind is ActionType.REMOVAL else ""
    return Action(type=kind, reasons=answers[forms.reasons(kind)], removal=removal, risk=risk)


def _asked(event: SubmitEvent, answers: Answers, record: NamedOnline) -> Asked | None:
    """Request for removal, if the form asked about one."""
    of, on = answers[forms.ASKED_OF], answers.get(forms.ASKED_ON)
    if not of or on is None:
        return None
    theirs = answers.get(forms.ASKED_BY) == forms.ASKED_BY_THEM
    by = record.person if theirs else event.person
    return Asked(of=of, by=by, on=on, reference=answers[forms.REFERENCE])


def _as_who_asked(about: str | None, number: str, person: PersonId, uow: UnitOfWork) -> NamedOnline:
    """The record, for its manager or, about their own request alone, the colleague named."""
    record = opened(about, person, uow)
    if person == record.person and requests.asked(record, number).by != person:
        raise Forbidden
    return record


def _answered_form(request: Request, uow: UnitOfWork) -> Form:
    record = _as_who_asked(request.about, request.extra, request.person, uow)
    return forms.answered(record, request.extra, request.values)


def _answered(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _as_who_asked(event.about, event.extra, event.person, uow)
    answer = answers[forms.ANSWER]
    saved = uow.records.save(requests.answered(record, event.extra, answer, uow.now), by=event.person, act="answered")
    return ShowCard(card(saved, event.person, uow))


# -- support and sharing -----------------------------------------------------------------------------


def _offers_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, NamedOnline)
    return forms.offers(record, request.values, Context.of(uow, request.person))


def _offers(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, NamedOnline)
    offers = Offers(
        at=uow.now, by=event.person, talk=answers.yes(forms.TALK), counselling=answers.yes(forms.COUNSELLING)
    )
    saved = uow.records.save(record.offer(offers), by=event.person, act="offered")
    return ShowCard(card(saved, event.person, uow))


def _share_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, NamedOnline)
    sharing.ready(record)
    return forms.share(record, request.values)


def _share(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Share the summary alone with the management team, leaving out those of them whom it concerns."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, NamedOnline)
    shared = sharing.share(record, Shared(at=uow.now, by=event.person, summary=answers[forms.SHARED]))
    saved = uow.records.save(shared, by=event.person, act="shared")
    for person in uow.people.management_team(saved.conflicted()):
        if person != event.person:
            uow.outbox.put(person, "shared", saved.id)
    return ShowCard(card(saved, event.person, uow))


# -- personal records, and the end -------------------------------------------------------------------


def _personal_form(request: Request, uow: UnitOfWork) -> Form:
    record = opened(request.about, request.person, uow)
    return forms.personal(record, request.values, Context.of(uow, request.person))


def _personal(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = opened(event.about, event.person, uow)
    half = Half(at=uow.now, by=event.person, yes=answers.yes(forms.YES))
    saved = uow.records.save(personal_records.choose(record, half), by=event.person, act="chose")
    return ShowCard(_after_choosing(saved, event.person, uow))


def _after_choosing(record: NamedOnline, person: PersonId, uow: UnitOfWork) -> Card:
    if person == record.person:
        return views.chosen(record)
    return card(record, person, uow)


def _close(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, NamedOnline)
    closed = record.close(uow.now, waited=has_waited(record, uow))
    saved = uow.records.save(closed, by=event.person, act="closed")
    return ShowCard(card(saved, event.person, uow))


ACTIONS: Acts = {"named_online.close": _close}

FORMS = {
    forms.DECIDE: FormFlow(_decide_form, _decide),
    forms.ANSWERED: FormFlow(_answered_form, _answered),
    forms.OFFERS: FormFlow(_offers_form, _offers),
    forms.SHARE: FormFlow(_share_form, _share),
    forms.PERSONAL: FormFlow(_personal_form, _personal),
}
