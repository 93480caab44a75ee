"""Records as lines of a list: a reference, where it stands, one button. No content and no individual.

A line of a `Summary` is drawn from plain columns alone, so that a list opens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.chat.cards import Button, Item
from bot.ports import Summary
from bot.records.appeal.record import Appeal
from bot.records.base import Record
from bot.records.debrief import Debrief
from bot.records.support_request.record import SupportRequest
from bot.records.time_away import TimeAway
from bot.views.context import Context

#: The button that opens a record of each kind, for those who read it.
OPENS: Mapping[str, str] = {
    "ended_contact": "ended_contact.open",
    "restriction": "restriction.open",
    "sharing": "sharing.open",
    "appeal": "appeal.open",
    "debrief": "debrief.open",
    "time_away": "time_away.open",
    "support_request": "support_request.open",
    "named_online": "named_online.open",
    "contact_outside": "contact_outside.open",
    "police_decision": "police.open",
    "witness_statement": "witness.open",
    "correspondence": "correspondence.open",
    "online_action": "online_action.open",
    "restorative": "restorative.open",
    "evidence": "evidence.open",
}

#: What a record is called.
KIND: Mapping[str, str] = {
    "ended_contact": "ended contact",
    "restriction": "restriction",
    "sharing": "sharing decision",
    "appeal": "appeal",
    "debrief": "debrief",
    "time_away": "time away",
    "support_request": "private request",
    # What it is about is content: a list says no more than a message does.
    "named_online": "private item",
    "contact_outside": "contact outside the office",
    "police_decision": "police decision",
    "witness_statement": "account",
    "correspondence": "decision about correspondence",
    "online_action": "action online",
    "restorative": "restorative step",
    "evidence": "evidence",
}

#: Where a record stands, in a few words for anybody who may know that there is one.
STANDS: Mapping[tuple[str, str], str] = {
    ("ended_contact", "submitted"): "waits to be seen",
    ("ended_contact", "acknowledged"): "seen; a conversation is next",
    ("ended_contact", "discussed"): "talked about; what follows is being decided",
    ("ended_contact", "triaged"): "decided; the reporter is to be told",
    ("ended_contact", "closed"): "settled",
    ("restriction", "proposed"): "waits for a decision",
    ("restriction", "more_asked"): "more was asked",
    ("restriction", "approved"): "approved; the individual is to be told",
    ("restriction", "active"): "in force",
    ("restriction", "suspended"): "suspended while an appeal is heard",
    ("restriction", "not_approved"): "not taken forward",
    ("restriction", "lifted"): "lifted",
    ("restriction", "ended"): "ended",
    ("sharing", "shared"): "shared; not read by everybody yet",
    ("sharing", "read"): "shared and read",
    ("sharing", "not_shared"): "nobody else needs to know",
    ("sharing", "superseded"): "a later decision stands in its place",
    ("sharing", "withdrawn"): "called back",
    ("appeal", "received"): "waits to be acknowledged",
    ("appeal", "acknowledged"): "waits to be decided",
    ("appeal", "decided"): "decided; the individual is to be told",
    ("appeal", "closed"): "decided, and told",
    ("debrief", "offered"): "offered",
    ("debrief", "later"): "later",
    ("debrief", "accepted"): "a day is to be found",
    ("debrief", "booked"): "a day is found",
    ("debrief", "declined"): "no thanks",
    ("debrief", "actions_open"): "talked; agreed actions are open",
    ("debrief", "done"): "talked",
    ("time_away", "asked"): "asked for; to be arranged",
    ("time_away", "arranged"): "arranged",
    ("support_request", "asked"): "waits for an answer",
    ("support_request", "stepped_up"): "the management team looks at it again",
    ("support_request", "arranged"): "arranged",
    ("support_request", "agreed"): "agreed; to be put in place",
    ("support_request", "agreed_in_part"): "agreed in part; to be put in place",
    ("support_request", "not_agreed"): "answered",
    ("support_request", "in_place"): "in place",
    ("support_request", "checked"): "in place",
    ("support_request", "ended"): "not needed any more",
    ("named_online", "reported"): "waits to be seen",
    ("named_online", "seen"): "seen; a private talk is next",
    ("named_online", "told"): "somebody is being asked",
    ("named_online", "wishes_recorded"): "what follows is being decided",
    ("named_online", "decided"): "decided; steps are left",
    ("named_online", "shared"): "nearly complete",
    ("named_online", "closed"): "settled",
    ("contact_outside", "raised"): "raised; a talk is next",
    ("contact_outside", "recorded"): "recorded",
    ("contact_outside", "not_recorded"): "talked about; nothing was recorded",
    ("contact_outside", "taken_back"): "taken back",
    ("contact_outside", "unanswered"): "erased; nothing was recorded",
    ("police_decision", "opened"): "waits for a decision",
    ("police_decision", "decided"): "decided; the staff concerned are to be told",
    ("police_decision", "told"): "decided, and told",
    ("police_decision", "closed"): "decided and closed",
    ("witness_statement", "asked"): "asked for",
    ("witness_statement", "given"): "on record",
    ("witness_statement", "declined"): "would rather not",
    ("witness_statement", "not_a_witness"): "did not see or hear it",
    ("witness_statement", "no_reply"): "no answer",
    ("correspondence", "opened"): "waits for a decision",
    ("correspondence", "decided"): "decided; how the sender heard is to be noted",
    ("correspondence", "closed"): "decided",
    ("online_action", "opened"): "waits for a decision",
    ("online_action", "decided"): "decided; a platform has been asked",
    ("online_action", "closed"): "decided",
    ("restorative", "opened"): "to be noted",
    ("restorative", "noted"): "noted",
    ("restorative", "closed"): "noted, and how it went",
    ("evidence", "kept"): "kept",
    ("evidence", "withdrawn"): "withdrawn",
}

#: What the next thing is, for the one who has to do it.
_WAITING: Mapping[tuple[str, str], str] = {
    ("ended_contact", "submitted"): "A private report: please open it",
    ("ended_contact", "acknowledged"): "A conversation, as soon as you can",
    ("ended_contact", "discussed"): "What follows is to be decided",
    ("ended_contact", "triaged"): "The reporter waits to hear from you",
    ("restriction", "proposed"): "A decision",
    ("restriction", "more_asked"): "Something more was asked of you",
    ("restriction", "approved"): "Who needs to know is to be decided, and the individual told",
    ("restriction", "active"): "What was reviewed is to be shared and told",
    ("restriction", "suspended"): "The individual is to be told what was decided",
    ("restriction", "lifted"): "That it is lifted is to be told and shared",
    ("restriction", "not_approved"): "What has stopped is to be told and shared",
    ("restriction", "ended"): "That it has ended is to be shared",
    ("sharing", "shared"): "A card to read",
    ("appeal", "received"): "An appeal: please open it",
    ("appeal", "acknowledged"): "An appeal to decide",
    ("appeal", "decided"): "The individual is to be told what you decided",
    ("debrief", "offered"): "Would a conversation help? Any answer is fine",
    ("debrief", "accepted"): "A conversation to find a day for",
    ("debrief", "booked"): "A conversation",
    ("debrief", "actions_open"): "An agreed action",
    ("time_away", "asked"): "A private request, to be arranged",
    ("support_request", "asked"): "A private request: please open it",
    ("support_request", "stepped_up"): "A private request, to be looked at again",
    ("support_request", "agreed"): "What you agreed is to be put in place",
    ("support_request", "agreed_in_part"): "What you agreed is to be put in place",
    ("named_online", "reported"): "A private item: please open it",
    ("named_online", "seen"): "A private talk that only you can have",
    ("named_online", "told"): "A private item: something is still to be asked",
    ("named_online", "wishes_recorded"): "A private decision",
    ("named_online", "decided"): "A private item: a step is left",
    ("named_online", "shared"): "A private item: nearly complete",
    ("contact_outside", "raised"): "A private talk, and then a small decision",
    ("police_decision", "opened"): "An urgent decision: please open it now",
    ("police_decision", "decided"): "Your colleagues wait to hear from you",
    ("police_decision", "told"): "Please note what is left, and close it",
    ("witness_statement", "asked"): "Something is asked of you; any answer is fine",
    ("correspondence", "opened"): "A private decision",
    ("correspondence", "decided"): "A private item: a step is still to be noted",
    ("online_action", "opened"): "A private decision",
    ("online_action", "decided"): "A private item: an answer is still to be noted",
    ("restorative", "opened"): "A restorative step: please note which",
}

#: Where somebody's own report or request stands, in a sentence for them.
_YOURS: Mapping[tuple[str, str], str] = {
    ("ended_contact", "submitted"): "Sent. It waits for a manager to open it.",
    ("ended_contact", "acknowledged"): "A manager has seen it and will talk with you.",
    ("ended_contact", "discussed"): "You have talked. What follows is being decided.",
    ("ended_contact", "triaged"): "What follows has been decided.",
    ("ended_contact", "closed"): "Settled.",
    ("restriction", "proposed"): "What you asked for waits for a decision.",
    ("restriction", "more_asked"): "A manager would like to know a little more.",
    ("restriction", "approved"): "There is an answer.",
    ("restriction", "active"): "There is an answer.",
    ("restriction", "suspended"): "There is an answer.",
    ("restriction", "not_approved"): "There is an answer.",
    ("restriction", "lifted"): "There is an answer.",
    ("restriction", "ended"): "There is an answer.",
    # The same at any time: whoever recorded it hears that it has arrived, and nothing else.
    ("appeal", "received"): "Passed to the Chief Executive.",
    ("appeal", "acknowledged"): "Passed to the Chief Executive.",
    ("appeal", "decided"): "Passed to the Chief Executive.",
    ("appeal", "closed"): "Passed to the Chief Executive.",
    ("debrief", "offered"): "A conversation is offered, if you would like one.",
    ("debrief", "later"): "You said later. You can say yes at any time.",
    ("debrief", "accepted"): "You said yes. A day is being found.",
    ("debrief", "booked"): "A day has been found.",
    ("debrief", "declined"): "You said no thanks. You can change your mind.",
    ("debrief", "actions_open"): "You have talked. Agreed actions are open.",
    ("debrief", "done"): "You have talked.",
    ("time_away", "asked"): "Your request is on its way.",
    ("time_away", "arranged"): "Your time away is arranged.",
    ("support_request", "asked"): "Your request is on its way.",
    ("support_request", "stepped_up"): "The management team looks at it again.",
    ("support_request", "arranged"): "It is arranged.",
    ("support_request", "agreed"): "Agreed. It is being put in place.",
    ("support_request", "agreed_in_part"): "Agreed in part. It is being put in place.",
    ("support_request", "not_agreed"): "There is an answer.",
    ("support_request", "in_place"): "It is in place.",
    ("support_request", "checked"): "It is in place.",
    ("support_request", "ended"): "You do not need it any more.",
    ("named_online", "reported"): "You have a say in what happens next.",
    ("named_online", "seen"): "You have a say in what happens next.",
    ("named_online", "told"): "You have a say in what happens next.",
    ("named_online", "wishes_recorded"): "What you said is kept. What is done is being decided.",
    ("named_online", "decided"): "What is done has been decided.",
    ("named_online", "shared"): "What is done has been decided.",
    ("named_online", "closed"): "Settled. You can still add to what you said.",
    ("contact_outside", "raised"): "Your manager will talk with you. Nothing is recorded so far.",
    ("contact_outside", "recorded"): "You have talked. A note was kept.",
    ("contact_outside", "not_recorded"): "You talked; nothing was recorded.",
    ("contact_outside", "taken_back"): "You took it back. Nothing was recorded.",
    ("contact_outside", "unanswered"): "It was erased. Nothing was recorded.",
    ("police_decision", "opened"): "A manager is deciding, with what you think of it.",
    ("police_decision", "decided"): "It has been decided. Your manager will tell you.",
    ("police_decision", "told"): "It has been decided.",
    ("police_decision", "closed"): "It has been decided.",
    ("witness_statement", "asked"): "Asked of you; any answer is fine.",
    ("witness_statement", "given"): "On record. You can add to it.",
    ("witness_statement", "declined"): "You would rather not, and that is fine.",
    ("witness_statement", "not_a_witness"): "You did not see or hear it.",
    ("witness_statement", "no_reply"): "Nobody waits for this any more.",
    ("evidence", "kept"): "Kept with what it belongs to.",
    ("evidence", "withdrawn"): "Withdrawn.",
}


def line(record: Record, context: Context, *, opens: bool) -> Item:
    """What belongs to a record, on that record's own page.

    `opens`: whether the reader may read it. Who may not sees that it is there; what somebody
    answered to the offer of a debrief is theirs and their own manager's.
    """
    about = _for_whom(record, context)
    stands = STANDS.get((record.kind, record.state), "")
    if isinstance(record, Debrief) and not opens:
        stands = "offered"
    if isinstance(record, Appeal) and not opens:
        # That there is one is all (model.md §4).
        stands = "has been made"
    text = f"{record.ref} · {KIND.get(record.kind, record.kind)}{about}: {stands}"
    action = OPENS.get(record.kind)
    return Item(text, Button(label="Open", action=action, about=record.id) if opens and action else None)


def _for_whom(record: Record, context: Context) -> str:
    if isinstance(record, Debrief):
        return f" for {context.name(record.person)}"
    if isinstance(record, TimeAway | SupportRequest):
        return f" for {context.name(record.origin.by)}"
    return ""


def gone_with_it(record: Record) -> Item:
    """What was made together with a report, for the reporter's receipt."""
    words = {"restriction": "Your suggestion to restrict contact", "time_away": "Your request for a short time away"}
    return Item(f"{words.get(record.kind, 'A request')} has gone with it ({record.ref}).")


