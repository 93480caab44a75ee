"""The people: each in a sealed row, and all of them in memory until somebody changes.

Only a reader of the decrypted rows learns in which order people came: the rows of one unit of work are written
together, in the order of their ids.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from operator import attrgetter, itemgetter
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, insert, null, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.people import People, Person, PersonId
from bot.ports import HistoryEntry
from storage.context import KeptPerson, Snapshot, StoreContext
from storage.crypto import Sealed
from storage.history import Ledger
from storage.session import Session
from storage.tables import DIRECTORY, account, meta, person

_PERSON = TypeAdapter(Person)

_TOKEN = select(meta.c.value).where(meta.c.name == bindparam("name"))
_SET_TOKEN = update(meta).where(meta.c.name == bindparam("its_name")).values(value=bindparam("value"))
_PASS_TOKEN = (
    update(meta)
    .where(meta.c.name == bindparam("its_name"), meta.c.value == bindparam("seen"))
    .values(value=bindparam("value"))
)
_ALL = select(person.c.id, person.c.wrapped_key, person.c.body)
_SEALED: dict[str, Any] = {name: bindparam(name) for name in ("email", "wrapped_key", "body")}
_PUT = upsert(person).values(id=bindparam("id"), **_SEALED).on_conflict_do_update(index_elements=["id"], set_=_SEALED)
_REMOVE = delete(person).where(person.c.id == bindparam("of"))
_GIVE_UP = update(person).where(person.c.id == bindparam("of")).values(email=null())
_ADD_ACCOUNT = insert(account)
_REMOVE_ACCOUNTS = delete(account).where(account.c.person_id == bindparam("of"))
#: Names of platform ids in older bodies, from before there was one place for all of them.
_ID = "_id"


class Directory:
    """The people, inside one unit of work."""

    def __init__(self, session: Session, context: StoreContext, ledger: Ledger) -> None:
        self._session = session
        self._context = context
        self._ledger = ledger
        self._seen: Snapshot | None = None
        #: Token of the database's content once this has changed it, and the token seen just before.
        self._token = ""
        self._before: Snapshot | None = None
        #: People to be written, and those already written, by row id.
        self._kept: dict[str, Person] = {}
        self._written: dict[str, KeptPerson] = {}
        self._removed: set[str] = set()
        #: Place of each person in the order; read once.
        self._places: dict[PersonId, int] | None = None
        self._last_place = 0

    def people(self) -> People:
        """The snapshot of the database: the same object while nothing changes."""
        if self._seen is None:
            self._seen = self._current()
        return self._seen.people

    def put(self, changed: Person) -> Person:
        """Keep a new or changed person, with their place in the order."""
        self._place(changed.id)
        self._kept[self._row(changed.id)] = changed
        self._has_changed()
        return changed

    def write(self) -> None:
        """Write the people kept; an address or account that changes hands never belongs to two at once."""
        rows = sorted(self._kept.items())
        self._kept = {}
        owners = [self._whose(kept.id) for _, kept in rows]
        self._session.run_each(_GIVE_UP, [{"of": id_} for id_, _ in rows])
        self._session.run_each(_REMOVE_ACCOUNTS, [{"of": owner} for owner in owners])
        self._session.run_each(_PUT, [self._columns(id_, kept) for id_, kept in rows])
        accounts = [
            {"id": self._context.vault.blind(f"{platform}{_ID}", account), "person_id": owner}
            for (_, kept), owner in zip(rows, owners, strict=True)
            for platform, account in kept.ids.items()
        ]
        self._session.run_each(_ADD_ACCOUNT, sorted(accounts, key=itemgetter("id")))

    def _columns(self, id_: str, kept: Person) -> dict[str, Any]:
        email = self._context.vault.blind("email", kept.email) if kept.email else None
        place = self._place(kept.id)
        sealed = self._context.vault.seal("person", id_, b"%d\n%b" % (place, _PERSON.dump_json(kept)))
        self._written[id_] = KeptPerson(sealed.mark, place, kept)
        self._removed.discard(id_)
        return {"id": id_, "email": email, **sealed._asdict()}

    def _place(self, person: PersonId) -> int:
        """Place of this person, or the one after everybody else."""
        if self._places is None:
            self.people()
            seen = self._context.snapshot if self._seen is None else self._seen
            self._places = {kept.person.id: kept.place for kept in seen.rows.values()}
            self._last_place = max(self._places.values(), default=0)
        if person not in self._places:
            self._last_place += 1
            self._places[person] = self._last_place
        return self._places[person]

    def _row(self, person: PersonId) -> str:
        return self._context.vault.blind("person", person)

    def _whose(self, person: PersonId) -> str:
        return self._context.vault.blind("account of", person)

    def remove(self, gone: PersonId) -> None:
        """Remove a person as though they had never been here."""
        row = self._row(gone)
        self._kept.pop(row, None)
        self._removed.add(row)
        self._session.run(_REMOVE_ACCOUNTS, {"of": self._whose(gone)})
        self._session.run(_REMOVE, {"of": row})
        self._has_changed()

    def noted(self, about: PersonId, act: str) -> None:
        """Add a line to the history for a change in somebody's identity."""
        self._ledger.about(about, act)

    def history(self, of: PersonId) -> list[HistoryEntry]:
        """History of a person's identity, oldest first."""
        return self._ledger.of_somebody(of)

    def _has_changed(self) -> None:
        if not self._token:
            self._token, self._before = uuid4().hex, self._seen
            its = {"its_name": DIRECTORY, "value": self._token}
            # A concurrent change waits here; then the state it has read is out of date.
            if self._before is None or not self._session.run(_PASS_TOKEN, its | {"seen": self._before.token}):
                self._before = None
                self._session.run(_SET_TOKEN, its)
        self._seen = None

    def _current(self) -> Snapshot:
        self.write()
        row = self._session.one(_TOKEN, {"name": DIRECTORY})
        token: str | None = row[0] if row else None
        if token == self._context.snapshot.token:
            return self._context.snapshot
        rows = self._rows()
        people = People(
            (kept.person for kept in sorted(rows.values(), key=attrgetter("place"))),
            duty_manager_email=self._context.policy.duty_manager,
            chair_email=self._context.policy.chair,
            appeal_decider_email=self._context.policy.appeal_decider,
            on_call_emails=((turn.since, turn.email) for turn in self._context.policy.on_call),
        )
        # Nobody else takes it before it is committed: until then they find another token. What changes from now on
        # has one of its own.
        self._context.snapshot = Snapshot(token, people, rows)
        self._token = ""
        return self._context.snapshot

    def _rows(self) -> Mapping[str, KeptPerson]:
        """Everybody by row id; read again unless nobody else can have changed them."""
        if self._token and self._before is not None:
            rows = {**self._before.rows, **self._written}
            return {id_: kept for id_, kept in rows.items() if id_ not in self._removed} if self._removed else rows
        known = self._context.snapshot
        return {id_: self._read(id_, Sealed(*sealed), known) for id_, *sealed in self._session.all(_ALL, {})}

    def _read(self, id_: str, sealed: Sealed, known: Snapshot) -> KeptPerson:
        before = self._written.get(id_) or known.rows.get(id_)
        if before is not None and before.mark == sealed.mark:
            return before
        place, _, body = self._context.vault.unseal("person", id_, sealed).partition(b"\n")
        return KeptPerson(sealed.mark, int(place), _person(body))


def _person(body: bytes) -> Person:
    """A person from their row, also in the form from when platform ids stood beside the name."""
    if b'"ids":' in body:
        return _PERSON.validate_json(body)
    kept = json.loads(body)
    ids = {key.removesuffix(_ID): id_ for key, id_ in kept.items() if key.endswith(_ID) and id_}
    return _PERSON.validate_python({"ids": ids} | kept)
