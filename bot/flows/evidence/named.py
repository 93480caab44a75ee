"""Evidence on which a restriction rests: chosen from what is kept, and open to the decider (R-1.8-6)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Item
from bot.chat.forms import Option
from bot.flows import lines
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.evidence import EvidenceItem
from bot.records.restriction.parts import EvidenceKind
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.evidence import reading as views


def offered(person: PersonId, uow: UnitOfWork, *kept_with: str | None) -> tuple[Option[str], ...]:
    """Pieces kept with these records that this person may look at, to choose from.

    Naming a piece opens it to the decider, so nobody can name one that they may not look at themselves.
    """
    me = uow.people.get(person)
    items = [item for each in kept_with if each for item in uow.records.children(RecordId(each), EvidenceItem)]
    return tuple(
        Option(item.ref, views.option(item))
        for item in items
        if item.is_open and me is not None and may(me, Act.READ, item, uow.people, uow.records.above(item))
    )


def rests_on(restriction: Restriction, uow: UnitOfWork) -> None:
    """Let the restriction's decider look at the pieces that it names, from now on."""
    for ref in _refs(restriction):
        item = uow.records.by_ref(EvidenceItem, ref)
        if item is not None and restriction.id not in item.above:
            uow.records.save(item.names(restriction.id), by=None, act="named")


def named(restriction: Restriction, context: Context, uow: UnitOfWork) -> tuple[Item, ...]:
    """Pieces named by a restriction and kept with other records, as lines."""
    found = (uow.records.by_ref(EvidenceItem, ref) for ref in _refs(restriction))
    return lines.of_items((item for item in found if item is not None and item.parent != restriction.id), context, uow)


def _refs(restriction: Restriction) -> tuple[str, ...]:
    return tuple(e.what for e in restriction.case.evidence if e.kind is EvidenceKind.ITEM)
