"""Every wait has an end: for a hanging replica, a lock, or a silent server."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Event

import psycopg
import pytest
from sqlalchemy import make_url, text

from bot.errors import Misconfigured
from bot.policy import Policy
from storage import StorageError, Store, verify
from storage.database import Bounds, address, put_in_order, vacuum
from storage.unit_of_work import UnitOfWork
from tests import migrated
from tests.storage.conftest import HandClock
from tests.storage.sample import KINDS, Matter, may, staff, told
from tests.waiting import PATIENCE

BUSY = "The database is busy, or held by another program."

Open = Callable[[Bounds], Store]


@pytest.fixture
def url(postgresql: str) -> str:
    """A database on PostgreSQL: on SQLite one process serves, and waits ten seconds at most for another."""
    return migrated.on_postgresql(postgresql)


def plain(url: str) -> str:
    """The address for the driver itself, which has no bounds."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def opened(url: str, keys: str, policy: Policy, clock: HandClock) -> Iterator[Open]:
    """Opens a replica with these bounds."""
    with ExitStack() as stack:

        def another(bounds: Bounds) -> Store:
            store = Store(url, keys, policy, clock, records=KINDS, may=may, bounds=bounds)
            stack.callback(store.close)
            return store

        another(Bounds()).run(lambda uow: [uow.directory.put(person) for person in staff()])
        yield another


@pytest.mark.parametrize("where", ["in its work", "before it commits"])
def test_a_replica_that_stands_still_holds_up_the_others_for_a_while(
    opened: Open, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock that all reports need is released in time; on waking, it does its work anew, and nothing is lost."""
    frozen, other = opened(Bounds(idle=0.3)), opened(Bounds())
    holds, wakes = Event(), Event()

    def stands_still(uow: UnitOfWork) -> Matter:
        matter, finish = told(uow, "what the frozen one was told"), uow.finish

        def finishes() -> None:
            finish()
            stays()

        if where == "in its work":
            stays()
        else:
            monkeypatch.setattr(uow, "finish", finishes)
        return matter

    def stays() -> None:
        holds.set()
        assert wakes.wait(PATIENCE)

    with ThreadPoolExecutor(1) as threads:
        late: Future[Matter] = threads.submit(frozen.run, stands_still)
        assert holds.wait(PATIENCE)
        first = other._runner.submit(told).result(PATIENCE)
        wakes.set()
        second = late.result(PATIENCE)
    assert first.ref != second.ref
    assert other.run(lambda uow: [uow.records.peek(each.id) for each in (first, second)]) == [first, second]
    assert verify(other).count == 2


def test_a_lock_is_waited_for_so_long(opened: Open, url: str) -> None:
    """Any holder of it makes the write fail with a message, and the next one succeeds."""
    store = opened(Bounds(lock=0.2))
    with psycopg.connect(plain(url)) as holder:
        holder.execute("LOCK TABLE counter")
        with pytest.raises(StorageError) as failed:
            store._runner.submit(told).result(PATIENCE)
        assert failed.value.cause == BUSY
        holder.rollback()
    assert store.run(told).ref == "MT-0001"


def test_a_statement_takes_so_long(opened: Open) -> None:
    """And no longer."""
    store = opened(Bounds(statement=0.2))
    with pytest.raises(StorageError) as failed:
        store._runner.submit(lambda uow: uow.session.one(text("SELECT pg_sleep(600)"), {})).result(PATIENCE)
    assert failed.value.cause == BUSY


def test_clearing_up_takes_as_long_as_it_takes(opened: Open, url: str) -> None:
    """It holds up nobody; and whoever has a connection after it has bounds again."""
    store = opened(Bounds(statement=0.2, lock=PATIENCE))
    with ThreadPoolExecutor(2) as threads, psycopg.connect(plain(url)) as holder:
        holder.execute("LOCK TABLE person, record")
        done = [threads.submit(clears, store._engine) for clears in (put_in_order, vacuum)]
        holder.execute("SELECT pg_sleep(1)")
        holder.rollback()
        assert [each.result(PATIENCE) for each in done] == [None, None]
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "200ms"


def test_a_server_that_says_nothing_is_waited_for_so_long(keys: str, policy: Policy, clock: HandClock) -> None:
    """One line says that the database cannot be opened."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server, ThreadPoolExecutor(1) as threads:
        url = f"postgresql://127.0.0.1:{server.getsockname()[1]}/h"
        opens = threads.submit(lambda: Store(url, keys, policy, clock, bounds=Bounds(connect=0.1)))
        with pytest.raises(Misconfigured, match="cannot be opened"):
            opens.result(PATIENCE)  # the driver's own patience is twice as long


def test_what_the_address_says_comes_first() -> None:
    """Of a bound, and of PostgreSQL's own settings."""
    url = address("postgresql://h/d?connect_timeout=9&options=-c%20lock_timeout%3D1")
    arguments = Bounds().arguments(url)
    assert "connect_timeout" not in arguments
    assert arguments["options"].endswith(" -c lock_timeout=1")
    assert {name: arguments[name] for name in ("keepalives_idle", "tcp_user_timeout")} == {
        "keepalives_idle": 10,
        "tcp_user_timeout": 20_000,
    }
