"""One clock for all replicas: PostgreSQL's. On SQLite, a single process serves and uses its machine's."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from sqlalchemy import BigInteger, cast, extract, func, select

from bot.ports import Clock
from storage.session import Session
from storage.times import moment

_MICROSECONDS = 1_000_000
#: When the transaction began.
_BEGUN = select(cast(extract("epoch", func.now()) * _MICROSECONDS, BigInteger))
_AT_THE_MOMENT = select(cast(extract("epoch", func.clock_timestamp()) * _MICROSECONDS, BigInteger))


class MachineClock:
    """Clock of this machine."""

    def now(self) -> datetime:
        """Current moment, in UTC with its time zone."""
        return datetime.now(UTC)


def now(session: Session, clock: Clock | None) -> datetime:
    """Start of this transaction by that clock, or else by the database's."""
    if clock is not None:
        return clock.now()
    row = session.one(_BEGUN, {})
    assert row is not None  # it tells the time
    return moment(row[0])


def ahead(session: Session) -> float:
    """Seconds by which this machine's clock is ahead of PostgreSQL's."""
    asked = time.time()
    row = session.one(_AT_THE_MOMENT, {})
    assert row is not None  # it tells the time
    theirs: int = row[0]
    return (asked + time.time()) / 2 - theirs / _MICROSECONDS
