"""A record as a row: plain columns for routing, an encrypted body for the rest, and a digest that identifies it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.records.base import Facts, Record
from bot.records.rights import Parties
from storage.context import StoreContext
from storage.crypto import Sealed, Vault
from storage.times import stamp

#: Bytes to which facts are padded, more than most kinds need, so that those of every kind look alike.
_FACTS = 512
#: Columns covered by an imprint. `closed_at` follows from others, and rotations wrap a row's key anew.
IMPRINTED = (
    "id", "ref", "kind", "state", "version", "parent", "created_at", "updated_at", "due", "is_open", "is_erased",
    "on_management_list", "lookup", "policy_version", "facts", "body",
)  # fmt: skip

Columns = dict[str, Any]


def of(kept: Record, context: StoreContext, now: datetime, *, is_erased: bool = False) -> Columns:
    """Columns of a record in its present state."""
    due = kept.due
    if due is not None and not isinstance(due, datetime):
        due = context.policy.calendar.close_of(due)
    origin, lookup = kept.origin, kept.lookup
    sealed = context.vault.seal("record", kept.id, context.kinds.text(kept), kept.version)
    return {
        "id": kept.id,
        "ref": origin.ref,
        "kind": kept.kind,
        "state": kept.state.value,
        "version": kept.version,
        "parent": origin.parent,
        "created_at": stamp(origin.at),
        "updated_at": stamp(now),
        "due": None if due is None else stamp(due),
        "is_open": kept.is_open,
        "is_erased": is_erased,
        "on_management_list": kept.on_management_list,
        "lookup": None if lookup is None else blind(context.vault, kept.kind, lookup),
        "policy_version": origin.policy_version,
        "facts": covered(context.vault, kept.id, kept.version, kept.facts()),
        **sealed._asdict(),
    }


def record(row: tuple[str, str, int, bytes, bytes], context: StoreContext) -> Record:
    """Decrypt a record from its row: id, kind, version, wrapped key and body. Raises Unreadable."""
    id_, kind, version, *sealed = row
    return context.kinds.record(kind, context.vault.unseal("record", id_, Sealed(*sealed), version))


def blind(vault: Vault, kind: str, lookup: str) -> str:
    """Blind index of a record's outside reference."""
    return vault.blind("record", kind, lookup)


def aliases(vault: Vault, parties: Parties) -> set[tuple[str, str]]:
    """Pseudonyms of the people with their parts; each is valid for one part alone."""
    return {(vault.blind("party", part, who), part.value) for who, part in parties}


# -- facts -------------------------------------------------------------------------------------------------


def covered(vault: Vault, id_: str, version: int, facts: Facts) -> str:
    """Facts in the form in which they are stored: an encrypted JSON text."""
    return json.dumps(vault.cover(json.dumps(dict(facts)), "facts", id_, str(version), step=_FACTS))


def facts(vault: Vault, id_: str, version: int, kept: str) -> Facts:
    """Decrypt facts, in the form in which either driver returns them. Raises Unreadable."""
    read: Facts = json.loads(vault.uncover(kept.strip('"'), "facts", id_, str(version)))
    return read


# -- imprint -----------------------------------------------------------------------------------------------


def imprint(row: Mapping[str, Any], parties: Iterable[tuple[str, str]]) -> str:
    """Digest, in 128 bits, of a record's row and of the people with a part in it, as stored."""
    found = sha256()
    for part in (*(_text(row[name]) for name in IMPRINTED), *("|".join(each).encode() for each in sorted(parties))):
        found.update(len(part).to_bytes(4) + part)
    return found.hexdigest()[:32]


def _text(value: Any) -> bytes:  # noqa: ANN401 - of any column
    """Value of a column as bytes, the same from every driver."""
    if isinstance(value, bytes):
        return value
    return str(int(value) if isinstance(value, bool) else value).strip('"').encode()
