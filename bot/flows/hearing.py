"""Telling reporters and those who asked about outcomes as they happen (policy 1.13).

Nobody has to remember it: call `tell` once a record opened from a report is saved (R-1.13-5).
"""

from __future__ import annotations

from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record
from bot.records.came import Came, CameTo
from bot.records.ended_contact.record import EndedContact
from bot.records.report import Report
from bot.records.restriction import proposing
from bot.records.restriction.record import Restriction

#: Outcomes of which whoever asked hears in other words, or in person.
_HEARD_OTHERWISE = frozenset({CameTo.NOT_TAKEN_FORWARD, CameTo.POLICE})


def so_far(report: EndedContact, uow: UnitOfWork) -> tuple[Came, ...]:
    """Outcomes of a report so far, oldest first, for anybody allowed to read them. The caller authorises."""
    tells = (kind for kind in uow.records.kinds if kind.came is not Record.came)
    grew = (child for kind in tells for child in uow.records.children(report.id, kind))
    return tuple(sorted((came for child in grew for came in child.came), key=lambda each: each.at))


def tell(record: Record, uow: UnitOfWork) -> None:
    """Send a pointer to the reporter and to those who asked for a restriction if this step had an outcome."""
    came = [each for each in record.came if each.at == uow.now]
    if not came:
        return
    asked = _asked(record)
    report = uow.records.peek(record.parent) if record.parent is not None else None
    otherwise = came[-1].what in _HEARD_OTHERWISE
    if isinstance(report, EndedContact):
        by_now = len(so_far(report, uow))
        if by_now == report.heard_of:
            return  # this step has brought nothing new
        uow.records.save(report.heard(uow.now, by_now), by=None, act="heard")
        if came[-1].what is not CameTo.POLICE and not (otherwise and report.origin.by in asked):
            uow.outbox.put(report.origin.by, "came", report.id)
        asked -= {report.origin.by}
    for person in sorted(asked if not otherwise else ()):
        uow.outbox.put(person, "came", record.id)


def who_hears(restriction: Restriction, uow: UnitOfWork) -> frozenset[PersonId]:
    """People who hear the outcome without a card, and those not yet aware of the incident (R-1.9.4-6)."""
    report = uow.records.peek(restriction.parent) if restriction.parent is not None else None
    if not isinstance(report, Report):
        return _asked(restriction)
    reporter = {report.origin.by} if isinstance(report, EndedContact) else set()
    unaware = {person for person in restriction.involved if not report.may_hear(person)}
    return _asked(restriction) | reporter | unaware


def _asked(record: Record) -> frozenset[PersonId]:
    """People who asked for the restriction and so hear the decision; never its own handler."""
    if not isinstance(record, Restriction):
        return frozenset()
    return frozenset(person for person in proposing.hear_what_came(record) if person != record.handler)
