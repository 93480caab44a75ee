"""The numbers of references.

On SQLite one transaction writes at a time: each takes the next, and none is left out. On PostgreSQL all that take one
would wait for one another until they are kept: so each replica takes a block at a time, in a transaction of its own,
and hands it out. What is left of a block when a replica ends is never given: numbers can be missing, and those of two
replicas are in no order between them.
"""

from __future__ import annotations

from collections import defaultdict, deque
from threading import Lock
from typing import Protocol

from sqlalchemy import Insert, bindparam, func
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.engine import Engine

from storage.session import Session
from storage.tables import counter

#: How many numbers a replica takes at a time.
BLOCK = 10


def _taken(many: int) -> Insert:
    return (
        upsert(counter)
        .values(prefix=bindparam("prefix"), value=many)
        .on_conflict_do_update(index_elements=["prefix"], set_={"value": counter.c.value + many})
    )


_NEXT = _taken(1).returning(counter.c.value)
# Need not be on the disk by itself: it is there before any record that has a number of it.
_NEXT_BLOCK = _taken(BLOCK).returning(counter.c.value, func.set_config("synchronous_commit", "off", True))  # noqa: FBT003


class Numbers(Protocol):
    """Gives numbers."""

    def next(self, prefix: str, session: Session) -> int:
        """One that no other reference with this prefix has or will have."""
        ...


class InTurn:
    """The next, in the transaction of whoever takes it: it is given again if that fails."""

    def next(self, prefix: str, session: Session) -> int:
        """The next."""
        row = session.one(_NEXT, {"prefix": prefix})
        assert row is not None  # it returns what it wrote
        number: int = row[0]
        return number


class Blocks:
    """One of this replica's block; the next block where that is used up. From any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._left: defaultdict[str, deque[int]] = defaultdict(deque)
        #: So that one connection is enough, however many threads are without a number.
        self._lock = Lock()

    def next(self, prefix: str, session: Session) -> int:  # noqa: ARG002 - not in the transaction of whoever asks
        """The next of the block."""
        with self._lock:
            left = self._left[prefix]
            if not left:
                last = self._take(prefix)
                left.extend(range(last - BLOCK + 1, last + 1))
            return left.popleft()

    def _take(self, prefix: str) -> int:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            last: int = connection.execute(_NEXT_BLOCK, {"prefix": prefix}).scalar_one()
        return last
