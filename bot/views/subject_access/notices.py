"""Messages about what is held about one person: by when, and a second look."""

from __future__ import annotations

from bot.chat.cards import Card
from bot.people import Role
from bot.ports import Notice
from bot.records.subject_access.record import State, SubjectAccess
from bot.views.context import Context
from bot.views.notices.pointer import closed, opens, pointer
from bot.views.subject_access.dialogs import OPEN


def to_answer(notice: Notice, record: SubjectAccess, context: Context) -> Card:
    """To whoever sees to it: by when it has to be answered."""
    if not record.is_open:
        return closed(record, "It has been answered. There is nothing for you to do.")
    text = f"It has to be answered by {context.day(record.due)}."
    return pointer(f"A request to be answered · {record.ref}", text, opens(record, OPEN))


def late(notice: Notice, record: SubjectAccess, context: Context) -> Card | None:
    """To all who keep the records: it is past its day."""
    me = context.me
    if me is None or Role.RECORDS_ADMIN not in me.roles or me.id in record.conflicted():
        return None
    return to_answer(notice, record, context)


def to_change(notice: Notice, record: SubjectAccess, context: Context) -> Card:
    """To whoever sees to it: it may not go out as it is."""
    if not record.is_open or record.state is not State.DECIDING:
        return closed(record, "It has been looked at since. There is nothing for you to do.")
    return pointer(f"A second look · {record.ref}", "Something is to be changed first.", opens(record, OPEN))


def to_look_at(notice: Notice, record: SubjectAccess, context: Context) -> Card:
    """To whoever is asked for a second look."""
    if record.state is not State.SECOND_LOOK or record.second != context.reader:
        return closed(record, "There is nothing left for you to look at here.")
    text = "Somebody has to look at it before it goes out. Please open it."
    return pointer(f"A second look · {record.ref}", text, opens(record, OPEN))
