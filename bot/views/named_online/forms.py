"""Forms for a colleague who has been named publicly: the finding, telling them, and their say (1.14.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.chat.cards import Text
from bot.chat.events import Values
from bot.chat.forms import Body, ChoiceField, ChoicesField, DateField, Form, PeopleField, TextField, chosen, options
from bot.errors import Problem
from bot.records.named_online.parts import SAY_WHICH, WishKind
from bot.records.named_online.record import NamedOnline
from bot.views import wording
from bot.views.context import Context
from bot.views.named_online import words

REPORT = "named_online.report"
TOLD = "named_online.told"
WISHES = "named_online.wishes"
URGENT = "named_online.urgent"

#: The longest line, link and place, in characters.
LONGEST_LINE = 300
LONGEST_LINK = 2000
LONGEST_WHERE = 120

#: Why the questions are asked, and who reads the answers.
_FOUND = "1.14.3: where a member of staff is named publicly"
_PRIVATE = "1.14.3: their manager tells them in private"
_SAY = "1.14.3: they have a say in what action is taken"
_DANGER = "1.9, 1.14.3: nothing but danger comes before their say"
_BOTH = "their manager; who is named"

NAMED = PeopleField(
    id="named",
    because="1.14.3: their line manager is told",
    read_by="Harbour: it goes to their manager alone",
    label="Who is named?",
    hint="Everybody who is. It may be you.",
    required=True,
    missing="Please choose who is named.",
    wrong={Problem.LEFT: "Somebody whom you chose does not work here. Please choose colleagues alone."},
)
PLACE = ChoiceField(
    id="place",
    because=_FOUND,
    read_by=_BOTH,
    label="Where?",
    options=options(words.PLACE),
    required=True,
    reshapes=True,
    missing="Please choose where.",
)
WHERE = TextField(
    id="where",
    because=_FOUND,
    read_by=_BOTH,
    label="Which one, or where?",
    longest=LONGEST_WHERE,
    hint="Not needed with a link.",
    missing="Please say which one, or where it is, in a few words.",
)
LINK = TextField(
    id="link",
    because="1.14.3: a link to the page, where applicable",
    read_by=_BOTH,
    label="The link, if there is one",
    longest=LONGEST_LINK,
    hint="It is kept as plain text.",
)
THREAT = ChoiceField(
    id="threat",
    because="1.9.3: a direct threat is dealt with like any physical threat",
    read_by="their manager; who decides about the police",
    label="Does it hold a threat?",
    hint="You need not judge. If you are not sure, a manager looks first.",
    options=options(words.THREAT),
    required=True,
    missing="Please choose yes, no or not sure.",
)
LINE = TextField(
    id="line",
    because=_FOUND,
    read_by=_BOTH,
    label="Anything that helps to find it",
    hint="If you like, in a line. Please don't copy what it says.",
    longest=LONGEST_LINE,
)
TOLD_ON = DateField(
    id="on",
    because=_PRIVATE,
    read_by="their manager; Harbour: it then asks for their say",
    label="On which day",
    required=True,
    missing="Please give the day on which you told them.",
    outside="Please give the day on which you told them: since it was found, and not in the future.",
)
HOW = ChoiceField(
    id="how",
    because=_PRIVATE,
    read_by=_BOTH,
    label="How",
    hint="In private. A chat or an e-mail is not enough.",
    options=options(words.TELLING),
    required=True,
    missing="Please choose how. If it was in the chat or by e-mail, please talk with them first.",
    wrong={Problem.UNFIT: "Please tell them yourself: in person, by phone or in a video call."},
)
KIND = ChoiceField[WishKind](
    id="kind",
    because=_SAY,
    read_by=_BOTH,
    label="What would they like?",
    options=options(words.NOTED_WISH),
    required=True,
    reshapes=True,
    missing="Please choose one; each is fine.",
)
WORDS = TextField(
    id="words",
    because=_SAY,
    read_by=_BOTH,
    label="In their words",
    lines=True,
    missing="Please write a sentence, or choose another of the answers.",
)
GATES = ChoicesField(
    id="gates",
    because=_DANGER,
    read_by="their manager; Harbour: it lets that step come first",
    label="What cannot wait?",
    options=options(words.GATE),
    required=True,
    missing="Please choose what cannot wait.",
)
DANGER = TextField(
    id="reason",
    because=_DANGER,
    read_by=_BOTH,
    label="What is the danger?",
    lines=True,
    required=True,
    missing="Please say in a sentence what the danger is.",
)


# -- the finder's form -----------------------------------------------------------------------------


def report(values: Values) -> Form:
    """Report of a named colleague: the place, and any threat (R-1.14.3-1, R-1.14.3-2). For their manager."""
    say_which = set(chosen(values, PLACE)) & SAY_WHICH
    body: Body = [
        Text(wording.SAFETY_FIRST),
        Text("Please don't tell the person yourself and don't pass it on: their manager tells them in private."),
        NAMED,
        PLACE,
        *([WHERE] if say_which else []),
        LINK,
        THREAT,
        LINE,
        wording.section("1.14.3", "1.10.5"),
    ]
    return Form(name=REPORT, title="A colleague is named", body=tuple(body), submit="Send", values=values)


# -- telling, and their say ------------------------------------------------------------------------


def told(record: NamedOnline, values: Values, context: Context) -> Form:
    """Note that they have been told: the day and the means, and nothing of the conversation (R-1.14.3-4)."""
    person = context.name(record.person)
    return Form(
        name=TOLD,
        title="I have told them",
        about=record.id,
        body=(
            Text(f"As soon as you save this, {person} reads here that they have a say, and can say it."),
            TOLD_ON.between(record.origin.at.date() - timedelta(days=1), context.today),
            HOW,
            wording.section("1.14.3"),
        ),
        submit="Save",
        values={TOLD_ON.id: context.today.isoformat(), **values},
    )


def wishes(record: NamedOnline, values: Values, context: Context) -> Form:
    """Wishes of the named person, in their own words or as their manager heard them (R-1.14.3-5)."""
    own = context.reader == record.person
    lead = (
        "You have a say in what happens next. You can write it, tell your manager, or say nothing for now. You can add "
        "to it at any time, and nothing is written over."
        if own
        else f"What {context.name(record.person)} would like to happen, as they said it to you. They can read it here."
    )
    body: Body = [
        Text(lead),
        replace(KIND, label="What would you like?", options=options(words.OWN_WISH)) if own else KIND,
    ]
    if WishKind.WORDS in chosen(values, KIND):
        body.append(replace(WORDS, label="In your own words") if own else WORDS)
    body.append(wording.section("1.14.3"))
    return Form(name=WISHES, title="A say in it", about=record.id, body=tuple(body), submit="Save", values=values)


def urgent(record: NamedOnline, values: Values, context: Context) -> Form:
    """Note of a danger for which a step cannot wait. They still have to be told."""
    return Form(
        name=URGENT,
        title="Someone is in danger",
        about=record.id,
        body=(
            Text("If anyone is in danger, call 999 first."),
            Text(
                f"Only danger lets you act before {context.name(record.person)} knows and has had a say. They still "
                "have to be told, in private, as soon as you can. What you write here is kept with your name."
            ),
            GATES,
            DANGER,
            wording.section("1.14.3"),
        ),
        submit="Save",
        values=values,
    )
