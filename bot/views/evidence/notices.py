"""The message that evidence was added: a pointer to what it belongs to, which says nothing of what it is (1.14.1)."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.base import Record
from bot.views.context import Context
from bot.views.lines import OPENS
from bot.views.notices.pointer import closed, moved


def added(notice: Notice, record: Record, context: Context) -> Card:
    """For the manager: somebody has added something to what lies with them."""
    if record.handler != context.reader:
        return moved(record)
    return closed(record, "Something was added here.", Button(label="Open", action=OPENS[record.kind], about=record.id))
