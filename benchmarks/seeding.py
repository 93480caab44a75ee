"""A database with as many records as wanted: a few real matters, multiplied.

The core itself makes the matters in a small database (reported, told to the manager, acknowledged, talked about,
decided; some are still open). All their rows are then copied again and again for another team, at another time: with
ids and references of their own, sealed anew by the store's own cipher, with a history chained by the store's own
ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Boolean, Table, insert, select, update

from adapters.calendar import BankHolidays
from benchmarks import staff
from benchmarks.payloads import NOTE
from benchmarks.staff import Clock
from bot.chat.events import ActionEvent, SubmitEvent, Values
from bot.courier import nudging, outcome, parcels
from bot.dispatcher import Dispatcher
from bot.people import Person
from bot.policy import Policy
from bot.records.base import RecordId
from storage import Store, columns, items
from storage import tables as t
from storage.crypto import Sealed
from storage.history import Ledger, actor
from storage.ids import new_id
from storage.unit_of_work import UnitOfWork

#: Share of matters that are still open.
_OPEN = 0.02
#: Years over which the matters are spread, and copies written in one commit.
_DAYS = 3650
_AT_A_TIME = 50

#: Days after a matter is closed until its last reminder is past.
_AFTERWARDS = 21

#: Tables to copy, in an order in which every row points only at earlier ones.
_TABLES: Sequence[Table] = (t.record, t.party, t.nudge, t.message, t.notice)
_INSERT = {table.name: insert(table) for table in _TABLES}
_COUNT = update(t.counter).where(t.counter.c.prefix == "EC").values(value=10_000_000)
_STAMPS = frozenset({"created_at", "updated_at", "closed_at", "due", "rank", "not_before", "sent_at"})

Row = dict[str, Any]


def policy() -> Policy:
    """The packaged policy with the bank holidays of Scotland."""
    return Policy.load(None, closed_days=BankHolidays())


def seed(url: str, keys: str, wanted: int, folder: Path) -> None:
    """Fill the database with the staff and about so many records."""
    store = Store(url, keys, policy(), Clock())
    try:
        store.run(lambda uow: [uow.directory.put(person) for person in staff.everybody()])
        few = max(100, round(wanted * _OPEN))
        _multiply(store, _matters(folder / "closed.db", keys, close=True), wanted - few)
        _multiply(store, _matters(folder / "open.db", keys, close=False), few)
        store.run(lambda uow: uow.session.run(_COUNT, {}))
    finally:
        store.close()


# -- a few real matters ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Matters:
    """Rows of one team's matters, with the parts that differ in every copy."""

    rows: Mapping[str, Sequence[Row]]
    history: Sequence[Row]
    ids: Sequence[str]
    refs: Sequence[str]
    people: Sequence[str]
    is_open: bool


def _matters(path: Path, keys: str, *, close: bool) -> _Matters:
    clock = Clock(staff.MORNING - (timedelta(days=_AFTERWARDS) if close else timedelta(hours=1)))
    store = Store(f"sqlite:///{path}", keys, policy(), clock)
    try:
        store.run(lambda uow: [uow.directory.put(person) for person in staff.everybody()])
        core, (manager, *others) = Dispatcher(), staff.team(0)
        for number, reporter in enumerate(others * 2 if close else others):
            _story(store, core, manager, reporter, number, close=close)
        for _ in range(_AFTERWARDS - 1 if close else 0):
            clock.move(timedelta(days=1))
            _deliver(store)
        return store.run(lambda uow: _read(uow, is_open=not close))
    finally:
        store.close()


