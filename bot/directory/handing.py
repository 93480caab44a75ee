"""Hand-over: all matters of one manager go to another at once (leaver, secondment, merged team; model.md §6).

Conflicts of interest stay: a matter that the new manager may not have goes to the next one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import uuid4

from bot.directory import matters
from bot.directory.notes import Step
from bot.errors import Refused
from bot.flows.assignment import hand_to, successor
from bot.people import Person, PersonId
from bot.ports import UnitOfWork
from bot.records.assignment import Assigned, Handed
from bot.records.base import RecordId

#: Name of a hand-over as a step, and in the history of each matter and of the manager who gave it up.
HAND_OVER = "hand_over"
#: Notices, once each, to the manager who takes over and to the one who handed over (`bot.courier.outgoing`).
TAKEN_OVER, HANDED_ON = "taken_over", "handed_on"


@dataclass(frozen=True, kw_only=True)
class Going:
    """Destination of one matter."""

    record: RecordId
    ref: str
    #: None: it stays, as nobody else may have it.
    to: PersonId | None


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Plan of a hand-over: all matters of the giver, with the destination of each."""

    giver: PersonId
    taker: PersonId
    going: tuple[Going, ...]

    @property
    def taken(self) -> tuple[str, ...]:
        """References of the matters that go to the person who takes over."""
        return tuple(each.ref for each in self.going if each.to == self.taker)

    @property
    def passed(self) -> tuple[str, ...]:
        """References of the matters that the person who takes over may not have; they go to the next manager."""
        return tuple(each.ref for each in self.going if each.to not in (None, self.taker))

    @property
    def staying(self) -> tuple[str, ...]:
        """References of the matters that nobody else may have."""
        return tuple(each.ref for each in self.going if each.to is None)


def hand_over_planned(giver: Person, taker: Person, uow: UnitOfWork) -> HandOver:
    """Plan of a hand-over. Raises Refused if the person who is to take over cannot have any matter."""
    if giver.id == taker.id:
        raise Refused("These are the same person: name who hands over, and then who takes over.")
    if not uow.people.is_manager(taker.id):
        raise Refused("Whoever is to take over manages nobody: give them a team in the directory first.")
    if not uow.people.can_act(taker.id, uow.policy.calendar.today(uow.now)):
        raise Refused("Whoever is to take over is away today, or cannot be reached. Hand over once they are here.")
    lying = matters.lying_with(giver.id, uow)
    # Dependent records first: each would otherwise move along with its parent, and must be listed itself.
    ordered = sorted(lying, key=lambda record: (record.origin.parent is None, record.origin.ref))
    going = (Going(record=record.id, ref=record.origin.ref, to=_to(record, taker.id, uow)) for record in ordered)
    return HandOver(giver=giver.id, taker=taker.id, going=tuple(going))


def _to(record: Assigned, taker: PersonId, uow: UnitOfWork) -> PersonId | None:
    """The manager who takes over, if they may have the matter; else the next one."""
    if _may_have(record, taker, uow):
        return taker
    return successor(record, uow.people, uow.policy.calendar.today(uow.now))


def _may_have(record: Assigned, taker: PersonId, uow: UnitOfWork) -> bool:
    """True if they are no part of it, may decide it, and have not said of it that they cannot take it."""
    if taker in record.conflicted() or not record.may_be_decided_by(taker, uow.people):
        return False
    return not any((entry.by, entry.act) == (taker, "could_not_take") for entry in uow.records.history(record.id))


def hand_over(drawn: HandOver, reason: str, uow: UnitOfWork) -> None:
    """Carry out a plan of this unit of work. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("Say why, with --reason: it is kept with each matter.")
    before = [r for person in (drawn.giver, drawn.taker) for r in matters.lying_with(person, uow)]
    handed = Handed(at=uow.now, reason=reason.strip())
    urgent = [_handed(going, drawn, handed, uow) for going in drawn.going]
    moved = tuple(matters.differences(before, uow))
    if not moved:
        return
    name = uuid4().hex
    uow.directory.noted(drawn.giver, HAND_OVER)
    uow.notes.keep(
        name,
        Step(
            name=name,
            at=uow.now,
            act=HAND_OVER,
            moved=moved,
            between=(drawn.giver, drawn.taker),
            reason=handed.reason,
        ),
    )
    tell(drawn.giver, drawn.taker if drawn.taken else None, name, uow, urgent=any(urgent))


def _handed(going: Going, drawn: HandOver, handed: Handed, uow: UnitOfWork) -> bool:
    """Hand one matter over. Returns True if it is urgent for the manager who takes over."""
    record = uow.records.peek(going.record)
    if going.to is None or not isinstance(record, Assigned) or record.handler != drawn.giver:
        return False
    said = record.changed(assigned=replace(record.assigned, handed=(*record.assigned.handed, handed)))
    quietly = (drawn.giver, drawn.taker)
    moved = hand_to(said, going.to, uow, by=None, act=HAND_OVER, quietly=quietly)
    return going.to == drawn.taker and any(series.urgent for series in moved.nudges())


def tell(giver: PersonId, taker: PersonId | None, step: str, uow: UnitOfWork, *, urgent: bool = False) -> None:
    """Notify each of the two once, and not once for each matter."""
    uow.outbox.put(giver, HANDED_ON, item=step)
    if taker is not None:
        uow.outbox.put(taker, TAKEN_OVER, item=step, urgent=urgent)
