"""Messages about a police decision. They do not even reveal the subject."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.police.record import PoliceDecision, State
from bot.views.context import Context
from bot.views.notices.pointer import cannot_take, closed, moved, opens, pointer


def for_decider(notice: Notice, record: PoliceDecision, context: Context) -> Card:
    """To the handler: the decision, then the remaining notes (N9, N10)."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, "police.open")
    match record.state:
        case State.OPENED:
            text = "It is urgent, and it needs you. Please open it now."
            return pointer(f"A decision is waiting for you · {record.ref}", text, opening, cannot_take(record))
        case State.DECIDED:
            text = "Your decision is noted. Your colleagues wait to hear it from you."
            return pointer(f"An answer is waiting · {record.ref}", text, opening)
        case State.TOLD if record.waits_for_reference:
            return pointer(f"A detail is still to be noted · {record.ref}", "Please open it when you can.", opening)
        case State.TOLD:
            text = "Please note what is left, and close it."
            return pointer(f"A step is left · {record.ref}", text, opening)
        case State.CLOSED:
            return closed(record, "Decided and closed. Nothing more to do.", _reading(record))


def for_on_call(notice: Notice, record: PoliceDecision, context: Context) -> Card:
    """To the managers on call while nobody is at work: they may take it, until it is decided."""
    if record.handler == context.reader:
        return closed(record, "You have taken this. Thank you.", _reading(record))
    if context.reader not in record.may_take - record.conflicted():
        return closed(record, "Somebody has seen to this. There is nothing for you to do.")
    text = "It cannot wait until the office opens, and you are on call. Please open it now: you can take it."
    return pointer(f"A decision is waiting · {record.ref}", text, opens(record, "police.open"))


def view(notice: Notice, record: PoliceDecision, context: Context) -> Card | None:
    """To people who are asked for their opinion: any answer is fine."""
    if context.reader not in record.can_be_asked:
        return None
    if any(view.of == context.reader for view in record.views):
        return closed(record, "Thank you. The manager who decides has your answer.", _reading(record))
    if not record.is_open or record.decision is not None:
        return closed(record, "You can still say something, whenever you want to.", _reading(record))
    text = "It is private, and any answer is fine."
    return pointer(f"Something is asked of you · {record.ref}", text, opens(record, "police.open"))


def called(notice: Notice, record: PoliceDecision, context: Context) -> Card:
    """To the handler: somebody concerned has noted something that cannot wait."""
    if record.handler != context.reader:
        return moved(record)
    return closed(record, "Something was noted here. Please open it.", _reading(record))


def added(notice: Notice, record: PoliceDecision, context: Context) -> Card:
    """To the handler: somebody has answered a question, or added to it."""
    if record.handler != context.reader:
        return moved(record)
    return closed(record, "Something was added here.", _reading(record))


def _reading(record: PoliceDecision) -> Button:
    return Button(label="Open", action="police.open", about=record.id)
