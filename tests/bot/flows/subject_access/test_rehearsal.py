"""Everybody in the world of the matrix asks what is held about them: nothing is missed, nothing of others let out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.matrix.cast import REPORTER
from tests.rehearsal import everybody, made, rehearse
from tests.sizes import size

#: In the quick size every so manieth asks, and who has most to ask about.
_EACH = size(7, 1)


@pytest.mark.requirement("R-1.14.1-6")
def test_nothing_is_missed_and_nothing_of_others_is_let_out(tmp_path: Path) -> None:
    """`python -m tests.rehearsal` prints the figures."""
    world = made(tmp_path)
    found = rehearse(world, dict.fromkeys((*everybody(world)[::_EACH], REPORTER)))
    world.house.close()
    assert (found.missed, found.let_out) == ([], [])
    assert min(found.asked, found.records, found.words, found.left_out) > 0
