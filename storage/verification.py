"""Reading the whole history, and every record, to see that they are as they were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, exists, literal, select, union_all

from storage import columns
from storage.history import GENESIS, HEAD, Head, Line, Tampered, actor, last_line, mac, plain_digest, read, subject
from storage.session import Raw
from storage.store import Store
from storage.tables import history, party, record, tail
from storage.unit_of_work import UnitOfWork

_AFTER = select(history).where(history.c.seq > bindparam("seq")).order_by(history.c.seq).limit(bindparam("limit"))
_PAGE = 5_000


def _imprints(table: Table, which: int, place: ColumnElement[int]) -> Select[Any]:
    where = (literal(which).label("which"), place.label("place"))
    of_record = (table.c.record_id == record.c.id, table.c.imprint.is_not(None))
    return select(table.c.imprint, table.c.version, *where).where(*of_record).correlate(record)


_EVERY = union_all(_imprints(history, 0, history.c.seq), _imprints(tail, 1, tail.c.number)).subquery("every")
#: Of the newest version: whoever swaps the places of two lines that wait does not make the older the last.
_LAST_IMPRINT = (
    select(_EVERY.c.imprint)
    .order_by(_EVERY.c.version.desc(), _EVERY.c.which.desc(), _EVERY.c.place.desc())
    .limit(1)
    .scalar_subquery()
)
_RECORDS = (
    select(*(record.c[name] for name in columns.IMPRINTED), _LAST_IMPRINT)
    .where(record.c.id > bindparam("after"))
    .order_by(record.c.id)
    .limit(bindparam("limit"))
)
_PARTIES = select(party.c.record_id, party.c.person_id, party.c.part).where(
    party.c.record_id > bindparam("after"), party.c.record_id <= bindparam("last")
)
_RECORDS_PAGE = 500
_GONE = (
    select(history.c.seq)
    .where(history.c.imprint.is_not(None), ~exists().where(record.c.id == history.c.record_id))
    .order_by(history.c.seq)
    .limit(1)
)


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A history that holds: how many lines there are, and the hash of the last."""

    count: int
    head: str


@dataclass(frozen=True, kw_only=True)
class _Chain:
    """How far the chain was read: its last line, and the hash that this line had before there was a key."""

    head: Head = field(default=Head(0, GENESIS))
    plain: str = GENESIS


def verify(store: Store, *noted: Head) -> Verified:
    """Read the whole chain, and hold every record against its last line. Raises Tampered where one does not fit.

    Lines that wait are held against their MACs, and given their places.

    `noted` are heads that were noted elsewhere: the chain must still run through each. Without one, an
    earlier state that was brought back as a whole cannot be told from the present.
    """
    found = _read_on(store, _Chain(), noted)
    _check_head(store, found.head)
    store.seal()
    after = ""
    while page := store.run(partial(_records, after=after)):
        after = page
    store.seal()
    found = _read_on(store, found, noted)  # what was written meanwhile, by which the records were judged
    if missing := [head.count for head in noted if head.count > found.head.count]:
        raise Tampered(found.head.count + 1, f"is missing: {max(missing)} lines were noted")
    _check_head(store, found.head)
    return Verified(count=found.head.count, head=found.head.hash)


def _read_on(store: Store, so_far: _Chain, noted: Sequence[Head]) -> _Chain:
    """The chain to its end. The hashes of earlier days are made as far as a head is noted."""
    anchors: dict[int, set[str]] = {}
    for head in noted:
        anchors.setdefault(head.count, set()).add(head.hash)
    last_noted = max(anchors, default=0)
    if anchors.get(0, {GENESIS}) != {GENESIS}:
        raise Tampered(0, "is not the one that was noted")
    while page := store.run(partial(_lines, after=so_far.head.count, opened_to=last_noted)):
        for line, hash_, plain in page:
            seq = so_far.head.count + 1
            if line["seq"] != seq:
                raise Tampered(seq, "is missing")
            if hash_ != mac(store.vault, so_far.head.hash, line):
                raise Tampered(seq, "does not fit the one before it")
            known = plain_digest(so_far.plain, plain) if plain is not None else ""
            so_far = replace(so_far, head=Head(seq, hash_), plain=known)
            if anchors.get(seq, set()) - {hash_, known}:
                raise Tampered(seq, "is not the one that was noted")
    return so_far


def _lines(uow: UnitOfWork, after: int, opened_to: int) -> list[tuple[Line, str, Line | None]]:
    """The next lines, each with its hash and, up to this number, as it was before anybody's name was covered."""
    found = []
    for row in uow.session.all(_AFTER, {"seq": after, "limit": _PAGE}):
        line, hash_ = read(row)
        found.append((line, hash_, _opened(uow, line) if line["seq"] <= opened_to else None))
    return found


def _opened(uow: UnitOfWork, line: Line) -> Line:
    vault = uow.context.vault
    plain = line | {"by_person": actor(vault, line["by_person"]), "record_id": subject(vault, line["record_id"])}
    return {name: plain[name] for name in plain if name not in {"imprint", "id"}}


def _records(uow: UnitOfWork, after: str) -> str:
    """Look at the records after this one. Returns the last of them, or nothing. Raises Tampered."""
    rows = uow.session.all(_RECORDS, {"after": after, "limit": _RECORDS_PAGE})
    if not rows:
        if gone := uow.session.one(_GONE, {}):
            raise Tampered(gone[0], "is of a record that is not there any more")
        return ""
    last: str = rows[-1][0]
    parties: dict[str, list[tuple[str, str]]] = {}
    for id_, who, part in uow.session.all(_PARTIES, {"after": after, "last": last}):
        parties.setdefault(id_, []).append((who, part))
    for row in rows:
        _hold(row, parties.get(row[0], []))
    return last


def _hold(row: Raw, parties: Sequence[tuple[str, str]]) -> None:
    *values, imprint = row
    kept: dict[str, Any] = dict(zip(columns.IMPRINTED, values, strict=True))
    if imprint is None:
        raise Tampered(0, "stands in no line of the history", record=kept["ref"])
    if imprint != columns.imprint(kept, parties):
        raise Tampered(0, "differs from what its last line in the history says", record=kept["ref"])


def _check_head(store: Store, last: Head) -> None:
    """See that the head names the last line read, or has moved on since. Raises Tampered."""
    found = store.run(lambda uow: last_line(uow.session.one(HEAD, {}), uow.context.vault))
    if found.count < last.count or (found.count == last.count and found.hash != last.hash):
        raise Tampered(last.count, "is not the one that the head names")
    if found.count > last.count and not store.run(partial(_lines, after=last.count, opened_to=0)):
        raise Tampered(last.count + 1, "is missing")
