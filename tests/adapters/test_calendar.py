"""The bank holidays of Scotland."""

from __future__ import annotations

from datetime import date

import pytest

from adapters.calendar import BankHolidays


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2025, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"),
        (2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"),
    ],
)
def test_the_days_of_a_year(year: int, expected: str) -> None:
    """Substitute days where a holiday falls on a weekend, and the one-off day of June 2026 (model.md §5)."""
    days = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)]
    closed = [f"{day:%m-%d}" for day in days if day in BankHolidays() and day.weekday() < 5]
    assert " ".join(closed) == expected


@pytest.mark.parametrize("day", [date(2026, 4, 6), date(2026, 8, 31)])
def test_days_of_england_alone_are_worked(day: date) -> None:
    """Easter Monday and the last Monday of August."""
    assert day not in BankHolidays()


def test_what_is_no_day_is_no_holiday() -> None:
    """A container answers for whatever it is asked."""
    assert "2026-12-25" not in BankHolidays()
