"""The appeals against a restriction, as lines of its page (model.md §4)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Item
from bot.flows.appeal.opening import about
from bot.ports import UnitOfWork
from bot.records.restriction import appeals
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views import lines
from bot.views.context import Context


def of_appeals(record: Restriction, context: Context, uow: UnitOfWork) -> tuple[Item, ...]:
    """Lines for those who may read the appeals; without `Open` for the deciders of the restriction; for nobody else."""
    me, reader = context.me, context.reader
    decided = reader in appeals.deciders(record) or reader == record.handler
    read = [(each, me is not None and may(me, Act.READ, each, uow.people)) for each in about(record.id, uow)]
    return tuple(lines.line(each, context, opens=opens) for each, opens in read if opens or decided)
