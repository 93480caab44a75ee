"""Outcomes of a restriction so far, for those who may know that much and no more (policy 1.8, 1.13).

Derived from the restriction itself: nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.records.came import Came, CameTo
from bot.records.restriction.afterwards import Suspension
from bot.records.restriction.parts import Decision, Outcome, Protection, Review, ReviewOutcome, Told


def of_deciding(decision: Decision | None, protection: Protection | None) -> Iterator[Came]:
    """Yield its start for safety, and the decision not to take it forward."""
    if protection is not None:
        yield Came(at=protection.at, what=CameTo.AT_ONCE)
    if decision is not None and decision.outcome is Outcome.NOT_APPROVED:
        yield Came(at=decision.at, what=CameTo.NOT_TAKEN_FORWARD)


def of_telling(tellings: tuple[Told, ...], reviews: tuple[Review, ...]) -> Iterator[Came]:
    """Yield the changes that have applied since the individual was told: approval, then variations (R-1.8-10).

    `tellings` are those of the approval and its variations, oldest first; after lifting, a telling starts nothing.
    """
    lifted, since = lifted_at(reviews), None
    for at in (each.at for each in tellings):
        if lifted is not None and at >= lifted:
            return
        if since is None:
            yield Came(at=at, what=CameTo.IN_FORCE)
        elif any(r.outcome is ReviewOutcome.VARY and since <= r.at <= at for r in reviews):
            yield Came(at=at, what=CameTo.CHANGED)
        since = at


def of_appeals(suspensions: tuple[Suspension, ...]) -> Iterator[Came]:
    """Yield its suspensions while an appeal was heard, and their ends."""
    for each in suspensions:
        yield Came(at=each.at, what=CameTo.SUSPENDED)
        # If it was varied on appeal, that change ends the suspension.
        if each.ended is not None and not each.until_told:
            yield Came(at=each.ended.at, what=CameTo.AGAIN)


def of_its_end(reviews: tuple[Review, ...], ended_at: datetime | None) -> Iterator[Came]:
    """Yield its lifting, or its end with the service."""
    if (lifted := lifted_at(reviews)) is not None:
        yield Came(at=lifted, what=CameTo.LIFTED)
    if ended_at is not None:
        yield Came(at=ended_at, what=CameTo.ENDED)


def lifted_at(reviews: tuple[Review, ...]) -> datetime | None:
    """Return the time at which it was lifted, if it was."""
    return next((each.at for each in reviews if each.outcome is ReviewOutcome.LIFT), None)
