"""The manager whom a reporter asked to keep out, who gets nothing that comes with the report (1.12.1)."""

from __future__ import annotations

from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.report import Report


def passed_by(report: RecordId | None, person: PersonId, uow: UnitOfWork) -> PersonId | None:
    """The manager whom this person asked to keep out of their report and all that comes with it.

    `report`: any record; somebody who did not make it as a report has kept nobody out.
    """
    found = uow.records.peek(report) if report is not None else None
    if isinstance(found, Report) and found.origin.by == person:
        return found.concerned.not_to
    return None
