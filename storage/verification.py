"""Reading the whole history, to see that it is as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage.history import GENESIS, HEAD, Tampered, digest
from storage.session import Raw
from storage.store import Store
from storage.tables import history

_AFTER = select(history).where(history.c.seq > bindparam("seq")).order_by(history.c.seq).limit(bindparam("limit"))
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
            last, expected = line.pop("hash"), digest(last, line)
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
    row = store.run(lambda uow: uow.session.one(HEAD, {}))
    if row is None or row[0] < seq or (row[0] == seq and row[1] != last):
        raise Tampered(seq, "is not the one that the head names")
    if row[0] > seq and not _after(store, seq, 1):
        raise Tampered(seq + 1, "is missing")
    return last


def _after(store: Store, seq: int, limit: int) -> Sequence[Raw]:
    return store.run(lambda uow: uow.session.all(_AFTER, {"seq": seq, "limit": limit}))
