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
from bot.chat.forms import Answers, Field
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


#: How an answer is read (`bot.chat.forms.Answers`).
_READ = {name for name in vars(Answers) if not name.startswith("_")}
#: Where the id says of whom or of what kind the question is: it is put together, and read by what puts it together.
_PUT_TOGETHER = re.compile(r"channels_\w+|detail_\w+|\w+_reasons|(view|instead)-\w+|text_\w+")
#: Read by the page for files, by a helper that is given the id, and by the letter that is drawn from them.
_OTHERWISE = {"file", "in_name_of", "shape", "extras"}


def _ids_read() -> Iterator[str]:
    """The ids by which answers are read, as patterns: what is put in between can be anything."""
    for module in (m for package in (flows, views) for m in walk_packages(package.__path__, f"{package.__name__}.")):
        found = import_module(module.name)
        for node in ast.walk(ast.parse(inspect.getsource(found))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="answers"), attr=attr), args=[read, *_]) if (
                    attr in _READ
                ):
                    yield _pattern(read, vars(found))
                case ast.Subscript(value=ast.Name(id="answers"), slice=read):
                    yield _pattern(read, vars(found))
                case ast.Compare(left=read, ops=[ast.In()]):
                    yield _pattern(read, vars(found))


def _pattern(given: ast.expr, names: Mapping[str, object]) -> str:
    match given:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.Name(id=name):
            return _id(names.get(name, ""))
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return _id(getattr(names.get(module), name, ""))
        case ast.JoinedStr(values=parts):
            return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in parts)
    return ""


def _id(named: object) -> str:
    return re.escape(named.id if isinstance(named, Field) else str(named))


def test_what_is_asked_is_read() -> None:
    """A question whose answer nothing reads would lose it without a word."""
    patterns = re.compile("|".join({f"(?:{pattern})" for pattern in _ids_read() if pattern}))
    lost = {q.id for _, q in ASKED if not patterns.fullmatch(q.id) and not _PUT_TOGETHER.fullmatch(q.id)}
    assert lost == _OTHERWISE
