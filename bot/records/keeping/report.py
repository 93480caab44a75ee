"""Report of a period, put together from the frozen counts of all quarters (model.md §9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.records.days import months_after
from bot.records.keeping.figures import SPLITS, STANDING, in_force, standing
from bot.records.keeping.periods import Period
from bot.records.keeping.telling import Counts, Line, Split, band, blocks, told


@dataclass(frozen=True, kw_only=True)
class Quarterly:
    """The frozen counts of a quarter, by its first day."""

    first: date
    counts: Mapping[str, int]

    @property
    def end(self) -> date:
        """The day after its last."""
        return months_after(self.first, 3)

    @property
    def ends_year(self) -> bool:
        """True of the last of a year."""
        return self.end.month == 1


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Figures told of a total or of a split, for its own time."""

    split: Split
    first: date
    end: date
    total: int
    lines: tuple[Line, ...]
    #: True if its time is longer than the period; if a part of the period is not told yet; and if all of it is earlier.
    is_wider: bool
    is_waiting: bool
    is_earlier: bool

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - timedelta(days=1)

    @property
    def is_split(self) -> bool:
        """True if it tells groups apart."""
        return len(self.lines) > 1


@dataclass(frozen=True, kw_only=True)
class Report:
    """Report of a period."""

    period: Period
    #: Quarters of the period that are counted.
    quarters: tuple[date, ...]
    #: By total and name of the split; without those of which nothing can be told yet.
    figures: Mapping[tuple[str, str], Figure]
    #: Restrictions in force at the end of each month, and what they wait for at the end: each one of a few numbers.
    in_force: Mapping[str, range]
    standing: Mapping[str, range]


def drawn_up(period: Period, counted: Sequence[Quarterly]) -> Report:
    """Draw up what can be told for a period, given every quarter that was ever counted, oldest first."""
    within = [at for at, each in enumerate(counted) if each.first in period]
    if not within:
        return Report(period=period, quarters=(), figures={}, in_force={}, standing={})
    ours = [counted[at] for at in within]
    found = (_figure(split, range(within[0], within[-1] + 1), counted) for split in SPLITS)
    return Report(
        period=period,
        quarters=tuple(each.first for each in ours),
        figures={(each.split.of, each.split.name): each for each in found if each is not None},
        in_force={month: stood for each in ours for month, stood in _months(each)},
        standing={group: band(ours[-1].counts.get(standing(group), 0)) for group in STANDING},
    )


def _figure(split: Split, asked: range, counted: Sequence[Quarterly]) -> Figure | None:
    frozen = [Counts(counts=each.counts, ends_year=each.ends_year) for each in counted]
    found = told(split, blocks(split, frozen), asked)
    if found is None:
        return None
    time = found.quarters
    return Figure(
        split=split,
        first=counted[time.start].first,
        end=counted[time.stop - 1].end,
        total=found.total,
        lines=found.lines,
        is_wider=time.start < asked.start or asked.stop < time.stop,
        is_waiting=time.stop < asked.stop,
        is_earlier=time.stop <= asked.start,
    )


def _months(of: Quarterly) -> list[tuple[str, range]]:
    names = [f"{months_after(of.first, month):%Y-%m}" for month in range(3)]
    return [(name, band(of.counts.get(in_force(name), 0))) for name in names]
