"""Counts in which nobody can be found: under five they are not told, and cannot be reckoned either (model.md §9)."""

from __future__ import annotations

from collections.abc import Mapping

#: Cells under this are not told.
LEAST = 5

FEW = f"<{LEAST}"
#: For what would give away another cell.
SOME = f"{LEAST} or more"


def cell(count: int) -> str:
    """One count that stands for itself."""
    return FEW if 0 < count < LEAST else str(count)


def part_of(count: int, whole: int) -> str:
    """Of how many something is so, where it is told how many there are: neither it nor the rest is given away."""
    return SOME if count >= LEAST and 0 < whole - count < LEAST else cell(count)


def parted(counts: Mapping[str, int]) -> tuple[str, dict[str, str]]:
    """A whole and its parts.

    Where the small parts could be reckoned from the rest, as many of the others are withheld as it takes,
    the smallest first, and in the end the whole. Parts of a whole that is small itself are not told at all.
    """
    whole = sum(counts.values())
    if whole < LEAST:
        return cell(whole), {}
    small = [count for count in counts.values() if 0 < count < LEAST]
    others = sorted((count, name) for name, count in counts.items() if count >= LEAST)
    withheld = 0
    while withheld < len(others) and _is_known(small, [count for count, _ in others[:withheld]]):
        withheld += 1
    hidden = {name for _, name in others[:withheld]}
    told = {name: SOME if name in hidden else cell(count) for name, count in counts.items()}
    return (SOME if _is_known(small, [count for count, _ in others[:withheld]]) else cell(whole)), told


def _is_known(small: list[int], withheld: list[int]) -> bool:
    """True if the small parts can be told from what all that is not told comes to together."""
    if not small:
        return False
    least, most, total = len(small), (LEAST - 1) * len(small), sum(small)
    if withheld:
        # Each of those is five at least: what is left is the most that the small ones can come to.
        most = min(most, total + sum(withheld) - LEAST * len(withheld))
        return least == most
    return len(small) == 1 or total in (least, most)
