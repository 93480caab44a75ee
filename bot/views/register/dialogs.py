"""The register, for the records administrator: a line for each record, its content for a reason (model.md §3, §4).

The list shows references, kinds, states and days, and no content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Item, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import ChoiceField, Form, TextField, options
from bot.people import Role
from bot.records.base import Inspection, Record
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.evidence.reading import LOOK
from bot.words import Tone

#: The acts: the list, and another page of a record after a reason was given.
LIST = "register.list"
PAGE = "register.page"
#: The link of a record, on a page of its own.
LINK = "register.link"
#: The form that asks for the reason.
REASON = "register.reason"

#: The longest reason: a sentence or two.
_LONGEST = 500

WHY = TextField(
    id="reason",
    because="1.14.1: accessed only by those who need to",
    read_by="whoever keeps the records",
    label="Why do you need to read it?",
    hint="This is kept with the record, with your name and the time.",
    lines=True,
    required=True,
    longest=_LONGEST,
    missing="Please say why you need to read it.",
)

#: The search on the page in the browser.
FIND = "register.find"
_FINDS_WHY, _FINDS = "1.10: the management team keeps an overview", "Harbour: it finds what is like that"
REF = TextField(
    id="ref",
    because=_FINDS_WHY,
    read_by=_FINDS,
    label="Reference",
    hint="Such as EC-0042, or 42.",
    longest=20,
)
KIND = ChoiceField[str](id="kind", because=_FINDS_WHY, read_by=_FINDS, label="What it is", menu=True)
STANDS = ChoiceField(
    id="stands",
    because=_FINDS_WHY,
    read_by=_FINDS,
    label="Where it stands",
    options=options({Tone.WAITS: "Under way", Tone.HOLDS: "In force", Tone.SETTLED: "Closed"}),
    menu=True,
)
MONTH = TextField(
    id="month",
    because=_FINDS_WHY,
    read_by=_FINDS,
    label="The month in which it came in",
    hint="Such as 2026-11, or 2026.",
    longest=7,
)


def find(values: Values, kinds: Mapping[str, str]) -> Form:
    """Search for some of them; an empty field matches all. `kinds` are those that the register lists, in words."""
    body = (REF, replace(KIND, options=options(kinds)), STANDS, MONTH)
    return Form(name=FIND, title="Find in the register", body=body, submit="Find", values=values)


def offered(context: Context) -> list[Block]:
    """Line in the records administrator's home."""
    if context.me is None or Role.RECORDS_ADMIN not in context.me.roles:
        return []
    return [Item("You keep the records.", Button(label="Register", action=LIST))]


def register(items: tuple[Item, ...], *, more: Button | None) -> Card:
    """Lines, the newest first, a page at a time."""
    if not items and more is None:
        return Card(title="Register", blocks=(Text("Nothing is in the register."), _section()))
    lead = Text("The newest first. What a record says is read only where that is needed, and the reason is kept.")
    ways = (Buttons((more,)),) if more is not None else ()
    return Card(title="Register", blocks=(lead, *items, *ways, _section()))


def line(record: Record, context: Context, *, freely: bool) -> Item:
    """Line for a record: its reference, kind, state and day. `freely`: True if no reason is needed to read it."""
    words = context.words[record.kind]
    action = words.opens if freely else f"form:{REASON}"
    opening = Button(label="Open", action=action, about=record.id)
    stands = words.of(record.state).stands
    return Item(f"{record.ref} · {words.called}: {stands}, {context.day_of(record.origin.at)}", opening)


def reason(record: Record, values: Values) -> Form:
    """Reason to read it; asked every time."""
    return Form(
        name=REASON,
        title=f"Open {record.ref}",
        body=(
            WHY,
            _section(),
        ),
        submit="Open",
        about=record.id,
        extra=str(record.version),
        values=values,
    )


def for_keeper(card: Card, record: Record, inspection: Inspection) -> Card:
    """Page of a record as its manager reads it, without the next step and without any active button."""
    lead: tuple[Block, ...] = (Text("You are reading this to keep the records, for this reason:"),)
    inert = tuple(kept for block in pages.content(card) if (kept := _inert(block, record)) is not None)
    return replace(card, blocks=(*lead, Quote(inspection.reason), *inert))


def _inert(block: Block, record: Record) -> Block | None:
    """Block without buttons, except to another page, to the link, or to a line of the register."""
    match block:
        case Buttons(buttons):
            ways = tuple(way for button in buttons if (way := _way(button, record)) is not None)
            return Buttons(ways) if ways else None
        case Item(text, button) if button is not None and button.action not in _LEADS:
            return Item(text)
        case _:
            return block


def _way(button: Button, record: Record) -> Button | None:
    if button.label in pages.WAYS:
        return replace(button, action=PAGE, about=record.id)
    if button.action == LOOK:
        return button
    return replace(button, action=LINK) if button.action == "named_online.link" else None


def apart(card: Card, record: Record) -> Card:
    """The same card with a single button: back to the record's page."""
    back = Buttons((Button(label="Back", action=PAGE, about=record.id),))
    return replace(card, blocks=tuple(back if isinstance(block, Buttons) else block for block in card.blocks))


#: The actions of a line of the register.
_LEADS = frozenset({f"form:{REASON}", "restriction.open"})


def _section() -> Small:
    return wording.section("1.14.1", "1.14.3")