def _story(store: Store, core: Dispatcher, manager: Person, reporter: Person, number: int, *, close: bool) -> None:
    """Play one matter, from the report on; every fourth names the individual."""
    values: Values = {"channel": "phone", "reasons": ("distressing", "abusive"), "warned": "warned", "note": NOTE}
    if number % 4 == 0:
        values = {**values, "individual": f"Tenancy {number:05d}", "relationship": "tenant"}
    known = set(_ids(store))
    _send(store, core, reporter, "ended_contact.report", None, values)
    record = next(id_ for id_ in _ids(store) if id_ not in known)
    _deliver(store)
    if close:
        act = ActionEvent(person=manager.id, action="ended_contact.acknowledge", about=record, key=token_hex(8))
        store.run(lambda uow: core.handle(act, uow))
        talked: Values = {"happened": "talked", "on": store.run(lambda uow: uow.now).date().isoformat()}
        _send(store, core, manager, "ended_contact.talked", record, talked)
        triage: Values = {
            "categories": ("demands",),
            "zero_tolerance": "no",
            "follow_ups": ("restorative",),
            "words": "Thank you for telling me. I have written to them about how we speak with one another.",
        }
        _send(store, core, manager, "ended_contact.triage", record, triage)
        (step,) = store.run(lambda uow: uow.records.grown(RecordId(record)))
        taken: Values = {"what": "break", "words": "Two calm weeks", "on": talked["on"], "by": manager.id}
        _send(store, core, manager, "restorative.note", step.id, taken)
        _deliver(store)


def _ids(store: Store) -> list[str]:
    """The reports, oldest first."""
    wanted = select(t.record.c.id).where(t.record.c.kind == "ended_contact").order_by(t.record.c.ref)
    return [id_ for (id_,) in store.run(lambda uow: uow.session.all(wanted, {}))]


def _send(store: Store, core: Dispatcher, person: Person, form: str, about: str | None, values: Values) -> None:
    record = RecordId(about) if about else None
    event = SubmitEvent(person=person.id, key=token_hex(8), form=form, about=record, values=values)
    store.run(lambda uow: core.handle(event, uow))


def _deliver(store: Store) -> None:
    """Do the work of the courier as if every message had arrived."""
    while store.run(nudging.nudge):
        pass
    store.run(_delivered)


def _delivered(uow: UnitOfWork) -> None:
    for parcel in parcels.claim(uow):
        letter = parcels.prepare(uow, parcel)
        if letter is not None and letter.removes:
            outcome.removed(uow, letter)
        elif letter is not None:
            outcome.delivered(uow, letter, {"slack": "D0SOMEBODY 1.2"})


def _read(uow: UnitOfWork, *, is_open: bool) -> _Matters:
    rows = {table.name: [_row(uow, table, raw) for raw in uow.session.all(select(table), {})] for table in _TABLES}
    history = [
        dict(zip(t.history.c.keys(), raw, strict=True))
        for raw in uow.session.all(select(t.history).order_by(t.history.c.seq), {})
    ]
    for line in history:
        line["by_person"] = actor(uow.context.vault, line["by_person"])
    return _Matters(
        rows=rows,
        history=history,
        ids=[row["id"] for name in ("record", "message", "notice") for row in rows[name]],
        refs=[row["ref"] for row in rows["record"]],
        people=[person.id for person in staff.team(0)],
        is_open=is_open,
    )


def _row(uow: UnitOfWork, table: Table, raw: Sequence[Any]) -> Row:
    """A row with its sealed text opened, in which people are named by their own ids."""
    vault, row = uow.context.vault, dict(zip(table.c.keys(), raw, strict=True))
    # SQLite has numbers where PostgreSQL wants booleans.
    row |= {name: bool(row[name]) for name, column in table.c.items() if isinstance(column.type, Boolean)}
    if "body" in row:
        sealed = Sealed(row.pop("wrapped_key"), row["body"])
        row["body"] = vault.unseal(table.name, row["id"], sealed, row.get("version"))
    if table is t.record:
        row["facts"] = columns.facts(vault, row["id"], row["version"], row["facts"])
    if table is t.party:
        names = {vault.blind("party", row["part"], person.id): person.id for person in uow.people}
        row["person_id"] = names[row["person_id"]]
    if table is t.notice:
        row["to_person"] = vault.named(row["to_person"], "notice", row["about"] or "")
    if "item" in row:
        row["item"] = items.shown(vault, row["item"], row.get("about", row.get("record_id")))
    return row


