"""Effects of an appeal on a restriction: it may be suspended until the appeal is decided (1.8; model.md §2.3).

Only the appeal's decider suspends a restriction, or ends the suspension. Its reviews go on all the while.
"""

from __future__ import annotations

from dataclasses import replace

from bot.errors import AlreadyDone, Refused, refuse
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.restriction.afterwards import Ended, Suspension
from bot.records.restriction.parts import Outcome
from bot.records.restriction.record import Restriction


def possible(restriction: Restriction) -> bool:
    """True if measures have ever been decided that an appeal can be about (R-1.8-7)."""
    decision = restriction.decision
    decided = decision is not None and decision.outcome is not Outcome.NOT_APPROVED
    return decided or restriction.protection is not None


def deciders(restriction: Restriction) -> tuple[PersonId, ...]:
    """Return the people who approved it, started it for safety or reviewed it, in that order.

    Deciding an appeal does not count.
    """
    first = (restriction.decision, restriction.protection)
    reviewed = (review.by for review in restriction.reviews if not review.appeal)
    return tuple(dict.fromkeys((*(made.by for made in first if made is not None), *reviewed)))


def lie_with(restriction: Restriction, people: tuple[PersonId, ...]) -> Restriction:
    """Set the people with whom its open appeals lie."""
    return restriction.changed(appeals_with=people)


def suspend(restriction: Restriction, suspension: Suspension) -> Restriction:
    """Suspend its measures until the appeal is decided. Only the appeal's decider gets here."""
    if restriction.suspension is not None:
        raise AlreadyDone("It is suspended already. Nothing changed.")
    if not restriction.applies:
        raise Refused("None of its measures applies now, so there is nothing to suspend.")
    refuse(suspension.missing())
    return restriction.changed(suspensions=(*restriction.suspensions, suspension))


def resume(restriction: Restriction, appeal: RecordId, ended: Ended) -> Restriction:
    """Apply its measures again. Only the decider of the same appeal gets here."""
    running = restriction.suspension
    if running is None or running.appeal != appeal:
        raise AlreadyDone("It is not suspended because of this appeal. Nothing changed.")
    refuse(ended.missing())
    return _instead(restriction, replace(running, ended=ended))


def until_told_of_it(restriction: Restriction) -> Restriction:
    """Let a suspension end once the individual has been told of a variation on appeal."""
    running = restriction.suspension
    return restriction if running is None else _instead(restriction, replace(running, until_told=True))


def _instead(restriction: Restriction, last: Suspension) -> Restriction:
    return restriction.changed(suspensions=(*restriction.suspensions[:-1], last))
