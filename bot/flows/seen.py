"""Earlier readers of a record, according to its history."""

from __future__ import annotations

from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId


def has_seen(person: PersonId, about: RecordId, version: int, uow: UnitOfWork) -> bool:
    """True if this person has read the record since it had this version, or done something with it."""
    return any(entry.by == person and entry.version >= version for entry in uow.records.history(about))
