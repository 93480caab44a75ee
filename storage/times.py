"""The one form in which times are kept: microseconds since 1970 in UTC, as a whole number.

The same on every database, exact, and sorted correctly without any notion of time zones.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stamp(moment: datetime) -> int:
    """Microseconds since 1970. Raises ValueError for a time without a zone: it would be a guess."""
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone to be kept")
    return (moment - _EPOCH) // _MICROSECOND


def moment(stamp: int) -> datetime:
    """The time of a stamp, in UTC."""
    return _EPOCH + timedelta(microseconds=stamp)


class Utc(TypeDecorator[datetime]):
    """A column of times."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else stamp(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else moment(value)
