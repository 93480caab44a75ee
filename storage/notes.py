"""Harbour's own notes of a few kinds: sealed, in the order in which they were first kept."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.context import StoreContext
from storage.crypto import Sealed
from storage.session import Session
from storage.tables import note

T = TypeVar("T")

#: Time for which a note is kept.
DAYS_KEPT = 180

_NEXT_POSITION = select(func.coalesce(func.max(note.c.position), 0) + 1)
_CHANGING: dict[str, Any] = {name: bindparam(name) for name in ("kept_at", "wrapped_key", "body")}
_KEEP = (
    upsert(note)
    .values(id=bindparam("id"), kind=bindparam("kind"), position=_NEXT_POSITION.scalar_subquery(), **_CHANGING)
    .on_conflict_do_update(index_elements=["id"], set_=_CHANGING)
)
_FIND = select(note.c.wrapped_key, note.c.body).where(note.c.id == bindparam("id"))
_ALL = (
    select(note.c.id, note.c.wrapped_key, note.c.body).where(note.c.kind == bindparam("kind")).order_by(note.c.position)
)
_DROP = delete(note).where(note.c.id == bindparam("id"))
_PRUNE = delete(note).where(note.c.kept_at <= bindparam("before"))


class Notes:
    """The notes, inside one unit of work."""

    def __init__(self, session: Session, context: StoreContext, now: int) -> None:
        self._session = session
        self._vault = context.vault
        self._now = now

    def keep(self, name: str, noted: object) -> None:
        """Keep a note under this name, in place of an earlier one of its kind."""
        kind = type(noted).__name__
        id_ = self._id(kind, name)
        sealed = self._vault.seal("note", id_, _adapter(type(noted)).dump_json(noted))
        self._session.run(_KEEP, {"id": id_, "kind": kind, "kept_at": self._now} | sealed._asdict())

    def find(self, kind: type[T], name: str) -> T | None:
        """Note of this kind and name."""
        id_ = self._id(kind.__name__, name)
        row = self._session.one(_FIND, {"id": id_})
        return None if row is None else self._read(kind, id_, Sealed(*row))

    def all(self, kind: type[T]) -> list[T]:
        """Notes of a kind, in the order in which they were first kept."""
        rows = self._session.all(_ALL, {"kind": kind.__name__})
        return [self._read(kind, id_, Sealed(*sealed)) for id_, *sealed in rows]

    def drop(self, kind: type[object], name: str) -> bool:
        """Remove a note. Returns True if it was there: of two concurrent callers, only one gets True."""
        return self._session.run(_DROP, {"id": self._id(kind.__name__, name)}) > 0

    def prune(self) -> int:
        """Remove notes past their time. Returns their number."""
        return self._session.run(_PRUNE, {"before": self._now - DAYS_KEPT * 86_400_000_000})

    def _id(self, kind: str, name: str) -> str:
        return self._vault.blind("note", kind, name)

    def _read(self, kind: type[T], id_: str, sealed: Sealed) -> T:
        noted: T = _adapter(kind).validate_json(self._vault.unseal("note", id_, sealed))
        return noted


#: Made once per process: making one takes far longer than using it.
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
