"""Requests to see what is held: the card, its forms, and what is read before it goes (policy 1.14.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Link, Look, Quote, Small, Text
from bot.people import Role
from bot.records.base import Record
from bot.records.subject_access.record import LEFT_OUT, Fate, Piece, State, SubjectAccess
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.documents.sheets import Sheet
from bot.views.subject_access import forms

OPEN = "subject_access.open"
DRAFT = "subject_access.draft"
DOWNLOAD = "subject_access.download"
#: The validity of an address, in minutes.
MINUTES = 15


def offered(context: Context) -> list[Block]:
    """Line in the home of those who keep the records."""
    if context.me is None or Role.RECORDS_ADMIN not in context.me.roles:
        return []
    begin = Button(label="Begin", action=f"form:{forms.BEGIN}")
    return [Item("Somebody asks what is held about them.", begin)]


# -- its card ----------------------------------------------------------------------------------------------


def card(record: SubjectAccess, found: Sequence[tuple[Record, str]], context: Context, page: str = "") -> Card:
    """Card of a request. `found`: its records, and how each is called."""
    blocks: list[Block] = [Text(_stands(record, context)), *_steps(record, context)]
    blocks += [Divider(), Facts(_facts(record, context)), *_looks(record, context)]
    blocks.append(Heading(f"What was found: {len(found)}"))
    decides = record.is_open and record.second != context.reader
    for each, called in found:
        button = Button(label="Decide", action=f"form:{forms.DECIDE}", about=record.id, extra=each.ref)
        text = f"{each.ref} · {called}: {_fates(piece for piece in record.pieces if piece.record == each.id)}"
        blocks.append(Item(text, button if decides else None))
    drawn = Card(title=f"What is held {record.ref}", blocks=(*blocks, wording.section(*forms.SECTION)))
    return pages.paged(drawn, page, action=OPEN, about=record.id)


def _stands(record: SubjectAccess, context: Context) -> str:
    if record.answered is not None:
        how = "Nothing was handed over" if record.is_refused else "Handed over"
        return f"{how}, on {context.day(record.answered.on)}: {record.answered.words}"
    by = f"It has to be answered by {context.day(record.due)}."
    match record.state:
        case State.SECOND_LOOK if record.second == context.reader:
            return f"Please read what would go out, and say whether it may. {by}"
        case State.SECOND_LOOK:
            return f"{context.name(record.second)} has been asked to look at it. {by}"
        case State.READY:
            return f"{context.name(record.second)} has agreed. It can be downloaded and handed over. {by}"
        case _:
            more = "" if record.is_gathered else " Every record is looked through overnight for more."
            return f"Please decide what goes out, and ask somebody else to look at it.{more} {by}"


def _steps(record: SubjectAccess, context: Context) -> list[Block]:
    draft = Button(label="Read what would go out", action=DRAFT, about=record.id)
    if not record.is_open:
        return []
    if record.second == context.reader:
        say = _form("Say whether it may", forms.LOOK, record, primary=True)
        return [Buttons((say, draft) if record.state is State.SECOND_LOOK else (draft,))]
    refuse = _form("Nothing is handed over", forms.REFUSE, record)
    if record.state is State.READY:
        files = (Button(label=label, action=DOWNLOAD, about=record.id, extra=kind) for kind, label in _FILES.items())
        return [
            Buttons((_form("It was handed over", forms.HANDED, record, primary=True), *files)),
            Buttons((draft, refuse)),
        ]
    return [Buttons((_form("Ask for a second look", forms.ASK, record, primary=True), draft, refuse))]


_FILES = {"pdf": "Download it", "json": "Download it as data"}


def _form(label: str, form: str, record: SubjectAccess, *, primary: bool = False) -> Button:
    look = Look.PRIMARY if primary else Look.PLAIN
    return Button(label=label, action=f"form:{form}", about=record.id, look=look)


def _facts(record: SubjectAccess, context: Context) -> tuple[tuple[str, str], ...]:
    return (
        ("Who asks", context.name(record.staff) if record.staff is not None else "A member of the public"),
        ("It came on", context.day(record.received_on)),
        ("How it is known that it is them", record.known_by),
        ("Who sees to it", context.name(record.keeper)),
        *((f"Made {context.moment(each.at)}", f"hash {each.digest[:12]}…") for each in record.documents),
    )


def _looks(record: SubjectAccess, context: Context) -> list[Block]:
    blocks: list[Block] = []
    for look in record.looks:
        said = "It may go out" if look.agrees else "It may not go out yet"
        blocks.append(Small(f"{said}: {context.name(look.by)}, {context.moment(look.at)}"))
        blocks += [Quote(look.words)] if look.words else []
    return blocks


def _fates(pieces: Iterable[Piece]) -> str:
    count = Counter(
        "left out" if p.fate in LEFT_OUT else "as it is" if p.fate is Fate.KEEP else "masked" for p in pieces
    )
    return ", ".join(f"{number} {how}" for how, number in sorted(count.items()))


def _fate(fate: Fate) -> str:
    return "left out" if fate in LEFT_OUT else "as it is" if fate is Fate.KEEP else "masked"


# -- deciding ------------------------------------------------------------------------------------------------


# -- before it goes ----------------------------------------------------------------------------------------------


def draft(record: SubjectAccess, sheet: Sheet, page: str = "") -> Card:
    """Preview of what would go out, as the person would read it."""
    back = Buttons((Button(label="Back", action=OPEN, about=record.id),))
    drawn = Card(title=f"To go out {record.ref}", blocks=(back, *sheet.blocks, wording.section(*forms.SECTION)))
    return pages.paged(drawn, page, action=DRAFT, about=record.id)


def thanked() -> Card:
    """Answer to somebody who says that it may not go out yet."""
    text = "Thank you. It goes back to whoever sees to it, with your words, and does not go out before another look."
    return Card(title="A second look", blocks=(Text(text), wording.section(*forms.SECTION)))


def reopened() -> Card:
    """Answer to somebody who was asked about what has changed since."""
    text = "Something has been recorded since, and is decided first. You will be asked again."
    return Card(title="A second look", blocks=(Text(text), wording.section(*forms.SECTION)))


def ready(record: SubjectAccess, address: str) -> Card:
    """Link to the document, valid once and for minutes."""
    back = Button(label="Back", action=OPEN, about=record.id)
    text = f"It comes through your browser, once, within {MINUTES} minutes. This address is for you alone."
    return Card(
        title=f"To hand over {record.ref}",
        blocks=(
            Text(text),
            Link(label="Download the document", url=address),
            Buttons((back,)),
            wording.section(*forms.SECTION),
        ),
    )


def no_page(record: SubjectAccess) -> Card:
    """Explanation that there is no document, because Harbour has no pages of its own."""
    text = "Documents come through the browser, and Harbour has no address there."
    return Card(title=f"To hand over {record.ref}", blocks=(Text(text), wording.section(*forms.SECTION)))
