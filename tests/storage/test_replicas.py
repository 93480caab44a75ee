"""Several replicas on one database: what is to be there once is there once, whoever comes first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

import psycopg
import pytest
from sqlalchemy import func, make_url, select

from bot import upkeep
from bot.chat.events import SubmitEvent
from bot.dispatcher import Dispatcher
from bot.flows import individuals
from bot.flows.keeping import quarter
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.records.individual import Individual
from bot.records.keeping.quarter import Quarter
from bot.records.references import ReferenceForm, References
from storage import Store
from storage.runners import Work
from storage.tables import once
from storage.unit_of_work import UnitOfWork as StoredUnitOfWork
from tests.bot.house import REPORT
from tests.storage.conftest import HandClock
from tests.storage.sample import ISLA, MORAG, staff
from tests.waiting import PATIENCE

T = TypeVar("T")

Replicas = tuple[Store, Store]


@pytest.fixture
def replicas(url: str, keys: str, policy: Policy, clock: HandClock) -> Iterator[Replicas]:
    """Two of Harbour as it is, where references have a form."""
    policy = replace(policy, references=References((ReferenceForm.parse("AA-99999"),)))
    with ExitStack() as stack:
        found = [Store(url, keys, policy, clock) for _ in range(2)]
        for each in found:
            stack.callback(each.close)
        found[0].run(lambda uow: [uow.directory.put(person) for person in staff()])
        yield found[0], found[1]


def meeting(url: str, replicas: Replicas, first: Work[T], second: Work[T], *, waits: bool = True) -> list[T]:
    """One carries out its work and stays in its transaction until the other has done its own, or `waits` for it."""
    with ThreadPoolExecutor(1) as threads:

        def works_and_stays(uow: StoredUnitOfWork) -> tuple[T, Callable[[], T]]:
            done = first(uow)
            other = threads.submit(replicas[1].run, second)
            # On SQLite there is one writer: the other comes afterwards, whatever is claimed.
            if url.startswith("postgresql"):
                until(lambda: other.done() or _one_waits(url))
                assert waits or other.done()
            return done, other.result

        done, other = replicas[0].run(works_and_stays)
        return [done, other()]


def until(holds: Callable[[], bool]) -> None:
    """Wait until this is so."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def _one_waits(url: str) -> bool:
    where = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with psycopg.connect(where) as connection:
        return connection.execute(waits).fetchone() == (1,)


def test_two_who_change_the_directory_at_once_both_see_it_whole(url: str, replicas: Replicas) -> None:
    """Each has seen it before; nobody goes by what the other has changed meanwhile."""

    def changes(who: PersonId, name: str, uow: UnitOfWork) -> str:
        person = uow.people.get(who)
        assert person is not None
        uow.directory.put(replace(person, name=name))
        return uow.people.name(who)

    meeting(url, replicas, partial(changes, ISLA, "Isla Now"), partial(changes, MORAG, "Morag Now"))
    for each in replicas:
        assert each.run(lambda uow: (uow.people.name(ISLA), uow.people.name(MORAG))) == ("Isla Now", "Morag Now")


# -- one individual ------------------------------------------------------------------------------------


def met(uow: UnitOfWork, display: str, by: PersonId = ISLA) -> Individual:
    """Whom these words name."""
    found = individuals.met(display, None, by, uow)
    assert found is not None
    return found


def test_a_reference_that_is_written_at_two_replicas_at_once_is_one_individual(url: str, replicas: Replicas) -> None:
    """However it is spelt; whoever comes second joins, and both are kept with what they wrote."""
    works = partial(met, display="HA-20417"), partial(met, display="ha 20417, T. B.", by=MORAG)
    one, other = meeting(url, replicas, *works)
    assert (one.id, other.display, [name.by for name in other.names]) == (other.id, "HA-20417", [MORAG])


def test_a_reference_is_met_once_also_when_somebody_else_had_it(url: str, replicas: Replicas) -> None:
    """One whom initials tell apart is somebody else, and again one individual."""
    replicas[0].run(partial(met, display="HA-20417, T. B."))
    works = partial(met, display="HA-20417, D. M."), partial(met, display="HA-20417, D. M.", by=MORAG)
    one, other = meeting(url, replicas, *works)
    assert one.id == other.id


def test_to_be_alone_leaves_nothing_behind(replicas: Replicas) -> None:
    """No row says that a reference was written again."""
    replicas[0].run(partial(met, display="HA-20417"))
    assert replicas[0].run(lambda uow: uow.session.one(select(func.count()).select_from(once), {})) == (0,)


# -- once a day, and once a quarter --------------------------------------------------------------------


def test_the_report_of_a_quarter_is_one_however_many_draw_it_up(url: str, replicas: Replicas, clock: HandClock) -> None:
    """At the same moment."""
    report = SubmitEvent(person=ISLA, key="1", form="ended_contact.report", values=REPORT)
    replicas[0].run(lambda uow: Dispatcher().handle(report, uow))
    clock.move(timedelta(days=50))
    meeting(url, replicas, quarter.draw_up, quarter.draw_up)
    for each in replicas:
        upkeep.everything(each.run, [quarter.draw_up])
    assert len(replicas[0].run(lambda uow: uow.records.register([Quarter.kind]))) == 1


def test_what_happens_daily_happens_once_a_day(url: str, replicas: Replicas, clock: HandClock) -> None:
    """Nobody waits for whoever is at it; the next day it happens again."""
    done: list[UnitOfWork] = []

    def piece(uow: UnitOfWork) -> bool:
        done.append(uow)
        return False

    work = partial(upkeep.once_a_day, piece)
    replicas[0].run(work)
    for day in (2, 3):
        clock.move(timedelta(days=1))
        meeting(url, replicas, work, work, waits=False)
        for each in replicas:
            each.run(work)
        assert len(done) == day
    clock.move(timedelta(days=-1))
    replicas[1].run(work)
    assert len(done) == 3


def test_what_is_done_in_pieces_is_done_to_its_end_and_once(replicas: Replicas) -> None:
    """The turn is given back between two pieces, to whichever replica goes on."""
    left = [True, True, False]
    work = partial(upkeep.once_a_day, lambda _: left.pop(0))
    assert replicas[0].run(work)
    upkeep.everything(replicas[1].run, [work])
    assert left == []
    upkeep.everything(replicas[0].run, [work])


def test_what_failed_is_done_by_the_next(replicas: Replicas) -> None:
    """A claim that is not kept is none."""

    def fails(uow: UnitOfWork) -> int:
        assert uow.turn("work", "2027-01-01")
        raise LookupError

    with pytest.raises(LookupError):
        replicas[0].run(fails)
    assert replicas[1].run(lambda uow: uow.turn("work", "2027-01-01"))
