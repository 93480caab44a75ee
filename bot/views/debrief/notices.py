"""Messages about a debrief and its agreed actions."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.debrief import Debrief, State
from bot.views.context import Context
from bot.views.notices.pointer import closed, moved, opens, pointer


def offer(notice: Notice, record: Debrief, context: Context) -> Card:
    """To the person: would a conversation help? Any answer is fine (N6)."""
    mind = Button(label="Open", action="debrief.open", about=record.id)
    match record.state:
        case State.OFFERED | State.LATER if notice.kind == "offer_debrief_again" or record.state is State.OFFERED:
            return pointer(
                f"Would a conversation with your manager help? · {record.ref}",
                "Any answer is fine, and only agreed actions are written down.",
                opens(record, "debrief.yes", label="Yes"),
                Button(label="Later", action="debrief.later", about=record.id),
                Button(label="No thanks", action="debrief.no_thanks", about=record.id),
            )
        case State.OFFERED | State.LATER:
            return closed(record, "Later is fine. You will be asked once more, in two weeks or so.", mind)
        case State.ACCEPTED:
            return pointer(record.ref, "You said yes. Your manager will find a time.", mind)
        case State.BOOKED:
            return pointer(record.ref, "A time has been found.", mind)
        case State.DECLINED:
            return closed(record, "No thanks is fine. You can change your mind at any time.", mind)
        case State.ACTIONS_OPEN | State.DONE:
            return closed(record, "You have talked. Nothing more to do here.", mind)


def for_manager(notice: Notice, record: Debrief, context: Context) -> Card:
    """To the manager: find a time, then note the agreed actions (N7)."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, "debrief.open")
    match record.state:
        case State.ACCEPTED:
            text = "A colleague would like to talk with you. Please find a time."
            return pointer(f"A conversation to book · {record.ref}", text, opening)
        case State.BOOKED:
            text = "Once you have talked, please note what was agreed, and nothing else."
            return pointer(f"A conversation is booked · {record.ref}", text, opening)
        case _:
            return closed(
                record, "Nothing to do for you here.", Button(label="Open", action="debrief.open", about=record.id)
            )


def booked(notice: Notice, record: Debrief, context: Context) -> Card:
    """To the person: the conversation is booked; in any other state, the message of the offer."""
    if record.state is not State.BOOKED:
        return offer(notice, record, context)
    reading = Button(label="Open", action="debrief.open", about=record.id)
    return closed(record, "A time has been found for the conversation you wanted.", reading)


def action(notice: Notice, record: Debrief, context: Context) -> Card | None:
    """To the owner of an agreed action (N8)."""
    found = next((a for a in record.actions if a.id == notice.item), None)
    if found is None or found.owner != context.reader:
        return None
    reading = opens(record, "debrief.action", extra=found.id)
    if not found.is_open:
        return closed(record, "That action is settled. Thank you.")
    when = "was due on" if found.due < context.today else "is due on"
    return pointer(
        f"An agreed action {when} {context.day(found.due)} · {record.ref}",
        "You can mark it as done, or say why it is not going to happen.",
        reading,
        Button(label="Done", action="debrief.action_done", about=record.id, extra=found.id),
    )


def late_action(notice: Notice, record: Debrief, context: Context) -> Card | None:
    """To the owner's line manager: an action is late, without its text or the reason."""
    found = next((a for a in record.actions if a.id == notice.item), None)
    if found is None:
        return None
    if not found.is_open:
        return closed(record, "That action is settled. Nothing to do.")
    text = "An action agreed with somebody in your team is late. Perhaps they could use a hand."
    return pointer(f"An agreed action is late · {record.ref}", text)
