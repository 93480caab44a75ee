"""Recording an appeal and bringing it to its decider (policy 1.3, 1.8)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Card
from bot.chat.events import ActionEvent, CommandEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Incomplete, Problem, Refused, refuse
from bot.flows.appeal import opening
from bot.flows.appeal.deciding import FORMS as DECIDING
from bot.flows.appeal.deciding import against, card, opened
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.appeal.parts import Against, Elsewhere, Received, StoodAside
from bot.records.appeal.record import Appeal
from bot.records.base import RecordId
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.appeal import forms
from bot.views.appeal import reading as views
from bot.views.context import Context

# -- it comes in -----------------------------------------------------------------------------------------


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/appeal`: the form, with the words typed after it as the individual's own."""
    return OpenForm(forms.record({forms.SAYS.id: event.text}, Context.of(uow, event.person)))


def _record_form(request: Request, uow: UnitOfWork) -> Form:
    return forms.record(request.values, Context.of(uow, request.person))


def _record(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Record an appeal, as any colleague may; the receipt does not reveal where the reference led."""
    context = Context.of(uow, event.person)
    received = Received(
        on=answers[forms.RECEIVED_ON],
        channel=answers[forms.CHANNEL],
        about=answers[forms.ABOUT],
        says=answers[forms.SAYS],
        passed_on=answers.get(forms.ELSEWHERE) is Elsewhere.PASSED_ON,
    )
    refuse(received.missing(context.today))
    restriction = opening.meant(received.about, uow)
    known = Against.of(restriction) if restriction is not None else None
    origin = uow.records.begin(Appeal, event.person)
    record = Appeal.record(origin, received, context.today, decider=opening.who_decides(known, uow), against=known)
    saved = uow.records.add(record, act="recorded")
    if restriction is not None:
        opening.tell_decider(restriction, uow)
        opening.follow(saved, uow)
    return ShowCard(views.receipt(saved))


# -- reading it --------------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the appeal to those who may read it, or the receipt to the person who recorded it. Logged as a view."""
    me, found = uow.people.get(event.person), uow.records.peek(RecordId(event.about)) if event.about else None
    reads = me is not None and isinstance(found, Appeal) and may(me, Act.READ, found, uow.people)
    record = uow.records.open(event.about, event.person, Act.READ if reads else Act.HEAR, Appeal)
    return ShowCard(card(record, event.person, uow, page=event.extra) if reads else views.receipt(record))


# -- which restriction it is against -----------------------------------------------------------------------


def _attach_form(request: Request, uow: UnitOfWork) -> Form:
    record = opened(request.about, request.person, uow)
    candidates = opening.candidates(record.received.about, uow)
    return forms.attach(record, candidates, request.values, Context.of(uow, request.person))


def _attach(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Attach the appeal to a restriction; it goes to another decider if this one has a part in that restriction."""
    record = opened(event.about, event.person, uow)
    restriction = _chosen(record, answers, uow)
    before = against(record, uow)
    if before is not None and before.id != restriction.id and views.suspends(record, before):
        raise Refused("The other restriction is suspended because of this appeal. Please end the suspension first.")
    if before is not None and before.id == restriction.id:
        return ShowCard(card(record, event.person, uow))
    saved = uow.records.save(record.concerns(Against.of(restriction)), by=event.person, act="attached")
    opening.tell_decider(restriction, uow)
    if before is not None:
        opening.open_to(before.id, uow)
    return ShowCard(_now_with(opening.settled_with(saved, uow, by=event.person), event.person, uow))


def _chosen(record: Appeal, answers: Answers, uow: UnitOfWork) -> Restriction:
    """The restriction chosen, or the one that the reference means. Raises Incomplete."""
    typed, which = answers[forms.REFERENCE], answers.get(forms.WHICH) or forms.ANOTHER
    if typed and which != forms.ANOTHER:
        raise Incomplete({forms.REFERENCE.id: Problem.BOTH})
    if which != forms.ANOTHER:
        shown = opening.candidates(record.received.about, uow)
        return next(restriction for restriction in shown if restriction.id == which)
    found = opening.candidates(typed, uow)
    if len(found) != 1 or opening.meant(typed, uow) is None:
        raise Incomplete({forms.REFERENCE.id: forms.unclear([restriction.ref for restriction in found])})
    return found[0]


def _now_with(record: Appeal, person: PersonId, uow: UnitOfWork) -> Card:
    return card(record, person, uow) if record.handler == person else views.moved(record)


# -- who has a part in it ------------------------------------------------------------------------------------


def _aside_form(request: Request, uow: UnitOfWork) -> Form:
    return forms.aside(opened(request.about, request.person, uow), request.values)


def _aside(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Step aside because of a part in the matter; the appeal moves on as with any other conflict."""
    record = opened(event.about, event.person, uow)
    stood = StoodAside(by=event.person, at=uow.now, reason=answers[forms.PART])
    saved = uow.records.save(record.stands_aside(stood), by=event.person, act="stood_aside")
    return ShowCard(views.moved(opening.settled_with(saved, uow, by=event.person)))


ACTIONS = {"appeal.open": _open}

FORMS = {
    views.RECORD: FormFlow(_record_form, _record),
    views.ATTACH: FormFlow(_attach_form, _attach),
    views.ASIDE: FormFlow(_aside_form, _aside),
    **DECIDING,
}
