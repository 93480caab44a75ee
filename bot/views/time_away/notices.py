"""Messages about time away: a request to arrange it, and the arrangement."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.time_away import TimeAway
from bot.views.context import Context
from bot.views.notices.pointer import cannot_take, closed, moved, opens, pointer


def for_arranging(notice: Notice, record: TimeAway, context: Context) -> Card:
    """To the manager: a request for time away, to be arranged (N25)."""
    if record.handler != context.reader:
        return moved(record)
    if not record.is_open:
        return closed(record, "Arranged. Nothing more to do.")
    text = "It needs arranging, not a decision. Please open it as soon as you can."
    title = f"A private request is waiting for you · {record.ref}"
    return pointer(title, text, opens(record, "time_away.open"), cannot_take(record))


def cover(notice: Notice, record: TimeAway, context: Context) -> Card | None:
    """To the person covering: there is something (model.md §4: a task, no content)."""
    if context.reader not in record.covered_by:
        return None
    reading = Button(label="Open", action="time_away.cover", about=record.id)
    return closed(
        record, "There is something to cover. Please open it: it says from when, and with whom to speak.", reading
    )


def arranged(notice: Notice, record: TimeAway, context: Context) -> Card:
    """To the person who asked: it is arranged."""
    reading = Button(label="Open", action="time_away.open", about=record.id)
    return closed(record, "What you asked for has been arranged.", reading)
