"""The history: a chain in which each line vouches for all before it.

A line's hash is SHA-256 over the hash before it and the line as canonical JSON. Whoever keeps the
head somewhere else can tell at any time whether anything was changed, removed, swapped or cut off.
Lines hold pseudonymous ids alone, so that erasing a person or a record does not break the chain.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from bot.errors import HarbourError
from bot.people import PersonId
from bot.ports import HistoryEntry
from bot.records.base import RecordId
from storage.session import Raw, Session
from storage.tables import head, history
from storage.times import moment

if TYPE_CHECKING:
    from storage.store import Store

#: The hash before the first line.
GENESIS = "0" * 64

_HEAD = select(head.c.seq, head.c.hash).with_for_update()
_SET_HEAD = update(head).values(seq=bindparam("seq"), hash=bindparam("hash"))
_ADD = insert(history)
_OF_RECORD = (
    select(history.c.at, history.c.by_person, history.c.act, history.c.version)
    .where(history.c.record_id == bindparam("record_id"))
    .order_by(history.c.seq)
)
_AFTER = select(history).where(history.c.seq > bindparam("seq")).order_by(history.c.seq).limit(bindparam("limit"))

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_PAGE = 5_000


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last line of a chain: how many there are, and its hash."""

    count: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A chain that holds."""

    count: int
    head: str


class Tampered(HarbourError):
    """The history is not as it was written."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"The history is not as it was written: line {line} {why}.")
        self.line = line


class Ledger:
    """The lines that one unit of work adds. They are written last: the head is locked briefly."""

    def __init__(self, session: Session, now: int) -> None:
        self._session = session
        self._now = now
        self._lines: list[dict[str, Any]] = []

    def add(self, act: str, by: PersonId | None, record: RecordId | None, version: int) -> None:
        """Add a line."""
        self._lines.append({"at": self._now, "by_person": by, "act": act, "record_id": record, "version": version})

    def of(self, record: RecordId) -> list[HistoryEntry]:
        """The lines about a record, oldest first."""
        kept = self._session.all(_OF_RECORD, {"record_id": record})
        added = [(x["at"], x["by_person"], x["act"], x["version"]) for x in self._lines if x["record_id"] == record]
        return [
            HistoryEntry(at=moment(at), by=by and PersonId(by), act=act, version=version)
            for at, by, act, version in (*kept, *added)
        ]

    def write(self) -> None:
        """Write the lines and move the head on."""
        if not self._lines:
            return
        row = self._session.one(_HEAD, {})
        if row is None:
            raise Tampered(0, "has lost its head")
        seq, last = row
        for line in self._lines:
            seq += 1
            line["seq"] = seq
            last = line["hash"] = _hash(last, line)
        self._session.run_each(_ADD, self._lines)
        self._session.run(_SET_HEAD, {"seq": seq, "hash": last})
        self._lines = []


def verify(store: Store, anchor: Head | None = None) -> Verified:
    """Read the whole chain. Raises Tampered at the first line that does not fit.

    `anchor` is a head that was noted elsewhere: the chain must still run through it. Without one,
    lines cut off at the end together with the head cannot be told from lines never written.
    """
    seq, last = 0, GENESIS
    while page := _after(store, seq, _PAGE):
        for row in page:
            line = dict(zip(history.c.keys(), row, strict=True))
            if line["seq"] != seq + 1:
                raise Tampered(seq + 1, "is missing")
            last, expected = line.pop("hash"), _hash(last, line)
            if last != expected:
                raise Tampered(seq + 1, "does not fit the one before it")
            seq += 1
            if anchor is not None and anchor.count == seq and anchor.hash != last:
                raise Tampered(seq, "is not the one that was noted")
    if anchor is not None and anchor.count > seq:
        raise Tampered(seq + 1, "is missing")
    return Verified(count=seq, head=_checked_head(store, seq, last))


def _checked_head(store: Store, seq: int, last: str) -> str:
    """The hash of the last line read, if the head agrees or has moved on since."""
    row = store.run(lambda uow: uow.session.one(_HEAD, {}))
    if row is None or row[0] < seq or (row[0] == seq and row[1] != last):
        raise Tampered(seq, "is not the one that the head names")
    if row[0] > seq and not _after(store, seq, 1):
        raise Tampered(seq + 1, "is missing")
    return last


def _after(store: Store, seq: int, limit: int) -> Sequence[Raw]:
    return store.run(lambda uow: uow.session.all(_AFTER, {"seq": seq, "limit": limit}))


def _hash(previous: str, line: dict[str, Any]) -> str:
    return sha256((previous + _canonical(line)).encode()).hexdigest()