# -- lines of lists ----------------------------------------------------------------------------------


def waiting(summary: Summary, context: Context) -> Item:
    """Something that waits for the reader."""
    what = _WAITING.get((summary.kind, summary.state), "Something waits")
    day = _due(summary, context) if summary.kind == Debrief.kind else None
    when = f" on {context.day(day)}" if day is not None else ""
    action = "restriction.question" if summary.state == "more_asked" else OPENS.get(summary.kind, "home.show")
    return Item(f"{summary.ref} · {what}{when}", Button(label="Open", action=action, about=summary.id))


def yours(summary: Summary, context: Context) -> Item:
    """A report or request of the reader's own, or the debrief they were offered."""
    where = _YOURS.get((summary.kind, summary.state), "")
    action = "restriction.outcome" if summary.kind == "restriction" else OPENS.get(summary.kind, "home.show")
    sent = context.day(_day(summary, context))
    text = f"{summary.ref} · {KIND.get(summary.kind, summary.kind)}, {sent}. {where}"
    return Item(text, Button(label="Open", action=action, about=summary.id))


def review(summary: Summary, context: Context) -> Item:
    """A restriction and the day of its review."""
    day = _due(summary, context)
    assert day is not None  # the caller lists those that have one
    if day < context.today:
        text = f"past its review of {context.day(day)}. It has not lapsed and has not been extended."
    elif day == context.today:
        text = "the review is due today."
    else:
        text = f"review on {context.day(day)}."
    return Item(f"{summary.ref} · {text[0].upper()}{text[1:]}", _open(summary))


