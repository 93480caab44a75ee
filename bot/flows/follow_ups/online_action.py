"""The conversation about online action: measures, their reasons, and the platform's response (policy 1.9.3)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Card
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Forbidden
from bot.flows import hearing, individuals, lines, reports
from bot.flows.follow_ups import opening as follow_ups
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.ended_contact.parts import Channel
from bot.records.ended_contact.record import EndedContact
from bot.records.evidence import EvidenceItem
from bot.records.follow_ups.online_action import Decision, OnlineAction, Step
from bot.records.online import ActionType
from bot.records.online import Request as Asked
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.follow_ups import online_action as views
from bot.views.named_online.deciding import ASKED_ON, REFERENCE
from bot.views.police.story import story


def _begin(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Open the action for a report's manager, whatever they decide should follow from the report."""
    report = uow.records.open(event.about, event.person, Act.DECIDE, EndedContact)
    found = follow_ups.open_one(OnlineAction, report, uow, by=event.person)
    record = uow.records.open(found.id, event.person, Act.READ, OnlineAction)
    return ShowCard(card(record, event.person, uow))


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.READ, OnlineAction)
    return ShowCard(card(record, event.person, uow, page=event.extra))


def card(record: OnlineAction, reader: PersonId, uow: UnitOfWork, page: str = "") -> Card:
    """The action as its handler reads it."""
    context, me = Context.of(uow, reader), uow.people.get(reader)
    report = reports.above(record, uow)
    reads = me is not None and may(me, Act.READ, report, uow.people)
    told = story(report, individuals.of(report.whom, uow), context, opens=reads)
    of_report = lines.of_evidence(report.id, context, uow) if reads else ()
    return views.card(
        record,
        context,
        story=told,
        evidence=(*lines.of_evidence(record.id, context, uow), *of_report),
        propose=follow_ups.proposing(record, reader, uow),
        page=page,
    )


# -- what is done --------------------------------------------------------------------------------------


def _decide_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, OnlineAction)
    kept = any(item.is_open for about in record.above for item in uow.records.children(about, EvidenceItem))
    kept = kept or any(item.is_open for item in uow.records.children(record.id, EvidenceItem))
    report = reports.above(record, uow)
    ours = isinstance(report, EndedContact) and report.account.channel is Channel.OUR_SOCIAL_MEDIA
    return views.decide(record, request.values, Context.of(uow, request.person), has_evidence=kept, ours=ours)


def _decide(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, OnlineAction)
    decision = Decision(
        at=uow.now,
        by=event.person,
        steps=tuple(_step(type_, answers) for type_ in answers[views.ACTIONS]),
        request=_asked(answers),
    )
    today = Context.of(uow, event.person).today
    saved = uow.records.save(record.decide(decision, today), by=event.person, act="decided")
    hearing.tell(saved, uow)
    return ShowCard(card(saved, event.person, uow))


def _step(type_: ActionType, answers: Answers) -> Step:
    reasons = answers[views.reasons(type_)]
    if type_ is not ActionType.BLOCK:
        return Step(type=type_, reasons=reasons)
    by = answers.one(views.BLOCKED_BY)
    return Step(type=type_, reasons=reasons, what=answers[views.BLOCKED], by=by, on=answers.get(views.BLOCKED_ON))


def _asked(answers: Answers) -> Asked | None:
    """Request to a platform, if the form asked about one."""
    of, on, by = answers[views.PLATFORM], answers.get(ASKED_ON), answers.one(views.ASKED_BY)
    if not of or on is None or by is None:
        return None
    return Asked(of=of, by=by, on=on, reference=answers[REFERENCE])


# -- what came of it -----------------------------------------------------------------------------------


def _as_who_asked(about: str | None, number: str, person: PersonId, uow: UnitOfWork) -> OnlineAction:
    """The record, for its manager or, for their own request alone, the person who asked the platform."""
    found = uow.records.peek(RecordId(about)) if about else None
    manages = isinstance(found, OnlineAction) and found.handler == person
    record = uow.records.open(about, person, Act.DECIDE if manages else Act.ANSWER, OnlineAction)
    if not manages and record.asked(number).by != person:
        raise Forbidden
    return record


def _answered_form(request: Request, uow: UnitOfWork) -> Form:
    record = _as_who_asked(request.about, request.extra, request.person, uow)
    return views.answered(record, request.extra, request.values, Context.of(uow, request.person))


def _answered(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _as_who_asked(event.about, event.extra, event.person, uow)
    answered = record.answered(event.extra, answers[views.ANSWER], uow.now)
    saved = uow.records.save(answered, by=event.person, act="answered")
    hearing.tell(saved, uow)
    if saved.handler != event.person:
        return ShowCard(views.noted(saved))
    return ShowCard(card(saved, event.person, uow))


ACTIONS = {views.BEGIN: _begin, "online_action.open": _open}

FORMS = {views.DECIDE: FormFlow(_decide_form, _decide), views.ANSWERED: FormFlow(_answered_form, _answered)}
