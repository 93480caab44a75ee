"""Counts from which nobody can be identified: those under five can be neither read nor inferred (model.md §9)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.keeping.telling import LEAST

FEW = f"<{LEAST}"
#: For a count from which another cell could be inferred.
SOME = f"{LEAST} or more"


def cell(count: int) -> str:
    """A count that does not depend on others."""
    return FEW if 0 < count < LEAST else str(count)


def part_of(count: int, whole: int) -> str:
    """Part of a known whole, shown so that neither the part nor the remainder can be inferred if small."""
    return SOME if count >= LEAST and 0 < whole - count < LEAST else cell(count)


def parted(counts: Mapping[str, int]) -> tuple[str, dict[str, str]]:
    """A whole and its parts.

    If the small parts could be inferred from the others, enough of the others are withheld, the smallest first, and
    finally the whole. Parts of a small whole are not shown at all.
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
    """True if the small parts can be inferred from the total of everything withheld."""
    if not small:
        return False
    least, most, total = len(small), (LEAST - 1) * len(small), sum(small)
    if withheld:
        # Each withheld part is at least five: the remainder is the most that the small ones can come to.
        most = min(most, total + sum(withheld) - LEAST * len(withheld))
        return least == most
    return len(small) == 1 or total in (least, most)
