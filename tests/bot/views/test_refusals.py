"""Problems that a record finds with an answer, and the question's sentence for each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

import pytest

from bot import records, views
from bot.chat.forms import Field
from bot.errors import Incomplete, Problem
from tests import questions

ASKED = [
    *(question for found in questions.asked().values() for question in found.values()),
    *(each for view in walk_packages(views.__path__, "bot.views.") for each in vars(import_module(view.name)).values()),
]


def _nodes(file: Path) -> Iterator[ast.AST]:
    tree = ast.parse(file.read_text("utf-8"))
    said = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    return (node for node in ast.walk(tree) if id(node) not in said)


def _refused() -> Iterator[tuple[str, Problem]]:
    """Each problem that a record names, with the id of its question: `{"on": Problem.OUTSIDE}`, `lacking(on=…)`."""
    for node in (n for folder in records.__path__ for file in Path(folder).rglob("*.py") for n in _nodes(file)):
        yield from _named(node)


def _named(node: ast.AST) -> Iterator[tuple[str, Problem]]:
    match node:
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield from _pair(key, value)
        case ast.Assign(targets=[ast.Subscript(slice=key)], value=value):
            yield from _pair(key, value)
        case ast.Call(func=ast.Name(id="lacking" | "within" as helper), keywords=keywords):
            for keyword in keywords:
                if keyword.arg is not None:
                    yield keyword.arg, Problem.MISSING
                    yield from [(keyword.arg, Problem.OUTSIDE)] if helper == "within" else []


def _pair(key: ast.expr | None, value: ast.expr) -> Iterator[tuple[str, Problem]]:
    match key, value:
        case ast.Constant(value=str(name)), ast.Attribute(value=ast.Name(id="Problem"), attr=attr):
            yield name, Problem[attr]


@pytest.mark.parametrize(("name", "problem"), sorted(set(_refused())))
def test_a_question_has_the_sentence_for_what_a_record_refuses(name: str, problem: Problem) -> None:
    """So that nobody reads that something is missing, and not what."""
    nothing = Incomplete({}).message
    said = [q.says(problem) for q in ASKED if isinstance(q, Field) and q.id == name]
    assert said
    assert any(sentence and sentence != nothing for sentence in said)


def _sentences(package: ModuleType) -> set[str]:
    """The sentences that are written out in a package, without its docstrings."""
    found = set[str]()
    for node in (n for folder in package.__path__ for file in Path(folder).rglob("*.py") for n in _nodes(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            found.add(node.value)
    return {sentence for sentence in found if sentence.endswith((".", "?"))}


def test_no_sentence_stands_both_in_records_and_in_views() -> None:
    """A record refuses with a problem, and the question has the sentence."""
    assert _sentences(records) & _sentences(views) == set()


def test_a_sentence_stays_as_it_is() -> None:
    """Only a conversation can say some things, such as which of two it may be."""
    assert Field(id="x", label="X").says("There is more than one.") == "There is more than one."
