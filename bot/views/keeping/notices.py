"""Messages about records due for a look, and the quarterly report (model.md §6)."""

from __future__ import annotations

from bot.chat.cards import Card
from bot.people import Role
from bot.ports import Notice
from bot.records.base import Record
from bot.records.keeping.quarter import Quarter
from bot.records.keeping.retention import RetentionList
from bot.views.context import Context
from bot.views.keeping.report.card import OPEN as REPORT
from bot.views.keeping.retention import LIST
from bot.views.notices.pointer import closed, opens, pointer


def due(_notice: Notice, record: RetentionList, context: Context) -> Card | None:
    """Number of records due for a look by this reader (N31)."""
    me = context.me
    if me is None or Role.RECORDS_ADMIN not in me.roles:
        return None
    count = record.due_for(me.id)
    if record.past:
        return closed(record, "There is a newer list of what is due for a look.")
    if not count:
        return closed(record, "Nothing on this list is left to look at.")
    text = "Their time is over, or ends within weeks. Nothing is erased without you."
    return pointer(f"Records are due for a look: {count}", text, opens(record, LIST))


def report(_notice: Notice, record: Quarter, context: Context) -> Card | None:
    """To its readers: the quarterly report is ready (N32)."""
    me = context.me
    if me is None or me.id not in record.members:
        return None
    if record.is_opened_by(me.id):
        return closed(record, "You have opened this report.", opens(record, REPORT, label="Open it again"))
    return pointer(f"The report of the quarter is ready · {record.ref}", "Totals only.", opens(record, REPORT))


def gone(_notice: Notice, record: Record, _context: Context) -> Card:
    """Message about an erased record."""
    return closed(record, "This has been erased, as its time was over. There is nothing for you to do.")
