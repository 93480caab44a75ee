"""The topics: each kind of record is complete, or the service does not start."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.policy import packaged_nudges
from bot.records import restriction
from bot.records.base import Record
from bot.records.follow_ups import grown
from bot.topics import KINDS, NAME, WORDS, check_nudges
from bot.topics.kind import Kind, Told

#: Packages of several kinds: each has a module of its own there.
_SHARED = {Path(inspect.getfile(grown)).parent, Path(inspect.getfile(restriction)).parents[1]}


def asked_for(kind: Kind) -> set[str]:
    """Nudges named in a kind's module: rows of the policy, and items of series."""
    module = Path(inspect.getfile(kind.record))
    files = [module] if module.parent in _SHARED or "keeping" in module.parts else module.parent.glob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    begun = {name for node in nodes if isinstance(node, ast.Call) for name in _series(node)}
    return (texts & packaged_nudges() | begun) - {NAME}


def _series(call: ast.Call) -> Iterator[str]:
    """The nudge of a series that is begun here: by `self.waits("…")`, or as `Series(kind="…")`."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "waits":
        given = call.args[:1]
    elif isinstance(call.func, ast.Name) and call.func.id == "Series":
        given = [keyword.value for keyword in call.keywords if keyword.arg == "kind"]
    else:
        return
    yield from (each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str))


@pytest.mark.parametrize("kind", KINDS)
def test_every_nudge_that_a_record_asks_for_is_told(kind: str) -> None:
    """And none besides: a row that was forgotten would be silence."""
    assert asked_for(KINDS[kind]) == set(KINDS[kind].nudges)


@pytest.mark.parametrize(
    ("told", "rows", "missing"),
    [({"untimed"}, set(), r"no row \[nudges\.untimed\]"), (set(), {"untold"}, "no topic has untold")],
)
def test_a_nudge_is_told_and_timed(told: set[str], rows: set[str], missing: str) -> None:
    """One that is not is refused, in words that say where to add it."""
    with pytest.raises(TypeError, match=missing):
        check_nudges(told, rows)


def test_a_state_without_words_is_refused() -> None:
    """It would be an empty line."""
    words = WORDS["debrief"]
    states = dict(list(words.states.items())[1:])
    with pytest.raises(TypeError, match="no words for Debrief"):
        replace(KINDS["debrief"], words=replace(words, states=states))


def test_a_nudge_that_says_nothing_is_refused() -> None:
    """For a kind without a next step of its own."""
    with pytest.raises(TypeError, match="Nothing is told"):
        replace(KINDS["sharing"], nudges={"read_alert_card": Told()})


def test_what_is_read_in_the_register_is_drawn_there() -> None:
    """The access of whoever keeps the records, and the drawing, or neither."""
    with pytest.raises(TypeError, match="in the register"):
        replace(KINDS["evidence"], read=None)


def test_a_record_that_says_not_who_may_see_it_is_refused() -> None:
    """Nothing is open by mistake."""

    class Silent(Record):
        """A record with nothing but a name and a prefix."""

        kind, prefix = "silent", "XX"

    with pytest.raises(TypeError, match="Silent says nothing of its allowed"):
        Kind(record=Silent)
