"""Contact outside the office: raised in two taps, talked about, then recorded or not (1.10.4).

It is about openness, not fault: no text here asks if anything was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.chat.cards import Block, Button, Buttons, Card, Facts, Heading, Look, Quote, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import YES_NO, ChoiceField, DateField, Form, Option, TextField, options
from bot.errors import Problem
from bot.nudges import Lane
from bot.people import PersonId
from bot.policy import Policy
from bot.records.contact_outside import ContactOutside, Note, Place, State
from bot.records.days import a_year_before
from bot.records.ended_contact.parts import AimedAt, Channel, Reason
from bot.views import wording
from bot.views.context import Context

#: The form opened by the command `/outside-contact`, which bears its name.
RAISE = "outside_contact.raise"
RECORD = "contact_outside.record"
LEAVE = "contact_outside.leave"
TAKE_BACK = "contact_outside.take_back"

#: The longest line, in characters.
LONGEST_LINE = 300
#: The most earlier notes shown to a manager.
MOST_EARLIER = 10

#: The readers of the answers.
_MANAGER = "their manager"

TITLE = "Outside the office"
NO_FAULT = (
    "Nothing has to have been wrong. Any contact outside the office with a complainant, or with anybody else we deal "
    "with, is worth a talk with your manager: it keeps everybody safe from the look of bias."
)

PLACES = {
    Place.SOCIAL_NETWORK: "On a social network",
    Place.PUBLIC_PLACE: "In a public place",
    Place.HOME: "At home",
    Place.ELSEWHERE: "Somewhere else",
}

WHERE = ChoiceField(
    id="where",
    because="1.10.4: on social networks and in public places as well",
    read_by=_MANAGER,
    label="Where was it?",
    options=options(PLACES),
    required=True,
    missing="Please choose where it was.",
)
ON = DateField(
    id="on",
    because="1.10.4: to identify any pattern quickly",
    read_by=_MANAGER,
    label="On which day",
    required=True,
    outside="Please choose today or an earlier day, within the last year.",
)
LINE = TextField(
    id="line",
    because="1.10.4: any contact is discussed with a manager",
    read_by=_MANAGER,
    label="What it was, in a line",
    hint="If you like.",
    longest=LONGEST_LINE,
)
FRIGHTENED = ChoiceField(
    id="frightened",
    because="1.10.3: contact outside the office can be harassment",
    read_by="their manager; Harbour: it says 999 first",
    label="Did it frighten you?",
    hint="If you like.",
    options=YES_NO,
)
WHOM = TextField(
    id="whom",
    because="1.10.4: to identify any pattern quickly",
    read_by=_MANAGER,
    label="Who it was",
    longest=100,
)
NOTE = TextField(
    id="words",
    because="1.10.4: a manager decides whether it is recorded",
    read_by="whoever raised it; their manager",
    label="The note",
    hint="If anything is needed besides.",
    longest=LONGEST_LINE,
)
_HAVE_TALKED = Option("yes", "Yes, we have talked")
TALKED = ChoiceField[str](
    id="talked",
    because="1.10.4: discussed with a manager, who then decides",
    read_by="Harbour: it reminds of a talk that is to come",
    label="Have you talked with them?",
    required=True,
    missing="Please say whether you have talked with them.",
    wrong={Problem.NOT_YET: "Please talk with them first; then decide. Nothing changed."},
)


# -- raising it --------------------------------------------------------------------------------------


def tell(values: Values, context: Context) -> Form:
    """Form to raise it. Only the place has to be chosen; the rest is filled in or optional (R-1.10.4-1)."""
    return Form(
        name=RAISE,
        title=TITLE,
        body=(
            Text(f"{wording.SAFETY_FIRST} {NO_FAULT}"),
            Text(f"Your manager alone sees this. Nothing is recorded unless they decide so. {_else_erased(context)}"),
            *_where_and_when(context),
            LINE,
            FRIGHTENED,
            replace(WHOM, hint="If you like: a reference or initials."),
            wording.section("1.10.4"),
        ),
        values={ON.id: context.today.isoformat(), **values},
    )


def _else_erased(context: Context) -> str:
    days = _days_to_decide(context.policy)
    late = (
        f", also when nobody has decided after {days} working days, not counting those on which one of you is away"
        if days
        else ""
    )
    return f"Otherwise what you write is erased{late}."


def _where_and_when(context: Context) -> tuple[ChoiceField[Place], DateField]:
    return WHERE, ON.between(a_year_before(context.today), context.today)


def receipt(record: ContactOutside, context: Context) -> Card:
    """Confirmation for the person who raised it."""
    return Card(
        title=f"{TITLE} {record.ref}",
        blocks=(
            *_first(record),
            Text(f"Thank you. {standing(record, context)}"),
            *_leads_on(record),
            *_take_back(record),
            wording.section("1.10.4"),
        ),
    )


# -- at home, or frightening ---------------------------------------------------------------------------


def _first(record: ContactOutside) -> tuple[Block, ...]:
    """Advice to call 999, above everything else, while an alarming contact is not decided."""
    alarms = record.alarms and record.state is State.RAISED
    return (Text("If anyone is in danger, call 999. You can call the police yourself at any time."),) if alarms else ()


def _leads_on(record: ContactOutside) -> tuple[Block, ...]:
    """Link to a report, and so to the police, support and a restriction: at once if alarming, else when recorded."""
    if record.state is State.RAISED and not record.alarms:
        return ()
    text = "If it was more than a contact, it can be reported. What is known is filled in, and nothing is sent yet."
    look = Look.PRIMARY if record.state is State.RAISED else Look.PLAIN
    report = Button(label="Report it", action="contact_outside.lead_on", about=record.id, look=look)
    return (Text(text), Buttons((report,)))


#: The channel of the contact, if the place suggests one.
_CHANNEL = {
    Place.SOCIAL_NETWORK: Channel.OTHER_ONLINE,
    Place.PUBLIC_PLACE: Channel.IN_PERSON_VISIT,
    Place.HOME: Channel.IN_PERSON_VISIT,
}


def known(record: ContactOutside, reader: PersonId, *, whom: str = "") -> Values:
    """Initial answers for a report about it. `whom`: the individual, once recorded."""
    told, note = record.account, record.note
    where, on = (told.where, told.on) if told else (note.where, note.on) if note else (None, None)
    answers: dict[str, Value] = {
        "channel": _CHANNEL.get(where, "") if where else "",
        "reasons": (Reason.DISTRESSING,) if told and told.frightened else (),
        "note": told.line if told else note.words if note else "",
        "occurred_on": on.isoformat() if on else "",
        "individual": told.whom if told else whom,
    }
    if reader != record.origin.by:
        # Reported by a manager for the colleague at whom it was aimed.
        answers |= {"aimed_at": AimedAt.COLLEAGUE, "targets": (record.origin.by,)}
    return {name: value for name, value in answers.items() if value}


# -- for whoever raised it -----------------------------------------------------------------------------


def standing(record: ContactOutside, context: Context) -> str:
    """State in a sentence or two, for the person who raised it."""
    if record.waits_for_talk:
        return (
            "You could not talk about this yet. Your manager has recorded it, so that it is not lost, and will talk "
            "with you when you are both there. This is the note that was kept."
        )
    if record.state is State.RECORDED:
        return "You have talked, and this is the note that was kept. It is about openness, not fault."
    if record.handler is None:
        return "The management team has been asked who talks with you. They do not see what you wrote."
    manager = context.name(record.handler)
    return f"{manager} can see this privately and will talk with you. Nothing is recorded unless they decide so."


def for_reporter(record: ContactOutside, context: Context) -> Card:
    """Card for the person who raised it: their words while held, then the note. Never a pattern (R-1.10.4-4)."""
    blocks = (*_first(record), Text(standing(record, context)), *_held(record, context), *_kept(record, context))
    return Card(
        title=f"{TITLE} {record.ref}",
        blocks=(*blocks, *_leads_on(record), *_take_back(record), wording.section("1.10.4")),
    )


def _take_back(record: ContactOutside) -> tuple[Block, ...]:
    if record.state is not State.RAISED:
        return ()
    return (Buttons((Button(label="Take it back", action=f"form:{TAKE_BACK}", about=record.id),)),)


def _held(record: ContactOutside, context: Context) -> tuple[Block, ...]:
    account = record.account
    if account is None:
        return ()
    facts = [("Where", PLACES[account.where]), ("When", context.day(account.on))]
    if account.frightened:
        facts.append(("Frightening", "Yes"))
    if account.whom:
        facts.append(("Who it was", account.whom))
    return (Facts(tuple(facts)), *((Quote(account.line),) if account.line else ()))


def _kept(record: ContactOutside, context: Context) -> tuple[Block, ...]:
    note = record.note
    if note is None:
        return ()
    facts = [
        ("Where", PLACES[note.where]),
        ("When", context.day(note.on)),
        ("Recorded by", context.name(note.by)),
    ]
    if note.because:
        facts.append(("Why it is recorded", note.because))
    return (Facts(tuple(facts)), *((Quote(note.words),) if note.words else ()))


def take_back(record: ContactOutside) -> Form:
    """Ask the person who raised it to confirm that it is erased."""
    return Form(
        name=TAKE_BACK,
        title="Take it back",
        about=record.id,
        body=(
            Text("What you wrote is erased for good, and nothing is recorded. Your manager sees no more than that."),
            wording.section("1.10.4"),
        ),
        submit="Take it back",
    )


# -- for the manager -----------------------------------------------------------------------------------


def for_manager(record: ContactOutside, context: Context, *, whom: str = "", earlier: Sequence[Note] = ()) -> Card:
    """Card for the manager: a talk, then the decision. `whom`: the individual, once recorded.

    `earlier`: notes about the same individual, newest first.
    """
    raised_by = Facts((("Raised by", context.name(record.origin.by)),))
    if record.state is State.RECORDED:
        lead = "You recorded this. No decision about anybody follows from it by itself."
        if record.note is not None and record.note.by != context.reader:
            lead = "This is recorded. No decision about anybody follows from it by itself."
        who = (Facts((("Who it was", whom),)),) if whom else ()
        buttons: tuple[Block, ...] = (*_talk_to_come(record, context), *_leads_on(record))
    else:
        lead = (
            "Please talk with them first; then decide whether it should be recorded. It is about openness, not fault."
        )
        who, buttons = (), (_deciding(record), *_last_day(record, context))
    shown = (raised_by, *_held(record, context), *_kept(record, context), *who, *_earlier(earlier, context))
    return Card(
        title=f"{TITLE} {record.ref}",
        blocks=(*_first(record), Text(lead), *shown, *buttons, wording.section("1.10.4")),
    )


def _talk_to_come(record: ContactOutside, context: Context) -> tuple[Block, ...]:
    """Reminder to the manager of the talk still to come, if the note was recorded before it."""
    if not record.waits_for_talk or context.reader != record.handler:
        return ()
    talked = Button(label="We have talked", action="contact_outside.talked", about=record.id, look=Look.PRIMARY)
    return (Text("You could not talk yet: please do when you are both there."), Buttons((talked,)))


def _deciding(record: ContactOutside) -> Buttons:
    return Buttons(
        (
            Button(label="Record it", action=f"form:{RECORD}", about=record.id),
            Button(label="Do not record", action=f"form:{LEAVE}", about=record.id),
            Button(label="I can't take this", action="pass_on", about=record.id),
        )
    )


def _days_to_decide(policy: Policy) -> int | None:
    rule = policy.nudges.get("decide_contact_outside", {}).get(Lane.ERASE)
    return rule.at[0].working_days if rule is not None else None


def _last_day(record: ContactOutside, context: Context) -> tuple[Block, ...]:
    days = _days_to_decide(context.policy)
    if not days:
        return ()
    calendar = context.policy.calendar
    day = calendar.working_days_from(calendar.day_of(record.since), days)
    text = f"If nothing is decided by the end of {context.day(day)}, it is erased."
    return (Small(f"{text} Days on which one of you is away do not count."),)


def _earlier(earlier: Sequence[Note], context: Context) -> tuple[Block, ...]:
    """Earlier notes about the same individual, by any colleague: day and place only (R-1.10.4-4)."""
    if not earlier:
        return ()
    many = len(earlier) > MOST_EARLIER
    count = f"More than {MOST_EARLIER}" if many else str(len(earlier))
    facts = [(context.day(note.on), PLACES[note.where]) for note in earlier[:MOST_EARLIER]]
    return (
        Heading("Recorded earlier about the same individual"),
        Text(f"{count} in all. You alone are shown this, and it says nothing about your colleague."),
        Facts(tuple(facts)),
    )


def record_it(record: ContactOutside, values: Values, context: Context) -> Form:
    """Record a minimal note, in the manager's words."""
    account = record.account
    typed: Values = {}
    if account is not None:
        typed = {
            WHERE.id: account.where,
            ON.id: account.on.isoformat(),
            NOTE.id: account.line,
            WHOM.id: account.whom,
        }
    return Form(
        name=RECORD,
        title="Record it",
        about=record.id,
        body=(
            Text("As little as will do: facts, in your own words. Your colleague reads it; what they wrote goes."),
            replace(TALKED, options=(_HAVE_TALKED, Option("no", "We could not talk yet"))),
            *_where_and_when(context),
            NOTE,
            replace(WHOM, hint="A reference or initials. They are kept from now on, and not before."),
            wording.section("1.10.4"),
        ),
        submit="Record it",
        values={**typed, **values},
    )


