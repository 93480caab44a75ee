"""Records as lines of a list, each with the one button that opens it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.access import may
from bot.chat.cards import Item
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.evidence import EvidenceItem
from bot.records.rights import Act
from bot.records.support_request.record import SupportRequest
from bot.views import lines as views
from bot.views.context import Context
from bot.views.evidence import reading as evidence


def of_evidence(parent: RecordId, context: Context, uow: UnitOfWork, *, own: bool = False) -> tuple[Item, ...]:
    """Evidence of a record as lines, with `Look at it` only if the reader may.

    `own`: for a person concerned in the record: their own additions, and pieces they were allowed to look at.
    """
    items = uow.records.children(parent, EvidenceItem)
    return of_items((item for item in items if not own or _is_own(item, context.reader)), context, uow)


def _is_own(item: EvidenceItem, reader: PersonId) -> bool:
    return reader == item.origin.by or reader in item.let


def _evidence(item: EvidenceItem, context: Context, uow: UnitOfWork) -> Item:
    me = context.me
    opens = me is not None and may(me, Act.READ, item, uow.people, uow.records.above(item))
    return evidence.line(item, context, opens=opens)


def of_items(items: Iterable[EvidenceItem], context: Context, uow: UnitOfWork) -> tuple[Item, ...]:
    """These pieces of evidence as lines, with `Look at it` only if the reader may."""
    return tuple(_evidence(item, context, uow) for item in items)


def of_children(parent: RecordId, context: Context, uow: UnitOfWork) -> tuple[Item, ...]:
    """Lines for the records opened from this one; `Open` only if the reader may read it.

    A support request that the reader may not read has no line: it may have bypassed them on purpose.
    """
    children = [
        child for kind in uow.records.kinds if kind.listed_below for child in uow.records.children(parent, kind)
    ]
    me = uow.people.get(context.reader)
    read = [(child, me is not None and may(me, Act.READ, child, uow.people)) for child in children]
    grew = (
        views.line(child, context, opens=opens)
        for child, opens in read
        if opens or not isinstance(child, SupportRequest)
    )
    return (*of_evidence(parent, context, uow), *grew)
