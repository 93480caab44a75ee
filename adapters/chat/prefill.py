"""Initial field values in the form that the clients of both platforms accept; invalid values become empty."""

from __future__ import annotations

from datetime import date, time

from bot.chat.events import Value


def several(value: Value) -> tuple[str, ...]:
    """The chosen values, however many there are."""
    return (value,) if isinstance(value, str) else value or ()


def day(value: Value) -> str | None:
    """The day in ISO's words."""
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def clock(value: Value) -> str | None:
    """The time in hours and minutes."""
    try:
        return time.fromisoformat(value).strftime("%H:%M") if isinstance(value, str) else None
    except ValueError:
        return None
