"""Unsent forms: sealed, for the person who typed them alone, and for a limited time."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.chat.events import Value, Values
from bot.people import PersonId
from storage.context import StoreContext
from storage.crypto import Sealed
from storage.session import Session
from storage.tables import draft

#: Time for which a draft is kept.
DAYS_KEPT = 30


class Kept(NamedTuple):
    """Sealed content of a draft."""

    person: str
    form: str
    about: str | None
    values: dict[str, Value]


_KEPT = TypeAdapter(Kept)

_COLUMNS: dict[str, Any] = {name: bindparam(name) for name in ("about", "kept_at", "wrapped_key", "body")}
_KEEP = upsert(draft).values(id=bindparam("id"), **_COLUMNS).on_conflict_do_update(index_elements=["id"], set_=_COLUMNS)
_LOAD = select(draft.c.wrapped_key, draft.c.body).where(
    draft.c.id == bindparam("id"), draft.c.kept_at > bindparam("since")
)
_DROP = delete(draft).where(draft.c.id == bindparam("id"))
_FORGET = delete(draft).where(draft.c.about == bindparam("about"))
_PRUNE = delete(draft).where(draft.c.kept_at <= bindparam("before"))


class Drafts:
    """The drafts, inside one unit of work."""

    def __init__(self, session: Session, context: StoreContext, now: int) -> None:
        self._session = session
        self._vault = context.vault
        self._now = now
        self._since = now - DAYS_KEPT * 86_400_000_000

    def keep(self, person: PersonId, form: str, values: Values, about: str | None = None) -> str:
        """Keep a draft, replacing an earlier one for the same form and record. Returns its id."""
        id_ = self._id(person, form, about)
        sealed = self._vault.seal("draft", id_, _KEPT.dump_json(Kept(person, form, about, dict(values))))
        blind = self._about(about) if about else None
        self._session.run(_KEEP, {"id": id_, "about": blind, "kept_at": self._now} | sealed._asdict())
        return id_

    def find(self, person: PersonId, form: str, about: str | None = None) -> Values | None:
        """Draft for this form and record, if it is less than 30 days old."""
        kept = self._load(self._id(person, form, about))
        return None if kept is None else kept.values

    def take(self, person: PersonId, draft: str) -> tuple[str, str | None, Values] | None:
        """The draft with this id, if it is theirs. It is kept until it is dropped."""
        kept = self._load(draft)
        return None if kept is None or kept.person != person else (kept.form, kept.about, kept.values)

    def drop(self, person: PersonId, form: str, about: str | None = None) -> None:
        """Remove a draft that is no longer needed."""
        self._session.run(_DROP, {"id": self._id(person, form, about)})

    def forget(self, about: str) -> None:
        """Remove everybody's drafts about this record."""
        self._session.run(_FORGET, {"about": self._about(about)})

    def prune(self) -> int:
        """Remove drafts past their time. Returns their number."""
        return self._session.run(_PRUNE, {"before": self._since})

    def _id(self, person: PersonId, form: str, about: str | None) -> str:
        return self._vault.blind("draft", person, form, about or "")

    def _about(self, record: str) -> str:
        return self._vault.blind("draft about", record)

    def _load(self, id_: str) -> Kept | None:
        row = self._session.one(_LOAD, {"id": id_, "since": self._since})
        return None if row is None else _KEPT.validate_json(self._vault.unseal("draft", id_, Sealed(*row)))
