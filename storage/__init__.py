"""Storage on SQLite or PostgreSQL: records, notices, people and drafts.

It implements the Protocols of `bot.ports` and is used through `Store.run` alone.

Erasing a record encrypts its shell under a fresh key in its place and removes everything that ties a person to it. The
former bytes go as follows:

- SQLite overwrites them in the database (`secure_delete`), and the log that still holds them is checkpointed and
  truncated right after the commit, or as soon as nobody else is reading.
- PostgreSQL keeps old rows until a vacuum, which the daily pruning runs after an erasing. Space on a page is not
  reliably overwritten until it is used again, and its log and replicas are its own.
- Earlier copies, on either, hold the row with its wrapped key. Wrapping all keys anew (`storage.rotation`) and
  destroying the older master key makes them unreadable.
- The lines of the history stay: the record's id, acts and times; and, encrypted, the actor, for kinds whose history is
  not anonymous. An id reveals when the record was made.
- Values without a key of their own (names in other tables, facts, actors) are encrypted by keys that survive the
  rotation of master keys: anybody with today's keys can read them in an older copy.
"""

from storage.backup import NoBackup, back_up, restore
from storage.crypto import Keyring, Unreadable, new_key
from storage.database import StorageError
from storage.documents import HandedOut, handed_out
from storage.evidence import EvidenceFolder, look_at_folder
from storage.history import Head, Tampered
from storage.looking import look
from storage.rotation import rotate
from storage.schema import SchemaState, migrate, schema_state, seen_state
from storage.store import Store
from storage.verification import Verified, verify

__all__ = [
    "EvidenceFolder",
    "HandedOut",
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
    "handed_out",
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
