"""Records made by Harbour itself: a list of records due, totals of a quarter; and the shell of an erased record."""

from __future__ import annotations

from bot.people import Role
from bot.ports import UnitOfWork
from bot.records.base import HARBOUR, Record, RecordId
from bot.records.erased import Erased
from bot.records.keeping.quarter import Quarter
from bot.records.keeping.retention import RetentionList, Waiting
from bot.views.examples.people import TODAY
from tests.bot.matrix.cast import REPORTER
from tests.bot.matrix.world import MatrixWorld


def kept(world: MatrixWorld) -> None:
    """A list with one report on it, whose time is not over; a report of totals; a report that was erased."""
    about = RecordId(world.house.reports(REPORTER))
    house = world.house
    world.keep("rt_open", house.run(lambda uow: _list(about, uow)))
    world.keep("qr_ready", house.run(_quarter))
    house.run(lambda uow: uow.records.erase(Erased.of(uow.records.get(about, Record)), act="erased"))
    world.keep("er_report", about)


def _list(about: RecordId, uow: UnitOfWork) -> str:
    made = RetentionList(origin=uow.records.begin(RetentionList, HARBOUR), month="2026-11")
    keepers = uow.people.holding(Role.RECORDS_ADMIN)
    return uow.records.add(made.as_of([Waiting(record=about, until=TODAY)], keepers), act="listed").id


def _quarter(uow: UnitOfWork) -> str:
    made = Quarter(origin=uow.records.begin(Quarter, HARBOUR), first=TODAY.replace(month=7, day=1))
    return uow.records.add(made.for_members(uow.people.management_team()), act="counted").id
