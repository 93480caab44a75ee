"""A list a page at a time."""

from __future__ import annotations

from bot.chat.events import ActionEvent

#: How many lines "Show all" shows: what fits a dialog.
ALL = 90


def after(event: ActionEvent) -> int:
    """After how many lines the page begins that a button asks for."""
    return int(event.extra) if event.extra.isascii() and event.extra.isdecimal() and len(event.extra) < 6 else 0
