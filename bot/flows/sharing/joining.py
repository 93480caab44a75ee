"""Whoever comes to hold a role later gets the cards that stand, and is asked to read them (policy 1.14.2)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.sharing.record import SharingDecision

#: How many are looked at in one go.
_AT_A_TIME = 200


def bring_in(uow: UnitOfWork) -> int:
    """Ask whoever holds a role by now and has not been asked (R-1.14.2-4). Returns how many cards that were.

    For after an import of the directory and for every day.
    """
    cards = 0
    for standing in _open(uow):
        decision = uow.records.get(standing, SharingDecision)
        if not decision.waits_to_be_read:
            continue
        joined = decision.joins((p for role in decision.roles for p in uow.people.holding(role)), uow.now)
        if joined != decision:
            uow.records.save(joined, by=None, act="joined")
            cards += 1
    return cards


def _open(uow: UnitOfWork) -> Iterator[RecordId]:
    after = 0
    while rows := uow.records.register([SharingDecision.kind], after=after, limit=_AT_A_TIME):
        yield from (row.id for row in rows if row.is_open)
        after += len(rows)
