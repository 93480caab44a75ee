"""Stored data, as anybody would find it who opened the database without its keys.

Read only, for the playground's panel; no value here was ever decrypted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class StoredRecord:
    """A record's row: its plain columns, and the encrypted body."""

    ref: str
    kind: str
    state: str
    version: int
    created_at: datetime
    #: The people with a part, each under a pseudonym for that part, and the part.
    parties: tuple[tuple[str, str], ...]
    due: datetime | None
    is_open: bool
    #: The beginning of the ciphertext, and how many bytes it has.
    sealed: bytes
    sealed_bytes: int


@dataclass(frozen=True, kw_only=True)
class OutboxLine:
    """A notice that waits, was sent, or is never to be sent."""

    #: Their pseudonym for this record's notices.
    to: str
    view: str
    #: The reference that it is about.
    ref: str
    #: "waiting", "sent" or "dropped".
    state: str
    #: One word: why it was dropped.
    why: str
    kind: str
    lane: str
    occurrence: int
    #: When it goes, while it waits.
    due: datetime | None
    attempts: int


@dataclass(frozen=True, kw_only=True)
class NudgeAhead:
    """A nudge with its time."""

    ref: str
    kind: str
    item: str
    lane: str
    occurrence: int
    due: datetime


@dataclass(frozen=True, kw_only=True)
class ChainLine:
    """A line of the history."""

    number: int
    at: datetime
    #: The actor, or that there was none, encrypted: another text each time.
    by: str
    act: str
    ref: str
    version: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class StoredRows:
    """Everything at one moment: the newest of each first, but nudges by their time."""

    records: tuple[StoredRecord, ...]
    outbox: tuple[OutboxLine, ...]
    nudges: tuple[NudgeAhead, ...]
    chain: tuple[ChainLine, ...]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Result of checking the history against its chain, in a sentence."""

    holds: bool
    words: str


class StoredData(Protocol):
    """Reader of stored data."""

    async def look(self, limit: int = 60) -> StoredRows:
        """Read the stored data, with at most `limit` rows of each kind."""
        ...

    async def next_due(self, after: datetime) -> datetime | None:
        """Next time at which something happens by itself: a nudge, or a message to send or rewrite."""
        ...

    async def next_nudge(self) -> datetime | None:
        """Time of the next nudge."""
        ...

    async def verify(self) -> Verdict:
        """Read the whole history and check every hash."""
        ...
