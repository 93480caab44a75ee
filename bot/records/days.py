"""How far ahead or back a day may lie: a slip of the finger is asked about, and never kept."""

from __future__ import annotations

import calendar
from datetime import date

from bot.errors import Problem, lacking


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the last of its month where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def a_year_after(day: date) -> date:
    """The last day for what is planned: an action, a conversation, time away."""
    return months_after(day, 12)


def a_year_before(day: date) -> date:
    """The first day for what is said to have happened since: that somebody was told, that people talked."""
    return months_after(day, -12)


def within(first: date, last: date, /, **days: date | None) -> dict[str, Problem]:
    """Return those days, by the id of the question, that are missing or none of these."""
    return lacking(**days) | {name: Problem.OUTSIDE for name, day in days.items() if day and not first <= day <= last}
