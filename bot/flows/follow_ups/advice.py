"""Advice from outside, on a pseudonymised basis: a summary to check and copy, which goes nowhere (policy 1.7)."""

from __future__ import annotations

from bot.chat.events import SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.flows import individuals
from bot.flows.follow_ups.restorative import above, keep
from bot.flows.request import Acts, FormFlow, Request
from bot.ports import UnitOfWork
from bot.records.base import Record
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups.restorative import Professional, Step, What
from bot.records.individual import Individual
from bot.records.pseudonyms import Hidden, Neutralised, neutral
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.follow_ups import advice as views


def _form(request: Request, uow: UnitOfWork) -> Form:
    """The summary, for who decides about the report or restriction. The first look is logged."""
    found = above(request.about, request.person, uow)
    if not request.values:
        uow.records.open(found.id, request.person, Act.READ, Record)
    return views.ask(found.id, _summary(found, uow), request.values, Context.of(uow, request.person))


def _summary(found: EndedContact | Restriction, uow: UnitOfWork) -> Neutralised:
    individual = individuals.of(found.individual if isinstance(found, Restriction) else found.whom, uow)
    return neutral(views.facts(found, individual), hidden(individual, uow))


def hidden(individual: Individual | None, uow: UnitOfWork) -> Hidden:
    """What is known and must not be told: everybody in the directory, the individual, the organisation."""
    return Hidden(
        staff=tuple(person.name for person in uow.people),
        individual=() if individual is None else (individual.display,),
        organisation=(uow.policy.organisation, uow.policy.short_name),
    )


def _ask(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """That advice was sought, when, and from which kind of professional. The summary itself is not kept."""
    found = above(event.about, event.person, uow)
    professional, on = answers.choice("professional", Professional), answers.day("on")
    assert on is not None  # the form requires it
    step = Step(at=uow.now, noted_by=event.person, what=What.ADVICE, on=on, by=event.person, professional=professional)
    return ShowCard(views.noted(keep(found, step, "", uow)))


ACTIONS: Acts = {}

FORMS = {views.ASK: FormFlow(_form, _ask)}
