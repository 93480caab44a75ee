"""What an appeal does to a restriction: it may be suspended until the appeal is decided (1.8; model.md §2.3).

A restriction stays as it is until whoever decides the appeal suspends it; nobody else does, and nobody
else ends that. Its reviews go on all the while.
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
    """True if measures have been decided that an appeal can be about: now, or at any time before (R-1.8-7)."""
    decision = restriction.decision
    decided = decision is not None and decision.outcome is not Outcome.NOT_APPROVED
    return decided or restriction.protection is not None


def deciders(restriction: Restriction) -> tuple[PersonId, ...]:
    """Who has decided about it, the first first: approved it, started it for safety, reviewed it.

    Deciding an appeal is no such part.
    """
    first = (restriction.decision, restriction.protection)
    reviewed = (review.by for review in restriction.reviews if not review.appeal)
    return tuple(dict.fromkeys((*(made.by for made in first if made is not None), *reviewed)))


def lie_with(restriction: Restriction, people: tuple[PersonId, ...]) -> Restriction:
    """The appeals against it that are open lie with these from now on."""
    return restriction.changed(appeals_with=people)


def suspend(restriction: Restriction, suspension: Suspension) -> Restriction:
    """Its measures do not apply until the appeal is decided. Only whoever decides the appeal gets here."""
    if restriction.suspension is not None:
        raise AlreadyDone("It is suspended already. Nothing changed.")
    if not restriction.applies:
        raise Refused("None of its measures applies now, so there is nothing to suspend.")
    refuse(suspension.missing())
    return restriction.changed(suspensions=(*restriction.suspensions, suspension))


def resume(restriction: Restriction, appeal: RecordId, ended: Ended) -> Restriction:
    """Its measures apply again. Only whoever decides the same appeal gets here."""
    running = restriction.suspension
    if running is None or running.appeal != appeal:
        raise AlreadyDone("It is not suspended because of this appeal. Nothing changed.")
    refuse(ended.missing())
    return _instead(restriction, replace(running, ended=ended))


def until_told_of_it(restriction: Restriction) -> Restriction:
    """It was varied on appeal: a suspension ends once the individual has been told of that."""
    running = restriction.suspension
    return restriction if running is None else _instead(restriction, replace(running, until_told=True))


def _instead(restriction: Restriction, last: Suspension) -> Restriction:
    return restriction.changed(suspensions=(*restriction.suspensions[:-1], last))
