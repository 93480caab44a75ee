"""The schema for the cards refuses faulty ones, so that its silence means something."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from adapters.teams import cards
from bot.chat.cards import Button, Buttons, Card, Quote
from tests.adapters.teams.schema import refusals


def _card() -> dict[str, Any]:
    card = Card(title="x", blocks=(Quote("y"), Buttons((Button(label="Open", action="a.open"),))))
    content: dict[str, Any] = cards.dialog(card)["card"]["content"]
    return copy.deepcopy(content)


def test_a_sound_card_is_not_refused() -> None:
    """One with words and a button."""
    assert refusals(_card()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"type": "Card"},
        {"body": [{"type": "TextBlock"}]},
        {"body": [{"type": "TextBlock", "text": "x", "weight": "bold"}]},
        {"body": [{"type": "Text", "text": "x"}]},
        {"body": [{"type": "Input.Text", "label": "without an id"}]},
        {"body": [{"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": 5}]}]},
    ],
)
def test_what_is_no_card_is_refused(change: dict[str, Any]) -> None:
    """Unknown properties, elements and looks, and what is missing."""
    assert refusals(_card() | change)
