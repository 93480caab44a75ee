"""The manager whom a reporter asked to keep out, who gets nothing that comes with the report (1.12.1)."""

from __future__ import annotations

from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.report import Report


def passed_by(report: RecordId | None, person: PersonId, uow: UnitOfWork) -> PersonId | None:
    """The manager whom this person asked not to have their report, and who gets nothing that comes with it.

    `report`: what they reported, or anything else; whoever did not report it has passed by nobody.
    """
    found = uow.records.peek(report) if report is not None else None
    if isinstance(found, Report) and found.origin.by == person:
        return found.concerned.not_to
    return None
