"""Databases as earlier releases left them: at their schema, or with data of one of them."""

from __future__ import annotations

import gzip
import json
import secrets
import shutil
from base64 import b64decode
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Boolean, MetaData, delete, insert
from sqlalchemy.engine import Connection

from storage.crypto import Keyring, Sealed
from storage.database import address
from storage.database import opened as open_database
from storage.schema import MIGRATIONS, upgrade

#: A directory, two reports, two contacts outside the office, and what lay about; as the Harbour with schema 0009 kept
#: them, with the key of that database, its people's ids by address, and a digest of each record's text.
_RELEASED = Path(__file__).with_name("released") / "0009.json.gz"


@cache
def released() -> dict[str, Any]:
    """Stored data of the earlier release, and the facts known about it."""
    found: dict[str, Any] = json.loads(gzip.decompress(_RELEASED.read_bytes()))
    return found


def up_to(url: str, revision: str) -> None:
    """Bring the database to this revision and no further."""
    with TemporaryDirectory() as folder:
        migrations = Path(folder) / "migrations"
        shutil.copytree(MIGRATIONS, migrations)
        for path in (migrations / "versions").glob("[0-9]*.py"):
            if path.name.partition("_")[0] > revision:
                path.unlink()
        with open_database(address(url)) as connection:
            upgrade(connection, migrations)


def fill(url: str) -> None:
    """Put the released data into an empty database, at its own schema."""
    up_to(url, "0009")
    with open_database(address(url)) as connection:
        _put(connection, released()["tables"])


def _put(connection: Connection, tables: dict[str, list[dict[str, Any]]]) -> None:
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        rows = [
            {name: _value(value, is_flag=isinstance(table.c[name].type, Boolean)) for name, value in row.items()}
            for row in tables.get(table.name, ())
        ]
        if table.name in ("meta", "head"):
            connection.execute(delete(table))
        if rows:
            connection.execute(insert(table), rows)


def _value(value: Any, *, is_flag: bool) -> Any:  # noqa: ANN401 - of any column
    if isinstance(value, dict):
        return b64decode(value["base64"])
    return bool(value) if is_flag and value is not None else value


def sealed(keys: Keyring, table: str, row: str, text: bytes) -> Sealed:
    """As a row was sealed before 0010."""
    key, nonce = AESGCM.generate_key(256), secrets.token_bytes(12)
    body = nonce + AESGCM(key).encrypt(nonce, text, f"{table}|{row}|body".encode())
    return Sealed(keys.wrap(key, f"{table}|{row}|wrapped_key".encode()), body)
