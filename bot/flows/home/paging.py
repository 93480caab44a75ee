"""Lists shown a page at a time."""

from __future__ import annotations

import re

from bot.chat.events import ActionEvent

#: Lines that "Show all" shows: as many as fit in a dialog.
ALL = 90


def after(event: ActionEvent) -> int:
    """Number of lines before the page that a button asks for."""
    return counted(event.extra)


def behind(event: ActionEvent) -> str:
    """Record before the page that a button asks for; "" for the first page, or if it cannot be read."""
    return event.extra if re.fullmatch("[0-9a-f]{32}", event.extra) else ""


def counted(carried: str) -> int:
    """Number of lines carried by a button; 0 if it cannot be read."""
    return int(carried) if carried.isascii() and carried.isdecimal() and len(carried) < 6 else 0
