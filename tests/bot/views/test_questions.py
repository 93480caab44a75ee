"""The question protocol: nothing is asked without a reason and a reader."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot import views
from tests import questions

ASKED = [(form, q) for form, found in questions.asked().items() for q in found.values()]


def test_a_question_without_a_reason_does_not_come_back() -> None:
    """Every question of every topic says why it is asked and who reads it."""
    assert [(form, q.label) for form, q in ASKED if not (q.because and q.read_by)] == []


def test_each_reason_names_the_policy_or_the_practice() -> None:
    """By its section, or as what every landlord does."""
    assert [(form, q.label) for form, q in ASKED if not q.because.startswith(("1.", "practice "))] == []


def test_the_page_leaves_no_question_out() -> None:
    """Every label that a view writes for a question is drawn somewhere for the page."""
    written = {label for folder in views.__path__ for file in Path(folder).rglob("*.py") for label in _labels(file)}
    assert written - {q.label for _, q in ASKED} == set()


def _labels(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Field"):
            yield from (
                str(k.value.value) for k in node.keywords if k.arg == "label" and isinstance(k.value, ast.Constant)
            )


def test_the_page_is_as_the_questions_are() -> None:
    """Made anew with `python -m tests.questions`."""
    assert questions.PAGE.read_text("utf-8") == questions.page()


def test_optional_stands_on_nothing_that_is_refused_when_it_is_empty() -> None:
    """A label does not promise what the dialog does not keep: no required question calls itself optional."""
    promised = [(form, q.label) for form, q in ASKED if q.required and "optional" in (q.label + q.hint).casefold()]
    assert promised == []
