"""The document for the person: what is held, piece by piece, and what was left out, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.chat.cards import Block, Divider, Facts, Heading, Text
from bot.people import Person
from bot.records.base import Record
from bot.records.individual import Individual
from bot.records.subject_access.record import LEFT_OUT, Fate, Piece, SubjectAccess
from bot.views.context import Context
from bot.views.documents.masking import Masks
from bot.views.documents.sheets import Sheet
from bot.views.subject_access import words

#: A record with its parts, each with its piece.
Parts = tuple[Record, Sequence[tuple[Piece, tuple[Block, ...]]]]

_LEAD = (
    "This is what is held about you in Harbour, in which contacts that staff found unacceptable are dealt with. Words "
    "in square brackets stand in place of the names of others."
)
_FILES = "Files of evidence are described and not attached: what there is of you in them is handed over by a person."
_RIGHTS = (
    "If something is wrong, you can ask for it to be put right, and you can complain to the Information Commissioner’s "
    "Office."
)


def of(request: SubjectAccess, parts: Iterable[Parts], staff: Person | None, masks: Masks, context: Context) -> Sheet:
    """The document of a request. `staff`: who it is about, if they work here."""
    parts = list(parts)
    blocks: list[Block] = [
        Facts((("Reference", request.ref), ("Made on", f"{context.moment(context.now)} {context.now:%Y}"))),
        *map(Text, (_LEAD, _FILES, _RIGHTS)),
    ]
    blocks += _directory(staff) if staff is not None else []
    for record, pieces in parts:
        shown = [block for piece, drawn in pieces for block in _shown(piece, drawn, masks)]
        if shown:
            blocks += [Divider(), Heading(f"{record.ref} · {_called(record, context)}"), *shown]
    blocks += [Divider(), Heading("What was left out, and why"), *_left_out(request.pieces)]
    return Sheet(title="What is held about you", blocks=tuple(blocks), dated=context.day(context.today))


def _called(record: Record, context: Context) -> str:
    return "you, as you are known here" if isinstance(record, Individual) else context.words[record.kind].called


def _shown(piece: Piece, drawn: tuple[Block, ...], masks: Masks) -> tuple[Block, ...]:
    if piece.fate in LEFT_OUT:
        return ()
    return drawn if piece.fate is Fate.KEEP else tuple(masks.block(block) for block in drawn)


def _left_out(pieces: Iterable[Piece]) -> list[Block]:
    """References, numbers and reasons, and nothing of what is left out."""
    counts = Counter((piece.ref, piece.fate) for piece in pieces if piece.fate in LEFT_OUT)
    if not counts:
        return [Text("Nothing was left out.")]
    return [Facts(tuple((f"{ref}: {_number(count)}", words.LEFT_OUT[fate]) for (ref, fate), count in counts.items()))]


def _number(count: int) -> str:
    return "one part" if count == 1 else f"{count} parts"


def _directory(person: Person) -> Iterator[Block]:
    """The directory's entry of somebody who works here."""
    facts = (
        ("Name", person.name),
        ("E-mail", person.email),
        ("Former addresses", ", ".join(person.former)),
        ("Roles", ", ".join(sorted(person.roles)).replace("_", " ")),
        ("Accounts", ", ".join(f"{name} {id_}" for name, id_ in sorted(person.ids.items()))),
        ("Key in the organisation", person.key or ""),
        ("Time zone", person.time_zone or ""),
        ("Away", f"{person.absence.since} to {person.absence.back}" if person.absence else ""),
    )
    yield Divider()
    yield Heading("The directory")
    yield Facts(tuple((label, value) for label, value in facts if value))
