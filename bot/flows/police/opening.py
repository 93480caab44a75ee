"""Opening a police decision, choosing its manager and asking witnesses for their statements (policy 1.9.4)."""

from __future__ import annotations

from bot.nudges import Lane
from bot.people import PersonId, Role
from bot.ports import UnitOfWork
from bot.records.ended_contact.record import EndedContact
from bot.records.police.record import PoliceDecision
from bot.records.report import Report
from bot.records.witness import WitnessStatement


def open_for(report: Report, uow: UnitOfWork, *, by: PersonId | None = None) -> PoliceDecision | None:
    """Open the one police decision of a report, and ask the witnesses (R-1.9.4-1, R-1.9.4-8).

    Call it once the report is saved. None if there is no threat and no manager's wish, if it has been decided, or if it
    is open already; people since named in the report are asked in any case. `by`: the manager who wishes it; None if
    the report itself calls for it.
    """
    already = of(report, uow)
    if already is not None:
        joined = already.as_reported(report)
        if joined != already:
            joined = uow.records.save(joined, by=None, act="joined")
        ask_witnesses(joined, uow)
    if already is not None or not report.waits_for_police:
        return None
    origin = uow.records.begin(PoliceDecision, by or report.origin.by, parent=report.id)
    record = PoliceDecision.open_for(origin, report, manager=_who_decides(report, uow))
    saved = uow.records.add(record, act="opened")
    saved = ask_witnesses(saved, uow)
    for person in saved.can_be_asked:
        ask_view(saved, person, uow)
    return saved


def of(report: Report, uow: UnitOfWork) -> PoliceDecision | None:
    """The police decision of a report, if there is one. The caller authorises."""
    return next(iter(uow.records.children(report.id, PoliceDecision)), None)


def _who_decides(report: Report, uow: UnitOfWork) -> PersonId | None:
    """The report's own manager if they may, else the next manager of the person who reported (R-1.9.4-4)."""
    barred = {*report.conflicted(), *report.concerned.everybody()}
    if report.received_by is not None:
        barred.add(report.received_by)
    today, handler = uow.policy.calendar.today(uow.now), report.handler
    if handler is not None and uow.people.may_be_named(handler, besides=barred, day=today):
        return handler
    return uow.people.who_handles(report.brought_by, day=today, besides=barred)


def ask_on_call(record: PoliceDecision, uow: UnitOfWork) -> PersonId | None:
    """Out of hours, ask the manager on call as well, if there is one (model.md N9)."""
    calendar, people = uow.policy.calendar, uow.people
    # A matter brought by the chief executive is for the chair, never for a duty manager (model.md §2.2).
    if calendar.closed_from(uow.now) > uow.now or record.brought_by in people.holding(Role.CHIEF_EXECUTIVE):
        return None
    besides = {*record.conflicted(), *record.assigned.before, *(p for p in (record.handler,) if p is not None)}
    asked = people.on_call(calendar.shift_of(uow.now), besides=besides)
    if asked is not None:
        uow.records.save(record.asked_on_call(asked), by=None, act="asked_on_call")
    return asked


def now_known(report: Report, person: PersonId, uow: UnitOfWork) -> None:
    """Ask somebody threatened for their view, now that a person has told them of the report."""
    record = of(report, uow)
    if record is None or person not in record.threatened or person in record.aware:
        return
    saved = uow.records.save(record.knows(person), by=None, act="known")
    ask_view(saved, person, uow)


def zero_tolerance(report: Report, uow: UnitOfWork) -> None:
    """Let the management team read the decision, as the incident is zero tolerance (model.md §4)."""
    record = of(report, uow)
    if record is not None and not record.zero_tolerance:
        uow.records.save(record.changed(zero_tolerance=True), by=None, act="zero_tolerance")


def involved(report: Report, uow: UnitOfWork) -> tuple[PersonId, ...]:
    """Witnesses who came to light later; they too are offered a conversation (R-1.12.2-1)."""
    record = of(report, uow)
    return record.witnesses if record is not None else ()


def ask_view(record: PoliceDecision, person: PersonId, uow: UnitOfWork) -> None:
    """Ask somebody privately for their view, by a pointer alone."""
    uow.outbox.put(person, "police_view", record.id)


# -- witnesses -------------------------------------------------------------------------------------------


def ask_witnesses(record: PoliceDecision, uow: UnitOfWork) -> PoliceDecision:
    """Ask every witness not yet asked, each alone and once (R-1.9.4-8).

    Harbour does not ask leavers and people whom it cannot reach: their statement is open until the manager has asked.
    """
    asked = record
    for witness in record.unasked:
        found = uow.people.get(witness)
        if found is not None and found.active and found.has_address:
            _ask(record, witness, uow)
            asked = asked.has_asked(witness)
    saved = record if asked == record else uow.records.save(asked, by=None, act="witnesses_asked")
    keep_in_step(saved, uow)
    return saved


def _ask(record: PoliceDecision, witness: PersonId, uow: UnitOfWork) -> WitnessStatement:
    report = uow.records.peek(record.parent) if record.parent else None
    happened, channel = record.origin.at, None
    if isinstance(report, EndedContact):
        happened, channel = report.account.occurred_on, report.account.channel
    origin = uow.records.begin(WitnessStatement, record.handler or record.origin.by, parent=record.id)
    return uow.records.add(WitnessStatement.ask(origin, record, witness, happened, channel), act="asked")


def keep_in_step(record: PoliceDecision, uow: UnitOfWork) -> None:
    """Give the witness statements to the handler of the decision, and take them from the one before."""
    for statement in uow.records.children(record.id, WitnessStatement):
        now = statement.goes_with(record)
        if now != statement:
            saved = uow.records.save(now, by=None, act="followed")
            if saved.handler is not None and saved.handler != statement.handler:
                _to_be_asked_in_person(saved, saved.handler, uow)


def _to_be_asked_in_person(statement: WitnessStatement, manager: PersonId, uow: UnitOfWork) -> None:
    """Tell the new handler of a witness whose day for answering has already passed (N11)."""
    for series in statement.nudges():
        nudge = uow.policy.planner.nudge(series, Lane.HANDLER, 0)
        if nudge is not None and nudge.due <= uow.now:
            uow.outbox.put(
                manager,
                "nudge",
                statement.id,
                kind=series.kind,
                item=series.item,
                lane=Lane.HANDLER,
                in_digest=nudge.in_digest,
            )
