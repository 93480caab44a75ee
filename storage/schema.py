"""The schema: where a database stands, and how it is brought up to date."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from bot.errors import Misconfigured
from storage.database import address, opened

#: Where the migrations are.
MIGRATIONS = Path(__file__).with_name("migrations")

#: PostgreSQL's advisory lock of whoever migrates: one replica does, the others wait.
_LOCK = 0x48_41_52_42


class SchemaState(StrEnum):
    """Where a database stands."""

    EMPTY = "empty"
    CURRENT = "current"
    OLD = "old"
    NEWER = "newer"


def schema_state(url: str) -> SchemaState:
    """Where the database stands. Raises Misconfigured if it cannot be opened."""
    with opened(address(url)) as connection:
        return state_of(connection)


def migrate(url: str) -> None:
    """Bring the database to the current schema. Raises Misconfigured if that cannot be done."""
    with opened(address(url)) as connection:
        if state_of(connection) is SchemaState.NEWER:
            raise newer()
        upgrade(connection)


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
    """What to say of a database that this Harbour does not know."""
    return Misconfigured("The database is from a later Harbour than this one: install that one.")


def state_of(connection: Connection, migrations: Path = MIGRATIONS) -> SchemaState:
    """Where the database of this connection stands; from then on nobody else migrates it."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    revision = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config(connection, migrations))
    if revision is None:
        return SchemaState.EMPTY
    if revision == scripts.get_current_head():
        return SchemaState.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState.OLD if revision in known else SchemaState.NEWER


def upgrade(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """Carry out the migrations that are missing, in the connection's transaction."""
    command.upgrade(_config(connection, migrations), "head")


def _config(connection: Connection, migrations: Path) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config
