"""Message to a person's former account or address: Harbour knows them by another now."""

from __future__ import annotations

from bot.chat.cards import Card, Text


def known_otherwise() -> Card:
    """Message without either account: whoever maintains the directory can say what changed."""
    text = (
        "You are known to Harbour by another account or address now: what waits for you goes there. If that is not"
        " right, please tell whoever looks after Harbour today."
    )
    return Card(title="Harbour knows you otherwise now", blocks=(Text(text),))
