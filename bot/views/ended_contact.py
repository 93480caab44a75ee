"""An ended contact: its form, its receipt, and what a manager and the reporter read of it."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Quote, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import (
    YES_NO,
    ChoiceField,
    ChoicesField,
    DateField,
    Field,
    Form,
    PeopleField,
    TextField,
    TimeField,
    options,
)
from bot.records.base import Record
from bot.records.ended_contact import (
    SPOKEN,
    Channel,
    EndedContact,
    FollowUp,
    NoteKind,
    Reason,
    RecordingFor,
    State,
)
from bot.records.individual import Individual
from bot.views import wording
from bot.views.context import Context

REPORT = "ended_contact.report"
TALKED = "ended_contact.talked"
TRIAGE = "ended_contact.triage"
OUTCOME = "ended_contact.outcome"
ADD = "ended_contact.add"


def _chosen(values: Values, name: str) -> tuple[str, ...]:
    value: Value = values.get(name)
    return (value,) if isinstance(value, str) and value else tuple(value or ())


# -- the report ------------------------------------------------------------------------------------


def report(values: Values, context: Context) -> Form:
    """The form for whoever has just put the phone down: one idea, the likely answer first."""
    body: list[Field | Block] = [
        Text(wording.SAFETY_FIRST),
        ChoiceField(
            id="channel",
            label="How were you in contact?",
            options=options(wording.CHANNEL),
            required=True,
            reshapes=True,
            missing="Please choose how you were in contact.",
        ),
        ChoicesField(
            id="reasons",
            label="What was it?",
            hint="One is enough. You do not have to judge how serious it was.",
            options=options(wording.REASON),
            required=True,
            reshapes=True,
            missing="Please choose what it was; the first answer is enough on its own.",
        ),
        *_questions_that_follow(values),
        TextField(
            id="note",
            label="What happened, in a sentence",
            hint="What was said or done, in plain facts. Or choose an answer below instead.",
            lines=True,
        ),
        ChoiceField(id="note_kind", label="Instead of a sentence", options=options(wording.NOTE_KIND)),
        ChoicesField(id="wishes", label="What would help?", options=options(wording.WISH)),
        Divider(),
        Heading("More, if you like"),
        *_more(context),
        wording.section("1.9", "1.12.1"),
    ]
    return Form(name=REPORT, title="Ended contact", body=tuple(body), submit="Send", values=values)


def _questions_that_follow(values: Values) -> list[Field | Block]:
    """Questions that depend on an answer, shown when they matter and not before."""
    channel, reasons = _chosen(values, "channel"), _chosen(values, "reasons")
    recording = _chosen(values, "recording_for")
    found: list[Field | Block] = []
    if Reason.RECORDED in reasons:
        found.append(
            ChoiceField(
                id="recording_for",
                label="What was the recording for?",
                options=options(wording.RECORDING_FOR),
                reshapes=True,
            )
        )
        if RecordingFor.OWN_USE in recording:
            found.append(
                Small("We support recordings for personal use as a reasonable adjustment, and can help with them.")
            )
        else:
            found.append(Small("You can end it politely and at once. No warning is needed."))
    spoken = any(c in SPOKEN for c in channel if c in set(Channel))
    public = Reason.RECORDED in reasons and RecordingFor.OWN_USE not in recording
    if spoken and not public:
        found.append(
            ChoiceField(
                id="warned",
                label="Did you give a warning?",
                hint="Every answer is fine.",
                options=options(wording.WARNED),
            )
        )
    if Reason.THREAT in reasons:
        found.append(
            ChoiceField(
                id="threat_against", label="Against whom was the threat?", options=options(wording.THREAT_AGAINST)
            )
        )
    if Reason.CIRCULAR in reasons:
        found.append(
            DateField(id="reengage_on", label="Try again on", hint="If you like: somebody is reminded on that day.")
        )
        found.append(PeopleField(id="reengage_by", label="Who tries again", most=1))
    return found


def _more(context: Context) -> list[Field | Block]:
    return [
        TextField(
            id="individual",
            label="Who it was",
            hint="Initials or a tenancy reference. Leave it empty if you don't know.",
            longest=80,
        ),
        ChoiceField(id="relationship", label="They are a", options=options(wording.RELATIONSHIP), menu=True),
        ChoicesField(id="ended", label="How I ended it", options=options(wording.ENDED)),
        TextField(id="steps", label="What I did or tried", lines=True),
        ChoiceField(id="aimed_at", label="It was aimed at", options=options(wording.AIMED_AT), menu=True),
        PeopleField(id="witnesses", label="Colleagues who were there"),
        DateField(
            id="occurred_on",
            label="The day it happened",
            hint="Leave it empty for today.",
            latest=context.today,
            outside="Please choose today or an earlier day.",
        ),
        TimeField(id="occurred_at", label="The time", hint="Leave it empty for now."),
        ChoiceField(id="injury", label="Was anybody hurt?", options=YES_NO, menu=True),
        ChoiceField(
            id="report_to",
            label="Who should see this",
            options=options(wording.REPORT_TO),
            hint="One manager sees it, and nobody else.",
            menu=True,
        ),
    ]


def receipt(record: EndedContact, context: Context, *, also: tuple[Record, ...] = ()) -> Card:
    """What the reporter reads at once."""
    waits = record.handler is None
    who = (
        "The management team has been asked who should see this"
        if waits
        else f"{context.name(record.handler)} can see this privately"
    )
    if not waits and context.me and context.me.line_manager == record.handler:
        who = "Your line manager can see this privately"
    blocks: list[Block] = [
        Text(f"Thank you. {who}. {wording.ENDING_WAS_YOURS}"),
    ]
    if record.account.has_threat:
        blocks.append(Text("If anyone is in danger, call 999. You can call the police yourself at any time."))
    if record.account.injury:
        blocks.append(Text("If somebody was hurt, please tell the health and safety lead as well."))
    blocks += [Item(f"{r.ref} has gone with it.") for r in also]
    blocks += [Divider(), *wording.support_lines(context.policy), Buttons(_reporter_buttons(record, also))]
    blocks.append(Small(f"Your reference is {record.ref}. You do not need to give a reason for time away."))
    return Card(title="Sent", blocks=tuple(blocks))


def _reporter_buttons(record: EndedContact, also: tuple[Record, ...]) -> tuple[Button, ...]:
    buttons = []
    if not any(r.kind == "time_away" for r in also):
        buttons.append(Button(label="I'd like a short time away", action="time_away.ask", about=record.id))
    buttons.append(Button(label="Add something", action=f"form:{ADD}", about=record.id))
    if record.waits_for_note:
        buttons.append(Button(label="I'd rather tell my manager", action="ended_contact.tell_manager", about=record.id))
    return tuple(buttons)


# -- reading it --------------------------------------------------------------------------------------


def for_manager(
    record: EndedContact, individual: Individual | None, belongs: tuple[Item, ...], context: Context
) -> Card:
    """What the manager reads: what to do next, the reporter's words, small facts, what belongs to it."""
    blocks: list[Block] = [*_next_step(record, context), Divider(), *_account(record, individual, context)]
    if record.triage:
        blocks += [Divider(), *_triaged(record, context)]
    if belongs:
        blocks += [Divider(), Heading("What belongs to it"), *belongs]
    blocks += [
        Buttons((Button(label="Add a note", action=f"form:{ADD}", about=record.id),)),
        wording.section("1.9", "1.12.1", "1.12.2"),
    ]
    return Card(title=f"Ended contact {record.ref}", blocks=tuple(blocks))


