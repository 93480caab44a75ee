"""A clock that is moved on by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.playground.stand_in.clock import MovableClock

START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_it_stands_until_it_is_moved() -> None:
    """By a while, or to a moment in any zone; it tells UTC."""
    clock = MovableClock(START)
    assert clock.now() == clock.now() == START
    assert clock.move(timedelta(hours=2)) == START + timedelta(hours=2)
    moved = clock.move_to(datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
    assert (moved, moved.tzinfo) == (datetime(2026, 11, 25, 0, 0, tzinfo=UTC), UTC)


def test_it_never_goes_back() -> None:
    """Neither by a while nor to a moment; and it takes no time without a zone."""
    clock = MovableClock(START)
    with pytest.raises(ValueError, match="never back"):
        clock.move(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="never back"):
        clock.move_to(START - timedelta(days=1))
    with pytest.raises(ValueError, match="time zone"):
        MovableClock(datetime(2026, 11, 24))  # noqa: DTZ001
    assert clock.now() == START
