"""The people: each in a sealed row, and all of them in memory for as long as nobody changes."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.people import People, Person, PersonId
from bot.records.base import RecordId
from storage.crypto import Sealed
from storage.history import Ledger
from storage.session import Session
from storage.shelf import Shelf, Snapshot
from storage.tables import DIRECTORY, account, meta, person

_PERSON = TypeAdapter(Person)

_TOKEN = select(meta.c.value).where(meta.c.name == bindparam("name"))
_SET_TOKEN = update(meta).where(meta.c.name == bindparam("its_name")).values(value=bindparam("value"))
_ALL = select(person.c.id, person.c.wrapped_key, person.c.body).order_by(person.c.position, person.c.id)
_LAST_POSITION = select(func.coalesce(func.max(person.c.position), 0))
_SEALED: dict[str, Any] = {name: bindparam(name) for name in ("email", "wrapped_key", "body")}
_PUT = (
    upsert(person)
    .values(id=bindparam("id"), position=bindparam("position"), **_SEALED)
    .on_conflict_do_update(index_elements=["id"], set_=_SEALED)
)
_REMOVE = delete(person).where(person.c.id == bindparam("of"))
_ADD_ACCOUNT = insert(account)
_REMOVE_ACCOUNTS = delete(account).where(account.c.person_id == bindparam("of"))
#: How the id of a platform was called in a body, before there was one place for all of them.
_ID = "_id"


class Directory:
    """The people, inside one unit of work."""

    def __init__(self, session: Session, shelf: Shelf, ledger: Ledger) -> None:
        self._session = session
        self._shelf = shelf
        self._ledger = ledger
        self._seen: Snapshot | None = None
        self._changed = False
        #: Looked up once: it takes as long as there are people.
        self._position: int | None = None

    def people(self) -> People:
        """The snapshot: as it stands in the database, and the same object while it is the same."""
        if self._seen is None:
            self._seen = self._current()
        return self._seen.people

    def put(self, changed: Person) -> Person:
        """Keep a new or changed person. Their place in the order stays."""
        blind = self._shelf.vault.blind
        sealed = self._shelf.vault.seal("person", changed.id, _PERSON.dump_json(changed))
        email = blind("email", changed.email) if changed.email else None
        row = {"id": changed.id, "email": email, "position": self._next_position()}
        self._session.run(_PUT, row | sealed._asdict())
        self._session.run(_REMOVE_ACCOUNTS, {"of": changed.id})
        accounts = [blind(f"{platform}{_ID}", id_) for platform, id_ in changed.ids.items()]
        self._session.run_each(_ADD_ACCOUNT, [{"id": account, "person_id": changed.id} for account in accounts])
        self._has_changed()
        return changed

    def _next_position(self) -> int:
        """After everybody else, for somebody new."""
        if self._position is None:
            row = self._session.one(_LAST_POSITION, {})
            self._position = row[0] if row else 0
        self._position += 1
        return self._position

    def remove(self, gone: PersonId) -> None:
        """They were never here."""
        for statement in (_REMOVE_ACCOUNTS, _REMOVE):
            self._session.run(statement, {"of": gone})
        self._has_changed()

    def noted(self, about: PersonId, act: str) -> None:
        """Add a line to the history: something about who somebody is has changed."""
        self._ledger.add(act, None, RecordId(about), 0)

    def _has_changed(self) -> None:
        if not self._changed:
            self._session.run(_SET_TOKEN, {"its_name": DIRECTORY, "value": uuid4().hex})
            self._changed = True
        self._seen = None

    def _current(self) -> Snapshot:
        row = self._session.one(_TOKEN, {"name": DIRECTORY})
        token: str | None = row[0] if row else None
        known = self._shelf.snapshot
        if token == known.token and not self._changed:
            return known
        rows = {id_: self._read(id_, Sealed(*sealed), known) for id_, *sealed in self._session.all(_ALL, {})}
        people = People(
            (p for _, p in rows.values()),
            duty_manager_email=self._shelf.policy.duty_manager,
            chair_email=self._shelf.policy.chair,
            appeal_decider_email=self._shelf.policy.appeal_decider,
            on_call_emails=((turn.since, turn.email) for turn in self._shelf.policy.on_call),
        )
        snapshot = Snapshot(token, people, rows)
        if not self._changed:  # what this unit of work has changed is not for others before it is committed
            self._shelf.snapshot = snapshot
        return snapshot

    def _read(self, id_: str, sealed: Sealed, known: Snapshot) -> tuple[Sealed, Person]:
        before = known.rows.get(id_)
        if before is not None and before[0] == sealed:
            return before
        return sealed, _person(self._shelf.vault.unseal("person", id_, sealed))


def _person(body: bytes) -> Person:
    """Somebody, also as they were kept when each platform's id stood beside the name."""
    if b'"ids":' in body:
        return _PERSON.validate_json(body)
    kept = json.loads(body)
    ids = {key.removesuffix(_ID): id_ for key, id_ in kept.items() if key.endswith(_ID) and id_}
    return _PERSON.validate_python({"ids": ids} | kept)
