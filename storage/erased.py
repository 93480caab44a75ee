"""Traces of erased records in the outbox, removed as soon as everybody has been told.

A notice and its message tie a person to a record. For an erased record they are needed until the last word about it is
in the chat, and no longer; a digest is kept for the other matters in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, exists, select

from bot.records.base import RecordId
from storage.session import Session
from storage.tables import message, notice, record

_IS_ERASED = exists().where(record.c.id == notice.c.about, record.c.is_erased)

_WRITTEN = exists().where(message.c.id == notice.c.message_id, message.c.due.is_(None))
_OF_MESSAGE = delete(notice).where(notice.c.message_id == bindparam("message"), _IS_ERASED, _WRITTEN)
_EMPTY = delete(message).where(
    message.c.id == bindparam("message"), ~exists().where(notice.c.message_id == bindparam("message"))
)
_DROPPED = delete(notice).where(notice.c.id == bindparam("notice"), notice.c.due.is_(None), _IS_ERASED)

_MESSAGES = (
    select(notice.c.message_id)
    .where(notice.c.about == bindparam("record"), notice.c.message_id.is_not(None))
    .distinct()
)
_NEVER_SENT = delete(notice).where(
    notice.c.about == bindparam("record"), notice.c.due.is_(None), notice.c.message_id.is_(None)
)


def forget_record(session: Session, erased: RecordId) -> None:
    """Remove the record's sent notices; unsent ones and those to be rewritten are kept until then."""
    session.run(_NEVER_SENT, {"record": erased})
    for (id_,) in session.all(_MESSAGES, {"record": erased}):
        forget_message(session, id_)


def forget_message(session: Session, written: str) -> None:
    """Remove the notices of a message about erased records, and the message with the last of them.

    Nothing happens to a message that is to be written again.
    """
    if session.run(_OF_MESSAGE, {"message": written}):
        session.run(_EMPTY, {"message": written})


def forget_notices(session: Session, dropped: Iterable[str]) -> None:
    """Remove those of these notices that are about erased records and will not be sent."""
    session.run_each(_DROPPED, [{"notice": id_} for id_ in dropped])
