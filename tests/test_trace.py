"""The list of requirements without a test."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.trace import Marks, Row, among, report, rows


def test_every_row_is_listed_once_with_a_priority() -> None:
    """137 statements of the policy."""
    every = rows()
    assert len({row.id for row in every}) == len(every) == 137
    assert {row.priority for row in every} == {1, 2, 3}
    assert all(row.summary for row in every)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ("1.9", ["1.9"]),
        ("1.9.1", ["1.9.1"]),
        ("1.9,1.10", ["1.9", "1.10"]),
        ("1.8-1.10", ["1.8", "1.9", "1.9.1", "1.10"]),
        ("1.9.1-1.9.4", ["1.9.1"]),
    ],
)
def test_sections_are_chosen_singly_and_in_ranges(sections: str, expected: list[str]) -> None:
    """A section is chosen without those below it; a range takes what lies between."""
    every = ["1.2", "1.8", "1.9", "1.9.1", "1.10", "1.11"]
    is_wanted = among(sections)
    assert [section for section in every if is_wanted(Row(f"R-{section}-1", 1, ""))] == expected


def test_the_report_names_the_rows_without_a_test() -> None:
    """By section, in the order of the policy."""
    wanted = [Row("R-1.2-1", 1, "one"), Row("R-1.2-3", 1, "three"), Row("R-1.8-6", 1, "six")]
    expected = ["1.2", "  R-1.2-3      three", "1.8", "  R-1.8-6      six"]
    assert report(wanted, Counter(["R-1.2-1"])) == expected


@pytest.mark.requirement("R-1.15-1")
def test_marks_are_counted(request: pytest.FixtureRequest) -> None:
    """Each test counts once for each row that it names."""
    marks = Marks()
    marks.pytest_collection_modifyitems([request.node])
    assert marks.tests == {"R-1.15-1": 1}
