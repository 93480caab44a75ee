"""Finding the report behind a record, whichever kind of report it is."""

from __future__ import annotations

from bot.errors import NotFound
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.report import Report
from bot.records.rights import Act


def found(report: str | None, uow: UnitOfWork) -> Report:
    """The report, without authorising. Raises NotFound if it is none."""
    record = uow.records.peek(RecordId(report)) if report is not None else None
    if not isinstance(record, Report):
        raise NotFound
    return record


def opened(report: str | None, person: PersonId, act: Act, uow: UnitOfWork) -> Report:
    """The report, for somebody with this right. Raises NotFound or Forbidden; logged as a view."""
    return uow.records.open(report, person, act, type(found(report, uow)))


def proposed(report: str | None, by: PersonId, uow: UnitOfWork) -> None:
    """Note that a restriction was suggested or proposed from this report, which no longer waits for one."""
    record = uow.records.peek(RecordId(report)) if report is not None else None
    if isinstance(record, EndedContact) and record.waits_for_proposal:
        uow.records.save(record.proposal_settled(uow.now), by=by, act="restriction_proposed")


def above(record: Record, uow: UnitOfWork) -> Report:
    """The report from which a record was opened, without authorising. Raises NotFound."""
    return found(record.parent, uow)
