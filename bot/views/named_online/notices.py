"""Messages about a named colleague: something private waits, and never its subject or the person."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.named_online import requests
from bot.records.named_online.parts import Step
from bot.records.named_online.record import NamedOnline, State
from bot.views.context import Context
from bot.views.named_online.deciding import ANSWERED, PERSONAL
from bot.views.named_online.forms import WISHES
from bot.views.notices.pointer import cannot_take, closed, moved, opens, pointer

#: The time for a manager's first look, in minutes of working time (N12's first repeat).
FIRST_LOOK = 120

_OPEN = "named_online.open"


def _reading(record: NamedOnline) -> Button:
    return Button(label="Open", action=_OPEN, about=record.id)


def for_manager(notice: Notice, record: NamedOnline, context: Context) -> Card:
    """To the handler: the next step."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, _OPEN)
    match record.state:
        case State.REPORTED:
            title = f"A private item is waiting for you · {record.ref}"
            text = f"Please open it {_by_when(record, context)}, and please do not forward this."
            return pointer(title, text, opening, cannot_take(record))
        case State.SEEN:
            text = "A private talk comes next, and only you can have it."
            return pointer(f"A private talk is waiting · {record.ref}", text, opening, cannot_take(record))
        case State.TOLD | State.WISHES_RECORDED:
            text = "A decision comes next. Please open it to see what is still to be asked."
            return pointer(f"A private decision is waiting · {record.ref}", text, opening)
        case State.DECIDED:
            return pointer(f"A private item is not complete · {record.ref}", "One step is left to do.", opening)
        case State.SHARED:
            left = any(step in record.steps_left for step in (Step.OFFERS, Step.THEIR_HALF, Step.THREAT))
            if left:
                return pointer(f"A private item is not complete · {record.ref}", "One step is left to do.", opening)
            # The other person's answer may still close it: then the message says so.
            return pointer(record.ref, "Nothing more to do for you here for now.", _reading(record))
        case State.CLOSED:
            return closed(record, "Settled. Nothing more to do.", _reading(record))


def _by_when(record: NamedOnline, context: Context) -> str:
    due = context.policy.calendar.working_minutes_after(record.assigned.since, FIRST_LOOK)
    return "as soon as you can" if due <= context.now else f"by {context.by(due)}"


def to_share(notice: Notice, record: NamedOnline, context: Context) -> Card:
    """To the handler: the management team has not been informed yet (N15)."""
    if record.handler != context.reader:
        return moved(record)
    if record.shared is not None:
        return closed(record, "Shared. Thank you.")
    text = "A short summary is still to be shared."
    return pointer(f"A private item is not complete · {record.ref}", text, opens(record, _OPEN))


def say(notice: Notice, record: NamedOnline, context: Context) -> Card | None:
    """To the named person, only after somebody has told them in person: they have a say (R-1.14.3-5)."""
    if record.told is None or context.reader != record.person:
        return None
    text = "You have a say in what happens next. You can write it, tell your manager, or say nothing for now."
    if record.wishes or not record.is_open:
        return closed(record, "What you said is kept. You can add to it at any time.", _reading(record))
    return pointer(
        f"A private item for you · {record.ref}",
        text,
        opens(record, _OPEN),
        Button(label="Say something", action=f"form:{WISHES}", about=record.id),
    )


def choice(notice: Notice, record: NamedOnline, context: Context) -> Card | None:
    """To the named person and the handler: a choice is open, without any hurry (N16)."""
    if context.reader not in (record.person, record.handler):
        return moved(record)
    half = record.own_half if context.reader == record.person else record.manager_half
    if half is not None or not record.is_open:
        return closed(record, "Nothing is left for you to choose here.", _reading(record))
    text = "A choice is open, if you would like to make it. Either answer is fine, and so is none."
    choosing = Button(label="Answer", action=f"form:{PERSONAL}", about=record.id)
    return pointer(f"A choice for you · {record.ref}", text, opens(record, _OPEN), choosing)


def request(notice: Notice, record: NamedOnline, context: Context) -> Card | None:
    """To the colleague who made a takedown request, later to the handler: please note its result (N17)."""
    if context.reader not in (record.person, record.handler):
        return moved(record)
    if requests.asked(record, notice.item).answer is not None:
        return closed(record, "Noted. Thank you.", _reading(record))
    text = "Please note what came of the request, even if there was no reply."
    noting = Button(label="Note what came of it", action=f"form:{ANSWERED}", about=record.id, extra=notice.item)
    return pointer(f"A request waits for its answer · {record.ref}", text, opens(record, _OPEN), noting)


def found_again(notice: Notice, record: NamedOnline, context: Context) -> Card:
    """To the handler: something was added."""
    if record.handler != context.reader:
        return moved(record)
    return closed(record, "Something was added to this private item.", _reading(record))


def shared(notice: Notice, record: NamedOnline, context: Context) -> Card | None:
    """To the management team: there is something to read in confidence (R-1.14.3-9)."""
    if record.shared is None or context.reader in record.conflicted():
        return None
    reading = Button(label="Open", action="named_online.summary", about=record.id)
    return closed(record, "Something is shared with the management team in confidence.", reading)