def for_reporter(record: EndedContact, individual: Individual | None, context: Context) -> Card:
    """What the reporter reads of their own report: where it stands, and their own words."""
    blocks: list[Block] = [Text(standing(record, context))]
    if record.outcome:
        blocks += [Quote(record.outcome.words)]
    blocks += [Divider(), *_account(record, individual, context), Divider(), *wording.support_lines(context.policy)]
    blocks.append(Buttons(_reporter_buttons(record, ())))
    blocks.append(wording.section("1.12.1", "1.12.2"))
    return Card(title=f"Your report {record.ref}", blocks=tuple(blocks))


def standing(record: EndedContact, context: Context) -> str:
    """Where a report stands, in a sentence for the reporter."""
    match record.state:
        case State.SUBMITTED:
            return "Sent. It waits for a manager to open it."
        case State.ACKNOWLEDGED:
            return f"{context.name(record.handler)} has seen it and will talk with you."
        case State.DISCUSSED:
            return "You have talked about it. What follows is being decided."
        case State.TRIAGED:
            return "What follows has been decided."
        case State.CLOSED:
            return "It is settled."


def _next_step(record: EndedContact, context: Context) -> list[Block]:
    reporter = context.name(record.origin.by)
    talk = Button(label="We have talked", action=f"form:{TALKED}", about=record.id, look=Look.PRIMARY)
    decide = Button(label="Decide what follows", action=f"form:{TRIAGE}", about=record.id)
    match record.state:
        case State.SUBMITTED:
            acknowledge = Button(
                label="Acknowledge", action="ended_contact.acknowledge", about=record.id, look=Look.PRIMARY
            )
            pass_on = Button(label="I can't take this", action="pass_on", about=record.id)
            return [
                Text(f"{reporter} ended a contact. It needs a conversation, not a decision."),
                Buttons((acknowledge, pass_on)),
            ]
        case State.ACKNOWLEDGED:
            return [Text(f"Please talk with {reporter} as soon as you can."), Buttons((talk, decide))]
        case State.DISCUSSED:
            return [
                Text("You have talked. Next: decide what follows."),
                Buttons((replace(decide, look=Look.PRIMARY),)),
            ]
        case State.TRIAGED:
            return _still_to_do(record, reporter)
        case State.CLOSED:
            return [Text(settled(record, context))]


