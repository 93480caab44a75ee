"""A list a page at a time."""

from __future__ import annotations

import re

from bot.chat.events import ActionEvent

#: How many lines "Show all" shows: what fits a dialog.
ALL = 90


def after(event: ActionEvent) -> int:
    """After how many lines the page begins that a button asks for."""
    return counted(event.extra)


def behind(event: ActionEvent) -> str:
    """Behind which record the page begins that a button asks for; "" for the first, also where it cannot be read."""
    return event.extra if re.fullmatch("[0-9a-f]{32}", event.extra) else ""


def counted(carried: str) -> int:
    """The number of lines that a button carried; 0 where it cannot be read."""
    return int(carried) if carried.isascii() and carried.isdecimal() and len(carried) < 6 else 0
