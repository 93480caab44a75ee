"""Harbour's memory: records, notices, people and drafts on SQLite or PostgreSQL.

It fills in the Protocols of `bot.ports` and is asked through `Store.run` alone.
"""

from storage.crypto import Keyring, Unreadable, new_key
from storage.database import StorageError
from storage.evidence import EvidenceFolder
from storage.history import Head, Tampered, Verified, verify
from storage.rotation import rotate
from storage.schema import SchemaState, migrate, schema_state
from storage.store import Store

__all__ = [
    "EvidenceFolder",
    "Head",
    "Keyring",
    "SchemaState",
    "StorageError",
    "Store",
    "Tampered",
    "Unreadable",
    "Verified",
    "migrate",
    "new_key",
    "rotate",
    "schema_state",
    "verify",
]
