"""A backup: database and evidence of one moment in one file, still encrypted, and the restoring of it.

A zip file. `tables/NAME.jsonl` has a row a line, in the order of the columns; `evidence/NAME` are the files; the last
entry, `harbour.json`, lists the contents, with a digest of each. It fits SQLite and PostgreSQL alike.

The rows are read in one snapshot, which no writer waits for. A file of evidence is there before a record points at it,
and is never changed: every file of the snapshot is in the backup, except those withdrawn meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Column, LargeBinary, Table, delete, insert, select
from sqlalchemy.engine import Connection

from bot.errors import HarbourError, Misconfigured
from storage.database import address, opened, snapshot
from storage.evidence import EvidenceFolder
from storage.schema import SchemaState, make_current, revision_of, revisions, seen_state
from storage.tables import Row
from storage.times import Utc, moment, stamp

_CONTENTS = "harbour.json"
_UNFINISHED = ".part"
#: Rows read or written at a time, and bytes of a file.
_ROWS, _PIECE = 1000, 1024 * 1024


class NoBackup(HarbourError):
    """The backup could not be made, or could not be taken over."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Contents of a backup: rows of each table, and a digest (SHA-256) of every entry."""

    revision: str
    rows: dict[str, int]
    digests: dict[str, str]

    @property
    def records(self) -> int:
        """Number of records."""
        return self.rows["record"]

    @property
    def files(self) -> int:
        """Number of files of evidence."""
        return sum(name.startswith("evidence/") for name in self.digests)


def back_up(url: str, folder: Path, to: Path) -> Contents:
    """Write a backup to a new file, for its owner alone, and read it again. Needs no keys.

    Raises Misconfigured where there is no database of today's schema; NoBackup, and then leaves no file.
    """
    if seen_state(url) is not SchemaState.CURRENT:
        raise Misconfigured("There is no database of today's schema to back up: run 'harbour migrate' first.")
    if to.exists():
        raise NoBackup(f"{to} is there already: name a new file.")
    unfinished = to.with_name(f"{to.name}{_UNFINISHED}")
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, snapshot(address(url)) as connection:
                _write(archive, connection, folder)
            file.flush()
            os.fsync(file.fileno())
        found = look_into(unfinished)
        unfinished.rename(to)
    except OSError as error:
        raise NoBackup(f"{to} cannot be written ({os.strerror(error.errno or 0)}).") from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return found


def _write(archive: zipfile.ZipFile, connection: Connection, folder: Path) -> None:
    revision = revision_of(connection)
    assert revision is not None  # the schema is current
    contents = Contents(revision=revision, rows={}, digests={})
    for table in Row.metadata.sorted_tables:
        name = f"tables/{table.name}.jsonl"
        contents.rows[table.name], contents.digests[name] = _put(archive, name, _lines(connection, table))
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        with suppress(FileNotFoundError):  # withdrawn since
            if EvidenceFolder.is_name(path.name):
                with path.open("rb") as file:
                    name = f"evidence/{path.name}"
                    _, contents.digests[name] = _put(archive, name, _pieces(file))
    archive.writestr(_CONTENTS, json.dumps(asdict(contents)))


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write an entry. Returns the number of its pieces, and its digest."""
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)
            digest.update(piece)
            count += 1
    return count, digest.hexdigest()


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    # In an order that does not tell when anything came.
    rows = select(table).order_by(*table.primary_key)
    for row in connection.execution_options(stream_results=True, yield_per=_ROWS).execute(rows):
        yield json.dumps([_plain(value) for value in row], separators=(",", ":")).encode() + b"\n"


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _plain(value: object) -> object:
    match value:
        case bytes():
            return b64encode(value).decode()
        case datetime():
            return stamp(value)
    return value


# -- the way back ----------------------------------------------------------------------------------------


def look_into(file: Path) -> Contents:
    """Read the contents of a backup and check every entry against its digest. Raises NoBackup."""
    try:
        with zipfile.ZipFile(file) as archive:
            contents = Contents(**json.loads(archive.read(_CONTENTS)))
            for name, wanted in contents.digests.items():
                digest = hashlib.sha256()
                with archive.open(name) as entry:
                    for piece in _pieces(entry):
                        digest.update(piece)
                if digest.hexdigest() != wanted:
                    raise ValueError
            return contents
    except (OSError, ValueError, KeyError, TypeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error):
        raise NoBackup(f"{file} is no backup of Harbour's, or not whole.") from None


def restore(file: Path, url: str, folder: Path) -> Contents:
    """Restore a backup into an empty database and an empty folder: all of it, or nothing of the database.

    Raises NoBackup; Misconfigured where the database cannot be opened.
    """
    contents = look_into(file)
    newest = revisions()[-1]
    if contents.revision != newest:
        raise NoBackup(f"The backup is of schema {contents.revision}, and this Harbour has {newest}: use that one.")
    if seen_state(url) is not SchemaState.EMPTY:
        raise NoBackup("The database is not empty: name another one in HARBOUR_DATABASE_URL.")
    if folder.exists() and any(folder.iterdir()):
        raise NoBackup(f"The folder of evidence '{folder}' is not empty: name another one in HARBOUR_EVIDENCE.")
    evidence = EvidenceFolder(folder)
    with zipfile.ZipFile(file) as archive, opened(address(url)) as connection:
        make_current(connection)
        for table in reversed(Row.metadata.sorted_tables):
            # The initial rows of an empty database are in the backup too.
            if connection.execute(select(table).limit(1)).first() is not None:
                connection.execute(delete(table))
        for table in Row.metadata.sorted_tables:
            with archive.open(f"tables/{table.name}.jsonl") as lines:
                _insert(connection, table, lines)
        for name in contents.digests:
            if name.startswith("evidence/"):
                with archive.open(name) as entry:
                    evidence.put_back(name.removeprefix("evidence/"), _pieces(entry))
    return contents


def _insert(connection: Connection, table: Table, lines: IO[bytes]) -> None:
    columns = list(table.columns)
    for some in iter(lambda: list(islice(lines, _ROWS)), []):
        rows = [dict(zip(table.columns.keys(), map(_typed, columns, json.loads(line)), strict=True)) for line in some]
        connection.execute(insert(table), rows)


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - as JSON has it
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return b64decode(value)
    return moment(value) if isinstance(column.type, Utc) else value
