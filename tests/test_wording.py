"""The words that people read: neutral, without blame, without haste (policy 1.13; model.md §1)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Where words that people read are written.
PLACES = ("bot", "adapters/slack", "manifest", "README.md")

#: Words that blame, label or threaten (R-1.13-2, R-1.8-2); "denied" is said to nobody: "Not taken forward".
BLAMING = re.compile(
    r"\b(offend(er|ers|ing)|abusers?|perpetrators?|vexatious|blacklist(ed)?|banned|guilty|denied|violations?|"
    r"sanction(s|ed)?|punish(ed|ment)?|reject(ed|ion)?|culprit|suspects?|your fault|explain your behaviour)\b",
    re.IGNORECASE,
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def sentences() -> Iterator[tuple[str, str]]:
    """Every text in the code that is no docstring, and every line of the manifest: where, and what."""
    for place in PLACES:
        path = ROOT / place
        files = [path] if path.is_file() else sorted([*path.rglob("*.py"), *path.rglob("*.json")])
        for file in files:
            name = str(file.relative_to(ROOT))
            if file.suffix == ".py":
                yield from ((f"{name}:{line}", text) for line, text in _texts(file))
            else:
                yield from ((f"{name}:{n}", line) for n, line in enumerate(file.read_text("utf-8").splitlines(), 1))


def _texts(file: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(file.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.mark.requirement("R-1.13-2")
@pytest.mark.requirement("R-1.8-2")
def test_no_wording_blames_or_labels_anybody() -> None:
    """Nothing that people read calls the individual, or anybody, by a word of blame."""
    assert [(where, text) for where, text in sentences() if BLAMING.search(text)] == []


@pytest.mark.requirement("R-1.13-2")
def test_no_wording_raises_its_voice() -> None:
    """No sentence ends in an exclamation mark."""
    shouting = [(where, text) for where, text in sentences() if re.search(r"[A-Za-z]!(\s|$)", text)]
    assert shouting == []


@pytest.mark.requirement("R-1.5-3")
def test_no_wording_speaks_in_emoji() -> None:
    """No emoji carries a meaning, or stands at all."""
    assert [(where, text) for where, text in sentences() if EMOJI.search(text)] == []


def test_the_search_would_find_a_word() -> None:
    """A word of blame in a wording is found."""
    assert [bool(BLAMING.search(text)) for text in ("The offender", "was Rejected", "Deny")] == [True, True, False]
