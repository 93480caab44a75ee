"""Somebody who can write the database, knows how Harbour works, and has no key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.engine import Connection

from storage.database import address
from storage.database import opened as open_database
from storage.history import GENESIS, plain_digest
from storage.tables import Row, head, history, record
from storage.times import stamp

_UNGUARDED = {
    "sqlite": ("DROP TRIGGER IF EXISTS history_not_changed", "DROP TRIGGER IF EXISTS history_not_removed"),
    "postgresql": ("ALTER TABLE history DISABLE TRIGGER ALL",),
}

#: By which column a row is about a record.
_ABOUT = {"record": "id", "party": "record_id"}

#: Rows of tables, as they were seen once.
Seen = Mapping[str, list[dict[str, Any]]]


class Meddler:
    """Changes stored rows behind the store's back, with the triggers switched off."""

    def __init__(self, url: str) -> None:
        self._url = address(url)

    def runs(self, *statements: str) -> None:
        """Carry out these statements."""
        with open_database(self._url) as connection:
            _unguard(connection)
            for statement in statements:
                connection.execute(text(statement))

    def sees(self, *tables: str) -> Seen:
        """All rows of these tables."""
        with open_database(self._url) as connection:
            return {name: _rows(connection, name) for name in tables}

    def puts_back(self, seen: Seen, *, only: str | None = None) -> None:
        """Restore rows to an earlier state: whole tables, or those that are `only` about one record."""
        with open_database(self._url) as connection:
            _unguard(connection)
            for name in reversed(list(seen)):
                table = Row.metadata.tables[name]
                gone = delete(table)
                connection.execute(gone if only is None else gone.where(table.c[_ABOUT[name]] == only))
            for name, rows in seen.items():
                wanted = [row for row in rows if only is None or row[_ABOUT[name]] == only]
                if wanted:
                    connection.execute(insert(Row.metadata.tables[name]), wanted)

    def changes(self, record_id: str, **values: object) -> None:
        """Change columns of one record."""
        with open_database(self._url) as connection:
            connection.execute(update(record).where(record.c.id == record_id).values(**values))

    def puts(self, table: str, row: Mapping[str, Any], **values: object) -> None:
        """Change columns of one row, as it was seen."""
        found = Row.metadata.tables[table]
        with open_database(self._url) as connection:
            _unguard(connection)
            where = [column == row[column.name] for column in found.primary_key]
            connection.execute(update(found).where(*where).values(**values))

    def chains_anew(self) -> None:
        """Make all hashes again as Harbour makes them, but without the key; and the head."""
        with open_database(self._url) as connection:
            _unguard(connection)
            last, seq = GENESIS, 0
            for seq, row in enumerate(sorted(_rows(connection, "history"), key=lambda row: row["seq"]), start=1):
                line = row | {"seq": seq, "at": stamp(row["at"])}
                del line["hash"]
                last = plain_digest(last, line)
                connection.execute(update(history).where(history.c.seq == row["seq"]).values(seq=seq, hash=last))
            connection.execute(update(head).values(seq=seq, hash=last))


def _unguard(connection: Connection) -> None:
    for statement in _UNGUARDED[connection.dialect.name]:
        connection.execute(text(statement))
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def _rows(connection: Connection, name: str) -> list[dict[str, Any]]:
    found: Iterable[Any] = connection.execute(select(Row.metadata.tables[name]))
    return [dict(row._mapping) for row in found]
