"""`python -m benchmarks.reports`: the share of a report's cells that say something, by the size of the organisation.

Cells are the groups of every figure and the months and states of restrictions. A cell says something if its number is
told, by itself or with its neighbours, for the period, a longer time or an earlier one; it is silent if nothing but
the total is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import typer

from benchmarks.years import quarters
from bot.records.keeping import periods
from bot.records.keeping.figures import SPLITS
from bot.records.keeping.periods import Period
from bot.records.keeping.report import Figure, Quarterly, Report, drawn_up
from bot.records.keeping.telling import LEAST

_YEARS, _SEEDS = 3, range(10)


_KINDS = ("exact", "joined", "longer", "earlier")


def main() -> None:
    """Print a table: reports as they are drawn up on the day after their period, and at the end of the three years."""
    typer.echo(f"{'':<34} {'said':>7} {' '.join(f'{kind:>7}' for kind in _KINDS)}")
    for people in (60, 300, 2000):
        made = [quarters(people, _YEARS, seed) for seed in _SEEDS]
        for what, asked in (("a year", _years()), ("a quarter", _quarters())):
            for when in ("at once", "later"):
                kinds = (cells(_report(period, each, at_once=when == "at once")) for each in made for period in asked)
                _say(f"{people} people, {what}, {when}", Counter(kind for found in kinds for kind in found))
        sums = Counter(kind for each in made for period in _quarters() for kind in _alone(period, each))
        _say(f"{people} people, a quarter, each alone", sums)


def _say(row: str, sums: Counter[str]) -> None:
    shares = [sums[kind] / sums.total() for kind in _KINDS]
    typer.echo(f"{row:<34} {' '.join(f'{share:7.1%}' for share in (sum(shares), *shares))}")


def _report(period: Period, counted: list[Quarterly], *, at_once: bool) -> Report:
    return drawn_up(period, [each for each in counted if each.first < period.end] if at_once else counted)


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
    if figure.is_earlier:
        return "earlier"
    if figure.is_wider or figure.is_waiting:
        return "longer"
    return "joined" if line.exact is None or len(line.groups) > 1 else "exact"


def _alone(period: Period, counted: list[Quarterly]) -> Iterator[str]:
    """The same where each cell is told by itself if it is enough, and others can be had from it by subtraction."""
    sums = sum((Counter(each.counts) for each in counted if each.first in period), Counter[str]())
    for split in SPLITS:
        whole = sums[split.of]
        for count in [sums[f"{split.of}.{split.name}.{group}"] for group in split.groups] or [whole]:
            yield "exact" if count >= LEAST or (whole >= LEAST and count == 0) else "silent"


if __name__ == "__main__":
    main()
