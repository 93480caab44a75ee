"""Messages about an ended contact."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.ended_contact.record import EndedContact, State
from bot.records.named_online.record import NamedOnline
from bot.views.context import Context
from bot.views.ended_contact import reading as views
from bot.views.notices.pointer import cannot_take, closed, moved, opens, pointer

#: The time for a manager's first look, in minutes of working time (N1's first repeat).
FIRST_LOOK = 240


def for_manager(notice: Notice, record: EndedContact, context: Context) -> Card:
    """To the handler: the next step."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, "ended_contact.open")
    match record.state:
        case State.SUBMITTED:
            text = f"It needs a conversation, not a decision. Please open it {_by_when(record, context)}."
            title = f"A private report is waiting for you · {record.ref}"
            return pointer(title, text, opening, cannot_take(record))
        case State.ACKNOWLEDGED:
            return pointer(f"A conversation is waiting · {record.ref}", "Please talk as soon as you can.", opening)
        case State.DISCUSSED:
            return pointer(f"Your decision is waiting · {record.ref}", "Please decide what follows.", opening)
        case State.PROPOSING:
            text = "What you decided is still to be begun. Please open it when you can."
            return pointer(f"A next step is waiting · {record.ref}", text, opening)
        case State.PROMISED if record.waits_for_own_word:
            return _word(record)
        case State.TRIAGED:
            text = "What follows is decided. Your colleague waits to hear from you."
            return pointer(f"An answer is waiting · {record.ref}", text, opening)
        case State.TOLD | State.PROMISED:
            return _still_open(record, opening)
        case State.CLOSED:
            return closed(
                record,
                views.settled(record, context),
                Button(label="Open", action="ended_contact.open", about=record.id),
            )


def _still_open(record: EndedContact, opening: Button) -> Card:
    """Message after the answer was given: a talk is still to be noted, or related records are still open."""
    if not record.discussion:
        return pointer(f"A conversation is waiting · {record.ref}", "Please talk, and note the day.", opening)
    text = "It closes by itself once what belongs to it is decided, and your colleague has heard of it."
    return pointer(f"Nothing waits for you here now · {record.ref}", text, opening)


def answer(notice: Notice, record: EndedContact, context: Context) -> Card:
    """To the manager: the reporter has not had an answer yet (N4)."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, "ended_contact.open")
    if record.outcome is not None:
        return closed(record, "Your colleague has your answer.")
    text = "Your colleague has not heard yet what comes of it."
    return pointer(f"An answer is waiting · {record.ref}", text, opening)


def word(notice: Notice, record: EndedContact, context: Context) -> Card:
    """To the manager: the reporter was promised a result, and has heard nothing since."""
    if record.handler != context.reader:
        return moved(record)
    if not record.waits_for_word:
        return closed(record, "Your colleague has heard what came of it.")
    return _word(record)


def _word(record: EndedContact) -> Card:
    text = "Your colleague was told that more is to come, and has heard of nothing yet. Please tell them how it stands."
    return pointer(f"Word is waiting · {record.ref}", text, opens(record, "ended_contact.open"))


def _by_when(record: EndedContact, context: Context) -> str:
    due = context.policy.calendar.working_minutes_after(record.assigned.since, FIRST_LOOK)
    if record.account.is_urgent or due <= context.now:
        return "as soon as you can"
    return f"by {context.by(due)}"


def note(notice: Notice, record: EndedContact, context: Context) -> Card:
    """To the reporter who wanted to add a line later (N3)."""
    if not record.waits_for_note:
        return closed(record, "Your note is there. Thank you.")
    text = "You can add a line when you are ready, or tell your manager instead."
    return pointer(
        f"A note, if you like · {record.ref}",
        text,
        opens(record, f"form:{views.ADD}", label="Add a line"),
        Button(label="I'd rather tell my manager", action="ended_contact.tell_manager", about=record.id),
    )


def support(notice: Notice, record: EndedContact | NamedOnline, context: Context) -> Card:
    """To each person affected: support is there (N5). Names no support line and no reason."""
    if context.reader in record.reminded:
        return closed(record, "Support is there whenever you want it: type “support” to me.")
    text = "Look at what there is, if you like. Nobody is told whether you do."
    return pointer("Support is there for you", text, opens(record, f"{record.kind}.support_seen"))


def outcome(notice: Notice, record: EndedContact, context: Context) -> Card:
    """To the reporter: there is an answer (R-1.13-5)."""
    reading = Button(label="Open", action="ended_contact.open", about=record.id)
    return closed(record, "There is an answer to your report.", reading)


def came(notice: Notice, record: EndedContact, context: Context) -> Card:
    """To the reporter: there is a result (R-1.13-5)."""
    reading = Button(label="Open", action="ended_contact.open", about=record.id)
    return closed(record, "There is news of what came of your report.", reading)


def added(notice: Notice, record: EndedContact, context: Context) -> Card:
    """To the handler: the reporter has added something."""
    if record.handler != context.reader:
        return moved(record)
    reading = Button(label="Open", action="ended_contact.open", about=record.id)
    return closed(record, "Something was added to this report.", reading)


def try_again(notice: Notice, record: EndedContact, context: Context) -> Card:
    """To the colleague who tries again after a conversation that went round in circles (R-1.7-4)."""
    if record.reengaged_at is not None:
        return closed(record, "Thank you. There is nothing more to do.")
    return pointer(
        f"Trying again · {record.ref}",
        "This is the day that was chosen for trying again, if it still seems right.",
        opens(record, "ended_contact.reengaged", label="Done"),
        Button(label="Not needed", action="ended_contact.reengaged", about=record.id),
    )
