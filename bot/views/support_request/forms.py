"""Forms of a request for support: ask, add, answer, arrange, review (1.12.2, 1.12.3)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Divider, Small, Text
from bot.chat.events import Values
from bot.chat.forms import (
    ChoiceField,
    ChoicesField,
    DateField,
    Field,
    Form,
    Option,
    Part,
    PeopleField,
    TextField,
    TimeField,
)
from bot.chat.forms import options as offered
from bot.errors import Problem
from bot.records.days import a_year_after
from bot.records.support_request.parts import DECIDED, Help, Outcome, State
from bot.records.support_request.record import SupportRequest
from bot.views import wording
from bot.views.context import Context
from bot.views.support_request import answering, labels
from bot.views.support_request import reading as views
from bot.views.time_away.dialogs import SHOULD_KNOW, SUITS

#: The longest text of one question, in characters: a few lines, not an account.
LONGEST = 1000
LONGEST_LINE = 300
#: As long as the name of an individual in a report.
LONGEST_WHO = 80

#: Why the questions are asked, and who reads the answers.
_MAY_ASK = "1.12.2, 1.12.3: staff can ask for it"
_TOLD = "1.13: clear and straightforward, for staff as well"
_ANSWERS = "who answers it"
_ASKED = "whoever asked"
_COVERS = "whoever asked; who takes it over"

_HINTS = {
    Help.HOUR: "For the support there is, or anything else. Nobody is told what for.",
    Help.TALK: "Your own manager does not hear of it.",
}

HELP = ChoiceField(
    id="help",
    because=_MAY_ASK,
    read_by=_ANSWERS,
    label="What would help?",
    options=tuple(Option(what, label, _HINTS.get(what, "")) for what, label in labels.HELP.items()),
    required=True,
    reshapes=True,
    missing="Please choose what would help.",
)
GROUNDS = ChoicesField(
    id="grounds",
    because="1.12.3: threats, being named, or any other factor",
    read_by=_ANSWERS,
    label="Why, if you like",
    hint="You do not need to give a reason. Please leave out anything about your health.",
    options=offered(labels.GROUND),
)
WORDS = TextField(
    id="words",
    because=_MAY_ASK,
    read_by=_ANSWERS,
    label="Anything you would like to add",
    lines=True,
    longest=LONGEST,
)
WITH_WHOM = TextField(
    id="who",
    because="1.12.2: no longer contact with a specific individual",
    read_by=_ANSWERS,
    label="With whom",
    hint="A reference or initials are enough. They are not told.",
    longest=LONGEST_WHO,
    required=True,
    missing="Please say with whom: a reference or initials are enough.",
)
WHICH = TextField(
    id="which",
    because="1.12.3: a particular case or interaction",
    read_by=_ANSWERS,
    label="Which case or interaction",
    hint="In a few words.",
    longest=LONGEST_LINE,
    required=True,
    missing="Please say which, in a few words.",
)
TEXT = TextField(
    id="text",
    because=_MAY_ASK,
    read_by=_ANSWERS,
    label="What would you like to add?",
    lines=True,
    longest=LONGEST,
    required=True,
    missing="Please say what you would like.",
)
OUTCOME = ChoiceField(
    id="outcome",
    because=_MAY_ASK,
    read_by=_ASKED,
    label="What is your answer?",
    options=offered(labels.ANSWER),
    required=True,
    reshapes=True,
    missing="Please choose your answer.",
)
REASONS = TextField(
    id="reasons",
    because="1.6, 1.13: what was decided, and why",
    read_by="whoever asked; the management team, if asked again",
    label="Not taken forward, because…",
    lines=True,
    longest=LONGEST,
    required=True,
    missing="Please give the reasons; they are told as you write them.",
)
PART = TextField(
    id="part",
    because=_MAY_ASK,
    read_by=_ASKED,
    label="Which part is agreed",
    hint="And what stays as it is.",
    lines=True,
    longest=LONGEST,
    required=True,
    missing="Please say which part is agreed.",
)
_NOT_THEM = {
    Problem.LEFT: "Please choose somebody who works here.",
    Problem.INVOLVED: "Please choose somebody else for this.",
}
IN_NAME_OF = PeopleField(
    id="in_name_of",
    because="1.12.3: in the name of a senior manager",
    read_by=_COVERS,
    label="In whose name",
    hint="A senior manager. They hear that there is something to cover, and to speak with you.",
    most=1,
    required=True,
    missing="Please choose in whose name it goes.",
    wrong={**_NOT_THEM, Problem.UNFIT: "Please choose somebody who is a manager."},
)
COVER = PeopleField(
    id="cover",
    because="1.12.2, 1.12.3: somebody else takes the contact",
    read_by=_COVERS,
    label="Who takes it over",
    hint="They hear that there is something to cover, and to speak with you. Nothing else.",
    most=1,
    required=True,
    missing="Please choose who takes it over.",
    wrong=_NOT_THEM,
)
ON = DateField(
    id="on",
    because=_TOLD,
    read_by=_COVERS,
    label="On which day",
    required=True,
    missing="Please choose the day.",
    outside="Please choose today or a later day, within a year.",
)
CLOCK = TimeField(
    id="clock",
    because=_TOLD,
    read_by=_ASKED,
    label="At what time",
    hint="If it is settled.",
)
LOOK_AT = TextField(
    id="words",
    because="1.13: from the points of view of all involved",
    read_by=_ASKED,
    label="What would you like to look at?",
    hint="Such as: who covers will be away in June; could somebody else?",
    lines=True,
    longest=LONGEST,
    required=True,
    missing="Please say in a few words what you would like to look at.",
)


# -- asking ------------------------------------------------------------------------------------------


def ask(values: Values, *, about: str | None = None, extra: str = "") -> Form:
    """Ask for help, with the question for the kind of help; never for a reason (R-1.12.3-3)."""
    chosen = values.get(HELP.id)
    return Form(
        name=views.ASK,
        title="Something else to help",
        about=about,
        extra=extra,
        body=(
            HELP,
            *(_questions(Help(chosen)) if isinstance(chosen, str) and chosen in set(Help) else ()),
            wording.section("1.12", "1.12.2", "1.12.3"),
        ),
        submit="Ask for it",
        values=values,
    )


def _questions(what: Help) -> tuple[Part, ...]:
    if what not in DECIDED:
        return (SUITS,)
    return (
        _about(what),
        GROUNDS,
        WORDS,
        Small("Your manager gives you an answer, with reasons. You can ask the management team to look at it again."),
    )


def _about(what: Help) -> Field[object]:
    if what is Help.NO_CONTACT:
        return WITH_WHOM
    return replace(WHICH, label="Which correspondence") if what is Help.OTHER_NAME else WHICH


def say(record: SupportRequest, values: Values, extra: str) -> Form:
    """Addition by the person while it waits, or a request to change what was agreed or arranged."""
    title, label, hint = {
        State.ASKED: ("Add something", "What would you like to add?", ""),
        State.STEPPED_UP: ("Add something", "What would you like to add?", ""),
        State.ARRANGED: ("Another time", "When would suit better?", "Please leave out why."),
    }.get(
        record.state,
        ("Change it", "What should be different?", "What is in place stays until your manager has answered."),
    )
    return Form(
        name=views.SAY,
        title=title,
        about=record.id,
        extra=extra,
        body=(
            replace(TEXT, label=label, hint=hint),
            views.section(record),
        ),
        submit="Send",
        values=values,
    )


# -- answering -----------------------------------------------------------------------------------------


def answer(record: SupportRequest, values: Values, context: Context, extra: str) -> Form:
    """Approve, in whole or in part, with the support to be put in place; or refuse with reasons."""
    chosen = values.get(OUTCOME.id)
    return Form(
        name=views.ANSWER,
        title="Your answer",
        about=record.id,
        extra=extra,
        body=(
            Text(answering.asks(record, context)),
            OUTCOME,
            *_what_follows(record, chosen if isinstance(chosen, str) else "", context),
            views.section(record),
        ),
        submit="Send the answer",
        values=values,
    )


def _what_follows(record: SupportRequest, chosen: str, context: Context) -> tuple[Part, ...]:
    person = context.name(record.origin.by)
    if chosen == Outcome.NOT_AGREED:
        return (
            replace(REASONS, hint=f"{person} reads this as you write it. Kind and plain."),
            Small(f"{person} can ask the management team to look at it again.")
            if record.stepped_up_from is None
            else Small("The management team has looked at it again; this answer is the last one."),
        )
    if chosen not in (Outcome.AGREED, Outcome.AGREED_IN_PART):
        return ()
    return (
        *((PART,) if chosen == Outcome.AGREED_IN_PART else ()),
        _who(record.wanted.help),
        replace(_day(context), label="From when"),
        SHOULD_KNOW,
    )


def _who(what: Help) -> Field[object]:
    if what is Help.OTHER_NAME:
        return IN_NAME_OF
    if what is Help.REMOVAL:
        return COVER
    return replace(COVER, label="Who takes over the contact", missing="Please choose who takes over the contact.")


def _day(context: Context) -> DateField:
    return ON.between(context.today, a_year_after(context.today))


def arrange(record: SupportRequest, values: Values, context: Context, extra: str) -> Form:
    """Arrange the hour or the conversation."""
    person = context.name(record.origin.by)
    return Form(
        name=views.ARRANGE,
        title="Arrange it",
        about=record.id,
        extra=extra,
        body=(
            Text(f"{answering.asks(record, context)} {person} reads this as soon as you save it."),
            _day(context),
            CLOCK,
            SHOULD_KNOW,
            views.section(record),
        ),
        submit="Arrange it",
        values=values,
    )


def propose(record: SupportRequest, values: Values, context: Context, extra: str) -> Form:
    """Manager's suggestion to review it together; it stays unless the person says otherwise."""
    person = context.name(record.origin.by)
    return Form(
        name=views.PROPOSE,
        title="Look at it again",
        about=record.id,
        extra=extra,
        body=(
            Text(f"{person} reads this and may keep it, change it or end it. Any answer is fine, and so is none."),
            LOOK_AT,
            Divider(),
            Small(
                "If you would rather say it in person, do that, and write only that you would like to talk about it."
            ),
            views.section(record),
        ),
        submit="Propose it",
        values=values,
    )
