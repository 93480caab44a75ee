"""No table identifies anybody: a small count is hidden, and cannot be computed from the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.keeping.telling import LEAST
from bot.views.keeping.small_counts import FEW, SOME, cell, part_of, parted

#: Further than any count below, so that what is told as "5 or more" may be anything.
_MOST = 40


def solutions(whole: str, told: Mapping[str, str]) -> Iterator[tuple[int, ...]]:
    """All small counts that a reader might compute from the shown ones, in the order of the cells."""
    small = sum(1 for shown in told.values() if shown == FEW)
    some = sum(1 for shown in told.values() if shown == SOME)
    exact = sum(int(shown) for shown in told.values() if shown not in (FEW, SOME))
    for guess in product(range(1, LEAST), repeat=small):
        rest = sum(guess) + exact + LEAST * some
        if whole == SOME or (rest == int(whole) if not some else rest <= int(whole)):
            yield guess


@given(counts=st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 12), max_size=6))
def test_no_small_part_can_be_reckoned(counts: dict[str, int]) -> None:
    """There are always two counts at least that would be told in the same way."""
    whole, told = parted(counts)
    if sum(counts.values()) < LEAST:
        assert (whole, told) == (cell(sum(counts.values())), {})
        return
    possible = list(solutions(whole, told))
    assert tuple(counts[name] for name, shown in told.items() if shown == FEW) in possible
    for each in zip(*possible, strict=True):
        assert len(set(each)) > 1
    for name, shown in told.items():
        assert shown == (str(counts[name]) if shown not in (FEW, SOME) else shown)
        assert (shown == FEW) == (0 < counts[name] < LEAST)


@given(counts=st.dictionaries(st.sampled_from("abcdef"), st.integers(LEAST, _MOST), min_size=1))
def test_what_hides_nobody_is_told_as_it_is(counts: dict[str, int]) -> None:
    """Nothing is withheld without need."""
    assert parted(counts) == (str(sum(counts.values())), {name: str(count) for name, count in counts.items()})


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"phone": 7, "email": 3}, ("10", {"phone": SOME, "email": FEW})),
        ({"phone": 5, "email": 1}, (SOME, {"phone": SOME, "email": FEW})),
        ({"phone": 9, "email": 3, "visit": 2}, ("14", {"phone": "9", "email": FEW, "visit": FEW})),
        ({"phone": 9, "email": 1, "visit": 1}, ("11", {"phone": SOME, "email": FEW, "visit": FEW})),
        ({"email": 4, "visit": 4}, (SOME, {"email": FEW, "visit": FEW})),
        ({"phone": 3, "email": 1}, (FEW, {})),
        ({}, ("0", {})),
    ],
)
def test_examples(counts: dict[str, int], expected: tuple[str, dict[str, str]]) -> None:
    """As a reader sees them."""
    assert parted(counts) == expected


@given(whole=st.integers(LEAST, _MOST), data=st.data())
def test_neither_side_of_a_yes_and_no_can_be_reckoned(whole: int, data: st.DataObject) -> None:
    """Of how many something is so, and so of how many it is not."""
    count = data.draw(st.integers(0, whole))
    shown = part_of(count, whole)
    rest = whole - count
    if 0 < count < LEAST:
        assert shown == FEW
    elif 0 < rest < LEAST:
        assert shown == SOME
    else:
        assert shown == str(count)


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, FEW), (4, FEW), (5, "5"), (12, "12")])
def test_a_count_that_stands_for_itself(count: int, shown: str) -> None:
    """None is told as none."""
    assert cell(count) == shown