def leave_it(record: ContactOutside, values: Values, context: Context) -> Form:
    """Form to end it without a note; says what is erased and what stays."""
    return Form(
        name=LEAVE,
        title="Do not record",
        about=record.id,
        body=(
            Text("Erased for good: where and when it was, what was written, who it was, and who raised it with whom."),
            Text(f"What stays: that a talk took place, in {_month(context.today)}."),
            replace(TALKED, options=(_HAVE_TALKED, Option("no", "Not yet"))),
            wording.section("1.10.4"),
        ),
        submit="Do not record",
        values=values,
    )


def _month(day: date) -> str:
    return f"{day:%B %Y}"


# -- once nothing is left ----------------------------------------------------------------------------------

#: How it ended without a note, for the people concerned. Drawn from the shell, which names nobody.
ENDED = {
    State.NOT_RECORDED: "You talked; nothing was recorded.",
    State.TAKEN_BACK: "This was taken back. Nothing was recorded.",
    State.UNANSWERED: (
        "Nobody decided in time whether to record this, so it was erased. Nothing was recorded. "
        "It can be raised again at any time."
    ),
}


def erased(record: ContactOutside, context: Context) -> Card:
    """Confirmation that it was erased, for the person who ended it."""
    blocks: list[Block] = [Text(ENDED[record.stands])]
    if record.state is State.NOT_RECORDED:
        blocks.append(
            Text(f"What was written is erased. What stays: that a talk took place, in {_month(context.today)}.")
        )
    else:
        blocks.append(Text("What was written is erased."))
    return Card(title=f"{TITLE} {record.ref}", blocks=(*blocks, wording.section("1.10.4")))
