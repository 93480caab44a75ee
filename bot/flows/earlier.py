"""Earlier reports about the same individual, for the manager who decides and nobody else (model.md §6).

Counted by the individual's own record, to which a reference or somebody's confirmation leads.
"""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Block
from bot.flows import individuals, same
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.earlier import lines as views

#: Kinds counted: reports by staff, a manager's records, and restrictions.
KINDS = ("ended_contact", "contact_outside", "restriction")


def noted(record: Record, individual: RecordId | None, reader: PersonId, uow: UnitOfWork) -> tuple[Block, ...]:
    """Blocks about the individual's earlier records; empty for a reader who may not decide this one."""
    me, whom = uow.people.get(reader), individuals.of(individual, uow)
    if me is None or whom is None or not may(me, Act.DECIDE, record, uow.people):
        return ()
    one = {record.id, record.parent} - {None}
    found = [
        each
        for each in uow.records.about(KINDS, whom.id, limit=views.MOST_COUNTED + len(KINDS))
        if each.id not in one and each.parent not in one and each.created_at < record.origin.at
    ]
    context, other = Context.of(uow, reader), same.perhaps(whom, uow)
    has_reference = whom.said.reference(uow.policy.references) is not None
    told = views.noted(found, context, has_reference=has_reference) if found or has_reference else ()
    return (*told, *(views.perhaps(record, other, context) if other is not None else ()))
