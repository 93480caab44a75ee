"""Records as lines of a list: a reference, a state, one button. No content and no individual.

A line of a `Summary` is drawn from plain columns alone, so that a list decrypts nothing.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.chat.cards import Button, Item
from bot.ports import Summary
from bot.records.base import Record
from bot.records.debrief import Debrief
from bot.records.sharing.record import SharingDecision, Stands
from bot.views.context import Context


def line(record: Record, context: Context, *, opens: bool) -> Item:
    """Line for a related record, on the card of the record that it belongs to.

    `opens`: True if the reader may read it. Others see that it exists; the answer to the offer of a debrief is for the
    person and their own manager only.
    """
    words = context.words[record.kind]
    whose = f" for {context.name(words.whose(record))}" if words.whose else ""
    stands = words.of(record.state).stands if opens else words.unread or words.of(record.state).stands
    text = f"{record.ref} · {words.called}{whose}: {stands}"
    return Item(text, Button(label="Open", action=words.opens, about=record.id) if opens and words.opens else None)


def gone_with_it(record: Record, context: Context) -> Item:
    """Line for a record made together with a report, in the reporter's confirmation."""
    return Item(f"{context.words[record.kind].sent_along} has gone with it ({record.ref}).")


# -- lines of lists ----------------------------------------------------------------------------------


def waiting(summary: Summary, context: Context, left: str = "") -> Item:
    """Matter that waits for the reader. `left`: the remaining steps, if the state alone does not say."""
    words = context.words[summary.kind]
    state = words.of(summary.state)
    day = _due(summary, context) if summary.kind == Debrief.kind else None
    when = f" on {context.day(day)}" if day is not None else ""
    opening = Button(label="Open", action=state.waiting_opens or words.opens, about=summary.id)
    return Item(_called(summary, f"{left or state.waiting}{when}", context), opening)


def yours(summary: Summary, context: Context) -> Item:
    """Report or request by the reader, or the debrief offered to them."""
    words = context.words[summary.kind]
    text = f"{summary.ref} · {words.called}, {context.day(_day(summary, context))}. {words.of(summary.state).yours}"
    return Item(text, Button(label="Open", action=words.own, about=summary.id))


def review(summary: Summary, context: Context) -> Item:
    """Restriction and the day of its review."""
    day = _due(summary, context)
    assert day is not None  # the caller passes those that have one
    if day < context.today:
        text = f"past its review of {context.day(day)}. It has not lapsed and has not been extended."
    elif day == context.today:
        text = "the review is due today."
    else:
        text = f"review on {context.day(day)}."
    return Item(_called(summary, f"{text[0].upper()}{text[1:]}", context), _open(summary, context))


#: The state of a card that applies now or soon.
_CARDS = {
    Stands.NOT_YET: "not in force yet",
    Stands.IN_FORCE: "in force",
    Stands.PAUSED: "not in force at the moment",
}


def card(record: SharingDecision, context: Context) -> Item:
    """Alert card of which the reader is a recipient."""
    button = Button(label="Open", action=context.words[record.kind].opens, about=record.id)
    return Item(f"{record.ref} · An alert card: {_CARDS[record.stands]}.", button)


def talk(summary: Summary, context: Context) -> Item:
    """Conversation with a booked day, for the person."""
    day = _due(summary, context)
    when = f" on {context.day(day)}" if day is not None else ""
    return Item(_called(summary, f"A conversation{when}", context), _open(summary, context))


def agreed(record: Debrief, action: str, context: Context) -> Item:
    """Agreed action of the reader: its day, not its text."""
    due = record.action(action).due
    late = "was due on" if due < context.today else "by"
    button = Button(label="Open", action="debrief.action", about=record.id, extra=action)
    return Item(f"{record.ref} · An agreed action, {late} {context.day(due)}", button)


def try_again(ref: str, about: str, on: date, context: Context) -> Item:
    """Reminder to try again after a conversation that went round in circles (R-1.7-4)."""
    when = f"on {context.day(on)}" if on > context.today else f"the day for it was {context.day(on)}"
    button = Button(label="Done or not needed", action="ended_contact.reengaged", about=about)
    return Item(f"{ref} · Trying again, {when}", button)


def on_list(record: Record, context: Context, *, names: bool, opens: bool) -> Item:
    """Matter on the management team's list: the step that it waits for, and since when."""
    words = context.words[record.kind]
    what = "somebody is to be named" if record.needs_naming else words.of(record.state).stands
    since = context.day(_local_day(record.origin.at, context))
    naming = Button(label="Name someone", action="form:naming.name", about=record.id) if names else None
    reading = Button(label="Open", action=words.opens, about=record.id) if opens and words.opens else None
    text = f"{record.ref} · {words.called}: {what}, since {since}"
    return Item(text, naming or reading if record.needs_naming else reading or naming)


def _called(summary: Summary, text: str, context: Context) -> str:
    """Reference with its meaning in words, once, so that nobody has to know the abbreviations."""
    called = context.words[summary.kind].called
    return " · ".join((summary.ref, *(() if called in text.casefold() else (called,)), text))


def _open(summary: Summary, context: Context) -> Button:
    return Button(label="Open", action=context.words[summary.kind].opens, about=summary.id)


def _day(summary: Summary, context: Context) -> date:
    return _local_day(summary.created_at, context)


def _due(summary: Summary, context: Context) -> date | None:
    """Day that it is due; the column holds the end of that day in the organisation's own zone."""
    return context.policy.calendar.day_of(summary.due) if summary.due is not None else None


def _local_day(at: datetime, context: Context) -> date:
    return context.policy.calendar.in_zone(context.me.time_zone if context.me else None).day_of(at)
