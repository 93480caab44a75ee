"""A manager's own work: references, states and days; no individual, no colleague, no content (1.6, 1.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.chat.cards import Block, Button, Buttons, Card, Heading, Item, Text
from bot.chat.events import Values
from bot.chat.forms import ChoiceField, Form, Option, TextField, options
from bot.ports import Summary
from bot.views import wording
from bot.views.context import Context

#: The acts: the overview, and one section in full.
SHOW = "matters.show"
PART = "matters.part"
#: The search form.
FIND = "matters.find"

#: Why something is asked here, and who reads the answer.
_WHY, _FINDS = "1.10: a manager keeps an overview of what they manage", "Harbour: it finds what is like that"

#: The number of lines of a section on the first page.
MOST = 5
#: The number of past months that can be searched.
MONTHS = 13


class Part(StrEnum):
    """Section of the manager's list that a matter belongs to."""

    WITH_ME = "with_me"
    IN_FORCE = "in_force"
    DECIDED = "decided"
    CLOSED = "closed"


TITLES: Mapping[Part, str] = {
    Part.WITH_ME: "With me",
    Part.IN_FORCE: "In force in my team",
    Part.DECIDED: "I decided, in the last year",
    Part.CLOSED: "Closed in the last year",
}

REF = TextField(
    id="ref",
    because=_WHY,
    read_by=_FINDS,
    label="Reference",
    hint="Such as RS-0007, or 7.",
    longest=20,
)
STANDS = ChoiceField(
    id="part",
    because=_WHY,
    read_by=_FINDS,
    label="Where it stands",
    options=options(TITLES),
    menu=True,
)
MONTH = ChoiceField[str](
    id="month",
    because=_WHY,
    read_by=_FINDS,
    label="The month in which it came in",
    menu=True,
)
NOTHING: Mapping[Part, str] = {
    Part.WITH_ME: "Nothing lies with you.",
    Part.IN_FORCE: "Nothing is in force.",
    Part.DECIDED: "You have decided nothing in the last year.",
    Part.CLOSED: "Nothing was closed in the last year.",
}


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A manager's matter, from its plain columns."""

    row: Summary
    #: True if it opens, because the reader is the handler.
    opens: bool


def offered() -> list[Block]:
    """Lines in a manager's home."""
    what = "What lies with you, what you decided and what is in force."
    return [Heading("My matters"), Item(what, Button(label="My matters", action=SHOW))]


def line(matter: Matter, context: Context) -> Item:
    """Line for a matter: its reference, state and relevant day."""
    row, words = matter.row, context.words[matter.row.kind]
    text = f"{row.ref} · {words.called}: {words.of(row.state).stands or 'closed'}{_day(row, context)}"
    return Item(text, Button(label="Open", action=words.opens, about=row.id) if matter.opens else None)


def _day(row: Summary, context: Context) -> str:
    if row.closed_at is not None:
        return f", closed {context.day_of(row.closed_at)}"
    if not context.words[row.kind].of(row.state).in_force:
        return f", since {context.day_of(row.created_at)}"
    if row.due is None:
        return ", no day for looking at it"
    day = context.policy.calendar.day_of(row.due)
    return (
        f", past its day of {context.day(day)}" if day < context.today else f", to be looked at on {context.day(day)}"
    )


def overview(parts: Mapping[Part, Sequence[Matter]], context: Context) -> Card:
    """Overview: the beginning of each section."""
    blocks: list[Block] = [Buttons((_find(),))]
    for part, matters in parts.items():
        blocks.append(Heading(TITLES[part]))
        blocks += [line(matter, context) for matter in matters[:MOST]]
        if not matters:
            blocks.append(Text(NOTHING[part]))
        if len(matters) > MOST:
            blocks.append(Buttons((Button(label=f"Show all {len(matters)}", action=PART, extra=f"{part}.0"),)))
    return Card(title="My matters", blocks=(*blocks, _section()))


def _find() -> Button:
    return Button(label="Find…", action=f"form:{FIND}")


def part(part: Part, matters: Sequence[Matter], context: Context, *, start: int, most: int) -> Card:
    """Section, a page at a time."""
    page: list[Block] = [line(matter, context) for matter in matters[start : start + most]]
    more = Button(label="Show more…", action=PART, extra=f"{part}.{start + most}")
    ways = (*((more,) if len(matters) > start + most else ()), Button(label="Back", action=SHOW))
    return Card(title=TITLES[part], blocks=(*(page or [Text(NOTHING[part])]), Buttons(ways), _section()))


def found(matters: Sequence[Matter], context: Context, *, most: int) -> Card:
    """Search results."""
    lines: list[Block] = [line(matter, context) for matter in matters[:most]]
    if not matters:
        lines = [Text("No matter of yours is like that. Please look again with less filled in.")]
    elif len(matters) > most:
        lines.append(Text(f"There are {len(matters)}; the first {most} are shown. A month would make them fewer."))
    ways = (_find(), Button(label="Back", action=SHOW))
    return Card(title="Found", blocks=(*lines, Buttons(ways), _section()))


def find(values: Values, months: Sequence[date], context: Context) -> Form:
    """Search for some of them; an empty field matches all."""
    named = tuple(Option(f"{month:%Y-%m}", context.policy.calendar.month_words(month)) for month in months)
    return Form(
        name=FIND,
        title="Find a matter",
        body=(
            REF,
            STANDS,
            replace(MONTH, options=named),
            _section(),
        ),
        submit="Find",
        values=values,
    )


def _section() -> Block:
    return wording.section("1.6", "1.8", "1.10")
