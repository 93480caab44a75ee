"""The conversation with a witness, each alone (policy 1.9.4)."""

from __future__ import annotations

from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.rights import Act
from bot.records.witness import WitnessStatement
from bot.views.context import Context
from bot.views.witness import dialogs as views


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the statement to the witness or to the manager of the decision, and to nobody else. Logged as a view."""
    record = uow.records.open(event.about, event.person, Act.READ, WitnessStatement)
    return _shown(record, event.person, uow, page=event.extra)


def _shown(record: WitnessStatement, reader: PersonId, uow: UnitOfWork, page: str = "") -> Reply:
    context = Context.of(uow, reader)
    draw = views.for_witness if reader == record.witness else views.for_manager
    return ShowCard(draw(record, context, page=page))


def _answer_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.ANSWER, WitnessStatement)
    return views.answer(record, request.values, Context.of(uow, request.person))


def _answer(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.ANSWER, WitnessStatement)
    answered = record.answered(answers[views.INSTEAD], answers[views.WORDS], event.person, uow.now)
    saved = uow.records.save(answered, by=event.person, act="answered")
    if saved.handler is not None and saved.parent is not None:
        uow.outbox.put(saved.handler, "police_added", saved.parent)
    return _shown(saved, event.person, uow)


ACTIONS = {"witness.open": _open}

FORMS = {views.ANSWER: FormFlow(_answer_form, _answer)}
