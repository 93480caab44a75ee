"""The history: a chain in which each line vouches for all before it, and for how a record was kept.

Where many write at once, none of them waits for the chain's end: a line is kept beside the chain, under a MAC of its
own, and given its place soon after (`storage.sealing`). Where one writes at a time, it has its place at once.

A line's hash is a MAC, under a key of the database's own, over the hash before it and the line as
canonical JSON; the head has a MAC as well. Whoever can write the database and has no key can make
neither: what is changed, removed or swapped is found. What stays possible is to bring back all of an
earlier state at once, which is found against a head that was noted somewhere else.

Who acted is covered in every line, named or not, and looks the same in all of them. A line that goes
with a change holds the record's imprint (`storage.columns`): the record is held against its last one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from sqlalchemy import bindparam, insert, select, update

from bot.errors import HarbourError
from bot.people import PersonId
from bot.ports import HistoryEntry
from bot.records.base import RecordId
from storage.crypto import Vault
from storage.ids import new_id
from storage.session import Raw, Session
from storage.tables import head, history, tail
from storage.times import moment

#: The hash before the first line.
GENESIS = "0" * 64

#: The acts of lines that are there for their imprint alone: a record was kept and nobody acted; Harbour began to vouch.
KEPT, SEALED = "rewritten", "sealed"
_QUIET = frozenset({KEPT, SEALED})
#: Where a line's actor is covered; and how a line says that it is about somebody, and not about a record.
_ACTOR, _SOMEBODY = "history", "person:"

#: The last line of the chain; whoever is to add one holds it until they commit.
HEAD = select(head.c.seq, head.c.hash, head.c.mac)
_HELD_HEAD = HEAD.with_for_update()
_SET_HEAD = update(head).values(seq=bindparam("seq"), hash=bindparam("hash"), mac=bindparam("mac"))
_ADD = insert(history)
_WAITING = ("id", "at", "by_person", "act", "record_id", "version", "imprint", "mac")
_WAIT = insert(tail).values({name: bindparam(name) for name in _WAITING})
_ENTRY = ("id", "at", "by_person", "act", "version")
_OF_RECORD = (
    select(*(history.c[name] for name in _ENTRY))
    .where(history.c.record_id == bindparam("record_id"))
    .order_by(history.c.seq)
)
_WAITING_OF_RECORD = (
    select(*(tail.c[name] for name in _ENTRY)).where(tail.c.record_id == bindparam("record_id")).order_by(tail.c.number)
)

_NOTED = re.compile(r"(?<![0-9A-Za-z])([0-9]{1,18}):([0-9a-f]{64})(?![0-9A-Za-z])")

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode

#: A line before it has a number and a hash.
Line = dict[str, Any]


class Tampered(HarbourError):
    """What is kept is not as it was written."""

    def __init__(self, line: int, why: str, *, record: str = "") -> None:
        """`line`: of the history, 0 where it is the `record`, or none that has a place."""
        what = f"The record {record} is not as it was kept:" if record else "The history is not as it was written:"
        super().__init__(f"{what} {f'line {line}' if line else 'it'} {why}.")
        self.line = line


@dataclass(frozen=True)
class Head:
    """The last line of a chain: how many there are, and its hash."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"

    @classmethod
    def noted(cls, text: str) -> list[Self]:
        """Every head that is written there, among whatever else."""
        return [cls(int(count), digest) for count, digest in _NOTED.findall(text)]


