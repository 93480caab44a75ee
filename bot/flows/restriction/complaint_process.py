"""A limit on the use of the complaint process: who decides it (policy 1.11, R-1.11-3).

A member of the management team who did not propose it, and nobody else: `Record.may_be_decided_by` refuses
the rest by every route. Here is to whom a proposal with such a limit goes.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.chat.replies import Reply, ShowCard
from bot.errors import Incomplete, Problem
from bot.flows.assignment import hand_to
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.restriction.measures import Measure, limit_of
from bot.records.restriction.record import Restriction
from bot.views.context import Context
from bot.views.restriction import fields, steps
from bot.views.restriction import reading as views


def who_decides(by: PersonId, besides: Collection[PersonId], uow: UnitOfWork) -> PersonId | None:
    """The proposer's own manager, where they are in the management team and may; else the team names one of its own.

    `besides`: whom it concerns.
    """
    me = uow.people.get(by)
    manager = me.line_manager if me is not None else None
    may = manager is not None and manager in uow.people.management_team({by, *besides})
    return manager if may and uow.people.can_act(manager, uow.policy.calendar.today(uow.now)) else None


def somebody_can(measures: tuple[Measure, ...], besides: Collection[PersonId], uow: UnitOfWork) -> None:
    """Refuse a limit that nobody could decide. Raises Incomplete."""
    if limit_of(measures) is not None and not uow.people.management_team(besides):
        raise Incomplete({fields.ABOUT_COMPLAINTS.id: Problem.UNFIT})


def moves_on(record: Restriction, person: PersonId) -> bool:
    """True if this person, with whom it lies, has just put the limit into it: they decide about it no more."""
    return record.for_management_team and record.handler == person and person in record.conflicted()


def to_the_team(record: Restriction, by: PersonId, uow: UnitOfWork) -> Reply:
    """It moves to their own manager in the management team, or the team names one; what they had begun goes."""
    moved = hand_to(record, who_decides(by, record.conflicted(), uow), uow, by=by, act="to_management_team")
    uow.drafts.drop(by, steps.DECISION, record.id)
    return ShowCard(views.goes_to_team(moved, Context.of(uow, by)))
