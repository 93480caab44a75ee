"""The topics: what each kind of record needs is there, or the house does not start."""

from __future__ import annotations

import ast
import inspect
from dataclasses import replace
from pathlib import Path

import pytest

from bot.policy import packaged_nudges
from bot.records import restriction
from bot.records.base import Record
from bot.records.follow_ups import grown
from bot.topics import KINDS, NAME, WORDS
from bot.topics.kind import Kind, Told

#: Packages of several kinds: each has a module of its own there.
_SHARED = {Path(inspect.getfile(grown)).parent, Path(inspect.getfile(restriction)).parents[1]}


def asked_for(kind: Kind) -> set[str]:
    """The nudges that are named where the kind is written down."""
    module = Path(inspect.getfile(kind.record))
    files = [module] if module.parent in _SHARED or "keeping" in module.parts else module.parent.glob("*.py")
    texts = {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts & packaged_nudges() - {NAME}


@pytest.mark.parametrize("kind", KINDS)
def test_every_nudge_that_a_record_asks_for_is_told(kind: str) -> None:
    """And none besides: a row that was forgotten would be silence."""
    assert asked_for(KINDS[kind]) == set(KINDS[kind].nudges)


def test_a_state_without_words_is_refused() -> None:
    """It would be an empty line."""
    words = WORDS["debrief"]
    states = dict(list(words.states.items())[1:])
    with pytest.raises(TypeError, match="no words for Debrief"):
        replace(KINDS["debrief"], words=replace(words, states=states))


def test_a_nudge_that_says_nothing_is_refused() -> None:
    """Where a kind has no next step of its own."""
    with pytest.raises(TypeError, match="Nothing is told"):
        replace(KINDS["sharing"], nudges={"read_alert_card": Told()})


def test_what_is_read_in_the_register_is_drawn_there() -> None:
    """The access of whoever keeps the records, and the drawing, or neither."""
    with pytest.raises(TypeError, match="in the register"):
        replace(KINDS["evidence"], read=None)


def test_a_record_that_says_not_who_may_see_it_is_refused() -> None:
    """Nothing is open by mistake."""

    class Silent(Record):
        """A record that says no more than what it is called."""

        kind, prefix = "silent", "XX"

    with pytest.raises(TypeError, match="Silent says nothing of its allowed"):
        Kind(record=Silent)
