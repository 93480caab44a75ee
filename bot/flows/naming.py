"""Naming a handler, by the management team: when nobody is left (model.md §3), or after too long a wait."""

from __future__ import annotations

from bot.chat.events import SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import AlreadyDone, Incomplete
from bot.flows.assignment import hand_to
from bot.flows.request import Acts, FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.assignment import Assigned
from bot.records.base import RecordId
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.naming import dialogs as views


def _to_name(about: str | None, person: PersonId, uow: UnitOfWork) -> Assigned:
    """The matter, for somebody who names its handler and has no part in it; its content is not shown."""
    found = uow.records.peek(RecordId(about)) if about else None
    named = isinstance(found, Assigned) and found.handler is not None and not found.on_management_list
    if found is not None and named and person in uow.people.who_names(found.conflicted()):
        raise AlreadyDone("Somebody has been named for this already. Nothing changed.")
    return uow.records.open(about, person, Act.NAME, Assigned)


def _name_form(request: Request, uow: UnitOfWork) -> Form:
    return views.name(_to_name(request.about, request.person, uow), request.values)


def _name(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _to_name(event.about, event.person, uow)
    to = answers[views.TO][0]
    today = uow.policy.calendar.today(uow.now)
    if to == record.handler or not uow.people.may_be_named(to, besides=record.conflicted(), day=today):
        raise Incomplete({views.TO.id: views.CANNOT})
    if record.for_management_team and to not in uow.people.management_team():
        raise Incomplete({views.TO.id: views.TEAM_ONLY})
    saved = hand_to(record.entrusted_to(to), to, uow, by=event.person, act="named")
    return ShowCard(views.named(saved, to, Context.of(uow, event.person)))


ACTIONS: Acts = {}

FORMS = {views.NAME: FormFlow(_name_form, _name)}
