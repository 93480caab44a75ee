"""Sharing of a restriction with those who need to know of it for their work (1.14.2).

Nothing starts before the card has reached them (R-1.14.2-1), and no old list is silently reused (R-1.14.2-3).
"""

from __future__ import annotations

from dataclasses import replace

from bot.records.base import RecordId
from bot.records.restriction.afterwards import Shared
from bot.records.restriction.measures import Measure
from bot.records.restriction.record import PROTECTIVE, Restriction, State


def newest_measures(restriction: Restriction) -> tuple[Measure, ...]:
    """Return the measures of its latest change: those for safety, or those decided."""
    return restriction.applies if restriction.protected else restriction.case.measures


def applies_as(restriction: Restriction) -> str:
    """Return the change whose measures apply now, suspended or not; empty if none do."""
    if not restriction.applies:
        return ""
    if restriction.stage is State.ACTIVE:
        return restriction.until_told_as if restriction.until_told else restriction.change
    return PROTECTIVE


def shared(restriction: Restriction, decision: RecordId, change: str, *, with_somebody: bool) -> Restriction:
    """Record the decision on who needs to know; the card is on its way to them."""
    delivered = not with_somebody or restriction.over
    kept = Shared(decision=decision, change=change, with_somebody=with_somebody, delivered=delivered)
    return restriction.changed(sharing=kept, listed=False)


def delivered(restriction: Restriction) -> Restriction:
    """Record that the card has reached those who need it."""
    kept = restriction.sharing
    return restriction if kept is None else restriction.changed(sharing=replace(kept, delivered=True))
