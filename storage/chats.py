"""Chats of people on each platform: the platform's own reference, sealed, for as long as it is of use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.people import PersonId
from storage.context import StoreContext
from storage.crypto import Sealed
from storage.session import Session
from storage.tables import chat

_CHANGING: dict[str, Any] = {name: bindparam(name) for name in ("kept_at", "wrapped_key", "body")}
_KEEP = (
    upsert(chat)
    .values(id=bindparam("id"), person_id=bindparam("person_id"), platform=bindparam("platform"), **_CHANGING)
    .on_conflict_do_update(index_elements=["id"], set_=_CHANGING)
)
_FIND = select(chat.c.wrapped_key, chat.c.body).where(chat.c.id == bindparam("id"))
_NEWEST = (
    select(chat.c.id, chat.c.wrapped_key, chat.c.body)
    .where(chat.c.platform == bindparam("platform"))
    .order_by(chat.c.kept_at.desc(), chat.c.id.desc())
    .limit(1)
)
_FORGET = delete(chat).where(chat.c.id == bindparam("id"))
_FORGET_ALL = delete(chat).where(chat.c.person_id == bindparam("person_id"))


class Chats:
    """The references of chats, inside one unit of work."""

    def __init__(self, session: Session, context: StoreContext, now: int) -> None:
        self._session = session
        self._vault = context.vault
        self._now = now

    def keep(self, person: PersonId, platform: str, reference: str) -> None:
        """Keep a reference in place of an earlier one; an unchanged one is not written."""
        if self.find(person, platform) == reference:
            return
        id_ = self._id(person, platform)
        sealed = self._vault.seal("chat", id_, reference.encode())
        where = {"id": id_, "person_id": self._whose(person), "platform": platform, "kept_at": self._now}
        self._session.run(_KEEP, where | sealed._asdict())

    def find(self, person: PersonId, platform: str) -> str | None:
        """The platform's reference of this person's chat."""
        id_ = self._id(person, platform)
        row = self._session.one(_FIND, {"id": id_})
        return None if row is None else self._read(id_, Sealed(*row))

    def forget(self, person: PersonId, platform: str) -> None:
        """Remove the reference of a chat that no longer exists."""
        self._session.run(_FORGET, {"id": self._id(person, platform)})

    def newest(self, platform: str) -> str | None:
        """The reference saved last, of any person; among several of one moment, always the same one."""
        row = self._session.one(_NEWEST, {"platform": platform})
        if row is None:
            return None
        id_, *sealed = row
        return self._read(id_, Sealed(*sealed))

    def prune(self, left: Iterable[PersonId]) -> int:
        """Remove the chats of people who have left. Returns their number."""
        return sum(self._session.run(_FORGET_ALL, {"person_id": self._whose(person)}) for person in left)

    def _id(self, person: PersonId, platform: str) -> str:
        return self._vault.blind("chat", person, platform)

    def _whose(self, person: PersonId) -> str:
        return self._vault.blind("chat of", person)

    def _read(self, id_: str, sealed: Sealed) -> str:
        return self._vault.unseal("chat", id_, sealed).decode()
