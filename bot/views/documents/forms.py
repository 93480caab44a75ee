"""Making a document of a matter: the form, and what comes after it (policy 1.9.4, 1.14.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Facts, Link, Small, Text
from bot.chat.events import Values
from bot.chat.forms import Body, ChoiceField, ChoicesField, Form, Option, TextField, chosen, options
from bot.people import PersonId
from bot.records.base import Record, RecordId
from bot.records.documents import Purpose
from bot.records.evidence import EvidenceItem
from bot.views import wording
from bot.views.context import Context
from bot.views.documents.sheets import FOR
from bot.views.evidence import reading as evidence_views

MAKE = "document.make"
#: The validity of an address, in minutes.
MINUTES = 15

_SECTIONS = ("1.9.4", "1.14.2")
_SHARED = "1.14.2: sharing with other agencies is decided and recorded"
_READ_BY = "who looks at how the matter was shared"
_LONGEST = 300

PURPOSE = ChoiceField(
    id="purpose",
    because=_SHARED,
    read_by=_READ_BY,
    label="Whom is it for?",
    options=options(FOR, only=set(Purpose) - {Purpose.SUBJECT}),
    required=True,
    reshapes=True,
    missing="Please choose whom it is for.",
)
FOR_WHOM = TextField(
    id="words",
    because=_SHARED,
    read_by=_READ_BY,
    label="Whom, and on what ground?",
    longest=_LONGEST,
    required=True,
    missing="Please say whom it is for, and on what ground.",
)
NAMES = ChoicesField[str](
    id="names",
    because="1.14.1: the minimum required",
    read_by="Harbour: it shows those names, and masks all others",
    label="Whose names does it show?",
    hint="Nobody's, unless it has to: a mask stands in place of each, the same throughout.",
    reshapes=True,
)
FILES = ChoicesField[str](
    id="files",
    because="1.14.1: accessed only by those who need to",
    read_by="Harbour: it attaches those files",
    label="Which files go along?",
    hint="What is not marked as distressing may still be so for whoever opens it.",
)


def why(person: PersonId, name: str = "somebody") -> TextField:
    """The question why this person's name is shown."""
    return TextField(
        id=f"why-{person}",
        because="1.14.1: the minimum required",
        read_by=_READ_BY,
        label=f"Why is {name} named?",
        required=True,
        longest=_LONGEST,
        missing="Please say why this name is shown, or leave it masked.",
    )


def make_button(about: RecordId) -> Button:
    """Button on a record's page."""
    return Button(label="Make a document", action=f"form:{MAKE}", about=about)


def make(
    record: Record,
    labels: Mapping[PersonId, str],
    evidence: Iterable[EvidenceItem],
    values: Values,
    context: Context,
) -> Form:
    """Make a document: whom it is for, whose names stay, which files go along."""
    files = tuple(Option(item.ref, evidence_views.option(item)) for item in evidence)
    known: Values = {FILES.id: tuple(option.value for option in files), **values}
    people = tuple(Option(str(person), f"{context.name(person)} ({label})") for person, label in labels.items())
    body: Body = [
        Text("It holds the matter as it stands, and what came of it. Support of staff is never in it."),
        *_before(record, context),
        PURPOSE,
        *((FOR_WHOM,) if values.get(PURPOSE.id) == Purpose.OTHER else ()),
    ]
    body += [replace(NAMES, options=people)] if people else []
    body += [why(person, context.name(person)) for person in labels if person in chosen(values, NAMES)]
    body += [replace(FILES, options=files)] if files else []
    return Form(
        name=MAKE,
        title="Make a document",
        about=record.id,
        extra=str(record.version),
        body=(*body, wording.section(*_SECTIONS)),
        submit="Make it",
        values=known,
    )


def _before(record: Record, context: Context) -> tuple[Block, ...]:
    """Documents that were handed out before, with the beginning of the hash of each."""
    made = tuple(
        (
            f"{context.name(each.by)}, {context.moment(each.at)}",
            f"{FOR[each.wanted.purpose]}; names shown: {len(each.wanted.shown)}; hash {each.digest[:12]}…",
        )
        for each in record.documents
    )
    return (Small("Documents of it before this one"), Facts(made)) if made else ()


def ready(record: Record, address: str) -> Card:
    """Link to the document, valid once and for minutes."""
    text = f"It comes through your browser, once, within {MINUTES} minutes. This address is for you alone."
    again = Button(label="Change it", action=f"form:{MAKE}", about=record.id)
    return Card(
        title=f"Document of {record.ref}",
        blocks=(
            Text(text),
            Link(label="Download the document", url=address),
            Buttons((again,)),
            Small(
                "That it was made, by whom and for whom is kept with the record; what it says is yours to look after."
            ),
            wording.section(*_SECTIONS),
        ),
    )


def no_page() -> Card:
    """Explanation that there is no document, because Harbour has no pages of its own."""
    text = "Documents come through the browser, and Harbour has no address there."
    return Card(title="The document", blocks=(Text(text), wording.section(*_SECTIONS)))


def page() -> Form:
    """Page before the document, so that software which prefetches addresses does not use up the single download."""
    text = "The document comes to your own machine, once: please remove it there once it has been handed over."
    body = (Text(text), wording.section(*_SECTIONS))
    return Form(name=MAKE, title="The document", body=body, submit="Download the document")
