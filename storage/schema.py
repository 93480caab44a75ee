"""The schema: the state of a database, and its migration.

Alembic is loaded only for a database that is not current: it takes ten megabytes for as long as the process lives.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import column, func, inspect, select, table
from sqlalchemy.engine import Connection

from bot.errors import Misconfigured
from storage.crypto import Keyring
from storage.database import IN_MEMORY, address, clear_away, opened
from storage.tables import Row

if TYPE_CHECKING:
    from alembic.config import Config

#: Folder of the migrations.
MIGRATIONS = Path(__file__).with_name("migrations")

#: PostgreSQL's advisory lock for migrating: one replica does it, the others wait.
_LOCK = 0x48_41_52_42


#: Table in which alembic keeps the revision.
_REVISION = table("alembic_version", column("version_num"))


class SchemaState(StrEnum):
    """State of a database's schema."""

    EMPTY = "empty"
    CURRENT = "current"
    OLD = "old"
    NEWER = "newer"


def schema_state(url: str) -> SchemaState:
    """State of the database's schema. Raises Misconfigured if it cannot be opened."""
    with opened(address(url), commits=False) as connection:
        return state_of(connection)


def seen_state(url: str) -> SchemaState:
    """State of the schema, without creating anything: a missing or empty file is no database yet."""
    where = address(url)
    if where.get_backend_name() == "sqlite" and where.database not in IN_MEMORY:
        path = Path(str(where.database))
        if not path.exists() or (path.is_file() and path.stat().st_size == 0):
            return SchemaState.EMPTY
    return schema_state(url)


def migrate(url: str, keys: Keyring | None = None) -> None:
    """Bring the database to the current schema: all or nothing. Raises Misconfigured if that cannot be done.

    Some migrations encrypt existing rows anew, for which they need the keys.
    """
    where = address(url)
    with opened(where) as connection:
        before = state_of(connection)
        if before is SchemaState.NEWER:
            raise newer()
        upgrade(connection, keys=keys)
    if before is SchemaState.OLD:
        clear_away(where, Row.metadata.tables)


def make_current(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """Bring an empty database to the current schema, and refuse one that is not current."""
    match state_of(connection, migrations):
        case SchemaState.EMPTY:
            upgrade(connection, migrations)
        case SchemaState.OLD:
            raise Misconfigured("The database is from an earlier Harbour: make a copy of it and run `harbour migrate`.")
        case SchemaState.NEWER:
            raise newer()
        case SchemaState.CURRENT:
            pass


def newer() -> Misconfigured:
    """Error for a database that is newer than this Harbour."""
    return Misconfigured("The database is from a later Harbour than this one: install that one.")


def state_of(connection: Connection, migrations: Path = MIGRATIONS) -> SchemaState:
    """State of the schema of this connection's database, and lock it against other migrations."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    revision = revision_of(connection)
    if revision is None:
        return SchemaState.EMPTY
    known = revisions(migrations)
    if revision == known[-1]:
        return SchemaState.CURRENT
    return SchemaState.OLD if revision in known else SchemaState.NEWER


def revisions(migrations: Path = MIGRATIONS) -> list[str]:
    """Revisions, oldest first, named like their files: `0001_first.py`."""
    return sorted(path.name.partition("_")[0] for path in (migrations / "versions").glob("[0-9]*.py"))


def revision_of(connection: Connection) -> str | None:
    """Revision of the schema; None for an empty database."""
    if not inspect(connection).has_table(_REVISION.name):
        return None
    revision: str | None = connection.scalar(select(_REVISION.c.version_num))
    return revision


def upgrade(connection: Connection, migrations: Path = MIGRATIONS, keys: Keyring | None = None) -> None:
    """Carry out the missing migrations in the connection's transaction."""
    from alembic import command  # noqa: PLC0415 - see above

    command.upgrade(_config(connection, migrations, keys), "head")


def _config(connection: Connection, migrations: Path, keys: Keyring | None) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config(attributes={"connection": connection, "keys": keys})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config
