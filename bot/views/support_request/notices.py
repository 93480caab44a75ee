"""Messages about a request for support: something waits, never the request, the person or the reason."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.support_request.parts import State
from bot.records.support_request.record import SupportRequest
from bot.views.context import Context
from bot.views.notices.pointer import cannot_take, closed, moved, opens, pointer
from bot.views.support_request import reading as views

#: The number of working days for an answer before the management team is told that it waits (N26).
ANSWER_WITHIN = 3


def for_manager(notice: Notice, record: SupportRequest, context: Context) -> Card:
    """To the handler: the next step (N26)."""
    if record.handler != context.reader:
        return moved(record)
    reading = Button(label="Open", action="support_request.open", about=record.id)
    match record.state:
        case State.ASKED | State.STEPPED_UP:
            return _to_answer(record, context)
        case State.AGREED | State.AGREED_IN_PART:
            text = "What you agreed is to be put in place. Please mark it once it is."
            done = Button(label="It is in place", action="support_request.in_place", about=record.id)
            return pointer(f"To be put in place · {record.ref}", text, opens(record, "support_request.open"), done)
        case State.ARRANGED:
            return closed(record, "Arranged. Nothing more to do.", reading)
        case State.IN_PLACE | State.CHECKED if record.in_place_at and record.in_place_at < record.assigned.since:
            text = "Something that is in place already lies with you from now on. Please read it once."
            return pointer(f"For you to know · {record.ref}", text, opens(record, "support_request.open"))
        case State.IN_PLACE | State.CHECKED:
            return closed(record, "It is in place. Nothing to do.", reading)
        case State.NOT_AGREED:
            return closed(record, "You have answered. Nothing more to do.", reading)
        case State.ENDED:
            return closed(record, "It is not needed any more. Nothing to do.", reading)


def _to_answer(record: SupportRequest, context: Context) -> Card:
    title = f"A private request is waiting for you · {record.ref}"
    opening = opens(record, "support_request.open")
    if record.is_arranged:
        return pointer(title, "It needs arranging, not a decision.", opening, cannot_take(record))
    calendar = context.policy.calendar
    assert record.waiting_since is not None  # waiting for an answer
    day = calendar.working_days_from(calendar.day_of(record.waiting_since), ANSWER_WITHIN)
    when = f"by {context.day(day)}" if day >= context.today else "as soon as you can"
    return pointer(
        title,
        f"Please read it and answer {when}.",
        opening,
        Button(label="Approve", action="support_request.approve", about=record.id),
        Button(label="Deny", action="support_request.deny", about=record.id),
        cannot_take(record),
    )


def answered(notice: Notice, record: SupportRequest, context: Context) -> Card:
    """To the person who asked: there is an answer, or the support is in place."""
    reading = Button(label="Open", action="support_request.open", about=record.id)
    if record.state in (State.IN_PLACE, State.CHECKED):
        return closed(record, "What you asked for is in place.", reading)
    if record.state is State.ARRANGED:
        return closed(record, "What you asked for has been arranged.", reading)
    return closed(record, "There is an answer to what you asked for.", reading)


def still_wanted(notice: Notice, record: SupportRequest, context: Context) -> Card:
    """To the person who asked: is the support still wanted? Any answer is fine (N27)."""
    reading = Button(label="Open", action="support_request.open", about=record.id)
    if record.state is not State.IN_PLACE:
        return closed(record, "Thank you. There is nothing more to answer here.", reading)
    return pointer(
        f"Is this still what you want? · {record.ref}",
        "Any answer is fine. If you give none, it stays as it is.",
        opens(record, "support_request.still", label="Yes"),
        Button(label="Change it", action=f"form:{views.SAY}", about=record.id),
        Button(label="No longer", action="support_request.no_longer", about=record.id),
    )


def question(notice: Notice, record: SupportRequest, context: Context) -> Card:
    """To the person who asked: their manager would like to review it; it stays unless they say otherwise."""
    reading = Button(label="Open", action="support_request.open", about=record.id)
    if record.look is None:
        return closed(record, "Thank you. There is nothing more to answer here.", reading)
    text = "Your manager would like to look at something with you. It stays as it is unless you say otherwise."
    return pointer(f"A question for you · {record.ref}", text, opens(record, "support_request.open"))


def heard(notice: Notice, record: SupportRequest, context: Context) -> Card:
    """To the handler: the person does not need it any more, or would like it to stay."""
    if record.handler != context.reader:
        return moved(record)
    reading = Button(label="Open", action="support_request.open", about=record.id)
    if record.state is State.ENDED:
        return closed(record, "Your colleague does not need it any more.", reading)
    return closed(record, "Your colleague would like it to stay as it is.", reading)


def cover(notice: Notice, record: SupportRequest, context: Context) -> Card:
    """To the person covering: there is something, and later that it is over (model.md §4: a task, no content)."""
    if record.covered_by != context.reader:
        return closed(record, views.nothing_to_cover(record))
    text = "Please open it: it says from when, and with whom to speak."
    return pointer(f"Something to cover · {record.ref}", text, opens(record, "support_request.cover"))
