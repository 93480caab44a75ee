"""Messages about an appeal: that there is one, never its author or content."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.appeal.record import Appeal, State
from bot.records.restriction.record import Restriction
from bot.views.context import Context
from bot.views.notices.pointer import closed, moved, opens, pointer


def for_decider(notice: Notice, record: Appeal, context: Context) -> Card:
    """To the decider: the next step (N24, N19)."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, "appeal.open")
    match record.state:
        case State.RECEIVED | State.ACKNOWLEDGED:
            calendar = context.policy.calendar
            day = calendar.working_days_from(record.received.on, context.policy.appeal_days)
            when = f"by {context.day(day)}" if day >= context.today else "as soon as you can"
            text = f"It is yours to decide, and nobody takes it in your place. Please decide it {when}."
            return pointer(f"An appeal is waiting for you · {record.ref}", text, opening)
        case State.DECIDED:
            text = "Please record when and how the individual was told, and whom they can turn to now."
            return pointer(f"The individual is to be told · {record.ref}", text, opening)
        case State.CLOSED:
            return closed(record, "Decided and told. Nothing more to do.", _reading(record))


def waits_too_long(notice: Notice, record: Appeal, context: Context) -> Card | None:
    """To the management team: it waits. It stays with its decider, so nobody else can be named.

    None to the decider, even if on the team: they have their own reminders.
    """
    if record.handler == context.reader:
        return None
    if not record.on_management_list:
        return closed(record, "This has been dealt with.")
    text = (
        "It has waited past its time with whoever decides it. It stays with them, and nobody else can take it. "
        "Please see that they can get to it."
    )
    listing = Button(label="Open", action="home.management_list")
    return pointer(f"An appeal is waiting · {record.ref}", text, listing)


def made(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the decider of the restriction: there is an appeal, without any details (model.md §4)."""
    return closed(record, f"An appeal has been made about {record.ref}. There is nothing for you to do.")


def suspension(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the restriction's handler: its measures do not apply, or apply again."""
    if record.handler != context.reader:
        return moved(record)
    reading = Button(label="Open", action="restriction.open", about=record.id)
    if record.suspension is not None:
        text = "Suspended while an appeal is heard. Its measures do not apply until you hear that they do."
        return closed(record, text, reading)
    again = "It is not suspended any more: its measures apply again." if record.in_force else "It is not suspended now."
    return closed(record, again, reading)


def told(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the restriction's handler: the decider of the appeal has told the individual."""
    if record.handler != context.reader:
        return moved(record)
    reading = Button(label="Open", action="restriction.open", about=record.id)
    text = "The individual has been told what was decided on appeal."
    if not record.waits_for_telling:
        text += " There is nothing for you to tell them."
    return closed(record, text, reading)


def _reading(record: Appeal) -> Button:
    return Button(label="Open", action="appeal.open", about=record.id)
