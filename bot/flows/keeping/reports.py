"""The report of a period, put together from the frozen counts of quarters; nothing is counted anew (model.md §9)."""

from __future__ import annotations

from bot.errors import Refused
from bot.ports import UnitOfWork
from bot.records.keeping import periods
from bot.records.keeping.periods import Period
from bot.records.keeping.quarter import Quarter
from bot.records.keeping.report import Quarterly, Report, drawn_up

#: More than any organisation has: fifty years.
_ALL = 200


def counted(uow: UnitOfWork) -> list[Quarterly]:
    """Every quarter that was counted, oldest first; without those from before counts were kept."""
    rows = uow.records.register((Quarter.kind,), limit=_ALL)
    found = sorted((uow.records.get(row.id, Quarter) for row in rows), key=lambda each: each.first)
    return [Quarterly(first=each.first, counts=each.counts) for each in found if each.counts is not None]


def report(uow: UnitOfWork, written: str = periods.LAST_TWELVE) -> Report:
    """The report of a period. Raises Refused if it is written wrongly, or nothing was counted yet."""
    found = counted(uow)
    if not found:
        raise Refused("No quarter is counted yet. A quarter is counted on the day after its last.")
    return drawn_up(periods.read(written, found[-1].first), found)


def offered(uow: UnitOfWork) -> list[Period]:
    """Periods to choose from: the newest quarter, its year, the year before, and the last twelve months."""
    found = counted(uow)
    newest = found[-1].first
    years = sorted({each.first.year for each in found}, reverse=True)[:2]
    several = [periods.year(newest.replace(year=year, month=1)) for year in years]
    return [periods.quarter(newest), *several, periods.last_twelve_months(newest)]
