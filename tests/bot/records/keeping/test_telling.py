"""The rule of what is told: somebody who knows it, and has every report, learns no count of one to four."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.keeping.telling import LEAST, Block, Counts, Rule, Split, band, blocks, joined, told
from tests.sizes import size

#: The same rule at a size at which every possible past can be tried.
SMALL = Rule(least=3, many=5, each=2)
SOON = Rule(least=3, many=4, each=1)

GROUPS = "abcdef"


@dataclass(frozen=True, kw_only=True)
class World:
    """Every past that has so many groups and quarters, and no count above the most."""

    groups: int
    quarters: int
    most: int
    rule: Rule = SMALL
    #: The quarters that end a year.
    ends: frozenset[int] = frozenset({1, 3})
    hides_none: bool = False

    def pasts(self) -> Iterator[tuple[int, ...]]:
        """Counts of each group in the first quarter, then in the second, and so on."""
        return itertools.product(range(self.most + 1), repeat=self.groups * self.quarters)

    def published(self, past: Sequence[int]) -> tuple[list[Block], list[Block]]:
        """All that is ever told of it: of the total and of its groups."""
        names = tuple(GROUPS[: self.groups])
        rows = [past[at : at + self.groups] for at in range(0, len(past), self.groups)]
        frozen = [counts(row, ends_year=at in self.ends) for at, row in enumerate(rows)]
        whole = blocks(Split(of="n", hides_none=self.hides_none), frozen, self.rule)
        split = Split(of="n", name="s", groups=names, hides_none=self.hides_none)
        return whole, blocks(split, frozen, self.rule) if self.groups > 1 else []

    def sums(self) -> list[tuple[int, ...]]:
        """Everything that might be hidden: any of the groups, over any time without a gap."""
        times = itertools.combinations(range(self.quarters + 1), 2)
        several = (
            each for many in range(1, self.groups + 1) for each in itertools.combinations(range(self.groups), many)
        )
        return [
            tuple(quarter * self.groups + group for quarter in range(*time) for group in groups)
            for time, groups in itertools.product(times, [*several])
        ]


def counts(row: Sequence[int], *, ends_year: bool) -> Counts:
    """Frozen counts of a quarter."""
    return Counts(counts={"n": sum(row), **{f"n.s.{GROUPS[at]}": n for at, n in enumerate(row)}}, ends_year=ends_year)


def pinned(world: World) -> list[tuple[object, tuple[int, ...], int]]:
    """Small counts that follow from what is published, as no other past would have led to it."""
    found: dict[tuple[object, tuple[int, ...]], tuple[int, int]] = {}
    hidden = world.sums()
    for past in world.pasts():
        whole, parts = world.published(past)
        if any(block.total > world.most for block in whole):
            continue  # the bound of the world would tell something, and there is none outside
        for cells in hidden:
            key, value = (repr((whole, parts)), cells), sum(past[cell] for cell in cells)
            least, most = found.get(key, (value, value))
            found[key] = (min(least, value), max(most, value))
    return [(*key, least) for key, (least, most) in found.items() if least == most and 0 < least < world.rule.least]


WORLDS = {
    "time": World(groups=1, quarters=size(4, 5), most=6),
    "time, years of three": World(groups=1, quarters=size(4, 5), most=6, ends=frozenset({2})),
    "time, whether any is hidden": World(groups=1, quarters=4, most=6, hides_none=True),
    "groups": World(groups=4, quarters=1, most=size(6, 9), rule=SOON, ends=frozenset({0})),
    "groups, at full size": World(groups=3, quarters=1, most=16, rule=Rule(), ends=frozenset({0})),
    "two groups over time": World(groups=2, quarters=size(2, 3), most=size(7, 5), ends=frozenset({1})),
    "two groups over years": World(groups=2, quarters=size(2, 3), most=size(7, 5), rule=SOON, ends=frozenset({0, 2})),
    "two groups that wait for the year": World(
        groups=2, quarters=2, most=10, rule=Rule(least=3, many=3, each=9), ends=frozenset({1})
    ),
    "three groups over time": World(groups=3, quarters=2, most=size(4, 6), rule=SOON, ends=frozenset({1})),
}


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_no_small_count_follows_from_all_that_is_ever_told(world: World) -> None:
    """Not even for who knows the rule and tries every past that there could have been."""
    assert pinned(world) == []


# -- blocks ------------------------------------------------------------------------------------------------

QUARTERS = st.lists(
    st.builds(lambda row: row, st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 30))),
    min_size=1,
    max_size=14,
)
SPLIT = Split(of="n", name="s", groups=("a", "b", "c"))


def frozen(rows: Sequence[Sequence[int]]) -> list[Counts]:
    """Frozen counts of quarters, four a year."""
    return [counts(row, ends_year=at % 4 == 3) for at, row in enumerate(rows)]


@given(rows=QUARTERS, split=st.sampled_from([SPLIT, Split(of="n"), Split(of="n", hides_none=True)]))
def test_what_was_told_stays_as_it_was_told(rows: list[tuple[int, int, int]], split: Split) -> None:
    """A later quarter adds blocks, and changes none."""
    after = blocks(split, frozen(rows))
    for number in range(len(rows)):
        before = blocks(split, frozen(rows[:number]))
        assert after[: len(before)] == before


@given(rows=QUARTERS)
def test_blocks_lie_side_by_side_and_hold_enough_or_nothing(rows: list[tuple[int, int, int]]) -> None:
    """In time, and the groups in them; the time of groups is that of totals that are told."""
    totals, splits = blocks(Split(of="n"), frozen(rows)), blocks(SPLIT, frozen(rows))
    for found in (totals, splits):
        assert [block.quarters.start for block in found] == [0, *(block.quarters.stop for block in found[:-1])][
            : len(found)
        ]
        for part in (part for block in found for part in block.parts):
            assert part.count == 0 or part.count >= LEAST
    assert {block.quarters.stop for block in splits} <= {block.quarters.stop for block in totals}
    for block in splits:
        assert [group for part in block.parts for group in part.groups] == [0, 1, 2]
        assert block.total == sum(sum(rows[at]) for at in block.quarters)


@given(rows=QUARTERS, first=st.integers(0, 13), number=st.integers(1, 6))
def test_a_period_is_told_by_whole_blocks_and_truly(rows: list[tuple[int, int, int]], first: int, number: int) -> None:
    """Each line holds the number that it is about, and all lines hold every group once."""
    found = told(SPLIT, blocks(SPLIT, frozen(rows)), range(first, first + number))
    if found is None:
        return
    assert [group for line in found.lines for group in line.groups] == [0, 1, 2]
    for line in found.lines:
        assert sum(rows[at][group] for at in found.quarters for group in line.groups) in line.count


@pytest.mark.parametrize(
    ("given_counts", "expected"),
    [
        ((9, 0, 7), [((0,), 9, None), ((1,), 0, None), ((2,), 7, None)]),
        ((3, 8, 7), [((0, 1), 11, 1), ((2,), 7, None)]),
        ((2, 2, 9), [((0, 1, 2), 13, 2)]),
        ((20, 0, 2), [((0, 1, 2), 22, 0)]),
        ((3, 4), [((0, 1), 7, None)]),
        ((2, 9, 2), [((0, 1, 2), 13, None)]),
        ((0, 0), [((0,), 0, None), ((1,), 0, None)]),
    ],
)
def test_neighbours_are_joined_until_they_are_enough(
    given_counts: tuple[int, ...], expected: list[tuple[tuple[int, ...], int, int | None]]
) -> None:
    """And it is told which of them is nearly all of it, where the others could be any of one to four."""
    assert [(tuple(part.groups), part.count, part.mostly) for part in joined(given_counts, Rule())] == expected


@pytest.mark.parametrize(("count", "expected"), [(0, range(5)), (4, range(5)), (5, range(5, 10)), (14, range(10, 15))])
def test_what_stands_at_a_moment_is_told_as_one_of_five_numbers(count: int, expected: range) -> None:
    """Few or none alike."""
    assert band(count) == expected
