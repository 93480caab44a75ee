"""Running statements: written with SQLAlchemy Core, rendered once, given to the driver as they are.

Rendering a statement again and wrapping its result costs more than SQLite needs to carry it out, so each is rendered at
its first use and goes straight to the driver's cursor from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy.engine import Dialect
from sqlalchemy.sql.elements import CompilerElement

#: Types that each driver takes and gives unchanged.
_Driver = Any

#: A row, in the order of the statement's columns, as the driver gives it.
Raw = tuple[Any, ...]
Parameters = Mapping[str, Any]


class Cursor(Protocol):
    """Part of a driver's cursor that is used here."""

    @property
    def rowcount(self) -> int: ...

    def execute(self, sql: _Driver, parameters: _Driver = ..., /) -> object: ...

    def executemany(self, sql: _Driver, parameters: _Driver, /) -> object: ...

    def fetchone(self) -> _Driver: ...

    def fetchall(self) -> _Driver: ...


class Phrase(NamedTuple):
    """A rendered statement with the values of its constants."""

    sql: str
    constants: Parameters


class Phrasebook(dict[CompilerElement, Phrase]):
    """Statements in one database's dialect, each rendered at its first use.

    Nothing is thrown away: every statement is a constant of its module.
    """

    def __init__(self, dialect: Dialect) -> None:
        super().__init__()
        self._dialect = dialect
        #: True if only one transaction writes at a time: on SQLite.
        self.one_writes = dialect.name == "sqlite"

    def __missing__(self, statement: CompilerElement) -> Phrase:
        compiled = statement.compile(dialect=self._dialect)
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        phrase = self[statement] = Phrase(str(compiled), constants)
        return phrase


_phrasebooks: dict[tuple[object, ...], Phrasebook] = {}


def phrasebook(dialect: Dialect) -> Phrasebook:
    """Phrasebook shared by all databases of this dialect."""
    key = (dialect.name, dialect.paramstyle, dialect.server_version_info)
    return _phrasebooks.setdefault(key, Phrasebook(dialect))


class Session:
    """Runs statements inside one transaction."""

    def __init__(self, cursor: Cursor, phrases: Phrasebook) -> None:
        self._cursor = cursor
        self._phrases = phrases
        #: True if nobody else can write until the end of this transaction.
        self.alone = phrases.one_writes

    def run(self, statement: CompilerElement, parameters: Parameters) -> int:
        """Carry out a statement. Returns the number of rows touched."""
        self._execute(statement, parameters)
        return self._cursor.rowcount

    def run_each(self, statement: CompilerElement, rows: Iterable[Parameters]) -> int:
        """Carry out a statement without constants for each set of values. Returns the number of rows touched."""
        if not (rows := list(rows)):
            return 0
        self._cursor.executemany(self._phrases[statement].sql, rows)
        return self._cursor.rowcount

    def one(self, statement: CompilerElement, parameters: Parameters) -> Raw | None:
        """The first row, or None."""
        self._execute(statement, parameters)
        row: Raw | None = self._cursor.fetchone()
        return row

    def all(self, statement: CompilerElement, parameters: Parameters) -> Sequence[Raw]:
        """All rows."""
        self._execute(statement, parameters)
        rows: Sequence[Raw] = self._cursor.fetchall()
        return rows

    def _execute(self, statement: CompilerElement, parameters: Parameters) -> None:
        sql, constants = self._phrases[statement]
        self._cursor.execute(sql, {**constants, **parameters} if constants else parameters)
