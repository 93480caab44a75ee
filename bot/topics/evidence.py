"""Evidence (policy 1.14.1, 1.9.2)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows.evidence import conversation as flow
from bot.ports import UnitOfWork
from bot.records.evidence import EvidenceItem, State
from bot.topics.kind import Kind, Topic
from bot.views import pages
from bot.views.context import Context
from bot.views.evidence import reading
from bot.words import Standing, Words


def _read(record: EvidenceItem, _belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, _page: str) -> Card:
    return reading.cover(record, context, manages=False)


def _whole(record: EvidenceItem, belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str) -> Card:
    """A link stands in a document as text."""
    return pages.with_quotes(_read(record, belongs, context, uow, page), (record.link,) if record.link else ())


KIND = Kind(
    record=EvidenceItem,
    words=Words(
        called="evidence",
        opens="evidence.open",
        states={
            State.KEPT: Standing(stands="kept", yours="Kept with what it belongs to."),
            State.WITHDRAWN: Standing(stands="withdrawn", yours="Withdrawn."),
        },
    ),
    read=_read,
    whole=_whole,
)

TOPIC = Topic(kinds=(KIND,), actions=flow.ACTIONS, forms=flow.FORMS)
