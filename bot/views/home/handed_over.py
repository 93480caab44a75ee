"""Messages to both managers when one takes over all matters of the other, once to each."""

from __future__ import annotations

from bot.chat.cards import Button, Buttons, Card, Text


def taken_over() -> Card:
    """To the manager who takes over."""
    return _pointer(
        "Matters have come to you",
        "What lay with another manager lies with you now. It stands in the list of what waits for you.",
    )


def handed_on() -> Card:
    """To the manager who had them before."""
    return _pointer(
        "Your matters have moved",
        "What lay with you lies with another manager now. If anything is still for you, it stands in the list of what"
        " waits for you. If that is not right, please tell whoever looks after Harbour today.",
    )


def _pointer(title: str, text: str) -> Card:
    return Card(title=title, blocks=(Text(text), Buttons((Button(label="Open", action="home.waiting"),))))
