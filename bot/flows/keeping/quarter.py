"""The quarterly report: counted after the quarter, and read by the management team (model.md §6 N32, §9)."""

from __future__ import annotations

from bot.chat.cards import Card
from bot.chat.events import ActionEvent
from bot.chat.replies import Reply, ShowCard
from bot.flows.keeping import reports
from bot.flows.keeping.counting import NAME, Count, further
from bot.ports import UnitOfWork
from bot.records.base import HARBOUR
from bot.records.keeping import periods
from bot.records.keeping.quarter import Quarter, quarter_before
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.keeping import quarter as views
from bot.views.keeping.report import card as report
from bot.views.keeping.report import drawing_up


def draw_up(uow: UnitOfWork) -> bool:
    """Count more of the last quarter, and report it when complete. Returns True if more is left.

    Runs daily, for one report a quarter. A quarter with no record before its end is from before Harbour was in use.
    """
    first = quarter_before(uow.policy.calendar.today(uow.now))
    latest, members = newest(uow), uow.people.management_team()
    if latest is not None and latest.first >= first:
        uow.notes.drop(Count, NAME)  # another process has reported it meanwhile
        if latest.members != members:
            uow.records.save(latest.for_members(members), by=None, act=None)
        return False
    so_far = uow.notes.find(Count, NAME)
    if so_far is None or so_far.first != first:
        so_far = Count(first=first)
    if not so_far.is_over:
        uow.notes.keep(NAME, further(so_far, uow))
        return True
    if uow.notes.drop(Count, NAME) and so_far.is_there and uow.turn("quarter", first.isoformat()):
        made = Quarter(origin=uow.records.begin(Quarter, HARBOUR), first=first, counts=so_far.sums, members=members)
        uow.records.add(made, act="counted")
    return False


def newest(uow: UnitOfWork) -> Quarter | None:
    """The latest report."""
    found = uow.records.register((Quarter.kind,), limit=1)
    return uow.records.get(found[0].id, Quarter) if found else None


# -- opening it ------------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the quarterly report; whoever opens it gets no more reminders of it."""
    record = uow.records.open(event.about, event.person, Act.READ, Quarter)
    opened = record.opened_by(event.person, uow.now)
    if opened is not record:
        uow.records.save(opened, by=event.person, act="opened")
    return ShowCard(_card(record, event.extra, uow, Context.of(uow, event.person)))


def _card(record: Quarter, period: str, uow: UnitOfWork, context: Context) -> Card:
    """The quarter, or the period that was chosen there."""
    if record.counts is None:
        return views.report(record, context)
    found = reports.report(uow, period or periods.quarter(record.first).name)
    stood = context.day_of(record.origin.at)
    return report.card(drawing_up.document(found), record.id, reports.offered(uow), record.ref, stood)


ACTIONS = {report.OPEN: _open}
