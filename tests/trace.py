"""Which requirements no test names: `python -m tests.trace --sections 1.2,1.5-1.8,1.9.1`.

The rows are in `requirements.csv`; a test names those that it proves with
`@pytest.mark.requirement("R-1.8-6")`. Ends with 1 if a first-priority row is named by none.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROWS = Path(__file__).with_name("requirements.csv")


@dataclass(frozen=True)
class Row:
    """One statement of the policy that a test can prove."""

    id: str
    priority: int
    summary: str

    @property
    def section(self) -> tuple[int, ...]:
        """The section of the policy, such as (1, 9, 1)."""
        return numbers(self.id.split("-")[1])


def rows() -> list[Row]:
    """All of them, in the order of the policy."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return [Row(row["id"], int(row["priority"]), row["summary"]) for row in csv.DictReader(file)]


def numbers(section: str) -> tuple[int, ...]:
    """A section as numbers. Raises ValueError if it is not one."""
    return tuple(int(part) for part in section.split("."))


def among(sections: str) -> Callable[[Row], bool]:
    """Filter for the rows of these sections: `1.2`, and `1.5-1.8` for a range of sections of one depth."""
    wanted = []
    for part in sections.split(","):
        first, _, last = part.strip().partition("-")
        wanted.append((numbers(first), numbers(last or first)))
    return lambda row: any(first <= row.section <= last for first, last in wanted)


class Marks:
    """A plugin of pytest: how many tests name each row."""

    def __init__(self) -> None:
        self.tests: Counter[str] = Counter()

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Count the marks of the collected tests."""
        for item in items:
            self.tests.update({str(row) for mark in item.iter_markers("requirement") for row in mark.args})


def collected() -> Counter[str]:
    """Number of tests that name each row. Ends the program if the tests cannot be collected."""
    marks = Marks()
    with contextlib.redirect_stdout(io.StringIO()):
        code = pytest.main(["--collect-only", "-q"], plugins=[marks])
    if code != pytest.ExitCode.OK:
        raise SystemExit("The tests cannot be collected: run pytest --collect-only to see why.")
    return marks.tests


def report(wanted: Iterable[Row], tests: Counter[str]) -> list[str]:
    """A line for each section that has rows without a test, and one for each such row."""
    lines: list[str] = []
    section: tuple[int, ...] = ()
    for row in wanted:
        if tests[row.id]:
            continue
        if row.section != section:
            section = row.section
            lines.append(".".join(map(str, section)))
        lines.append(f"  {row.id:<12} {row.summary}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rows without a test. Returns 1 if there is one, or if a test names a row that does not exist."""
    parser = argparse.ArgumentParser(description="Lists the requirements that no test names.")
    parser.add_argument("--sections", default="", help="such as 1.2,1.5-1.8,1.9.1; all if left out")
    parser.add_argument("--priority", type=int, default=1, help="up to this one; 1 if left out")
    options = parser.parse_args(arguments)
    every, tests = rows(), collected()
    chosen = among(options.sections) if options.sections else lambda _: True
    wanted = [row for row in every if row.priority <= options.priority and chosen(row)]
    missing = report(wanted, tests)
    unknown = sorted(set(tests) - {row.id for row in every})
    named = sum(1 for row in wanted if tests[row.id])
    lines = [*missing, *(f"A test names {row}, which is no requirement." for row in unknown)]
    sys.stdout.write("\n".join([*lines, f"{named} of {len(wanted)} rows are named by a test.", ""]))
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
