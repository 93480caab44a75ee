"""A database at the current schema: migrated once a run, and copied for each test in a fifth of the time.

Tests of the migrations, or of opening a new database, begin with an empty one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from storage import migrate


def on_sqlite(file: Path) -> str:
    """The address of a database of its own, in this file."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_bytes(_file())
    return f"sqlite:///{file}"


def on_postgresql(server: str) -> str:
    """The address of a database of its own, on this server."""
    return created(server, _template(server))


def created(server: str, template: str = "template1") -> str:
    """The address of a new database on this server, copied from the template."""
    name = f"harbour_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return server.replace("/postgres?", f"/{name}?")


def dropped(url: str) -> None:
    """Drop a database, whoever is still connected: hundreds of them would take half a minute to delete at the end."""
    name = make_url(url).database
    with psycopg.connect(url.replace(f"/{name}?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _file() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "harbour.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()


@cache
def _template(server: str) -> str:
    url = created(server)
    migrate(url)
    return str(make_url(url).database)
