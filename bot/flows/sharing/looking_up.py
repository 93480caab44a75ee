"""`/check-contact`: cards in force about a caller, found by their words (policy 1.14.1, 1.14.2)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.access import may
from bot.chat.cards import Card
from bot.chat.events import CommandEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.flows import individuals
from bot.flows.request import FormFlow, Request
from bot.flows.sharing.conversation import about
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.individual import Individual
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.records.said import By, Said, is_sure, lacks_number
from bot.records.sharing.record import SharingDecision, Stands
from bot.views.context import Context
from bot.views.sharing import alert_card
from bot.views.sharing import dialogs as views

#: More restrictions than one individual ever has.
_MOST = 50


@dataclass(frozen=True)
class _Hit:
    """An individual whom the words could mean, and the cards about them that the reader needs."""

    by: frozenset[By]
    cards: tuple[SharingDecision, ...]


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/check-contact`: look up the caller's words typed after it, or ask for them."""
    return ShowCard(_looked_up(event.text, event.person, uow)) if event.text else OpenForm(views.check({}))


def _check_form(request: Request, _uow: UnitOfWork) -> Form:
    return views.check(request.values)


def _check(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    return ShowCard(_looked_up(answers[views.REFERENCE], event.person, uow))


def _looked_up(typed: str, person: PersonId, uow: UnitOfWork) -> Card:
    """Show every card in force about one individual that this person needs. Each look is logged.

    No card, no card for them, or other words: all read the same, and nobody is listed. If the words could mean two
    individuals, more is asked (R-1.14.1-7).
    """
    context = Context.of(uow, person)
    said = Said.of(typed)
    found = [_Hit(by, cards) for each, by in individuals.alike(said, uow) if (cards := _cards(each, context, uow))]
    sure = [hit for hit in found if is_sure(hit.by)]
    if not sure and (len(found) > 1 or any(hit.by == {By.STAIR} for hit in found)):
        return alert_card.more(said)
    opened = (
        uow.records.open(card.id, person, Act.HEAR, SharingDecision) for hit in sure or found for card in hit.cards
    )
    shown = [(card, alert_card.faces(card, *about(card, uow), context)) for card in opened]
    if shown:
        return alert_card.found(shown, sure=bool(sure))
    return alert_card.which_number() if lacks_number(typed) else alert_card.nothing()


def _cards(individual: Individual, context: Context, uow: UnitOfWork) -> tuple[SharingDecision, ...]:
    """Cards in force about an individual that the reader needs."""
    restrictions = uow.records.find_all(Restriction, individual.id, limit=_MOST)
    return tuple(
        card
        for restriction in restrictions
        for card in uow.records.children(restriction.id, SharingDecision)
        if card.stands is Stands.IN_FORCE and card.plan.card is not None
        if context.me is not None and may(context.me, Act.HEAR, card, uow.people)
    )


FORMS = {alert_card.CHECK: FormFlow(_check_form, _check)}
