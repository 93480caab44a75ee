"""Nudges that fall due: each becomes a notice, or passes the matter on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from bot.flows.assignment import hand_to, next_handler, pass_on, stays
from bot.nudges import OF_TEAM, Lane, Series, Urgency
from bot.people import PersonId, Role
from bot.ports import DueNudge, UnitOfWork
from bot.records.assignment import Assigned
from bot.records.base import Record
from bot.topics import KINDS, NAME

#: How many nudges are taken up at a time.
_BATCH = 50


def nudge(uow: UnitOfWork, limit: int = _BATCH) -> Counter[str]:
    """Turn the nudges that are due into notices, or into a matter passed on. Returns how many there were, by name."""
    due = uow.nudges.claim_due(limit)
    stood = {each.record for each in due if _has_stood(each, uow)}
    # A record to be erased needs no reminder any more. A reminder that falls due with the moving on is for the former
    # handler: the next one hears of it once.
    for each in sorted(due, key=lambda nudge: (nudge.lane is not Lane.ERASE, nudge.lane is Lane.PASS_ON)):
        if each.record in stood:
            continue
        record = uow.records.peek(each.record)
        series = _wanted(each, record)
        uow.nudges.done(each)
        if record is not None and series is not None:
            _LANES[each.lane](each, series, record, uow)
    fell_due = Counter(each.kind for each in due)
    # A handler found after all has a reminder of their own at once, in the same message as the news.
    return fell_due + nudge(uow, limit) if NAME in fell_due else fell_due


def _has_stood(due: DueNudge, uow: UnitOfWork) -> bool:
    """True if the record's clock has been stopped, and its due nudges with it."""
    record = uow.records.peek(due.record)
    kind = KINDS.get(record.kind) if record is not None else None
    return kind is not None and kind.has_stood is not None and kind.has_stood(record, uow)


def _wanted(due: DueNudge, record: Record | None) -> Series | None:
    """The series that the nudge belongs to, if the record still asks for it."""
    running = record.nudges() if record is not None else ()
    found = next((s for s in running if (s.kind, s.item) == (due.kind, due.item)), None)
    if found is not None and due.lane is Lane.PASS_ON and due.occurrence != found.holder:
        return None  # it has moved on already
    return found


def _remind(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    waits_for_handler = series.to is not None and series.to == record.handler
    if isinstance(record, Assigned) and waits_for_handler and not stays(record, uow):
        pass_on(record, uow, by=None, act="stand_in")
        return
    if due.kind in OF_TEAM:
        _put(due, series, uow.people.management_team(record.conflicted()), uow)
        return
    if isinstance(record, Assigned) and series.to is None and (to := next_handler(record, uow)) is not None:
        # A manager who was only away is back: the usual line goes before naming somebody.
        hand_to(record, to, uow, by=None, act="stand_in")
        return
    recipients = (series.to,) if series.to is not None else uow.people.who_names(record.conflicted())
    _put(due, series, recipients, uow)


def _pass_on(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    if isinstance(record, Assigned) and record.moves_by_silence:
        pass_on(record, uow, by=None)


def _ask_on_call(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    ask = KINDS[record.kind].ask_on_call
    asked = ask(record, uow) if ask is not None else None
    if asked is not None:
        _put(due, series, (asked,), uow)


def _tell_management(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    if isinstance(record, Assigned) and not (record.listed and due.lane in _LISTS):
        uow.records.save(record.put_on_list(), by=None, act="escalated")
        _put(due, series, uow.people.who_names(record.conflicted()), uow)


def _tell_chief_executive(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    chiefs = uow.people.holding(Role.CHIEF_EXECUTIVE)
    _put(due, series, (p for p in chiefs if p not in record.conflicted()), uow)


def _tell_line_manager(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    owner = uow.people.get(series.to)
    if owner is not None and owner.line_manager is not None:
        _put(due, series, (owner.line_manager,), uow)


def _tell_handler(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    if record.handler is not None:
        _put(due, series, (record.handler,), uow)


def _tell_records_admin(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    admins = uow.people.holding(Role.RECORDS_ADMIN)
    _put(due, series, (p for p in admins if p not in record.conflicted()), uow)


def _erase(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    run_out = KINDS[record.kind].run_out
    if run_out is not None:
        run_out(record, uow)


_LANES: Mapping[Lane, Callable[[DueNudge, Series, Record, UnitOfWork], None]] = {
    Lane.REMIND: _remind,
    Lane.PASS_ON: _pass_on,
    Lane.ON_CALL: _ask_on_call,
    Lane.MANAGEMENT_TEAM: _tell_management,
    Lane.MANAGEMENT_LIST: _tell_management,
    Lane.CHIEF_EXECUTIVE_LIST: _tell_chief_executive,
    Lane.LINE_MANAGER: _tell_line_manager,
    Lane.HANDLER: _tell_handler,
    Lane.RECORDS_ADMIN: _tell_records_admin,
    Lane.ERASE: _erase,
}


#: Nudges for a list rather than for one person.
_LISTS = frozenset({Lane.MANAGEMENT_LIST, Lane.CHIEF_EXECUTIVE_LIST})


def _put(due: DueNudge, series: Series, recipients: Iterable[PersonId], uow: UnitOfWork) -> None:
    nudge = uow.policy.planner.nudge(series, due.lane, due.occurrence)
    if nudge is None:
        return
    for person in recipients:
        uow.outbox.put(
            person,
            "nudge",
            due.record,
            kind=due.kind,
            item=due.item,
            lane=due.lane,
            occurrence=due.occurrence,
            urgent=nudge.urgency is Urgency.URGENT,
            in_digest=nudge.in_digest,
            not_before=_with_the_digest(person, uow) if due.lane in _LISTS else uow.now,
        )


def _with_the_digest(person: PersonId, uow: UnitOfWork) -> datetime:
    """Time of the next working day's digest, for news of a matter on a list."""
    found = uow.people.get(person)
    calendar = uow.policy.calendar.in_zone(found.time_zone if found else None)
    return calendar.morning_of(calendar.working_days_from(calendar.today(uow.now), 1))
