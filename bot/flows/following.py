"""What goes along with a report when it moves to another manager (1.12.1, model.md §2.1)."""

from __future__ import annotations

from bot.ports import UnitOfWork
from bot.records.report import Report
from bot.records.restriction import Restriction, State


def follow(report: Report, uow: UnitOfWork) -> None:
    """Move the undecided suggestion that grew out of the report to whom the report has moved.

    Call it once the report is saved with its new manager. A suggestion stays where it is if the new
    manager may not decide it or has passed it on already, and if it had gone a way of its own.
    """
    to = report.handler
    for suggestion in uow.records.children(report.id, Restriction) if to is not None else ():
        before = suggestion.handler
        undecided = suggestion.suggested and suggestion.stage in (State.PROPOSED, State.MORE_ASKED)
        came_with_it = before is None or before in report.assigned.before
        if not (undecided and came_with_it) or to in {before, *suggestion.conflicted(), *suggestion.assigned.before}:
            continue
        assert to is not None  # else nothing follows
        moved = uow.records.save(suggestion.moved(to, uow.now), by=None, act="followed")
        if before is not None:
            uow.outbox.put(before, "moved", moved.id)
        uow.outbox.put(to, "waiting", moved.id, urgent=any(series.urgent for series in moved.nudges()))
