"""The examples of every view, drawn once, and the conditions for each: a test for each topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeVar

import pytest

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.views.examples.gathered import EXAMPLES

View = TypeVar("View", bound=Card | Form)

#: What an example's name begins with.
TOPICS = tuple(dict.fromkeys(name.partition("/")[0] for name in EXAMPLES))

#: A test for each topic, for what holds for all of its views.
by_topic = pytest.mark.parametrize("topic", TOPICS)


@cache
def drawn(name: str) -> Card | Form:
    """An example: views are values, so that one drawing serves every test."""
    return EXAMPLES[name]()


def of(topic: str, kind: type[View]) -> Iterator[tuple[str, View]]:
    """The cards or the forms of a topic, by name."""
    for name in EXAMPLES:
        if name.partition("/")[0] == topic and isinstance(view := drawn(name), kind):
            yield name, view


def wrong(views: Iterator[tuple[str, View]], check: Callable[[View], object]) -> Mapping[str, object]:
    """Findings of a check in these views, by name; empty if there are none. If it raises, the error says where."""
    found: dict[str, object] = {}
    for name, view in views:
        try:
            found[name] = check(view)
        except Exception as error:
            error.add_note(f"In the example {name!r}.")
            raise
    return {name: what for name, what in found.items() if what}
