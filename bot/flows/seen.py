"""Who has had a record before them, as its history tells."""

from __future__ import annotations

from bot.people import PersonId
from bot.ports import Notice, UnitOfWork
from bot.records.base import RecordId
from bot.views import notices


def has_seen(person: PersonId, about: RecordId, version: int, uow: UnitOfWork) -> bool:
    """Whether this person has read the record since it had this version, or done something with it."""
    return any(entry.by == person and entry.version >= version for entry in uow.records.history(about))


def read_since(notice: Notice, uow: UnitOfWork) -> bool:
    """Whether it only says that something was added, and its recipient has had the record before them since then."""
    if notice.view not in notices.ADDED or notice.about is None or not notice.item:
        return False
    return has_seen(notice.to, notice.about, int(notice.item), uow)
