"""The history: a chain in which each line vouches for all before it.

A line's hash is SHA-256 over the hash before it and the line as canonical JSON. Whoever keeps the
head somewhere else can tell at any time whether anything was changed, removed, swapped or cut off.
Lines hold pseudonymous ids alone, so that erasing a person or a record does not break the chain.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from bot.errors import HarbourError
from bot.people import PersonId
from bot.ports import HistoryEntry
from bot.records.base import RecordId
from storage.session import Session
from storage.tables import head, history
from storage.times import moment

#: The hash before the first line.
GENESIS = "0" * 64

#: The last line; whoever reads it holds it until they commit.
HEAD = select(head.c.seq, head.c.hash).with_for_update()
_SET_HEAD = update(head).values(seq=bindparam("seq"), hash=bindparam("hash"))
_ADD = insert(history)
_OF_RECORD = (
    select(history.c.at, history.c.by_person, history.c.act, history.c.version)
    .where(history.c.record_id == bindparam("record_id"))
    .order_by(history.c.seq)
)

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


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
        row = self._session.one(HEAD, {})
        if row is None:
            raise Tampered(0, "has lost its head")
        seq, last = row
        for line in self._lines:
            seq += 1
            line["seq"] = seq
            last = line["hash"] = digest(last, line)
        self._session.run_each(_ADD, self._lines)
        self._session.run(_SET_HEAD, {"seq": seq, "hash": last})
        self._lines = []


def digest(previous: str, line: dict[str, Any]) -> str:
    """The hash of a line that follows the one with this hash."""
    return sha256((previous + _canonical(line)).encode()).hexdigest()