def talk(summary: Summary, context: Context) -> Item:
    """A conversation that has its day, for the person."""
    day = _due(summary, context)
    when = f" on {context.day(day)}" if day is not None else ""
    return Item(f"{summary.ref} · A conversation{when}", _open(summary))


def agreed(record: Debrief, action: str, context: Context) -> Item:
    """An agreed action of the reader's own: its day, not its words."""
    due = record.action(action).due
    late = "was due on" if due < context.today else "by"
    button = Button(label="Open", action="debrief.action", about=record.id, extra=action)
    return Item(f"{record.ref} · An agreed action, {late} {context.day(due)}", button)


def try_again(ref: str, about: str, on: date, context: Context) -> Item:
    """Trying again after a conversation that went round in circles (R-1.7-4)."""
    when = f"on {context.day(on)}" if on > context.today else f"the day for it was {context.day(on)}"
    button = Button(label="Done or not needed", action="ended_contact.reengaged", about=about)
    return Item(f"{ref} · Trying again, {when}", button)


def on_list(record: Record, context: Context, *, names: bool, opens: bool) -> Item:
    """A matter on the management team's list: what waits and since when."""
    what = "somebody is to be named" if record.needs_naming else STANDS.get((record.kind, record.state), "waits")
    since = context.day(_local_day(record.origin.at, context))
    text = f"{record.ref} · {KIND.get(record.kind, record.kind)}: {what}, since {since}"
    naming = Button(label="Name someone", action="form:naming.name", about=record.id) if names else None
    action = OPENS.get(record.kind)
    reading = Button(label="Open", action=action, about=record.id) if opens and action else None
    return Item(text, naming or reading if record.needs_naming else reading or naming)


def _open(summary: Summary) -> Button:
    return Button(label="Open", action=OPENS.get(summary.kind, "home.show"), about=summary.id)


def _day(summary: Summary, context: Context) -> date:
    return _local_day(summary.created_at, context)


def _due(summary: Summary, context: Context) -> date | None:
    """The day that it is due: a column keeps the close of that day in the organisation's own zone."""
    return context.policy.calendar.day_of(summary.due) if summary.due is not None else None


def _local_day(at: datetime, context: Context) -> date:
    return context.policy.calendar.in_zone(context.me.time_zone if context.me else None).day_of(at)
