"""Records that move with a report when it passes to another manager (1.12.1, model.md §2.1)."""

from __future__ import annotations

from typing import TypeVar

from bot.flows.police.opening import keep_in_step
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.assignment import Assigned
from bot.records.follow_ups.grown import Grown
from bot.records.police.record import PoliceDecision
from bot.records.report import Report
from bot.records.restriction.record import Restriction, State

A = TypeVar("A", bound=Assigned)


def follow(report: Report, uow: UnitOfWork) -> None:
    """Move the undecided records opened from a report to the report's new manager.

    Call it once the report is saved with its new manager. A suggestion or a police decision stays if the new manager
    may not decide it or has already passed it on, or if it was moved separately.
    """
    to = report.handler
    if to is None:
        return
    for suggestion in uow.records.children(report.id, Restriction):
        if suggestion.suggested and suggestion.stage in (State.PROPOSED, State.MORE_ASKED):
            _go_along(suggestion, to, report, uow)
    for decision in uow.records.children(report.id, PoliceDecision):
        if decision.decision is None:
            keep_in_step(_go_along(decision, to, report, uow), uow)
    for kind in uow.records.kinds:
        for grown in uow.records.children(report.id, kind) if issubclass(kind, Grown) else ():
            if grown.untouched:
                _go_along(grown, to, report, uow)


def _go_along(record: A, to: PersonId, report: Report, uow: UnitOfWork) -> A:
    before = record.handler
    came_with_it = before is None or before in report.assigned.before
    if not came_with_it or to in {before, *record.conflicted(), *record.assigned.before}:
        return record
    if not record.may_be_decided_by(to, uow.people):
        return record
    away = report.assigned.stands_in_for
    going = record.moved(to, uow.now).standing_in_for(away if away == before else None)
    moved = uow.records.save(going, by=None, act="followed")
    if before is not None:
        uow.outbox.put(before, "moved", moved.id)
    uow.outbox.put(to, "waiting", moved.id, urgent=any(series.urgent for series in moved.nudges()))
    return moved