def _still_to_do(record: EndedContact, reporter: str) -> list[Block]:
    buttons = []
    if record.discussion is None:
        buttons.append(Button(label="We have talked", action=f"form:{TALKED}", about=record.id, look=Look.PRIMARY))
    if record.outcome is None:
        buttons.append(Button(label="Tell the outcome", action=f"form:{OUTCOME}", about=record.id, look=Look.PRIMARY))
    missing = "talk with them" if record.discussion is None else "let them know the outcome"
    return [Text(f"What follows is decided. {reporter} still waits: please {missing}."), Buttons(tuple(buttons))]


def _account(record: EndedContact, individual: Individual | None, context: Context) -> list[Block]:
    account = record.account
    blocks: list[Block] = [Heading(f"In the words of {context.name(record.origin.by)}")]
    match account.note_kind:
        case NoteKind.WRITTEN:
            blocks.append(Quote(account.note))
        case NoteKind.TELL_MANAGER:
            blocks.append(Text("Would rather tell you than write it. That is a valid note."))
        case NoteKind.LATER:
            blocks.append(Text("A note may follow." if record.waits_for_note else "The note is below."))
    if account.steps:
        blocks += [Small("What they did or tried"), Quote(account.steps)]
    for addition in record.additions:
        blocks += [Small(f"{context.name(addition.by)}, {context.moment(addition.at)}"), Quote(addition.text)]
    facts = _facts(record, individual, context)
    return [*blocks, *(Facts(tuple(facts[i : i + 8])) for i in range(0, len(facts), 8))]


def _facts(record: EndedContact, individual: Individual | None, context: Context) -> list[tuple[str, str]]:
    account = record.account
    found: list[tuple[str, str | None]] = [
        ("When", context.moment(account.occurred_on)),
        ("How", wording.CHANNEL[account.channel]),
        ("What it was", ", ".join(wording.REASON[r] for r in account.reasons)),
        ("Warning", wording.WARNED[account.warned] if account.warned else None),
        ("Threat against", wording.THREAT_AGAINST[account.threat_against] if account.threat_against else None),
        ("Recording", wording.RECORDING_FOR[account.recording_for] if account.recording_for else None),
        ("Aimed at", wording.AIMED_AT[account.aimed_at] if account.aimed_at else None),
        ("How it ended", ", ".join(wording.ENDED[e] for e in account.ended) or None),
        ("The individual", individual.display if individual else None),
        ("They are", wording.RELATIONSHIP[individual.relationship] if individual else None),
        ("Also there", context.names(account.witnesses) or None),
        ("Somebody hurt", "Yes: please tell the health and safety lead" if account.injury else None),
        ("Try again on", context.day(account.reengage_on) if account.reengage_on else None),
    ]
    return [(label, value) for label, value in found if value]


def _triaged(record: EndedContact, context: Context) -> list[Block]:
    triage = record.triage
    assert triage is not None
    facts: list[tuple[str, str | None]] = [
        ("Category", ", ".join(wording.CATEGORY[c] for c in triage.categories)),
        ("Impact", triage.impact),
        ("Zero tolerance", "Yes" if triage.zero_tolerance else "No"),
        ("What follows", ", ".join(wording.FOLLOW_UP[f] for f in triage.follow_ups)),
        ("What is being done", triage.action),
        ("Signposted to", triage.signposted),
    ]
    shown = tuple((label, value) for label, value in facts if value)
    return [Heading(f"Decided by {context.name(triage.by)}, {context.moment(triage.at)}"), Facts(shown)]


def settled(record: EndedContact, context: Context) -> str:
    """The last line of a report, for a message: no content."""
    talk = record.discussion
    if talk is None:
        return "Nothing more to do."
    if talk.chose_not_to:
        return "Your colleague chose not to talk about it. Nothing more to do."
    return f"You talked on {context.day(talk.on)}. Nothing more to do."


