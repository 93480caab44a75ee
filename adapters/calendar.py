"""The bank holidays of Scotland, for the core's working time (model.md §5)."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from functools import cache

import holidays


class BankHolidays(Container[date]):
    """Bank holidays of Scotland with their substitute days, in every year.

    Scottish employers vary by locality: what an organisation does besides belongs into the
    closures of its policy file.
    """

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _in_year(day.year)


@cache
def _in_year(year: int) -> frozenset[date]:
    # A set of its own for each year, because the library's calendar grows while it is read, and
    # here several threads read it.
    return frozenset(holidays.country_holidays("GB", subdiv="SCT", years=year))
