"""Messages about an alert card: that there is one, and never its individual or content."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.sharing.record import SharingDecision, Stands
from bot.views.context import Context
from bot.views.notices.pointer import closed, moved, opens, pointer
from bot.views.sharing.alert_card import STANDS, is_shown_to


def to_read(notice: Notice, record: SharingDecision, context: Context) -> Card | None:
    """To each recipient: a card to read (N20). The message is updated until the card is recalled."""
    if not is_shown_to(context.reader, record, context):
        return None
    if not record.is_open:
        return closed(record, STANDS[record.stands], _open(record))
    if context.reader not in record.unread:
        return pointer(f"A card that you have read · {record.ref}", "You can read it again at any time.", _open(record))
    if not record.waits_to_be_read:
        return pointer(f"A card · {record.ref}", STANDS[record.stands], _open(record))
    text = "It says what to do in one matter. Please read it, and say that you have."
    return pointer(f"A card to read · {record.ref}", text, opens(record, "sharing.open"))


def changed(notice: Notice, record: SharingDecision, context: Context) -> Card | None:
    """To each recipient: the card is in force now, or is not at the moment, or is no longer."""
    if not is_shown_to(context.reader, record, context):
        return None
    if record.over:
        return closed(record, "Something that you may know of applies no longer.", _open(record))
    if not record.is_open:
        return closed(record, STANDS[record.stands], _open(record))
    text = "This card is in force now." if record.stands is Stands.IN_FORCE else STANDS[record.stands]
    return pointer(f"About a card · {record.ref}", text, _open(record))


def unread_in_team(notice: Notice, record: SharingDecision, context: Context) -> Card:
    """To the line manager of a recipient who has not read it, without naming them (N20)."""
    if not record.waits_to_be_read or notice.item not in record.unread:
        return closed(record, "This has been dealt with.")
    text = "Somebody in your team has not read a card yet. Please see that everybody gets to their messages."
    return pointer(f"A step is waiting in your team · {record.ref}", text)


def unreached(notice: Notice, record: SharingDecision, context: Context) -> Card:
    """To the handler: a message did not reach a recipient."""
    if record.handler != context.reader:
        return moved(record)
    if not record.waits_to_be_read or not record.unread:
        return closed(record, "This is settled. Nothing to do.")
    text = "Somebody could not be reached. Please tell them yourself what they need to know."
    return pointer(f"A card did not arrive · {record.ref}", text, opens(record, "sharing.open"))


def _open(record: SharingDecision) -> Button:
    return Button(label="Open", action="sharing.open", about=record.id)
