"""Messages about a witness statement. They do not even reveal the subject."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.witness import WitnessStatement
from bot.views.context import Context
from bot.views.notices.pointer import closed, moved, opens, pointer


def request(notice: Notice, record: WitnessStatement, context: Context) -> Card:
    """To the witness: a request, to which any answer is fine (N11)."""
    reading = Button(label="Open", action="witness.open", about=record.id)
    if record.entries:
        return closed(record, "Thank you. You can add to it at any time.", reading)
    if not record.is_open:
        return closed(record, "Nobody waits for this any more.", reading)
    text = "It is private, and any answer is fine."
    return pointer(f"Something is asked of you · {record.ref}", text, opens(record, "witness.open"))


def ask_in_person(notice: Notice, record: WitnessStatement, context: Context) -> Card:
    """To the handler: there is no answer, so please ask in person (N11)."""
    if record.handler != context.reader:
        return moved(record)
    if record.entries or record.in_person is not None or not record.is_open:
        return closed(record, "This is settled. Nothing to do.")
    text = "Somebody has not answered yet. Please ask them in person, and note that you have."
    return pointer(
        f"Please ask in person · {record.ref}", text, Button(label="Open", action="police.open", about=record.parent)
    )
