"""Matters of a manager, when people leave, come back, or no longer manage anybody (model.md §6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from bot.directory.notes import Moved, Step
from bot.directory.plan import Move
from bot.flows.assignment import give_back, pass_on, successor
from bot.flows.pieces import MATTERS, for_each
from bot.people import People, PersonId
from bot.ports import UnitOfWork
from bot.records.assignment import Assigned
from bot.records.rights import Part

#: More than anybody has open at a time.
_MOST = 1000


def moved_on(person: PersonId, uow: UnitOfWork, limit: int = _MOST) -> list[Moved]:
    """Move somebody's matters to the next manager, and return the moves, dependent records included."""
    before = {record.id: record for record in lying_with(person, uow, limit)}
    for id_ in before:
        record = uow.records.peek(id_)
        if isinstance(record, Assigned) and record.handler == person:
            pass_on(record, uow, by=None, act="left")
    return list(differences(before.values(), uow))


def lying_with(person: PersonId, uow: UnitOfWork, limit: int = _MOST) -> Iterator[Assigned]:
    """Open matters whose handler is this person."""
    for summary in uow.records.with_part(person, Part.HANDLER, open_only=True, limit=limit):
        record = uow.records.peek(summary.id)
        if isinstance(record, Assigned) and record.handler == person:
            yield record


def unable_now(before: People, after: People) -> list[PersonId]:
    """People who could be handlers before, and cannot after."""
    unable = _unable(after)
    return [person for person in unable if before.is_manager(person)]


def would_move(people: Iterable[PersonId], after: People, uow: UnitOfWork) -> tuple[Move, ...]:
    """Moves of the matters of these people, once the directory is as it is `after`."""
    today = uow.policy.calendar.today(uow.now)
    records = [record for person in people for record in lying_with(person, uow)]
    return tuple(Move(ref=r.origin.ref, has_a_next=successor(r, after, today) is not None) for r in records)


def brought_back(people: Collection[PersonId], uow: UnitOfWork) -> list[Moved]:
    """Give people who are listed again the matters that they lost by leaving, if nobody has touched those since."""
    given: list[Moved] = []
    for step in reversed(uow.notes.all(Step) if people else []):
        for moved in step.moved:
            if moved.before.to in people:
                given += returned(moved, uow, untouched=True)
    return given


def returned(
    moved: Moved, uow: UnitOfWork, *, untouched: bool = False, quietly: Collection[PersonId] = ()
) -> list[Moved]:
    """Return a matter to its former handler, unless it has moved on since, or they may not have it."""
    record, to = uow.records.peek(moved.record), moved.before.to
    if not isinstance(record, Assigned) or not record.is_open or record.assigned != moved.after:
        return []
    if untouched and record.state != moved.state:
        return []
    may = to is None or (uow.people.is_manager(to) and record.may_be_decided_by(to, uow.people))
    if not may or to in record.conflicted():
        return []
    give_back(record, moved.before, uow, quietly=quietly)
    return list(differences([record], uow))


def _unable(people: People) -> list[PersonId]:
    return [person.id for person in people if not person.active or not people.is_manager(person.id)]


def differences(before: Iterable[Assigned], uow: UnitOfWork) -> Iterator[Moved]:
    """Changes of handler among these matters."""
    for record in before:
        now = uow.records.peek(record.id)
        if isinstance(now, Assigned) and now.assigned != record.assigned:
            yield Moved(record=record.id, before=record.assigned, after=now.assigned, state=now.state)


#: Daily: matters of people who have left, or no longer manage anybody, move the same day.
reroute = for_each("reroute", lambda uow: _unable(uow.people), lambda person, uow: len(moved_on(person, uow, MATTERS)))
