"""The form of a report, and of later additions."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Divider, Heading, Small, Text
from bot.chat.events import Values
from bot.chat.forms import (
    YES_NO,
    Body,
    ChoiceField,
    ChoicesField,
    DateField,
    Field,
    Form,
    PeopleField,
    TextField,
    TimeField,
    chosen,
    in_words,
    options,
)
from bot.errors import Problem
from bot.records.days import a_year_after, months_after
from bot.records.ended_contact.parts import (
    SPOKEN,
    WRITTEN,
    AimedAt,
    Channel,
    NoteKind,
    Reason,
    RecordingFor,
    ThreatAgainst,
    Wish,
)
from bot.records.ended_contact.record import EndedContact
from bot.views import wording
from bot.views.context import Context
from bot.views.ended_contact import labels
from bot.views.ended_contact.reading import ADD, REPORT

#: Advice for the moment itself, in a line (R-1.9-3, R-1.12.1-2).
END_IT_NOW = "Is the call or visit still going on? You can end it now, and this form can wait."

#: The most urgent reasons (R-1.9-1).
_DANGERS = {Reason.THREAT.value, Reason.VIOLENCE.value}

#: The oldest contact accepted, in months; an older date is probably a typing error.
LONGEST_AGO = 120

#: Why the questions are asked, and who reads the answers.
_AGAIN = "1.7: we seek to re-engage again later"
_CONCERNED = "1.9.4, 1.12.2: who is asked, is offered support, and never decides"
_WHEN = "1.14.1: a clear record of what happened, and when"
_MANAGER = "their manager"

CHANNEL = ChoiceField(
    id="channel",
    because="1.2: engagement is every form of contact",
    read_by=_MANAGER,
    label="How were you in contact?",
    options=options(labels.CHANNEL),
    required=True,
    reshapes=True,
    missing="Please choose how you were in contact.",
)
REASONS = ChoicesField(
    id="reasons",
    because="1.9: what has happened is raised with a manager",
    read_by="their manager; Harbour: it says what is urgent",
    label="What was it?",
    hint="One is enough. You do not have to judge how serious it was.",
    options=options(labels.REASON),
    required=True,
    reshapes=True,
    missing="Please choose what it was; the first answer is enough on its own.",
)
WISHES = ChoicesField[Wish](
    id="wishes",
    because="1.8, 1.12.2: a restriction, or a short time away if requested",
    read_by=_MANAGER,
    label="What would help?",
)
NOTE_KIND = ChoiceField(
    id="note_kind",
    because="1.12.1: a note is taken, or talked through",
    read_by=_MANAGER,
    label="What happened",
    options=options(labels.NOTE_KIND),
    missing="Please choose whether you write a sentence, tell your manager or add it later.",
)
NOTE = TextField(
    id="note",
    because="1.12.1: a note is taken",
    read_by=_MANAGER,
    label="What happened, in a sentence",
    hint="What was said or done, in plain facts.",
    lines=True,
    missing="Please write a sentence, or choose one of the two other answers above it.",
)
RECORDING_FOR = ChoiceField(
    id="recording_for",
    because="1.10.5: recordings for personal use are supported",
    read_by=_MANAGER,
    label="What was the recording for?",
    options=options(labels.RECORDING_FOR),
    reshapes=True,
)
WARNED = ChoiceField(
    id="warned",
    because="1.9.1: a warning, if it is safe and appropriate",
    read_by=_MANAGER,
    label="Did you give a warning?",
    hint="Every answer is fine.",
    options=options(labels.WARNED),
)
THREAT_AGAINST = ChoiceField(
    id="threat_against",
    because="1.9.4: a threat to harm a third party as well",
    read_by="who decides about the police",
    options=options(labels.THREAT_AGAINST),
    reshapes=True,
    label="Against whom was it?",
)
INJURY = ChoiceField(
    id="injury",
    because="1.9, 1.10.1: violence is always acted on",
    read_by="their manager, who tells health and safety",
    label="Was anybody hurt?",
    options=YES_NO,
    menu=True,
)
#: The day to try again after a conversation that went round in circles, and the person (R-1.7-4).
REENGAGE_ON = DateField(
    id="reengage_on",
    because=_AGAIN,
    read_by="who tries again; Harbour: it reminds them",
    label="Try again on",
    hint="If you like: somebody is reminded on that day.",
    outside="Please choose today or a later day, within a year, or leave it empty.",
)
REENGAGE_BY = PeopleField(
    id="reengage_by",
    because=_AGAIN,
    read_by=_MANAGER,
    label="Who tries again",
    hint="Leave it empty for yourself.",
    most=1,
)
#: The people at whom it was aimed: offered support, and never asked to decide (R-1.8-5, R-1.12.2-1).
TARGETS = PeopleField(
    id="targets",
    because=_CONCERNED,
    read_by=_MANAGER,
    label="Which colleague?",
    hint="If you like. They will not be asked to decide.",
)
AIMED_AT = ChoiceField(
    id="aimed_at",
    because="1.10.2: what is aimed at third parties as well",
    read_by=_MANAGER,
    label="It was aimed at",
    options=options(labels.AIMED_AT),
    menu=True,
    reshapes=True,
)
INDIVIDUAL = TextField(
    id="individual",
    because="1.8: what follows is tailored to an individual",
    read_by=_MANAGER,
    label="Who it was",
    hint="Initials, their reference or the first line of their address. Leave it empty if you don't know.",
    longest=80,
)
RELATIONSHIP = ChoiceField(
    id="relationship",
    because="1.2: who is covered",
    read_by=_MANAGER,
    label="They are a",
    options=options(labels.RELATIONSHIP),
    menu=True,
)
ENDED = ChoicesField(
    id="ended",
    because="1.12.1: how staff can end a contact",
    read_by=_MANAGER,
    label="How I ended it",
    hint="Such as: “I find this uncomfortable, so I am ending the call now. You can write to us.”",
    options=options(labels.ENDED),
)
TRIED = ChoicesField(
    id="tried",
    because="1.4: we seek to defuse and de-escalate",
    read_by=_MANAGER,
    label="What I tried before",
    options=options(labels.TRIED),
)
STEPS = TextField(
    id="steps",
    because="1.9: any steps they were able to take",
    read_by=_MANAGER,
    label="What else I did",
    lines=True,
)
WITNESSES = PeopleField(
    id="witnesses",
    because=_CONCERNED,
    read_by=_MANAGER,
    label="Colleagues who were there",
)
OCCURRED_ON = DateField(
    id="occurred_on",
    because=_WHEN,
    read_by="their manager; who was there",
    label="The day it happened",
    hint="Leave it empty for today.",
    outside="Please choose today or an earlier day.",
)
OCCURRED_AT = TimeField(
    id="occurred_at",
    because=_WHEN,
    read_by="their manager; who was there",
    label="The time",
    hint="Leave it empty if it has just happened.",
    wrong={Problem.OUTSIDE: "Please give a time that has passed."},
)
REPORT_TO = ChoiceField(
    id="report_to",
    because="1.12.1: the line or, if not available, other manager",
    read_by="Harbour: it goes to them alone",
    label="Who should see this",
    options=options(labels.REPORT_TO),
    hint="One manager sees it, and nobody else.",
    menu=True,
)
ADDED = TextField(
    id="text",
    because="1.12.1: a note is taken, also later",
    read_by="their manager; whoever reported it",
    label="What would you like to add?",
    lines=True,
    required=True,
    missing="Please write what you would like to add.",
)


# -- the report ------------------------------------------------------------------------------------


def report(values: Values, context: Context) -> Form:
    """Form for somebody who has just put the phone down: one idea, the likely answer first."""
    values = {NOTE_KIND.id: NoteKind.WRITTEN.value, **values}
    body: Body = [
        Text(f"{wording.SAFETY_FIRST} {END_IT_NOW}"),
        CHANNEL,
        REASONS,
        *_questions_that_follow(values, context),
        *_note(values),
        replace(WISHES, options=options(labels.WISH, _wishes(context))),
        Divider(),
        Heading("More, if you like"),
        *_more(values, context),
        wording.section("1.9", "1.12.1"),
    ]
    return Form(name=REPORT, title="Ended contact", body=tuple(body), submit="Send", values=values)


def _note(values: Values) -> tuple[Field[object], ...]:
    """A sentence now, or a choice to tell the manager or to add it later (R-1.12.1-5)."""
    return in_words(NOTE_KIND, NOTE, values, needs={NoteKind.WRITTEN})


def _wishes(context: Context) -> tuple[Wish, ...]:
    """Wishes on offer; a restriction only if the organisation lets this person suggest one."""
    may_suggest = context.policy.any_staff_may_suggest or context.people.is_manager(context.reader)
    return tuple(wish for wish in Wish if may_suggest or wish is not Wish.RESTRICT)


def _questions_that_follow(values: Values, context: Context) -> Body:
    """Questions that depend on an answer, shown when they matter and not before."""
    reasons = chosen(values, REASONS)
    again = (REENGAGE_ON.between(context.today, a_year_after(context.today)), REENGAGE_BY)
    return [
        *(_against(values) if _DANGERS & {*reasons} else []),
        *(_recording(values) if Reason.RECORDED in reasons else []),
        *_channel(values),
        *(again if Reason.CIRCULAR in reasons else []),
    ]


def _recording(values: Values) -> Body:
    """Purpose of a recording; one for the individual's own use is an adjustment to help with (1.10.5)."""
    if _for_own_use(values):
        said = "We support recordings for personal use as a reasonable adjustment, and can help with them."
        return [RECORDING_FOR, Small(said)]
    return [RECORDING_FOR, Small("You can end it politely and at once. No warning is needed.")]