class Ledger:
    """The lines that one unit of work adds. They are written last: the head is locked briefly."""

    def __init__(self, session: Session, vault: Vault, now: int) -> None:
        self._session = session
        self._vault = vault
        self._now = now
        self._lines: list[tuple[PersonId | None, Line]] = []

    def add(
        self, act: str, by: PersonId | None, record: RecordId | None, version: int, imprint: str | None = None
    ) -> None:
        """Add a line; with an imprint, if the record was kept."""
        line = {"at": self._now, "act": act, "record_id": record, "version": version, "imprint": imprint}
        self._lines.append((by, line))

    def about(self, somebody: PersonId, act: str) -> None:
        """Add a line that is about a person and no record."""
        self.add(act, None, subject_of(self._vault, somebody), 0)

    def of(self, record: RecordId) -> list[HistoryEntry]:
        """The lines about a record, oldest first."""
        kept = [(at, actor(self._vault, by), act, version) for _, at, by, act, version in self._rows(record)]
        added = [(x["at"], by, x["act"], x["version"]) for by, x in self._lines if x["record_id"] == record]
        return [
            HistoryEntry(at=moment(at), by=by, act=act, version=version)
            for at, by, act, version in (*kept, *added)
            if act not in _QUIET
        ]

    def _rows(self, record: RecordId) -> Iterator[Raw]:
        # What waits is read first: a line that is given its place meanwhile is seen twice, and not missed.
        wanted = {"record_id": record}
        waiting = [] if self._session.alone else self._session.all(_WAITING_OF_RECORD, wanted)
        placed = set()
        for row in self._session.all(_OF_RECORD, wanted):
            placed.add(row[0])
            yield row
        yield from (row for row in waiting if row[0] not in placed)

    def of_somebody(self, somebody: PersonId) -> list[HistoryEntry]:
        """The lines about a person, oldest first."""
        return self.of(subject_of(self._vault, somebody))

    def write(self) -> None:
        """Write the lines. Raises Tampered where they have their places at once, and the head is not ours."""
        if not self._lines:
            return
        lines = [line | {"by_person": cover(self._vault, by)} for by, line in self._lines]
        if self._session.alone:
            chain(self._session, self._vault, lines)
        else:
            lines = [line | {"id": new_id(self._now)} for line in lines]
            self._session.run_each(_WAIT, [line | {"mac": waiting_mac(self._vault, line)} for line in lines])
        self._lines = []


def chain(session: Session, vault: Vault, lines: Sequence[Line]) -> None:
    """Give lines their places after the last, and move the head on. Raises Tampered where the head is not ours."""
    if not lines:
        return
    found = last_line(session.one(_HELD_HEAD, {}), vault)
    seq, last = found.count, found.hash
    rows = []
    for line in lines:
        seq += 1
        placed = line | {"seq": seq}
        last = mac(vault, last, placed)
        rows.append({"id": None} | placed | {"hash": last})
    session.run_each(_ADD, rows)
    session.run(_SET_HEAD, head_row(vault, Head(seq, last)))


def subject_of(vault: Vault, somebody: str) -> RecordId:
    """What a line about this person holds."""
    return RecordId(_SOMEBODY + vault.alias(somebody, _ACTOR))


def subject(vault: Vault, record: str | None) -> str | None:
    """What a line is about: the id of a record or a person."""
    if record is None or not record.startswith(_SOMEBODY):
        return record
    return vault.named(record.removeprefix(_SOMEBODY), _ACTOR)


def cover(vault: Vault, by: PersonId | None) -> str:
    """Who acted, as a line holds it: nobody looks like everybody."""
    return vault.cover(by or "", _ACTOR)


def actor(vault: Vault, covered: str) -> PersonId | None:
    """Who acted, if the line says so."""
    return PersonId(vault.uncover(covered, _ACTOR)) or None


def last_line(row: Raw | None, vault: Vault) -> Head:
    """The head, if it is one that was written. Raises Tampered."""
    if row is None:
        raise Tampered(0, "has lost its head")
    found, vouched = Head(*row[:2]), row[2]
    if found != Head(0, GENESIS) and vouched != _vouched(vault, found):
        raise Tampered(found.count, "is named by a head that nobody wrote")
    return found


def head_row(vault: Vault, found: Head) -> dict[str, Any]:
    """The head as it is kept."""
    return {"seq": found.count, "hash": found.hash, "mac": _vouched(vault, found)}


def _vouched(vault: Vault, found: Head) -> str:
    return vault.vouch("head", str(found.count), found.hash)


def read(row: Raw) -> tuple[Line, str]:
    """A row of the history as the line that it was written as, and its hash."""
    line = dict(zip(history.c.keys(), row, strict=True))
    if line["id"] is None:
        del line["id"]
    return line, line.pop("hash")


def mac(vault: Vault, previous: str, line: Line) -> str:
    """The hash of a line that follows the one with this hash."""
    return vault.vouch("line", previous, _canonical(line))


def waiting_mac(vault: Vault, line: Line) -> str:
    """MAC of a line that has no place yet."""
    return vault.vouch("waits", _canonical(line))


def plain_digest(previous: str, line: Line) -> str:
    """The hash that a line had before there was a key (until schema 0010), with nobody covered in it."""
    return sha256((previous + _canonical(line)).encode()).hexdigest()
