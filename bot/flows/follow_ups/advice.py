"""Pseudonymised advice from outside: noted as sought, and nothing is sent (policy 1.7)."""

from __future__ import annotations

from bot.chat.events import SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.flows.follow_ups.restorative import above, keep
from bot.flows.request import Acts, FormFlow, Request
from bot.ports import UnitOfWork
from bot.records.follow_ups.restorative import Step, What
from bot.views.context import Context
from bot.views.follow_ups import advice as views


def _form(request: Request, uow: UnitOfWork) -> Form:
    """Form for the decider of the report or restriction."""
    found = above(request.about, request.person, uow)
    return views.ask(found.id, request.values, Context.of(uow, request.person))


def _ask(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Record that advice was sought, when, and from which kind of professional; never from which person."""
    found = above(event.about, event.person, uow)
    step = Step(
        at=uow.now,
        noted_by=event.person,
        what=What.ADVICE,
        on=answers[views.ON],
        by=event.person,
        words=answers[views.WORDS],
        professional=answers[views.PROFESSIONAL],
    )
    return ShowCard(views.noted(keep(found, step, "", uow)))


ACTIONS: Acts = {}

FORMS = {views.ASK: FormFlow(_form, _ask)}
