"""The rule by which totals are told, so that no count of one to four can be had from them (model.md §9).

Everything told is a sum of blocks that never overlap: a block of time, and in it neighbouring groups joined until they
are enough. Whatever is subtracted from whatever, a sum of blocks is left.

- A total waits until its time holds enough: a quarter with many, else a year, else longer. None is told as none.
- A split of a total into groups waits for a total that is told, and its time follows from such totals alone. That a
  split waits, therefore, says nothing about its groups.
- Blocks follow in order from the frozen counts of the quarters up to then. No later quarter changes one.

The numbers below belong to what has been told: with others, old and new reports could be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: The least that is told, apart from none.
LEAST = 5


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The numbers of the rule."""

    least: int = LEAST
    #: For each quarter, the total that is told before its year has ended.
    many: int = 10
    #: The same of a split, for each of its groups; at the end of a year it needs enough for two.
    each: int = 6


@dataclass(frozen=True, kw_only=True)
class Split:
    """A total, and its groups that are told apart if they are enough, in the order in which they may be joined."""

    of: str
    name: str = ""
    groups: tuple[str, ...] = ()
    #: Whether there was any at all is told no more than how many.
    hides_none: bool = False

    def counts(self, counts: Mapping[str, int]) -> list[int]:
        """Counts of the groups; of the whole, where there are none."""
        keys = [f"{self.of}.{self.name}.{group}" for group in self.groups] or [self.of]
        return [counts.get(key, 0) for key in keys]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Neighbouring groups, by their numbers, that are told as one."""

    groups: range
    count: int
    #: The group that holds all of it but one to four, where any of these could be; None if that is not told.
    mostly: int | None = None

    def meets(self, groups: range) -> bool:
        """True if it has any of these groups."""
        return self.groups.start < groups.stop and groups.start < self.groups.stop

    def bounds(self, groups: range, rule: Rule) -> range | None:
        """The numbers among which the sum lies of those of its groups that are among these; None: that is not told."""
        if groups.start <= self.groups.start and self.groups.stop <= groups.stop:
            return range(self.count, self.count + 1)
        if self.mostly is None:
            return None
        return range(self.count - rule.least + 1, self.count + 1) if self.mostly in groups else range(rule.least)


@dataclass(frozen=True, kw_only=True)
class Block:
    """Quarters, by their numbers, that are told as one, and the parts."""

    quarters: range
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """The sum of its parts."""
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Frozen counts of a quarter."""

    counts: Mapping[str, int] = field(default_factory=dict)
    ends_year: bool


def blocks(split: Split, quarters: Sequence[Counts], rule: Rule | None = None) -> list[Block]:
    """The blocks of a total or of a split that can be told after these quarters."""
    by = rule or Rule()
    totals = _totals(Split(of=split.of, hides_none=split.hides_none), quarters, by)
    return _splits(split, totals, quarters, by) if split.groups else totals


def _totals(whole: Split, quarters: Sequence[Counts], rule: Rule) -> list[Block]:
    told, first, total = list[Block](), 0, 0
    for at, quarter in enumerate(quarters):
        total += whole.counts(quarter.counts)[0]
        is_none = total == 0 and at == first and not whole.hides_none
        if is_none or total >= rule.many * (at + 1 - first) or (quarter.ends_year and total >= rule.least):
            told.append(Block(quarters=range(first, at + 1), parts=(Part(groups=range(1), count=total),)))
            first, total = at + 1, 0
    return told


def _splits(split: Split, totals: Iterable[Block], quarters: Sequence[Counts], rule: Rule) -> list[Block]:
    told, first, total = list[Block](), 0, 0
    for block in totals:
        total, end = total + block.total, block.quarters.stop
        is_year = quarters[end - 1].ends_year and total >= 2 * rule.least - 1
        if total == 0 or is_year or total >= rule.each * len(split.groups) * (end - first):
            several = (split.counts(quarter.counts) for quarter in quarters[first:end])
            sums = [sum(each) for each in zip(*several, strict=True)]
            told.append(Block(quarters=range(first, end), parts=joined(sums, rule)))
            first, total = end, 0
    return told


def joined(counts: Sequence[int], rule: Rule) -> tuple[Part, ...]:
    """Join each count that is too small with those after it until they are enough; the last with those before it."""
    parts, first, count = list[range](), 0, 0
    for at, number in enumerate(counts):
        count += number
        if count == 0 or count >= rule.least:
            parts.append(range(first, at + 1))
            first, count = at + 1, 0
    while count < rule.least and first < len(counts) and parts:
        first = parts.pop().start
        count = sum(counts[first:])
    if first < len(counts):
        parts.append(range(first, len(counts)))
    return tuple(_part(groups, counts, rule) for groups in parts)


def _part(groups: range, counts: Sequence[int], rule: Rule) -> Part:
    count, most = sum(counts[group] for group in groups), max(groups, key=lambda group: counts[group])
    # With small ones on both sides of it, each of these is there for certain, which says too much.
    is_safe = most in (groups[0], groups[-1]) and count >= 2 * rule.least - 1
    is_safe = is_safe and 0 < count - counts[most] < rule.least
    return Part(groups=groups, count=count, mostly=most if is_safe else None)


# -- a period ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Line:
    """Groups that are told together in a period, and the numbers among which their sum lies."""

    groups: range
    count: range

    @property
    def exact(self) -> int | None:
        """The number, if it is one."""
        return self.count.start if len(self.count) == 1 else None


@dataclass(frozen=True, kw_only=True)
class Told:
    """Figures told of a total or of a split for a period: more time than asked for, or earlier time, if need be."""

    split: Split
    quarters: range
    total: int
    lines: tuple[Line, ...]


def told(split: Split, of: Iterable[Block], period: range, rule: Rule | None = None) -> Told | None:
    """Put together all blocks that have a quarter in common with a period; else the last before it, if there is one."""
    begun = [block for block in of if block.quarters.start < period.stop]
    found = [block for block in begun if period.start < block.quarters.stop] or begun[-1:]
    if not found:
        return None
    return Told(
        split=split,
        quarters=range(found[0].quarters.start, found[-1].quarters.stop),
        total=sum(block.total for block in found),
        lines=_lines(max(1, len(split.groups)), found, rule or Rule()),
    )


def _lines(number: int, found: Sequence[Block], rule: Rule) -> tuple[Line, ...]:
    """The fewest groups together about which every block tells something, from the first to the last."""
    lines, first = list[Line](), 0
    for end in range(1, number + 1):
        groups = range(first, end)
        if (count := _count(groups, found, rule)) is not None:
            lines.append(Line(groups=groups, count=count))
            first = end
    while first < number:
        first = lines.pop().groups.start if lines else 0
        if (count := _count(range(first, number), found, rule)) is not None:
            lines.append(Line(groups=range(first, number), count=count))
            break
    return tuple(lines)


def _count(groups: range, found: Iterable[Block], rule: Rule) -> range | None:
    bounds = [part.bounds(groups, rule) for block in found for part in block.parts if part.meets(groups)]
    known = [each for each in bounds if each is not None]
    if len(known) < len(bounds):
        return None
    return range(sum(each.start for each in known), sum(each.stop - 1 for each in known) + 1)


# -- what stands at one moment -------------------------------------------------------------------------------


def band(count: int, rule: Rule | None = None) -> range:
    """The numbers, as many as the least that is told, among which one lies that stands at a moment.

    What stands today stood yesterday as well, for the most part: exact numbers would tell who came and who went.
    """
    least = (rule or Rule()).least
    return range(count - count % least, count - count % least + least)
