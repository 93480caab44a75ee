"""The form in which a manager edits a letter and notes that it was sent; and the link to it as a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Heading, Link, Look, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import ChoiceField, ChoicesField, Field, Form, TextField, options, tidy
from bot.records.base import Record, RecordId
from bot.records.letters import Which
from bot.views import wording
from bot.views.context import Context
from bot.views.letters.parts import Extra, Shape
from bot.views.letters.shapes import Letter

DRAFT = "letter.draft"
DOWNLOAD = "letter.download"
KEEP = "letter.keep"

#: The validity of a document's address, in minutes.
MINUTES = 5
#: The longest piece of a letter in one field, with some room left to write.
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
    Shape.EASY_READ: "Easy read",
}

EXTRA: Mapping[Extra, str] = {
    Extra.CRITICISE: "They may criticise us, and are asked to name us rather than people",
    Extra.POLICY: "They can have a copy of the policy",
    Extra.CONCLUDED: "Our action has ended, and going on would not change the outcome",
}

#: Letters that are noted as sent, with nothing else to record afterwards.
ALONE = frozenset({Which.REVIEW_COMING, Which.ENDED, Which.BEHAVIOUR})

#: A gap: text in square brackets, on one line.
_GAP = re.compile(r"\[[^\[\]\n]*\]")
#: The number of characters of a gap that are repeated beside the field.
_SHOWN = 80

#: Shapes that no longer exist: buttons and addresses may still carry one.
_FORMER = frozenset({"large_print", "phone", "advocate", "translated"})

#: The beginning of the ids of text fields.
_FIELD = "text_"

_SECTIONS = ("1.3", "1.5", "1.8", "1.13")

#: Why the questions are asked, and who reads the answers.
_EXPLAINED = "1.13: a clear statement of what has been decided, and why"
_SUITS = "1.13: accessible, and meets the needs of the person"
_TEXT = "the individual; who may read the record, once it was sent"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Choice of a letter, its shape and its optional lines."""

    which: Which
    shape: Shape
    extras: tuple[Extra, ...] = ()

    @property
    def packed(self) -> str:
        """Choice as a button carries it, such as "decision.easy_read.policy-criticise"."""
        return f"{self.which}.{self.shape}.{'-'.join(self.extras)}"

    @classmethod
    def unpacked(cls, text: str) -> Choice | None:
        """Choice from a button; None if invalid."""
        which, _, rest = text.partition(".")
        shape, _, extras = rest.partition(".")
        named = extras.split("-") if extras else []
        if which not in set(Which) or shape not in _FORMER.union(Shape) or not set(named) <= set(Extra):
            return None
        return cls(
            which=Which(which),
            shape=Shape.LETTER if shape in _FORMER else Shape(shape),
            extras=tuple(each for each in Extra if each in named),
        )

    def field(self, number: int) -> str:
        """Id of the field for one piece of its text; unique to the letter, shape and optional lines."""
        return f"{_FIELD}{self.packed.replace('.', '__').replace('-', '_')}__{number}"

    @classmethod
    def of_field(cls, field: str) -> Choice | None:
        """Choice to which a text field belongs; None if it is not a field of a letter."""
        if not field.startswith(_FIELD):
            return None
        packed, _, _ = field.removeprefix(_FIELD).rpartition("__")
        which, _, rest = packed.partition("__")
        shape, _, extras = rest.partition("__")
        return cls.unpacked(f"{which}.{shape}.{extras.replace('_', '-')}")

    def pieces(self, letter: Letter) -> Mapping[str, str]:
        """Pieces of the drawn letter, by field."""
        return {self.field(n): piece for n, piece in enumerate(letter.pieces(PIECE))}


def draft_button(about: RecordId) -> Button:
    """Button on a record's page that opens the letter."""
    return Button(label="Draft the letter", action=f"form:{DRAFT}", about=about)


def draft(
    record: Record,
    offered: tuple[Which, ...],
    choice: Choice,
    letter: Letter,
    values: Values,
    *,
    reasons: str = "",
    sends: bool = False,
    pages: bool = False,
    nameless: bool = False,
) -> Form:
    """Chosen letter, for editing; saved as the writer's draft until it was sent, and then with the record.

    `reasons`: as recorded, for the writer. `sends`: True if it can be noted as sent from here.
    `pages`: True if there is a document. `nameless`: True if names of staff are withheld (R-1.8-4).
    """
    drafted = choice.pieces(letter)
    texts = tuple(
        TextField(
            id=id_,
            because=_EXPLAINED,
            read_by=_TEXT,
            label=f"The text, part {n} of {len(drafted)}" if len(drafted) > 1 else "The text",
            lines=True,
        )
        for n, id_ in enumerate(drafted, 1)
    )
    known: Values = {
        **{field: values.get(field, piece) for field, piece in drafted.items()},
        "which": choice.which.value,
        "shape": choice.shape.value,
        "extras": tuple(each.value for each in choice.extras),
    }
    body = (
        Text(f"{_HOW}{_NAMELESS if nameless else ''}"),
        *_choices(offered),
        *((Small("The reasons, as they are recorded, for your own words"), Quote(reasons)) if reasons else ()),
        *texts,
        Small(_kept(sends=sends, pages=pages)),
        Buttons(_ways(record, choice, pages=pages)),
        wording.section(*_SECTIONS),
    )
    return Form(
        name=DRAFT,
        title="Draft the letter",
        about=record.id,
        extra=f".{record.version}",
        body=body,
        submit="It was sent" if sends else "Done",
        close="Close",
        values=known,
    )


