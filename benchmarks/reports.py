"""`python -m benchmarks.reports`: the share of a report's cells that say something, by the size of the organisation.

Cells are the groups of every figure and the months and states of restrictions. A cell says something if its number is
told, by itself or with its neighbours, in the period or a longer one; it is silent if nothing but the total is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from benchmarks.years import quarters
from bot.records.keeping import periods
from bot.records.keeping.figures import SPLITS
from bot.records.keeping.periods import Period
from bot.records.keeping.report import Figure, Quarterly, Report, drawn_up
from bot.records.keeping.telling import LEAST

_YEARS, _SEEDS = 3, range(20)


def main() -> None:
    """Print a table."""
    print(f"{'people':>6}  {'report of':<10} {'said':>6}  {'exactly':>7} {'joined':>6} {'longer':>6}  today's way")  # noqa: T201
    for people in (60, 300, 2000):
        made = [quarters(people, _YEARS, seed) for seed in _SEEDS]
        for what, asked in (("a year", _years()), ("a quarter", _quarters())):
            sums = Counter(kind for each in made for period in asked for kind in cells(drawn_up(period, each)))
            old = Counter(kind for each in made for period in asked for kind in _plain(period, each))
            share = {kind: sums[kind] / sums.total() for kind in ("exact", "joined", "longer")}
            said = f"{sum(share.values()):6.1%}  {share['exact']:7.1%} {share['joined']:6.1%} {share['longer']:6.1%}"
            print(f"{people:>6}  {what:<10} {said}  {old['exact'] / old.total():6.1%}")  # noqa: T201


def _years() -> list[Period]:
    return [periods.year(date(2026 + number, 1, 1)) for number in range(_YEARS)]


def _quarters() -> list[Period]:
    return [periods.quarter(date(2026 + number // 4, 1 + number % 4 * 3, 1)) for number in range(4 * _YEARS)]


def cells(report: Report) -> Iterator[str]:
    """How each cell of a report is told."""
    for split in SPLITS:
        figure = report.figures.get((split.of, split.name))
        for group in range(max(1, len(split.groups))):
            yield _kind(figure, group)
    yield from ("exact" for _ in (*report.in_force, *report.standing))


def _kind(figure: Figure | None, group: int) -> str:
    if figure is None:
        return "silent"
    line = next(line for line in figure.lines if group in line.groups)
    if figure.split.groups and len(line.groups) == len(figure.split.groups):
        return "silent"
    return (
        "longer"
        if figure.is_wider or figure.is_waiting
        else "joined"
        if line.exact is None or len(line.groups) > 1
        else "exact"
    )


def _plain(period: Period, counted: list[Quarterly]) -> Iterator[str]:
    """The same where each cell of a period is told alone, if it is enough."""
    sums = sum((Counter(each.counts) for each in counted if each.first in period), Counter[str]())
    for split in SPLITS:
        whole = sums[split.of]
        for count in [sums[f"{split.of}.{split.name}.{group}"] for group in split.groups] or [whole]:
            yield "exact" if count >= LEAST or (whole >= LEAST and count == 0) else "silent"


if __name__ == "__main__":
    main()
