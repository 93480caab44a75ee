"""Note that outside advice was sought without names, and a hint that it can be (1.7). Nothing is sent from here."""

from __future__ import annotations

from bot.chat.cards import Button, Card, Small, Text
from bot.chat.events import Values
from bot.chat.forms import ChoiceField, DateField, Form, TextField, options
from bot.records.base import RecordId
from bot.records.days import a_year_before
from bot.records.follow_ups.restorative import RestorativeAction
from bot.views import wording
from bot.views.context import Context
from bot.views.follow_ups import words

ASK = "advice.ask"

HINT = (
    "Ask without names: say “the individual” and “a member of staff”, and leave out references, addresses, numbers and "
    "links. A nickname, a place, a day or a rare event can tell who it is about as well."
)

PROFESSIONAL = ChoiceField(
    id="professional",
    because="1.7: professionals or third sector experts may be asked for help",
    read_by=words.STEP_READ_BY,
    label="From which kind of professional do you seek advice?",
    options=options(words.PROFESSIONAL),
    required=True,
    missing="Please choose one; “Somebody else” is there for who does not fit.",
)
ON = DateField(
    id="on",
    because="1.14.1: a clear record that we worked to avoid restrictions",
    read_by=words.STEP_READ_BY,
    label="On which day",
    required=True,
    missing="Please choose the day on which advice is sought.",
    outside="Please choose today or an earlier day, within the last year.",
)
WORDS = TextField(
    id="words",
    because="1.7: help is sought on a pseudonymised basis",
    read_by=words.STEP_READ_BY,
    label="What you asked",
    hint="Without names, here too.",
    lines=True,
)


def button(about: RecordId) -> Button:
    """Button on a report or a restriction that opens the form."""
    return Button(label="Ask for advice without names", action=f"form:{ASK}", about=about)


def ask(about: RecordId, values: Values, context: Context) -> Form:
    """Note that advice was sought: the kind of professional and the day; optionally the question."""
    return Form(
        name=ASK,
        title="Advice without names",
        about=about,
        body=(
            Text(HINT),
            PROFESSIONAL,
            ON.between(a_year_before(context.today), context.today),
            WORDS,
            Small("Nothing is sent from here: you ask them yourself."),
            wording.section("1.7"),
        ),
        submit="Note it",
        values={ON.id: context.today.isoformat(), **values},
    )


def noted(record: RestorativeAction) -> Card:
    """Confirmation of the note."""
    text = f"Noted that advice was sought ({record.ref}). Nothing was sent."
    return Card(title="Noted", blocks=(Text(text), wording.section("1.7")))
