"""A document as it is handed out: its front, then each record, with the names masked (policy 1.14.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.chat.cards import Block, Divider, Facts, Heading, Item, Quote, Small, Text
from bot.records.base import Record
from bot.records.documents import Purpose, Wanted
from bot.records.evidence import EvidenceItem, File
from bot.views.context import Context
from bot.views.documents.masking import Masks

FOR = {
    Purpose.POLICE: "The police",
    Purpose.COURT: "A court",
    Purpose.OMBUDSMAN: "The ombudsman",
    Purpose.OTHER: "Somebody else",
    Purpose.SUBJECT: "Whom it is about",
}

_MASKED = (
    "Names of people who work here are masked, in square brackets, unless a reason was given for showing one. The same "
    "mask stands for the same person throughout; “a colleague” is somebody who cannot be told apart."
)
_KNOWN = (
    "The organisation keeps the hash of this file, and can say whether another copy is the same: one that was changed "
    "is not."
)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A document before it is drawn."""

    title: str
    blocks: tuple[Block, ...]
    #: The day it was made, in words.
    dated: str
    files: tuple[File, ...] = ()


def of_matter(
    root: Record,
    parts: Iterable[tuple[Record, tuple[Block, ...]]],
    wanted: Wanted,
    evidence: tuple[EvidenceItem, ...],
    masks: Masks,
    context: Context,
) -> Sheet:
    """The document of one matter. `parts`: the records in it with their blocks; `evidence`: whose files go along."""
    files = tuple(item.file for item in evidence if item.file is not None)
    blocks: list[Block] = [Facts(tuple(_front(root, wanted, context))), Text(_MASKED), Text(_KNOWN)]
    if files:
        blocks += [Heading("Attached to this document"), *_attached(evidence)]
    for record, drawn in parts:
        blocks += [Divider(), Heading(f"{record.ref} · {context.words[record.kind].called}")]
        blocks += [masks.block(block) for block in drawn]
    return Sheet(title=f"Matter {root.ref}", blocks=tuple(blocks), dated=context.day(context.today), files=files)


def as_data(sheet: Sheet) -> Mapping[str, object]:
    """The document as plain data, for a program: each block as what it is."""
    return {
        "title": sheet.title,
        "made": sheet.dated,
        "blocks": [_plain(block) for block in sheet.blocks if _is_text(block)],
    }


def _is_text(block: Block) -> bool:
    return isinstance(block, Text | Heading | Quote | Small | Facts | Item)


def _plain(block: Block) -> Mapping[str, object]:
    kind = type(block).__name__.casefold()
    match block:
        case Facts(facts):
            return {"kind": kind, "facts": [{"label": label, "value": value} for label, value in facts]}
        case Text(text) | Heading(text) | Quote(text) | Small(text) | Item(text):
            return {"kind": kind, "text": text}
        case _:
            raise TypeError(f"a block of kind {kind} is no text")


def _front(root: Record, wanted: Wanted, context: Context) -> Iterator[tuple[str, str]]:
    yield "For", f"{FOR[wanted.purpose]}{f': {wanted.words}' if wanted.words else ''}"
    yield "Made on", f"{context.moment(context.now)} {context.now:%Y}"
    yield "About", f"{root.ref} · {context.words[root.kind].called}"
    if wanted.shown:
        yield "Names shown", f"{len(wanted.shown)}, each for a reason that is kept"


def _attached(evidence: Iterable[EvidenceItem]) -> Iterator[Block]:
    for item in evidence:
        if item.file is not None:
            warning = " · this may distress" if item.nature.distressing else ""
            yield Small(f"{item.ref} · {item.file.name}{warning}")
