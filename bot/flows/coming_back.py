"""Returning matters to managers back from leave, unless the manager covering has worked on them (§5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.flows.assignment import give_back
from bot.flows.pieces import MATTERS, for_each
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.assignment import Assigned
from bot.records.rights import VIEWS, Part

#: More matters than anybody has had at a time.
_MOST = 1000


def comes_back(person: PersonId, uow: UnitOfWork, limit: int = _MOST) -> int:
    """Return their matters to somebody who is back. Returns how many came back."""
    rows = uow.records.with_part(person, Part.FORMER_HANDLER, open_only=True, limit=_MOST)
    found = (record for row in rows if isinstance(record := uow.records.peek(row.id), Assigned))
    coming = list(islice((record for record in found if _may_come(record, person, uow)), limit))
    for record in coming:
        before = record.assigned.before[: record.assigned.before.index(person)]
        give_back(record, replace(record.assigned, to=person, before=before, stands_in_for=None), uow)
    return len(coming)


def _may_come(record: Assigned, person: PersonId, uow: UnitOfWork) -> bool:
    """True if it was theirs, is untouched since, and nothing prevents them from deciding it now."""
    if record.assigned.stands_in_for != person or person in record.conflicted() or not record.is_open:
        return False
    if not uow.people.is_manager(person) or not record.may_be_decided_by(person, uow.people):
        return False
    return uow.people.can_act(person, uow.policy.calendar.today(uow.now)) and not _is_touched(record, uow)


def _is_touched(record: Assigned, uow: UnitOfWork) -> bool:
    """True if the manager covering has done anything with it besides reading."""
    since, handler = record.assigned.since, record.handler
    lines = (e for e in uow.records.history(record.id) if handler is not None and e.by == handler and e.at >= since)
    return any(each.act not in VIEWS for each in lines)


def _are_here_again(uow: UnitOfWork) -> Iterator[PersonId]:
    today = uow.policy.calendar.today(uow.now)
    return (p.id for p in uow.people if p.absence is not None and p.absence.back <= today)


#: Once a day, for everybody whose absence is over.
everybody = for_each("coming_back", _are_here_again, lambda person, uow: comes_back(person, uow, MATTERS))
