"""Two sizes of the same proofs: the quick one has every kind at a small count, the thorough one all that there is.

`pytest --thorough` runs the thorough one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import pytest

T = TypeVar("T")

_thorough = False


def be_thorough() -> None:
    """From now on the thorough size; said before any test is read."""
    global _thorough  # noqa: PLW0603 - the tests of a run have one size
    _thorough = True


def is_thorough() -> bool:
    """True if everything is run."""
    return _thorough


def size(quick: T, thorough: T) -> T:
    """Number for the quick or the thorough size, as the tests run."""
    return thorough if _thorough else quick


def leave_out(config: pytest.Config, items: list[pytest.Item], is_out: Callable[[pytest.Item], bool]) -> None:
    """Leave these tests out, unless some are asked for by name: then they are run."""
    if not any("::" in asked for asked in config.args):
        config.hook.pytest_deselected(items=list(filter(is_out, items)))
        items[:] = itertools.filterfalse(is_out, items)


def sample(rows: Iterable[T], of: Callable[[T], Hashable]) -> list[T]:
    """All rows where it is thorough; else the first of each kind, the same at every run."""
    if _thorough:
        return list(rows)
    first: dict[Hashable, T] = {}
    for row in rows:
        first.setdefault(of(row), row)
    return list(first.values())