def _for_own_use(values: Values) -> bool:
    return RecordingFor.OWN_USE in chosen(values, RECORDING_FOR)


def _channel(values: Values) -> Body:
    """Questions and hints for the channel: a warning if there was a conversation, no need to read on if written.

    Nobody who was hit is asked if they gave a warning.
    """
    channel = chosen(values, CHANNEL)
    found: Body = []
    spoken = any(c in SPOKEN for c in channel if c in set(Channel))
    public = Reason.RECORDED in chosen(values, REASONS) and not _for_own_use(values)
    if spoken and not public and not _is_violence(values):
        found.append(WARNED)
    if any(c in WRITTEN for c in channel):
        found.append(Small("You need not read it to the end. Please don't answer it directly."))
    return found


def _against(values: Values) -> Body:
    """Target of a threat or violence; after violence also if anybody was hurt."""
    threat = Reason.THREAT in chosen(values, REASONS)
    asked = replace(THREAT_AGAINST, label="Against whom was the threat?") if threat else THREAT_AGAINST
    colleague = [TARGETS] if _threatens_colleague(values) else []
    return [asked, *colleague, *([INJURY] if _is_violence(values) else [])]


def _is_violence(values: Values) -> bool:
    return Reason.VIOLENCE in chosen(values, REASONS)


