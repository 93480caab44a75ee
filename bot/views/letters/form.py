"""The form in which a manager chooses a letter, edits it and copies it; and the way to it as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.cards import Button, Buttons, Card, Divider, Heading, Link, Quote, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import ChoiceField, ChoicesField, Form, TextField, options
from bot.records.base import Record, RecordId
from bot.records.restriction.parts import Format
from bot.views import wording
from bot.views.letters.parts import Extra, Shape, Which
from bot.views.letters.shapes import Letter

DRAFT = "letter.draft"
DOWNLOAD = "letter.download"

#: How long the address of a document is good for.
MINUTES = 5
#: The longest piece of a letter in one field: a little less than a field takes, so that there is room to write.
PIECE = 2600

WHICH: Mapping[Which, str] = {
    Which.DECISION: "What was decided",
    Which.AT_ONCE: "What has changed for now, for safety",
    Which.STOPPED: "What applied for now has stopped",
    Which.REVIEW_OUTCOME: "How the review ended",
    Which.REVIEW_COMING: "A review is coming",
    Which.ENDED: "It has ended with the service",
    Which.APPEAL_OUTCOME: "The answer to the appeal",
    Which.INFORMED: "What was written is not acceptable",
    Which.WARNING: "The same, and what may follow",
    Which.BEHAVIOUR: "A word of warning, without a restriction",
}

SHAPE: Mapping[Shape, str] = {
    Shape.LETTER: "A letter or an e-mail",
    Shape.LARGE_PRINT: "Large print",
    Shape.EASY_READ: "Easy read",
    Shape.PHONE: "To be read on the phone",
    Shape.ADVOCATE: "Through an advocate",
    Shape.TRANSLATED: "To be translated",
}

EXTRA: Mapping[Extra, str] = {
    Extra.CRITICISE: "They may criticise us, and are asked to name us rather than people",
    Extra.POLICY: "They can have a copy of the policy",
    Extra.CONCLUDED: "Our action has ended, and going on would not change the outcome",
}

#: How it was planned that they are told, as the form that fits.
PLANNED: Mapping[Format, Shape] = {
    Format.LETTER: Shape.LETTER,
    Format.EMAIL: Shape.LETTER,
    Format.LARGE_PRINT: Shape.LARGE_PRINT,
    Format.EASY_READ: Shape.EASY_READ,
    Format.TRANSLATED: Shape.TRANSLATED,
    Format.ADVOCATE: Shape.ADVOCATE,
    Format.PHONE: Shape.PHONE,
    Format.IN_PERSON: Shape.PHONE,
}

_SECTIONS = ("1.3", "1.5", "1.8", "1.13")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which letter, in which form, with which lines."""

    which: Which
    shape: Shape
    extras: tuple[Extra, ...] = ()

    @property
    def packed(self) -> str:
        """As a button carries it, such as "decision.large_print.policy-criticise"."""
        return f"{self.which}.{self.shape}.{'-'.join(self.extras)}"

    @classmethod
    def unpacked(cls, text: str) -> Choice | None:
        """What a button carried; None where it cannot be read."""
        which, _, rest = text.partition(".")
        shape, _, extras = rest.partition(".")
        named = extras.split("-") if extras else []
        if which not in set(Which) or shape not in set(Shape) or not set(named) <= set(Extra):
            return None
        return cls(which=Which(which), shape=Shape(shape), extras=tuple(each for each in Extra if each in named))


def draft_button(about: RecordId) -> Button:
    """The button on a record's page."""
    return Button(label="Draft the letter", action=f"form:{DRAFT}", about=about)


def draft(
    record: Record,
    offered: tuple[Which, ...],
    choice: Choice,
    letter: Letter,
    values: Values,
    *,
    reasons: str = "",
    can_note: bool = False,
    pages: bool = False,
) -> Form:
    """The letter that was chosen, to be edited and copied. Nothing of it is kept (model.md §2.10).

    `reasons`: as they are recorded, for whoever writes. `can_note`: the step that records that they were told
    comes next. `pages`: there is a way to a document.
    """
    pieces = letter.pieces(PIECE)
    texts = tuple(_piece(choice, n, len(pieces)) for n in range(len(pieces)))
    drafted: Mapping[str, Value] = {field.id: piece for field, piece in zip(texts, pieces, strict=True)}
    known: Values = {
        **drafted,
        "which": choice.which.value,
        "shape": choice.shape.value,
        "extras": tuple(each.value for each in choice.extras),
        **values,
    }
    download = Button(label="Download it as a document", action=DOWNLOAD, about=record.id, extra=choice.packed)
    body = (
        Text("Choose first, then edit and copy: another choice starts the text anew. Harbour never sends a letter."),
        *_choices(offered),
        Divider(),
        Heading("The draft"),
        *((Small("The reasons, as they are recorded, for your own words"), Quote(reasons)) if reasons else ()),
        *texts,
        *((Buttons((download,)),) if pages else ()),
        Small(_kept(can_note=can_note, pages=pages)),
        wording.section(*_SECTIONS),
    )
    return Form(
        name=DRAFT,
        title="Draft the letter",
        about=record.id,
        extra=f".{record.version}",
        body=body,
        submit="Note that it was sent" if can_note else "Done",
        close="Close",
        values=known,
    )


def _choices(offered: tuple[Which, ...]) -> tuple[ChoiceField, ChoiceField, ChoicesField]:
    which = ChoiceField(
        id="which",
        label="Which letter?",
        options=options(WHICH, offered),
        required=True,
        reshapes=True,
        missing="Please choose which letter.",
    )
    shape = ChoiceField(
        id="shape",
        label="In which form?",
        hint="The one that suits whoever it is for.",
        options=options(SHAPE),
        required=True,
        reshapes=True,
        menu=True,
        missing="Please choose in which form.",
    )
    return (
        which,
        shape,
        ChoicesField(id="extras", label="Should it say this as well?", options=options(EXTRA), reshapes=True),
    )


def _piece(choice: Choice, number: int, count: int) -> TextField:
    """One piece of the text; of another letter, form or choice of lines it is another field."""
    name = choice.packed.replace(".", "_").replace("-", "_")
    label = f"The text, part {number + 1} of {count}" if count > 1 else "The text"
    return TextField(id=f"text_{name}_{number}", label=label, lines=True)


def _kept(*, can_note: bool, pages: bool) -> str:
    kept = "What you write here is not kept: please copy it before you close this."
    document = (
        "The document is the draft as it was, without what you changed here."
        if pages
        else "Harbour has no address in the browser here, so there is no document to download: please copy the text."
    )
    noted = " Once it has been sent or said, please note that here." if can_note else ""
    return f"{kept} {document}{noted}"


def ready(record: Record, choice: Choice, address: str) -> Card:
    """The way to the document: once, for minutes."""
    back = Button(label="Back to the letter", action=f"form:{DRAFT}", about=record.id, extra=choice.packed)
    return Card(
        title="The letter",
        blocks=(
            Text(f"{WHICH[choice.which]}: {_lower(SHAPE[choice.shape])}."),
            Text(f"It comes through your browser, once, within {MINUTES} minutes. This address is for you alone."),
            Link(label="Download the document", url=address),
            Buttons((back,)),
            Small("A document on your own machine is yours to look after: please remove it once it has been sent."),
            wording.section(*_SECTIONS),
        ),
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def no_page() -> Card:
    """Where Harbour has no pages of its own."""
    text = "Documents come through the browser, and Harbour has no address there. Please copy the text instead."
    return Card(title="The letter", blocks=(Text(text), wording.section(*_SECTIONS)))
