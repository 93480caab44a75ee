"""A summary without names, to ask somebody outside for advice (1.7). It is checked and copied by a person; it goes
nowhere from here, and it is not kept."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.cards import Block, Button, Card, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import LONGEST, ChoiceField, DateField, Field, Form, TextField, options
from bot.records.base import RecordId
from bot.records.days import a_year_before
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.individual import Individual, Relationship
from bot.records.pseudonyms import Neutralised
from bot.records.restriction.record import Restriction
from bot.views import wording
from bot.views.context import Context
from bot.views.follow_ups import words

ASK = "advice.ask"

#: So much of the summary stands in one field, and in at most so many fields.
_PART = LONGEST - 200
_MOST_PARTS = 5

CHECK = (
    "Names of staff, references, addresses, numbers and links have been taken out. Please read every word before you "
    "copy it: a name outside the directory, a nickname, a place, a day or a rare event can still tell who it is about."
)


def button(about: RecordId) -> Button:
    """The way to it from a report or a restriction."""
    return Button(label="Ask for advice without names", action=f"form:{ASK}", about=about)


# -- the facts ---------------------------------------------------------------------------------------


def facts(record: EndedContact | Restriction, individual: Individual | None) -> str:
    """What is on record, in paragraphs, each with its heading; as it was written, so names are still in it."""
    found = (*_of_whom(individual), *(_of_restriction(record) if isinstance(record, Restriction) else _of(record)))
    return "\n\n".join(f"{label}: {text}" for label, text in found if text)


def _of_whom(individual: Individual | None) -> Iterator[tuple[str, str]]:
    if individual is not None and individual.relationship is not Relationship.UNKNOWN:
        yield "What they are to us", wording.RELATIONSHIP[individual.relationship].lower()
    if individual is not None:
        yield "What helps them", individual.adjustments
        yield "How they asked to be contacted", individual.contact_by


def _of(report: EndedContact) -> Iterator[tuple[str, str]]:
    yield "How the contact took place", wording.CHANNEL[report.account.channel].lower()
    yield "What it was", ", ".join(wording.REASON[reason] for reason in report.account.reasons).lower()
    yield "What happened", report.in_words
    yield "What was done or tried", report.account.steps
    yield "What was added", "\n".join(addition.text for addition in report.additions)
    yield "The impact", report.triage.impact if report.triage else ""


def _of_restriction(record: Restriction) -> Iterator[tuple[str, str]]:
    fair = record.fairness
    yield "What happened", record.case.behaviour or record.wish
    yield "What it does to staff and to the service", record.case.impact
    yield "What is considered", ", ".join(wording.MEASURE[m.type].lower() for m in record.case.measures)
    yield "Steps to restore the relationship", fair.restorative_words
    yield "Lighter options", fair.lighter_options
    yield "Needs and adjustments", fair.adjustments
    yield "Circumstances", fair.circumstances


# -- the form ----------------------------------------------------------------------------------------


def ask(about: RecordId, summary: Neutralised, values: Values, context: Context) -> Form:
    """The summary to check and to copy, and that advice was sought: from which kind of professional, and when."""
    parts = _parts(summary.text)
    known: dict[str, Value] = {f"summary_{n}": part for n, part in enumerate(parts, 1)}
    body: list[Field | Block] = [Text(CHECK), *_doubts(summary), *_fields(parts)]
    if len(parts) * _PART < len(summary.text):
        body.append(Text("There is more than fits here: what was written last is left out."))
    body += [
        Small("Nothing is sent from here. What stands above is not kept; that advice was sought is."),
        ChoiceField(
            id="professional",
            label="From which kind of professional do you seek advice?",
            options=options(words.PROFESSIONAL),
            required=True,
            missing="Please choose one; “Somebody else” is there for who does not fit.",
        ),
        DateField(
            id="on",
            label="On which day",
            required=True,
            earliest=a_year_before(context.today),
            latest=context.today,
            missing="Please choose the day on which advice is sought.",
            outside="Please choose today or an earlier day, within the last year.",
        ),
        wording.section("1.7"),
    ]
    return Form(
        name=ASK,
        title="Advice without names",
        about=about,
        body=tuple(body),
        submit="Note it",
        values={**known, "on": context.today.isoformat(), **values},
    )


def _parts(text: str) -> list[str]:
    return [text[n : n + _PART] for n in range(0, max(len(text), 1), _PART)][:_MOST_PARTS]


def _doubts(summary: Neutralised) -> list[Block]:
    if not summary.doubts:
        return []
    shown = ", ".join(summary.doubts[:30])
    more = ", and others" if len(summary.doubts) > 30 else ""
    return [Text(f"These words may be a name or a place, and are still there: {shown}{more}.")]


def _fields(parts: list[str]) -> Iterator[TextField]:
    for n, _ in enumerate(parts, 1):
        label = "The summary" if len(parts) == 1 else f"The summary ({n} of {len(parts)})"
        yield TextField(id=f"summary_{n}", label=label, hint="Change it as you need to, then copy it.", lines=True)


def noted(record: RestorativeAction) -> Card:
    """What is read once it is noted."""
    text = f"Noted that advice was sought ({record.ref}). Nothing was sent, and the summary is not kept."
    return Card(title="Noted", blocks=(Text(text), wording.section("1.7")))
