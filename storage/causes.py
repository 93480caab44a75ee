"""Causes of database errors in words of ours: a driver's own message may hold values."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from shutil import disk_usage

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

#: Bytes that have to be free beside a database file.
ROOM = 16 * 1024 * 1024

_FULL = "The disk is full: make room where the database is."
_READ_ONLY = "The database is read-only: let Harbour write to it."
_UNREACHED = "The database cannot be reached: start it, and check HARBOUR_DATABASE_URL."
_BUSY = "The database is busy, or held by another program."
_REFUSED = "The database does not let Harbour in: check HARBOUR_DATABASE_URL and what its user may do."
_DISK = "The disk does not read or write as it should: look at it, and at its free room."
_DAMAGED = "The database is damaged: stop Harbour, and go back to a backup."

#: SQLite's primary result codes.
_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _UNREACHED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PERM: _REFUSED,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
#: Prefixes of PostgreSQL's codes, longest first.
_POSTGRESQL: Mapping[str, str] = {
    "53100": _FULL,
    "25006": _READ_ONLY,
    "57P": _UNREACHED,
    "08": _UNREACHED,
    "28": _REFUSED,
    "3D": _REFUSED,
    "42501": _REFUSED,
    "25P03": _BUSY,
    "57014": _BUSY,
    "53": _BUSY,
    "55": _BUSY,
    "58": _DISK,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}


def cause(error: BaseException) -> str:
    """Kind of a driver's error, with the remedy if it is known; else its type."""
    found = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(found, PoolTimeout):
        return _BUSY
    code = getattr(found, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF, f"The database said no ({type(found).__name__}, {code}).")
    state = getattr(found, "sqlstate", None)
    if state is None:  # nobody answered who could give one
        lost = type(found).__name__ == "OperationalError"
        return _UNREACHED if lost else f"The database said no ({type(found).__name__})."
    kind = next((words for begins, words in _POSTGRESQL.items() if state.startswith(begins)), None)
    return kind or f"The database said no ({type(found).__name__}, {state})."


def short_of_room(url: URL) -> str | None:
    """Sentence saying that a SQLite file has hardly any room to grow; None if it has, or for other databases."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return _FULL if disk_usage(url.database).free < ROOM else None
