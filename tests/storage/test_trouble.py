"""Obstacles to writing to a database: named in words, tried for real, and over when they are over."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import make_url, select

from bot.people import PersonId
from bot.ports import UnitOfWork
from storage import StorageError, Store, causes
from storage.runners import GroupCommit
from storage.tables import HEARTBEAT, meta

READ_ONLY = "The database is read-only: let Harbour write to it."
FULL = "The disk is full: make room where the database is."
UNREACHED = "The database cannot be reached: start it, and check HARBOUR_DATABASE_URL."

sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
postgresql = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


def pragma(store: Store, words: str) -> None:
    """Send SQLite's writer a pragma, past its transactions."""
    assert isinstance(store._runner, GroupCommit)
    store._runner._cursor.execute(f"PRAGMA {words}")


def much(uow: UnitOfWork) -> None:
    """Write more than fits on the pages that are there."""
    for number in range(200):
        uow.drafts.keep(PersonId(f"p{number}"), "ended_contact.report", {"note": "x" * 2000})


@contextmanager
def admin(url: str) -> Iterator[tuple[psycopg.Connection, str]]:
    """A connection to the server, and the name of the test's database."""
    where = make_url(url)
    other = where.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(other, autocommit=True) as connection:
        yield connection, str(where.database)


def thrown_out(connection: psycopg.Connection, name: str) -> None:
    """Everybody who is connected is not any more."""
    connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))


def test_it_writes_to_find_out(store: Store) -> None:
    """A row, and not a look alone."""
    assert store.trouble() is None
    where = select(meta.c.value).where(meta.c.name == HEARTBEAT)
    assert store.run(lambda uow: uow.session.one(where, {})) is not None


@sqlite
def test_a_file_that_is_read_only_is_said_to_be(store: Store) -> None:
    """And is fit again once it is not."""
    pragma(store, "query_only=ON")
    assert store.trouble() == READ_ONLY
    pragma(store, "query_only=OFF")
    assert store.trouble() is None


@sqlite
def test_a_disk_that_is_full_is_said_to_be(store: Store) -> None:
    """The write fails as a whole, with its cause and none of its text."""
    pragma(store, "max_page_count=1")
    with pytest.raises(StorageError) as failed:
        store.run(much)
    assert (failed.value.cause, "xx" in str(failed.value)) == (FULL, False)
    pragma(store, "max_page_count=1000000")
    store.run(much)


@sqlite
def test_a_disk_that_is_nearly_full_is_said_before_it_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row may still fit where a report does not."""
    left = namedtuple("left", "free")
    for free, expected in ((causes.ROOM - 1, FULL), (causes.ROOM, None)):
        monkeypatch.setattr(causes, "disk_usage", lambda _, free=free: left(free))
        assert store.trouble() == expected


@postgresql
def test_a_server_that_only_reads_is_said_to(store: Store, url: str) -> None:
    """Such as one that has not taken over yet."""
    with admin(url) as (connection, name):
        connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        thrown_out(connection, name)
        assert store.trouble() == READ_ONLY
        connection.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
        thrown_out(connection, name)
        assert store.trouble() is None


@postgresql
def test_a_server_that_is_not_there_is_said_not_to_be(store: Store, url: str) -> None:
    """Nor does a unit of work say more than that; once it is back, all goes on."""
    with admin(url) as (connection, name):
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        thrown_out(connection, name)
        with pytest.raises(StorageError) as failed:
            store.run(much)
        assert (failed.value.cause, store.trouble()) == (UNREACHED, UNREACHED)
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        assert store.trouble() is None
