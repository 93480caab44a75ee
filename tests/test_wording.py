"""The words that people read: neutral, without blame, without haste (policy 1.13; model.md §1)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.policy import Policy
from bot.views.letters import shapes
from bot.views.letters.examples import contents
from bot.views.letters.parts import Content, Extra, Shape

ROOT = Path(__file__).parent.parent
#: Where words that people read are written: the core, every way in and out, the page and the stories, the documents.
PLACES = ("bot", "adapters", "storage", "manifest", "docs", "README.md", "CHANGELOG.md")
#: The kinds of files there that hold words.
KINDS = frozenset({".py", ".js", ".html", ".json", ".md", ".toml"})

#: Words that blame, label or threaten (R-1.13-2, R-1.8-2); "denied" is said to nobody: "Not taken forward".
#: The policy's own title, "unacceptable behaviours", is about behaviour and no label of anybody.
BLAMING = re.compile(
    r"\b(offend(er|ers|ing)|abusers?|perpetrat\w*|vexatious|black-?list\w*|bann(ed|ing)|bans?|guilty|den(ied|ials?)|"
    r"violat\w+|sanction(s|ed)?|punish\w*|penalt(y|ies)|penalis\w+|reject(s|ed|ion)?|culprits?|suspects?|your fault|"
    r"harassers?|aggressors?|attackers?|bull(y|ies)|trouble-?makers?|nuisance|"
    r"(unacceptable|unreasonable) (person|people|individual|tenant|customer|user|member)s?|explain your behaviou?r|"
    r"defend your(self| behaviou?r))\b",
    re.IGNORECASE,
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
#: A text in a script of the page, and what is said beside the code there.
_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`")
_REMARK = re.compile(r"/\*.*?\*/|(?m:^[ \t]*//[^\n]*$)", re.DOTALL)


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """Every text in the code other than docstrings, and every line of other files: place and text."""
    return tuple(_sentences())


def _sentences() -> Iterator[tuple[str, str]]:
    for place in PLACES:
        path = ROOT / place
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.suffix in KINDS and file.is_file():
                name = str(file.relative_to(ROOT))
                yield from ((f"{name}:{line}", text) for line, text in _said(file))


def _said(file: Path) -> Iterator[tuple[int, str]]:
    if file.suffix == ".py":
        yield from _texts(file)
        return
    text = file.read_text("utf-8")
    if file.suffix != ".js":
        yield from enumerate(text.splitlines(), 1)
        return
    bare = _REMARK.sub(lambda found: "\n" * found[0].count("\n"), text)
    for found in _QUOTED.finditer(bare):
        yield bare[: found.start()].count("\n") + 1, found[0][1:-1]


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


@pytest.mark.requirement("R-1.13-2", "R-1.13-4")
@pytest.mark.parametrize("shape", Shape)
def test_no_letter_blames_or_raises_its_voice(shape: Shape) -> None:
    """As it is read in each form, with every line that can be added."""
    drawn = {name: letter(content, shape) for name, content in contents(extras=tuple(Extra)).items()}
    assert [name for name, text in drawn.items() if BLAMING.search(text) or "!" in text or EMOJI.search(text)] == []


def letter(content: Content, shape: Shape) -> str:
    """A letter as one text, so that no line break parts a word from the next."""
    return " ".join(shapes.drawn(content, shape, Policy.load()).text.split())


def test_the_search_goes_everywhere() -> None:
    """Views, letters, stories, the page, the documents, the settings, the app's manifest."""
    read = {where.partition(":")[0] for where, _ in sentences()}
    assert {
        "README.md",
        "CHANGELOG.md",
        "bot/policy.toml",
        "bot/errors.py",
        "bot/views/wording.py",
        "bot/views/letters/skeleton.py",
        "bot/views/restriction/notices.py",
        "adapters/email/message.py",
        "adapters/pages/evidence.py",
        "adapters/playground/stories/deciding.py",
        "adapters/playground/page/static/strip/strip.js",
        "adapters/playground/page/static/index.html",
        "manifest/slack/manifest.json",
    } <= read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The offender", True),
        ("was Rejected", True),
        ("an unacceptable person", True),
        ("a BAN on calls", True),
        ("penalties", True),
        ("Deny", False),
        ("the unacceptable-behaviours policy", False),
        ("The correspondence is not acceptable", False),
        ("an urban plan, a banner", False),
    ],
)
def test_the_search_finds_words_that_blame(text: str, *, found: bool) -> None:
    """And lets alone the policy's own title, buttons, and words that merely hold such a one."""
    assert bool(BLAMING.search(text)) is found


def test_a_script_is_read_for_what_it_says(tmp_path: Path) -> None:
    """Its texts in whatever quotation marks, on their lines; neither its remarks nor its code."""
    file = tmp_path / "a.js"
    file.write_text(
        "// 'beside' it\n/* rejects\n   it */\nreject('it\\'s shown'); // banned\nshow(`two\nlines`, \"and\");\n",
        "utf-8",
    )
    assert list(_said(file)) == [(4, "it\\'s shown"), (5, "two\nlines"), (6, "and")]
