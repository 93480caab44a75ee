"""Messages to the records administrator: a step is missing (model.md §6)."""

from __future__ import annotations

from bot.chat.cards import Card
from bot.people import Role
from bot.ports import Notice
from bot.records.base import Record
from bot.views.context import Context
from bot.views.notices.pointer import closed, opens, pointer
from bot.views.register.dialogs import LIST


def not_shared(notice: Notice, record: Record, context: Context) -> Card | None:
    """To the records administrator: a summary was not shared (N15). They ask the manager, and need not read it."""
    me = context.me
    if me is None or Role.RECORDS_ADMIN not in me.roles or me.id in record.conflicted():
        return None
    if not any(series.kind == notice.kind for series in record.nudges()):
        return closed(record, "This step has been taken.")
    text = f"{record.ref}: its manager has not shared it yet. Please ask them to; you do not need to read it for that."
    return pointer(f"A step is missing · {record.ref}", text, opens(record, LIST))
