"""Limits on how far ahead or back a day may lie: a slip of the finger is queried, and never kept."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from bot.errors import Problem, lacking


def months_after(day: date, months: int) -> date:
    """Return the same day that many months later, or earlier; the last of its month if that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def a_year_after(day: date) -> date:
    """Return the last day allowed for plans: an action, a conversation, time away."""
    return months_after(day, 12)


def a_year_before(day: date) -> date:
    """Return the first day allowed for events: telling somebody, a talk."""
    return months_after(day, -12)


def within(first: date, last: date, /, **days: date | None) -> dict[str, Problem]:
    """Return the days, by question id, that are missing or outside these limits."""
    return lacking(**days) | {name: Problem.OUTSIDE for name, day in days.items() if day and not first <= day <= last}


def hours(since: datetime, until: datetime) -> int:
    """Return the whole hours between two moments; none if the second comes first."""
    return max(0, int((until - since).total_seconds()) // 3600)
