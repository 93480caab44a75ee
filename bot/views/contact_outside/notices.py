"""Messages about contact outside the office. They can be drawn from the shell, which names nobody."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.contact_outside import ContactOutside, State
from bot.views.contact_outside import dialogs as views
from bot.views.context import Context
from bot.views.notices.pointer import cannot_take, closed, moved, opens, pointer


def for_manager(notice: Notice, record: ContactOutside, context: Context) -> Card:
    """To the manager: a talk, and then the decision (N28)."""
    if record.is_erased:
        return closed(record, views.ENDED[record.stands])
    if record.handler != context.reader:
        return moved(record)
    if record.waits_for_talk:
        text = "It is recorded, and you could not talk yet. Please do when you are both there."
        return pointer(f"A talk is still to come · {record.ref}", text, opens(record, "contact_outside.open"))
    if record.state is State.RECORDED:
        return closed(record, "This has been decided. Nothing more to do.", _reading(record))
    return pointer(
        f"A private item is waiting for you · {record.ref}",
        "It needs a talk first, and then a small decision. Please open it when you can.",
        opens(record, "contact_outside.open"),
        cannot_take(record),
    )


def decided(notice: Notice, record: ContactOutside, context: Context) -> Card:
    """To the person who raised it: a note was kept, and they can read it."""
    return closed(record, "It has been decided. You can read what was kept.", _reading(record))


def ended(notice: Notice, record: ContactOutside, context: Context) -> Card | None:
    """To both: it ended, and nothing was recorded."""
    return closed(record, views.ENDED[record.stands]) if record.is_erased else None


def _reading(record: ContactOutside) -> Button:
    return Button(label="Open", action="contact_outside.open", about=record.id)
