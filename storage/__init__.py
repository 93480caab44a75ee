"""Harbour's memory: records, notices, people and drafts on SQLite or PostgreSQL.

It fills in the Protocols of `bot.ports` and is asked through `Store.run` alone.

Erasing a record seals its shell under a fresh key in its place and removes all that ties a person
to it. What becomes of the bytes that were there:

- SQLite overwrites them in the database (`secure_delete`), and the log that still holds them is
  written back and cut off right after the commit, or as soon as nobody else is reading.
- PostgreSQL keeps old rows until a vacuum, which the daily pruning runs after an erasing. Space on a
  page is not overwritten for certain until it is used again, and its log and replicas are its own.
- Copies made before, on either, hold the row with its wrapped key. Wrapping all keys anew
  (`storage.rotation`) and destroying the older master key makes them unreadable.
- The lines of the history stand: the record's id, acts and times; and, covered, who acted, for kinds
  whose history is not anonymous. An id tells when the record was made.
- What has no key of its own row (names in other tables, facts, who acted) is covered by keys that stay
  when master keys are rotated: whoever has today's keys can read it in an older copy.
"""

from storage.backup import NoBackup, back_up, restore
from storage.crypto import Keyring, Unreadable, new_key
from storage.database import StorageError
from storage.evidence import EvidenceFolder, look_at_folder
from storage.history import Head, Tampered
from storage.looking import look
from storage.rotation import rotate
from storage.schema import SchemaState, migrate, schema_state, seen_state
from storage.store import Store
from storage.verification import Verified, verify

__all__ = [
    "EvidenceFolder",
    "Head",
    "Keyring",
    "NoBackup",
    "SchemaState",
    "StorageError",
    "Store",
    "Tampered",
    "Unreadable",
    "Verified",
    "back_up",
    "look",
    "look_at_folder",
    "migrate",
    "new_key",
    "restore",
    "rotate",
    "schema_state",
    "seen_state",
    "verify",
]
