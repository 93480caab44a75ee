"""Messages about a manager's actions beside a report. They do not even reveal the subject."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.follow_ups.correspondence import State as Correspondence
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.online_action import State as Online
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.follow_ups.restorative import State as Restorative
from bot.records.named_online.record import NamedOnline
from bot.views.context import Context
from bot.views.follow_ups import online_action as online_views
from bot.views.named_online import notices as named_online
from bot.views.notices.pointer import cannot_take, closed, moved, opens, pointer


def correspondence(notice: Notice, record: CorrespondenceDecision, context: Context) -> Card:
    """To the handler: decide, then note one thing more (N30)."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, "correspondence.open")
    match record.state:
        case Correspondence.OPENED:
            title, text = f"A private decision is waiting · {record.ref}", "Please open it when you can."
            return pointer(title, text, opening, cannot_take(record))
        case Correspondence.DECIDED:
            text = "One step is left, and then to be noted."
            return pointer(f"A private item is not complete · {record.ref}", text, opening)
        case Correspondence.CLOSED:
            return closed(record, "Decided. Nothing more to do.", _reading(record, "correspondence.open"))


def online_action(notice: Notice, record: OnlineAction, context: Context) -> Card:
    """To the handler: choose the actions (N14)."""
    if record.handler != context.reader:
        return moved(record)
    if record.state is Online.OPENED:
        title, text = f"A private decision is waiting · {record.ref}", "Please open it when you can."
        return pointer(title, text, opens(record, "online_action.open"), cannot_take(record))
    return closed(record, "Decided. Nothing more to do for now.", _reading(record, "online_action.open"))


def restorative(notice: Notice, record: RestorativeAction, context: Context) -> Card:
    """To the handler: a line is still to be noted (RA)."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, "restorative.open")
    match record.state:
        case Restorative.OPENED:
            title, text = f"A line is still to be noted · {record.ref}", "Please open it when you can."
            return pointer(title, text, opening, cannot_take(record))
        case Restorative.NOTED:
            text = "How did it go? A line is enough."
            return pointer(f"A line is still to be noted · {record.ref}", text, opening)
        case Restorative.CLOSED:
            return closed(record, "Noted. Nothing more to do.", _reading(record, "restorative.open"))


def request(notice: Notice, record: NamedOnline | OnlineAction, context: Context) -> Card | None:
    """To the colleague who made a takedown request, later to the handler: please note its result (N17)."""
    if isinstance(record, NamedOnline):
        return named_online.request(notice, record, context)
    asked = record.asked(notice.item)
    if context.reader not in (asked.by, record.handler):
        return moved(record)
    if asked.answer is not None:
        return closed(record, "Noted. Thank you.")
    text = "Please note what came of the request, even if there was no reply."
    label, action = "Note what came of it", f"form:{online_views.ANSWERED}"
    noting = Button(label=label, action=action, about=record.id, extra=notice.item)
    reading = (opens(record, "online_action.open"),) if context.reader == record.handler else ()
    return pointer(f"A request waits for its answer · {record.ref}", text, *reading, noting)


def _reading(record: CorrespondenceDecision | OnlineAction | RestorativeAction, action: str) -> Button:
    return Button(label="Open", action=action, about=record.id)
