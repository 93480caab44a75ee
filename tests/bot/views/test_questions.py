"""The question protocol: nothing is asked without a reason and a reader."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from bot import flows, views
from bot.chat.forms import Field
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


#: Made by a function of whom or of what kind the question is.
_MADE = re.compile(r"(channels|detail|why|people)_\w+|\w+_reasons|reasons_not|(view|instead|why|piece)-\w+|text_\w+")
#: Read by the page for files, by a helper that is given the question, and by the letter that is drawn from them.
_OTHERWISE = {"file", "in_name_of", "shape", "extras"}


def _read() -> Iterator[Field[object]]:
    """The questions by which answers are read: `answers[HOW]`, `answers.get(HOW)`, `HOW in answers`."""
    for module in (m for package in (flows, views) for m in walk_packages(package.__path__, f"{package.__name__}.")):
        found = import_module(module.name)
        for node in ast.walk(ast.parse(inspect.getsource(found))):
            match node:
                case (
                    ast.Call(func=ast.Attribute(value=ast.Name(id="answers")), args=[read])
                    | ast.Subscript(value=ast.Name(id="answers" | "read"), slice=read)
                    | ast.Compare(left=read, comparators=[ast.Name(id="answers")])
                ):
                    yield from (q for each in ast.walk(read) if isinstance(q := _named(each, vars(found)), Field))


def _named(given: ast.AST, names: Mapping[str, object]) -> object:
    match given:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return getattr(names.get(module), name, None)
    return None


def test_what_is_asked_is_read() -> None:
    """A question whose answer nothing reads would lose it without a word."""
    read = {question.id for question in _read()}
    assert {q.id for _, q in ASKED if q.id not in read and not _MADE.fullmatch(q.id)} == _OTHERWISE


#: Read by the page for files, as a tuple of kinds, by nobody (it opens what is below it), or by a function given it.
_BY_OTHERS = {"FILE", "REASONS", "WISHED", "SAY_MORE", "IN_NAME_OF", "COVER"}


def test_what_is_declared_is_read_by_itself() -> None:
    """Another question of the same id does not stand in for it."""
    modules = [import_module(module.name) for module in walk_packages(views.__path__, "bot.views.")]
    read, lost = {id(question) for question in _read()}, set[str]()
    for name, question in (
        named for module in modules for named in vars(module).items() if isinstance(named[1], Field)
    ):
        if not name.startswith("_") and id(question) not in read:
            lost.add(name)
    assert lost == _BY_OTHERS
