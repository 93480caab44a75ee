"""Keeping cards in step with their restriction: in force, not yet, suspended, withdrawn (1.14.2).

Call `follow` once a restriction is saved. Holders of a card are told, and their messages brought up to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.flows import hearing
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.restriction import sharing
from bot.records.restriction.record import Restriction
from bot.records.sharing.record import CALLED_BACK, SharingDecision, Stands


def follow(moved: Record, uow: UnitOfWork) -> None:
    """Give every card of a restriction its present state and manager.

    The reporter and the person who asked hear of an outcome in the same step (R-1.13-5).
    """
    if not isinstance(moved, Restriction):
        return
    hearing.tell(moved, uow)
    if moved.sharing is None:
        return
    decisions = uow.records.children(moved.id, SharingDecision)
    hear_anyway = hearing.who_hears(moved, uow)
    newest = {decision.plan.change: decision.id for decision in decisions}
    now_with = _has_a_card(decisions, moved, newest)
    for decision in decisions:
        stands = standing(decision, moved, newest)
        if (stands, moved.handler) == (decision.stands, decision.manager):
            continue
        saved = uow.records.save(
            decision.changed(stands=stands, manager=moved.handler), by=None, act=f"card_{stands.value}"
        )
        if stands is not decision.stands:
            _tell(saved, now_with, hear_anyway, uow)


def standing(decision: SharingDecision, restriction: Restriction, newest: Mapping[str, RecordId]) -> Stands:
    """State of one card. `newest`: the latest decision about each change."""
    if decision.stands in CALLED_BACK:
        return decision.stands
    change = decision.plan.change
    if newest.get(change) != decision.id:
        return Stands.SUPERSEDED
    if restriction.over:
        return Stands.WITHDRAWN
    if change == sharing.applies_as(restriction):
        return Stands.IN_FORCE if restriction.suspension is None else Stands.PAUSED
    return Stands.NOT_YET if change == restriction.change else Stands.SUPERSEDED


def _has_a_card(
    decisions: Iterable[SharingDecision], restriction: Restriction, newest: Mapping[str, RecordId]
) -> frozenset[PersonId]:
    """People with a card that is in force or may be soon."""
    open_ones = (d for d in decisions if standing(d, restriction, newest) not in CALLED_BACK)
    return frozenset(person for decision in open_ones for person in decision.hears)


def _tell(
    decision: SharingDecision, now_with: frozenset[PersonId], hear_anyway: frozenset[PersonId], uow: UnitOfWork
) -> None:
    """Tell holders the state of their card, once each; not those who have another in its place."""
    if decision.over or decision.stands is Stands.NOT_YET:
        return
    besides = now_with if decision.stands is Stands.SUPERSEDED else frozenset[PersonId]()
    for person in decision.hears:
        if person not in besides and (person in decision.asked or person not in hear_anyway):
            uow.outbox.put(person, "card", decision.id)
