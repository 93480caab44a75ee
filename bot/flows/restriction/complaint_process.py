"""The decider of a limit on the use of the complaint process (policy 1.11, R-1.11-3).

Only a member of the management team who did not propose it: `Record.may_be_decided_by` refuses everybody else on every
route. This module chooses who gets a proposal with such a limit.
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
    """The proposer's own manager, if in the management team and free to decide; else nobody, and the team names one.

    `besides`: people whom it concerns.
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
    """True if this handler has just added the limit, and so may no longer decide."""
    return record.for_management_team and record.handler == person and person in record.conflicted()


def to_the_team(record: Restriction, by: PersonId, uow: UnitOfWork) -> Reply:
    """Pass it to their own manager in the management team, or to the team to name one; drop their draft."""
    moved = hand_to(record, who_decides(by, record.conflicted(), uow), uow, by=by, act="to_management_team")
    uow.drafts.drop(by, steps.DECISION, record.id)
    return ShowCard(views.goes_to_team(moved, Context.of(uow, by)))
