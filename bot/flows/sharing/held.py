"""Buttons, on other pages that somebody reads, for the cards in force that they hold (policy 1.14.2)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.access import may
from bot.chat.cards import Button
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.records.sharing.record import SharingDecision, Stands


def held(restrictions: Iterable[Restriction], person: PersonId, uow: UnitOfWork) -> tuple[Button, ...]:
    """A button for each card of these restrictions that is in force and needed by this person."""
    me = uow.people.get(person)
    if me is None:
        return ()
    decisions = (decision for r in restrictions for decision in uow.records.children(r.id, SharingDecision))
    return tuple(
        Button(label=f"The card {decision.ref}", action="sharing.open", about=decision.id)
        for decision in decisions
        if decision.stands is Stands.IN_FORCE and decision.plan.card and may(me, Act.HEAR, decision, uow.people)
    )
