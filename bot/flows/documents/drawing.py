"""A matter as blocks on paper: the record and what came of it, as nobody in particular reads them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.access import may
from bot.chat.cards import Block, Buttons, Card, Divider, Heading, Item, Link
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import HARBOUR, Record
from bot.records.debrief import Debrief
from bot.records.rights import Act, Part
from bot.records.support_request.record import SupportRequest
from bot.records.time_away import TimeAway
from bot.views import pages
from bot.views.context import Context
from bot.views.documents.masking import Names, labelled, texts

#: Draws a page of a record of each kind.
Draws = Mapping[str, Callable[[Any, tuple[Item, ...], Context, UnitOfWork, str], Card]]

#: Parts in which a record is decided about, at most.
MOST_PARTS = 25
#: Support of the staff concerned is in no document about somebody else.
PRIVATE = (Debrief, TimeAway, SupportRequest)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A record, and its blocks with every name."""

    record: Record
    blocks: tuple[Block, ...]


def drawn(record: Record, draws: Draws, uow: UnitOfWork) -> Drawn:
    """All pages of a record, without what is left to do, and without buttons."""
    cards = _pages(record, draws, uow)
    # Support is drawn as its person reads it, and a matter as its manager does, for whom something may be left to do.
    content = (card.blocks if isinstance(record, PRIVATE) else pages.content(card) for card in cards)
    return Drawn(record=record, blocks=tuple(block for blocks in content for block in _plain(blocks)))


def _pages(record: Record, draws: Draws, uow: UnitOfWork) -> Iterator[Card]:
    page: str | None = ""
    while page is not None:
        card = draws[record.kind](record, (), Context.of(uow, HARBOUR), uow, page)
        yield card
        page = next((button.extra for button in card.buttons() if button.label == pages.EARLIER), None)


def _plain(blocks: tuple[Block, ...]) -> Iterator[Block]:
    return (block for block in blocks[:-1] if not isinstance(block, Buttons | Link))


def sections(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    """Blocks apart at their headings, in as many parts as a dialog holds: the last takes what is left."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and found[-1] and len(found) < MOST_PARTS:
            found.append([])
        if not isinstance(block, Divider):
            found[-1].append(block)
    return tuple(tuple(section) for section in found if section)


# -- what belongs to a matter -----------------------------------------------------------------------------------


def right(record: Record, person: PersonId, uow: UnitOfWork) -> Act | None:
    """The act by which somebody reads a record: as usual, or to keep the records; None if by neither."""
    me = uow.people.get(person)
    above = uow.records.above(record)
    if me is None:
        return None
    return next((act for act in (Act.READ, Act.INSPECT) if may(me, act, record, uow.people, above)), None)


def belonging(record: Record, person: PersonId, draws: Draws, uow: UnitOfWork) -> tuple[Record, ...]:
    """Records that came of one, as far as this person may read them; no support of staff."""
    found = []
    for summary in uow.records.grown(record.id):
        child = uow.records.peek(summary.id)
        if child is None:
            continue
        if child.kind in draws and not isinstance(child, PRIVATE) and right(child, person, uow) is not None:
            found.append(child)
        found += belonging(child, person, draws, uow)
    return tuple(found)


# -- who is named ---------------------------------------------------------------------------------------------------


def names(sheets: Collection[Drawn], uow: UnitOfWork) -> Names:
    """The names that could stand in these, with those concerned in these records in any spelling."""
    concerned = frozenset(person for sheet in sheets for person, _ in sheet.record.parties())
    return Names.among(uow.people, concerned, (text for sheet in sheets for text in texts(sheet.blocks)))


def labels(sheets: Collection[Drawn], found: Names, uow: UnitOfWork) -> Mapping[PersonId, str]:
    """A label for everybody who is named in these, in the order in which they are named."""
    named = [
        person
        for sheet in sheets
        for text in texts(sheet.blocks)
        for span in found.found(text)
        if len(span.whom) == 1
        for person in span.whom
    ]
    witnesses = {person for sheet in sheets for person, part in sheet.record.parties() if part is Part.WITNESS}
    return labelled(named, witnesses, uow.people)
