"""The individual to whom records refer (model.md §2, policy 1.2, 1.5)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.ports import UnitOfWork
from bot.records.individual import Individual
from bot.topics.kind import Kind, Topic
from bot.views.context import Context
from bot.views.subject_access import individual as views


def _whole(record: Individual, _belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, _page: str) -> Card:
    return views.whole(record, context)


TOPIC = Topic(kinds=(Kind(record=Individual, whole=_whole),))
