"""The period of a report: a quarter, a year, or the last twelve months that are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import Refused
from bot.records.days import months_after

#: As it is written by people and in addresses.
LAST_TWELVE = "last-12-months"
_WRITTEN = re.compile(r"(?P<year>20\d\d)(?:Q(?P<quarter>[1-4]))?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period of whole quarters."""

    name: str
    #: First day, and the day after the last.
    first: date
    end: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.end


def quarter(first: date) -> Period:
    """The quarter that begins on this day."""
    name = f"{first.year}Q{(first.month + 2) // 3}"
    return Period(name=name, first=first, end=months_after(first, 3))


def year(of: date) -> Period:
    """The year of this day."""
    return Period(name=str(of.year), first=date(of.year, 1, 1), end=date(of.year + 1, 1, 1))


def last_twelve_months(newest: date) -> Period:
    """The twelve months that end with the quarter that begins on this day."""
    return Period(name=LAST_TWELVE, first=months_after(newest, -9), end=months_after(newest, 3))


def read(written: str, newest: date) -> Period:
    """The period that is written so. Raises Refused, and says how to write one."""
    if written == LAST_TWELVE:
        return last_twelve_months(newest)
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise Refused(f"A period is written as 2026Q3, 2026 or {LAST_TWELVE}.")
    first = date(int(found["year"]), 1, 1)
    return quarter(months_after(first, 3 * (int(found["quarter"]) - 1))) if found["quarter"] else year(first)
