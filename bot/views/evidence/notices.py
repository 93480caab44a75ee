"""Message that evidence was added: a link to the record, and nothing about the evidence (1.14.1)."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.base import Record
from bot.views.context import Context
from bot.views.notices.pointer import closed, moved


def added(notice: Notice, record: Record, context: Context) -> Card:
    """To the handler: evidence was added to their matter."""
    if record.handler != context.reader:
        return moved(record)
    reading = Button(label="Open", action=context.words[record.kind].opens, about=record.id)
    return closed(record, "Something was added here.", reading)
