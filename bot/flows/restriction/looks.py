"""Looking at a restriction between its decisions (policy 1.8; model.md §6, N22 and N23).

Is it still right without a review? Has the individual heard that a review is coming?
"""

from __future__ import annotations

from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import AlreadyDone, NotFound
from bot.flows.request import FormFlow, Request
from bot.flows.restriction import answers as answered
from bot.flows.restriction.reading import card, decider
from bot.flows.sharing.following import follow as keep_cards
from bot.ports import UnitOfWork
from bot.records.base import must_be
from bot.records.restriction import reviews
from bot.records.restriction.afterwards import Announced, Look
from bot.records.restriction.parts import Reviewing
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.restriction import looks as views


def _without_review(request: Request, uow: UnitOfWork) -> Restriction:
    """The record, for a management team member whom it does not concern. A first look at it is logged."""
    record = uow.records.open(request.about, request.person, Act.AFFIRM, Restriction)
    if not record.without_review:
        raise AlreadyDone("It has a review, or is not in force. Nothing changed.")
    if not request.values:
        uow.records.open(record.id, request.person, Act.READ, Restriction)
    return record


def _look_form(request: Request, uow: UnitOfWork) -> Form:
    record = _without_review(request, uow)
    context = Context.of(uow, request.person)
    return views.look(record, request.values, context, extra=request.extra or f".{record.version}")


def _look(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _without_review(Request.of(event), uow)
    goes_on = answers[views.STILL_RIGHT_NOW] is Reviewing.NONE
    today = Context.of(uow, event.person).today
    plan = None if goes_on else answered.review_plan(answers, uow.policy.suggested_review(today))
    look = Look(at=uow.now, by=event.person, reasons=answers[views.LOOK_REASONS], plan=plan)
    looked = reviews.looked_at(record, look, today, latest=uow.policy.latest_review(today))
    saved = uow.records.save(looked, by=event.person, act="still_right" if goes_on else "review_set")
    keep_cards(saved, uow)
    if saved.retell and saved.handler is not None and saved.handler != event.person:
        uow.outbox.put(saved.handler, "waiting", saved.id)
    return ShowCard(card(saved, event.person, uow))


def _announced(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Note that the coming review was announced, or left out; either is fine, and nobody is asked again."""
    record = decider(event.about, event.person, uow)
    must_be(record.stage, State.ACTIVE)
    told, day = views.carried(event.extra)
    if told is None or day is None:
        raise NotFound
    done = reviews.announce(record, Announced(of=day, at=uow.now, by=event.person, told=told))
    saved = uow.records.save(done, by=event.person, act="review_announced" if told else "announcement_left_out")
    return ShowCard(card(saved, event.person, uow))


ACTIONS = {views.ANNOUNCED: _announced}

FORMS = {views.LOOK: FormFlow(_look_form, _look)}
