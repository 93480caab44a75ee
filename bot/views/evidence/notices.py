"""The message that evidence was added: a pointer to what it belongs to, which says nothing of what it is (1.14.1)."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.base import Record
from bot.views.context import Context
from bot.views.notices.pointer import closed, moved


def added(notice: Notice, record: Record, context: Context) -> Card:
    """For the manager: somebody has added something to what lies with them."""
    if record.handler != context.reader:
        return moved(record)
    reading = Button(label="Open", action=context.words[record.kind].opens, about=record.id)
    return closed(record, "Something was added here.", reading)
