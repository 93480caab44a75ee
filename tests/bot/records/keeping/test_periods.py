"""Periods of a report."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.records.keeping import periods

NEWEST = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2025Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("last-12-months", date(2025, 10, 1), date(2026, 9, 30)),
    ],
)
def test_a_period_is_read_as_it_is_written(written: str, first: date, last: date) -> None:
    """With its days, and written the same again."""
    period = periods.read(written, NEWEST)
    assert (period.first, period.last, period.name) == (first, last, written)
    assert first in period
    assert period.end not in period


@given(written=st.text())
def test_anything_else_is_refused(written: str) -> None:
    """Never a crash."""
    with suppress(Refused):
        assert periods.read(written, NEWEST).name == written


@pytest.mark.parametrize("written", ["2026Q5", "2026q3", "26", "٢٠٢٦", "2026Q3\n", ""])
def test_what_looks_like_a_period_is_refused_as_well(written: str) -> None:
    """Digits of other scripts, and lines that go on."""
    with pytest.raises(Refused):
        periods.read(written, NEWEST)
