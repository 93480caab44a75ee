"""Simulated decades: some weeks of a small organisation, or some years of a larger one (`python -m tests.decade`)."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.sizes import size

#: Seeds that failed once, each with the years and the people of that run: they never fail again.
FAILED: tuple[tuple[int, float, int], ...] = (
    (7, 0.25, 40),  # a manager on leave who added to a report read it after it had moved on
    (201, 0.25, 60),  # a reminder that was held up went to say that nothing waits
)
WHOLE = (7, size(0.08, 0.2), size(16, 24))


@pytest.mark.parametrize(("seed", "years", "people"), [WHOLE, *FAILED[: size(0, None)]])
def test_what_always_holds_holds_every_day(seed: int, years: float, people: int) -> None:
    """With any faults: in a process of its own, so that sets are in the same order in every run."""
    asked = ("--seed", str(seed), "--years", str(years), "--people", str(people))
    ran = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.decade", *asked],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