# -- the manager's forms ---------------------------------------------------------------------------


def talked(record: EndedContact, values: Values, context: Context) -> Form:
    """That they have talked: the day, and nothing of what was said (1.12.1)."""
    return Form(
        name=TALKED,
        title="We have talked",
        about=record.id,
        body=(
            Text("Only the day is noted, never what was said."),
            ChoiceField(
                id="happened",
                label="What happened",
                options=options(wording.TALKED),
                required=True,
                missing="Please choose one of the two.",
            ),
            DateField(
                id="on",
                label="On which day",
                required=True,
                latest=context.today,
                outside="Please give the day on which you talked; it cannot be in the future.",
            ),
            wording.section("1.12.1"),
        ),
        submit="Save",
        values={"happened": "talked", "on": context.today.isoformat(), **values},
    )


def triage(record: EndedContact, values: Values, context: Context) -> Form:
    """What follows: the policy's own categories, zero tolerance, and at least one answer (1.10)."""
    follow_ups = _chosen(values, "follow_ups")
    categories = _chosen(values, "categories")
    body: list[Field | Block] = [Text("It is about impact, not about being different, unusual or upset.")]
    if Reason.RECORDED in record.account.reasons and record.account.recording_for is RecordingFor.PUBLIC:
        body.append(Text("The policy regards a statement of intent to publish or livestream as harassment (1.10.5)."))
    body += [
        ChoicesField(
            id="categories",
            label="Which kind of engagement is it?",
            hint="The policy's own list. Violence needs no injury.",
            options=options(wording.CATEGORY),
            required=True,
            reshapes=True,
            missing="Please choose at least one; “Other” is there for what does not fit.",
        ),
        *([TextField(id="impact", label="What was the impact?", lines=True)] if "other" in categories else []),
        ChoiceField(
            id="zero_tolerance",
            label="Is it a zero tolerance incident?",
            hint="A threat, violence or abuse towards staff. We then always take action.",
            options=YES_NO,
            required=True,
            missing="Please choose yes or no.",
        ),
        ChoicesField(
            id="follow_ups",
            label="What follows?",
            options=options(wording.FOLLOW_UP),
            required=True,
            reshapes=True,
            missing="Please choose what follows, even if it is nothing further.",
        ),
        TextField(
            id="action", label="What is being done", hint="In a sentence. Needed for zero tolerance.", lines=True
        ),
        TextField(id="signposted", label="Signposted to", hint="A support agency, if one would help.", longest=200),
        TextField(
            id="words",
            label="What the reporter will read",
            hint="Kind and plain. Empty it if you would rather tell them yourself first.",
            lines=True,
        ),
        wording.section("1.6", "1.9", "1.10"),
    ]
    suggestion = wording.outcome_words(no_further=FollowUp.NO_FURTHER in follow_ups)
    return Form(
        name=TRIAGE,
        title="Decide what follows",
        about=record.id,
        body=tuple(body),
        submit="Save",
        values={"words": suggestion, **values},
    )


def outcome(record: EndedContact, values: Values, context: Context) -> Form:
    """What the reporter hears (R-1.13-5)."""
    no_further = bool(record.triage and FollowUp.NO_FURTHER in record.triage.follow_ups)
    return Form(
        name=OUTCOME,
        title="Tell the outcome",
        about=record.id,
        body=(
            Text(f"{context.name(record.origin.by)} reads this privately, with your name."),
            TextField(
                id="words",
                label="What they will read",
                lines=True,
                required=True,
                missing="Please write what you would like to tell, in a sentence.",
            ),
            wording.section("1.13"),
        ),
        submit="Tell them",
        values={"words": wording.outcome_words(no_further=no_further), **values},
    )


def add(record: EndedContact, values: Values, context: Context) -> Form:
    """Something to add; what stands stays."""
    return Form(
        name=ADD,
        title="Add something",
        about=record.id,
        body=(
            Text("What you add stands below what is there. Nothing is changed or lost."),
            TextField(
                id="text",
                label="What would you like to add?",
                lines=True,
                required=True,
                missing="Please write what you would like to add.",
            ),
            wording.section("1.12.1"),
        ),
        submit="Add",
        values=values,
    )


def reengaged(record: EndedContact) -> Card:
    """What the colleague reads who tried again, or decided not to."""
    return Card(title=record.ref, blocks=(Text("Thank you. There is nothing more to do."),), settled=True)
