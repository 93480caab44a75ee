"""Clocks of the stand-ins (`bot.ports.Clock`): the time as it is, and one that is moved on by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Lock


class WallClock:
    """The time as it is."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that is moved by hand. May be shared between threads."""

    def __init__(self, start: datetime) -> None:
        self._lock = Lock()
        self._now = _aware(start)

    def now(self) -> datetime:
        """The moment, in UTC."""
        with self._lock:
            return self._now

    def move(self, by: timedelta) -> datetime:
        """Move on by this much and return the new time. Raises ValueError for a step back."""
        if by < timedelta(0):
            raise ValueError("A clock moves on, never back.")
        with self._lock:
            self._now += by
            return self._now

    def move_to(self, moment: datetime) -> datetime:
        """Move on to this moment. Raises ValueError if it has passed or has no time zone."""
        wanted = _aware(moment)
        with self._lock:
            if wanted < self._now:
                raise ValueError("A clock moves on, never back.")
            self._now = wanted
            return self._now


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(UTC)
