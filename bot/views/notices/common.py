"""Messages common to every kind of record."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.base import Record
from bot.views.context import Context
from bot.views.notices.pointer import closed, moved, opens, pointer


def name_someone(notice: Notice, record: Record, context: Context) -> Card:
    """To the management team: nobody is left who may handle it (model.md §3)."""
    if not record.needs_naming:
        named = record.handler is not None
        return closed(record, "Somebody has it now. Thank you." if named else "Nobody is needed here any more.")
    for_you = "It is for one of you alone"
    why = for_you if record.for_management_team else "Nobody in the usual line can take it"
    text = f"{why}. Please name someone; you do not need to read it for that."
    naming = opens(record, "form:naming.name", label="Name someone")
    return pointer(f"Somebody is needed · {record.ref}", text, naming)


def name_another(record: Record) -> Button:
    """Button for the management team to name somebody else."""
    return Button(label="Name someone else", action="form:naming.name", about=record.id)


def waits_too_long(notice: Notice, record: Record, context: Context) -> Card:
    """To the management team: a matter is on its list."""
    if not record.on_management_list:
        return closed(record, "This has been dealt with.")
    text = "It has waited past its time. It stands on the management team's list until it is dealt with."
    listing = Button(label="Open", action="home.management_list")
    return pointer(f"A matter is waiting · {record.ref}", text, listing, name_another(record))


def not_heard(notice: Notice, record: Record, context: Context) -> Card:
    """To the manager: an answer could not be delivered."""
    text = "The answer could not be delivered to your colleague in the chat. Please tell them yourself."
    return closed(record, text)


def has_moved(notice: Notice, record: Record, context: Context) -> Card:
    """To the former handler; it may have come back to them since."""
    return closed(record, "This lies with you again.") if record.handler == context.reader else moved(record)
