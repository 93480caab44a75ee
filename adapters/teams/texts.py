"""Texts in an Adaptive Card, shown literally, so that no typed text is read as mark-up.

A `RichTextBlock` reads no mark-up (platform page: teams). A `TextBlock` reads some; it is used for plain headings
alone, because nothing else tells a screen reader that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from adapters.chat.plain import defanged

Json = dict[str, Any]

#: How a text is to be seen: properties of its runs.
Look = Mapping[str, object]
PLAIN: Look = {}
BOLD: Look = {"weight": "bolder"}
SMALL: Look = {"isSubtle": True, "size": "small"}
ATTENTION: Look = {"color": "attention"}

#: Where a client would read a function, and how it is kept from it: between the two braces, a new run begins.
_FUNCTION = re.compile(r"(?<=\{)(?=\{\s*(?:DATE|TIME)\b)", re.IGNORECASE)
#: Characters that a TextBlock may read as emphasis, a link, code, a function or a list.
_MARKED = re.compile(r"[*_`~\[\]{}<>\\#|]|://|\bwww\.|^\s*(?:[-+•]|\d+[.)])\s", re.IGNORECASE)
#: So many lines of a text stand each in an element of their own, which every client shows as a line. Those after
#: them share one: most clients break it at the line ends, and none loses a word.
_LINES = 12


def runs(text: str, look: Look = PLAIN) -> list[Json]:
    """The text as inlines of a RichTextBlock; they hold it letter for letter."""
    return [{"type": "TextRun", "text": part, **look} for part in _FUNCTION.split(text)]


def rich(inlines: Iterable[Json]) -> Json:
    """One line of text."""
    return {"type": "RichTextBlock", "inlines": list(inlines)}


def lines(text: str, look: Look = PLAIN, label: str = "") -> list[Json]:
    """A text of one or more lines; an empty line is space. `label` is put before it, in bold."""
    rows = text.splitlines() or [text]
    if len(rows) > _LINES:
        rows = [*rows[:_LINES], "\n".join(rows[_LINES:])]
    found: list[Json] = []
    spacing = "none"
    before = runs(label, BOLD) if label else []
    for row in rows:
        if not row.strip() and len(rows) > 1:
            spacing = "medium"
            continue
        line = rich([*before, *runs(row, look)])
        found.append({**line, "spacing": spacing} if found else line)
        before, spacing = [], "none"
    return found or [rich([*before, *runs(" ", look)])]


def heading(text: str, *, size: str = "medium") -> Json:
    """A heading; one in which a client could read mark-up is drawn as bold text instead."""
    if _MARKED.search(text):
        return rich(runs(text, {**BOLD, "size": size}))
    return {"type": "TextBlock", "text": text, "style": "heading", "size": size, "weight": "bolder", "wrap": True}


def unmarked(text: str) -> str:
    """Text for places where a client may always read mark-up (answers, labels): links and functions are made inert."""
    return re.sub(r"\](?=\()|\{(?=\{)", lambda m: f"{m.group()} ", defanged(text))
