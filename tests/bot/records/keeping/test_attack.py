"""Somebody has every report of three years, of every quarter, year and twelve months, and solves for what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import pytest

from benchmarks.years import quarters
from bot.records.keeping import periods
from bot.records.keeping.figures import SPLITS, in_force
from bot.records.keeping.periods import Period
from bot.records.keeping.report import Quarterly, Report, drawn_up
from bot.records.keeping.telling import LEAST, Split
from tests.sizes import size

#: A cell: the number of a quarter and of a group.
Cell = tuple[int, int]


@dataclass
class Attacker:
    """What follows about cells from sums of some of them."""

    cells: list[Cell]
    #: Published: the cells, and the numbers among which their sum lies.
    told: list[tuple[frozenset[Cell], range]] = field(default_factory=list)

    def bounds(self) -> dict[Cell, tuple[int, int]]:
        """The least and the most that each cell can be, as no cell is less than none."""
        found = dict.fromkeys(self.cells, (0, 10**6))
        changed = True
        while changed:
            changed = False
            for cells, among in self.told:
                least, most = sum(found[cell][0] for cell in cells), sum(found[cell][1] for cell in cells)
                for cell in cells:
                    low, high = found[cell]
                    closer = (max(low, among.start - most + high), min(high, among.stop - 1 - least + low))
                    if closer != (low, high):
                        found[cell], changed = closer, True
        return found

    def solved(self) -> dict[Cell, Fraction]:
        """Cells that follow from the exact sums alone, by elimination."""
        rows = [[Fraction(cell in cells) for cell in self.cells] + [Fraction(among.start)]
                for cells, among in self.told if len(among) == 1]  # fmt: skip
        _eliminate(rows, len(self.cells))
        single = ((row, [at for at, number in enumerate(row[:-1]) if number]) for row in rows)
        return {self.cells[at[0]]: row[-1] / row[at[0]] for row, at in single if len(at) == 1}


def _eliminate(rows: list[list[Fraction]], columns: int) -> None:
    top = 0
    for column in range(columns):
        pivot = next((at for at in range(top, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        scale = rows[top][column]
        rows[top] = [number / scale if number else number for number in rows[top]]
        for at, row in enumerate(rows):
            if at != top and (factor := row[column]):
                rows[at] = [number - factor * by if by else number for number, by in zip(row, rows[top], strict=True)]
        top += 1


def every_report(counted: Sequence[Quarterly]) -> Iterator[Report]:
    """All that were ever drawn up: after each quarter, of each period there was."""
    for number in range(1, len(counted) + 1):
        so_far = counted[:number]
        newest = so_far[-1].first
        asked: list[Period] = [periods.quarter(each.first) for each in so_far]
        asked += [periods.year(date(year, 1, 1)) for year in range(so_far[0].first.year, newest.year + 1)]
        yield from (drawn_up(period, so_far) for period in (*asked, periods.last_twelve_months(newest)))


def attacked(split: Split, counted: Sequence[Quarterly], reports: Sequence[Report]) -> Attacker:
    """Everything that is published about one split, and about its total."""
    every = range(max(1, len(split.groups)))
    attacker = Attacker([(at, group) for at in range(len(counted)) for group in every])
    figures = {id(report): [report.figures.get((split.of, name)) for name in {"", split.name}] for report in reports}
    found = {
        (each.first, each.end, line.groups if each.split.groups else every, line.count)
        for each in (each for several in figures.values() for each in several if each is not None)
        for line in each.lines
    }
    for first, end, groups, count in found:
        within = [at for at, quarter in enumerate(counted) if first <= quarter.first < end]
        attacker.told.append((frozenset((at, group) for at in within for group in groups), count))
    return attacker


@pytest.mark.parametrize("people", [60, 300, 2000])
@pytest.mark.parametrize("seed", range(size(1, 8)))
def test_no_small_count_follows_from_every_report_of_three_years(people: int, seed: int) -> None:
    """Neither by elimination nor by bounds, of any figure."""
    counted = quarters(people, 3, seed)
    reports = list(every_report(counted))
    for split in SPLITS:
        attacker = attacked(split, counted, reports)
        solved = attacker.solved()
        for cell, (least, most) in attacker.bounds().items():
            is_so = split.counts(counted[cell[0]].counts)[cell[1]]
            assert least <= is_so <= most
            if 0 < is_so < LEAST:
                assert cell not in solved
                assert least < most


@pytest.mark.parametrize("seed", range(size(2, 20)))
def test_who_came_and_who_went_does_not_follow_from_what_stands(seed: int) -> None:
    """Restrictions in force at the ends of quarters, with those that began and ended."""
    counted = quarters(300, 3, seed)
    reports = list(every_report(counted))
    stands = {month: among for report in reports for month, among in report.in_force.items()}
    kinds = ("started", "ended", "stands")
    attacker = Attacker([(at, kind) for at in range(-1, len(counted)) for kind in range(len(kinds))])
    attacker.told += [(frozenset({(-1, kind)}), range(1)) for kind in range(len(kinds))]
    for kind, of in enumerate(("started", "ended")):
        for report in reports:
            if (each := report.figures.get((of, ""))) is not None:
                within = [at for at, quarter in enumerate(counted) if each.first <= quarter.first < each.end]
                attacker.told.append((frozenset((at, kind) for at in within), each.lines[0].count))
    months = [f"{quarter.first.year}-{quarter.first.month + 2:02}" for quarter in counted]
    attacker.told += [(frozenset({(at, 2)}), stands[month]) for at, month in enumerate(months)]
    bounds = attacker.bounds()
    for _ in range(200):
        bounds |= _balanced(bounds, len(counted))
    for (at, kind), (least, most) in bounds.items():
        name = in_force(months[at]) if kinds[kind] == "stands" else kinds[kind]
        is_so = counted[at].counts.get(name, 0) if at >= 0 else 0
        assert least <= is_so <= most
        assert not 0 < is_so < LEAST or least < most


def _balanced(bounds: dict[Cell, tuple[int, int]], number: int) -> dict[Cell, tuple[int, int]]:
    """Closer bounds, as what stands is what stood, and began, and has not ended."""
    found = dict(bounds)
    for at in range(number):
        (b0, b1), (e0, e1), (s0, s1), (p0, p1) = (found[each] for each in ((at, 0), (at, 1), (at, 2), (at - 1, 2)))
        found[at, 2] = (max(s0, p0 + b0 - e1), min(s1, p1 + b1 - e0))
        found[at - 1, 2] = (max(p0, s0 - b1 + e0), min(p1, s1 - b0 + e1))
        found[at, 0] = (max(b0, s0 - p1 + e0), min(b1, s1 - p0 + e1))
        found[at, 1] = (max(e0, p0 + b0 - s1), min(e1, p1 + b1 - s0))
    return found


def test_the_attacker_finds_what_can_be_found() -> None:
    """A total less its other part is a part: by elimination; and what is at most the rest, by bounds."""
    both, one = frozenset({(0, 0), (0, 1)}), frozenset({(0, 0)})
    attacker = Attacker([(0, 0), (0, 1)], [(both, range(12, 13)), (one, range(9, 10))])
    assert attacker.solved() == {(0, 0): 9, (0, 1): 3}
    assert attacker.bounds() == {(0, 0): (9, 9), (0, 1): (3, 3)}
