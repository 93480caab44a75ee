"""Opening the database: its address, its engine, its schema."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import StaticPool

from bot.errors import HarbourError, Misconfigured
from storage.causes import cause

#: After how many times a statement is prepared on the server: never, behind a pooler that gives each another server.
_PREPARES = "prepare_threshold"
#: Least value that libpq takes.
_LEAST_CONNECT = 2
#: Milliseconds to wait for another process that writes.
BUSY = 10_000

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY}",
    # Pages kept in memory, in KiB: enough that the upper levels of every index stay there, also
    # with a million records; the system keeps the rest.
    "PRAGMA cache_size=-16384",
    # Nothing is written beside the database.
    "PRAGMA temp_store=MEMORY",
)


#: SQLite's name for a database without a file.
IN_MEMORY = (None, "", ":memory:")

#: Tables in which erasing a record changes or removes rows.
_ERASED_FROM = ("record", "party", "nudge", "draft", "notice", "message")
#: Tables with a row for each person.
_OF_PEOPLE = ("person", "account", "chat")


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Time limits in seconds for PostgreSQL and the connection to it, while people are being served.

    A replica that hangs in a transaction holds up the others for `idle` at most. The limit for a lock is longer, so
    that those who wait behind it are served and not turned away.
    """

    connect: float = 5.0
    #: Between two statements of a transaction, which is then ended and releases its locks.
    idle: float = 8.0
    #: Wait for one lock.
    lock: float = 15.0
    #: One statement, with the locks that it waits for.
    statement: float = 60.0
    #: Wait for an answer from a machine that may be gone.
    silence: float = 20.0

    def arguments(self, url: URL) -> dict[str, Any]:
        """Connection arguments for libpq; options in the address itself come first."""
        settings = {
            "idle_in_transaction_session_timeout": self.idle,
            "lock_timeout": self.lock,
            "statement_timeout": self.statement,
        }
        told = (f"-c {name}={seconds * 1000:.0f}" for name, seconds in settings.items())
        arguments = {
            "connect_timeout": max(round(self.connect), _LEAST_CONNECT),
            "keepalives_idle": round(self.silence / 2),
            "keepalives_interval": max(round(self.silence / 8), 1),
            "keepalives_count": 4,
            "tcp_user_timeout": round(self.silence * 1000),
        }
        own = {name: value for name, value in arguments.items() if name not in url.query}
        return own | {"options": " ".join((*told, str(url.query.get("options", "")))).strip()}


class StorageError(HarbourError):
    """Something went wrong. Nothing changed. Please try again in a moment."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.cause = cause(error)


def address(url: str) -> URL:
    """Address of the database. Raises Misconfigured."""
    try:
        found = make_url(url)
    except ArgumentError:
        raise Misconfigured("HARBOUR_DATABASE_URL is not the address of a database.") from None
    if found.drivername in {"postgresql", "postgres"}:
        found = found.set(drivername="postgresql+psycopg")
    if found.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise Misconfigured("HARBOUR_DATABASE_URL must begin with sqlite:// or postgresql+psycopg://.")
    return found


def shown(url: URL) -> str:
    """Address without anything that could be secret."""
    return url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def opened(url: URL, *, commits: bool = True) -> Iterator[Connection]:
    """One transaction of its own, as a writer. Raises Misconfigured if the database cannot be opened."""
    try:
        made = engine(url)
    except OSError as error:
        raise cannot_open(url, error) from None
    try:
        with made.connect() as connection, connection.begin() as transaction:
            yield connection
            if not commits:
                transaction.rollback()
    except (DBAPIError, OSError) as error:
        raise cannot_open(url, error) from None
    finally:
        made.dispose()


@contextmanager
def snapshot(url: URL) -> Iterator[Connection]:
    """Read-only snapshot of the database, which no writer waits for. Raises Misconfigured."""
    if url.get_backend_name() == "sqlite":
        made = create_engine(url, hide_parameters=True, connect_args={"isolation_level": None})
        event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    else:
        made = _postgresql(url, isolation_level="REPEATABLE READ")
    try:
        with made.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise cannot_open(url, error) from None
    finally:
        made.dispose()


def cannot_open(url: URL, error: DBAPIError | OSError) -> Misconfigured:
    """One line saying that it cannot be opened, without anything that could be secret."""
    cause = getattr(error, "orig", None) or error
    return Misconfigured(
        f"The database {shown(url)} cannot be opened ({type(cause).__name__}): "
        "check HARBOUR_DATABASE_URL, and that the database is there and lets Harbour in."
    )


def engine(url: URL, *, connections: int = 1, bounds: Bounds | None = None) -> Engine:
    """An engine; for SQLite one that begins each transaction as a writer, and waits for another no longer than `BUSY`.

    `bounds`: those of PostgreSQL; without them it is waited for as long as it takes.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return _postgresql(
        url,
        bounds.arguments(url) if bounds is not None else {},
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
    )


def _postgresql(url: URL, arguments: Mapping[str, Any] | None = None, **how: Any) -> Engine:  # noqa: ANN401
    """An engine on PostgreSQL; `?prepare_threshold=none` is the driver's, which takes no text for it."""
    told = dict(arguments or {})
    if (found := url.query.get(_PREPARES)) is not None:
        told[_PREPARES] = int(found) if isinstance(found, str) and found.isdigit() else None
    return create_engine(url.difference_update_query([_PREPARES]), hide_parameters=True, connect_args=told, **how)


def vacuum(engine: Engine) -> None:
    """Let PostgreSQL clear away erased and removed rows, and their entries in indexes. Raises StorageError."""
    with _at_leisure(engine) as connection:
        connection.exec_driver_sql(f"VACUUM (INDEX_CLEANUP ON) {', '.join(_ERASED_FROM)}")


def put_in_order(engine: Engine) -> None:
    """Let PostgreSQL store people by their random ids, not in the order in which they came. Raises StorageError."""
    with _at_leisure(engine) as connection:
        for table in _OF_PEOPLE:
            connection.exec_driver_sql(f"CLUSTER {table} USING pk_{table}")


@contextmanager
def _at_leisure(engine: Engine) -> Iterator[Connection]:
    """Open a connection without a transaction or a time limit for its statements. Raises StorageError."""
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()  # from the pool, or whoever has it next would have no bound either
            connection.exec_driver_sql("SET statement_timeout = 0")
            yield connection
    except DBAPIError as error:
        raise StorageError(error) from None


def clear_away(url: URL, tables: Iterable[str]) -> None:
    """Rewrite these tables, so that nothing of their former rows is left. Needs the database to itself."""
    if url.get_backend_name() == "sqlite":  # which overwrites what it removes, as it goes
        return
    made = engine(url)
    try:
        with made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"VACUUM FULL {', '.join(tables)}")
    except DBAPIError as error:
        raise StorageError(error) from None
    finally:
        made.dispose()


def _sqlite(url: URL) -> Engine:
    pool: dict[str, Any] = {} if _make_file(url) else {"poolclass": StaticPool}
    made = create_engine(
        url,
        paramstyle="named",
        hide_parameters=True,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": BUSY / 1000},
        **pool,
    )
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return made


def _make_file(url: URL) -> bool:
    """Make the file for its owner alone. False for a database in memory."""
    if url.database in IN_MEMORY:
        return False
    path = Path(str(url.database))
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    return True


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(pragma)