def _threatens_colleague(values: Values) -> bool:
    return bool(_DANGERS & {*chosen(values, REASONS)}) and ThreatAgainst.COLLEAGUE in chosen(values, THREAT_AGAINST)


def _is_asked_against_whom(values: Values) -> bool:
    """True if the target was asked already, for a threat or for violence."""
    return bool(_DANGERS & {*chosen(values, REASONS)}) and AIMED_AT.id not in values


def _more(values: Values, context: Context) -> Body:
    aimed_at_colleague = AimedAt.COLLEAGUE in chosen(values, AIMED_AT)
    return [
        INDIVIDUAL,
        RELATIONSHIP,
        ENDED,
        TRIED,
        STEPS,
        *([] if _is_asked_against_whom(values) else [AIMED_AT]),
        *([TARGETS] if aimed_at_colleague and not _threatens_colleague(values) else []),
        WITNESSES,
        OCCURRED_ON.between(months_after(context.today, -LONGEST_AGO), context.today),
        OCCURRED_AT,
        *([] if _is_violence(values) else [INJURY]),
        REPORT_TO,
    ]


def add(record: EndedContact, values: Values, context: Context) -> Form:
    """Form for an addition; earlier text stays."""
    reporter = record.origin.by
    reads = [] if context.reader == reporter else [Text(f"{context.name(reporter)} can read what you add here.")]
    return Form(
        name=ADD,
        title="Add something",
        about=record.id,
        body=(
            Text("What you add stands beside what is there. Nothing is changed or lost."),
            *reads,
            ADDED,
            wording.section("1.12.1"),
        ),
        submit="Add",
        values=values,
    )