def _closed(uow: UnitOfWork, table: str, row: Row) -> Row:
    """The row as it is stored."""
    vault, row = uow.context.vault, dict(row)
    if table == "record":
        row["facts"] = columns.covered(vault, row["id"], row["version"], row["facts"])
    if table == "party":
        row["person_id"] = vault.blind("party", row["part"], row["person_id"])
    if "item" in row:
        row["item"] = items.hidden(vault, row["item"], row.get("about", row.get("record_id")))
    if table == "notice":
        row["digest"] = None if row["digest"] is None else vault.blind("digest", row["to_person"])
        row["to_person"] = vault.alias(row["to_person"], "notice", row["about"] or "")
    if "body" in row:
        row |= vault.seal(table, row["id"], row["body"], row.get("version"))._asdict()
    return row


# -- multiplied ------------------------------------------------------------------------------------------


class _Copies:
    """Copies of matters, each for another team."""

    def __init__(self, of: _Matters, total: int) -> None:
        self._of = of
        self._total = total
        self._tokens = re.compile(b"|".join(x.encode() for x in (*of.ids, *of.refs, *of.people)))
        # Parts of a row's text: fixed ones alternate with tokens.
        self._texts = {
            (name, row["id"]): re.split(b"(%b)" % self._tokens.pattern, row["body"])
            for name, rows in of.rows.items()
            for row in rows
            if "body" in row
        }

    def write(self, numbers: Iterable[int], uow: UnitOfWork) -> None:
        """Write the copies with these numbers."""
        for number in numbers:
            self._write(number, uow)

    def _write(self, number: int, uow: UnitOfWork) -> None:
        of = self._of
        shift = 0 if of.is_open else round(_DAYS * 86_400_000_000 * (1 - number / self._total)) + 86_400_000_000
        now = of.history[0]["at"] - shift
        new: dict[Any, Any] = {id_: new_id(now) for id_ in of.ids}
        new |= {ref: _numbered(ref, number, of) for ref in of.refs}
        new |= dict(zip(of.people, (p.id for p in staff.team(number % staff.TEAMS)), strict=True))
        new_bytes = {old.encode(): found.encode() for old, found in new.items()}
        made = {
            name: [_closed(uow, name, self._row(name, row, new, new_bytes, shift)) for row in rows]
            for name, rows in of.rows.items()
        }
        for name, rows in made.items():
            uow.session.run_each(_INSERT[name], rows)
        imprints = {row["id"]: columns.imprint(row, _parties(made["party"], row["id"])) for row in made["record"]}
        ledger = Ledger(uow.session, uow.context.vault, now)
        for line in of.history:
            about = new.get(line["record_id"])
            imprint = None if line["imprint"] is None else imprints.get(about)
            ledger.add(line["act"], new.get(line["by_person"]), about, line["version"], imprint)
        ledger.write()

    def _row(self, name: str, row: Row, new: Mapping[Any, Any], new_bytes: Mapping[bytes, bytes], shift: int) -> Row:
        copy = {column: new.get(value, value) if type(value) is str else value for column, value in row.items()}
        for column in _STAMPS & copy.keys():
            if copy[column] is not None and copy[column] != t.LAST:
                copy[column] -= shift
        if "body" in row:
            copy["body"] = b"".join(new_bytes.get(part, part) for part in self._texts[name, row["id"]])
        if copy.get("lookup"):
            copy["lookup"] = token_hex(16)
        return copy


def _parties(rows: Sequence[Row], of: str) -> list[tuple[str, str]]:
    return [(row["person_id"], row["part"]) for row in rows if row["record_id"] == of]


def _numbered(ref: str, number: int, of: _Matters) -> str:
    """A reference for the copy: open matters have the higher numbers."""
    prefix, _, own = ref.partition("-")
    return f"{prefix}-{(5_000_000 if of.is_open else 0) + number * len(of.refs) + int(own):07d}"


def _multiply(store: Store, matters: _Matters, wanted: int) -> None:
    total = max(1, round(wanted / len(matters.refs)))
    copies = _Copies(matters, total)
    for first in range(0, total, _AT_A_TIME):
        store.run(partial(copies.write, range(first, min(first + _AT_A_TIME, total))))