_HOW = (
    "Please fill in or take out what stands in square brackets. What comes from the record stands as it is there: "
    "please check it, and that nothing that helps them is lost."
)
_NAMELESS = (
    " Names of people who work here are withheld: name nobody, neither in the text nor under it, and give no direct "
    "details."
)


def _choices(offered: tuple[Which, ...]) -> tuple[Field[object], ...]:
    """Fields to choose the letter, if there are several, its shape and its optional lines."""
    which = ChoiceField(
        id="which",
        because=_EXPLAINED,
        read_by="Harbour: it draws that letter",
        label="Which letter?",
        options=options(WHICH, offered),
        required=True,
        reshapes=True,
        missing="Please choose which letter.",
    )
    shape = ChoiceField(
        id="shape",
        because=_SUITS,
        read_by="Harbour: it draws the letter so",
        label="In which form?",
        hint="The one that suits whoever it is for. Easy read is best printed large, with pictures.",
        options=options(SHAPE),
        required=True,
        reshapes=True,
        missing="Please choose in which form.",
    )
    extras = ChoicesField(
        id="extras",
        because="1.3, 1.10.5, 1.13: what supports engaging positively, and where the policy is",
        read_by="Harbour: it adds the lines",
        label="Should it say this as well?",
        options=options(EXTRA),
        reshapes=True,
    )
    return (*((which,) if len(offered) > 1 else ()), shape, extras)


def _kept(*, sends: bool, pages: bool) -> str:
    sent = "Once you have sent it, press “It was sent”: then it is kept with the record."
    kept = sent if sends else "What you write is kept for you until it was sent."
    document = "" if pages else " Harbour has no address in the browser here, so there is no document to download."
    return f"Harbour never sends a letter. {kept} Another choice loses nothing of this.{document}"


def _ways(record: Record, choice: Choice, *, pages: bool) -> tuple[Button, ...]:
    keep = Button(label="Keep and finish later", action=KEEP, about=record.id, extra=choice.packed)
    download = Button(label="Download it as a document", action=DOWNLOAD, about=record.id, extra=choice.packed)
    return (keep, download) if pages else (keep,)


def typed(pieces: Iterable[str], values: Values) -> Mapping[str, str]:
    """Texts of a letter's fields, from top to bottom."""
    found = ((field, values.get(field)) for field in pieces)
    return {field: tidy(text) if isinstance(text, str) else "" for field, text in found}


def gaps(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Error for each text that still has a gap, or one if all are empty: such a letter cannot have been sent."""
    if not any(texts.values()):
        return {next(iter(texts)): "There is no text here yet: please write it, or choose the letter again."}
    return {field: _gap(found[0]) for field, text in texts.items() if (found := _GAP.findall(text))}


def _gap(gap: str) -> str:
    shown = gap if len(gap) <= _SHOWN else f"{gap[:_SHOWN]}…"
    return f"Please fill in or take out this line before it goes: {shown}"


def kept(about: RecordId, extra: str) -> Card:
    """Confirmation that the letter was kept, with a button to go on."""
    go_on = Button(label="Go on", action=f"form:{DRAFT}", about=about, extra=extra, look=Look.PRIMARY)
    text = "Your letter is kept for you as it stands, and nobody else has seen it."
    return Card(title="Kept", blocks=(Text(text), Buttons((go_on,))))


def sent(record: Record, context: Context) -> list[Block]:
    """Letters sent to the individual, for readers of the record (1.3)."""
    if not record.letters:
        return []
    blocks: list[Block] = [Divider(), Heading("What the individual was sent")]
    for letter in record.letters:
        noted = f"{WHICH[letter.which]} · noted by {context.name(letter.by)}, {context.moment(letter.at)}"
        blocks += [Small(noted), Quote(letter.text)]
    return blocks


def ready(record: Record, choice: Choice, address: str) -> Card:
    """Link to the document, valid once and for minutes."""
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


def page() -> Form:
    """Page before the document, so that software which prefetches addresses does not use up the single download."""
    text = "The document comes to your own machine, once: please remove it there once it has been sent."
    body = (Text(text), wording.section(*_SECTIONS))
    return Form(name=DOWNLOAD, title="The letter", body=body, submit="Download the document")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def no_page() -> Card:
    """Explanation that there is no document, because Harbour has no pages of its own."""
    text = "Documents come through the browser, and Harbour has no address there. Please copy the text instead."
    return Card(title="The letter", blocks=(Text(text), wording.section(*_SECTIONS)))
