"""Blind indexes by which a record can be found, besides its outside reference."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import bindparam, delete, exists, insert, select, update

from bot.records.base import Record, RecordId
from storage.crypto import Vault
from storage.session import Raw, Session
from storage.tables import UNINDEXED, clue, meta, record

_ADD = insert(clue)
_OF_RECORD = select(clue.c.blind).where(clue.c.record_id == bindparam("of"))
_REMOVE = delete(clue).where(clue.c.record_id == bindparam("of"), clue.c.blind == bindparam("its_blind"))
_REMOVE_ALL = delete(clue).where(clue.c.record_id == bindparam("of"))
#: Ids are in the order in which they were made; a blind index belongs to one kind.
_FOUND = (
    select(record.c.id, record.c.kind, record.c.version, record.c.wrapped_key, record.c.body)
    .join(clue, clue.c.record_id == record.c.id)
    .where(clue.c.blind == bindparam("blind"))
    .order_by(clue.c.record_id.desc())
    .limit(bindparam("limit"))
)
_IS_WAITING = select(meta.c.value).where(meta.c.name == UNINDEXED)
_NOT_YET = (
    select(record.c.id)
    .where(
        record.c.kind == bindparam("kind"),
        record.c.id > bindparam("after"),
        ~exists().where(clue.c.record_id == record.c.id),
    )
    .order_by(record.c.id)
    .limit(bindparam("limit"))
)
_GO_ON = update(meta).where(meta.c.name == UNINDEXED).values(value=bindparam("after"))
_IS_DONE = delete(meta).where(meta.c.name == UNINDEXED)


def has_any(kind: type[Record]) -> bool:
    """True if records of this kind have clues."""
    return kind.clues is not Record.clues


def keep(session: Session, vault: Vault, kept: Record) -> None:
    """Index a record in its present state."""
    if not has_any(type(kept)):
        return
    wanted = {_blind(vault, kept.kind, each) for each in kept.clues()}
    there = {blind for (blind,) in session.all(_OF_RECORD, {"of": kept.id})}
    session.run_each(_REMOVE, [{"of": kept.id, "its_blind": blind} for blind in there - wanted])
    session.run_each(_ADD, [{"record_id": kept.id, "blind": blind} for blind in wanted - there])


def forget(session: Session, erased: str) -> None:
    """Remove all clues of a record."""
    session.run(_REMOVE_ALL, {"of": erased})


def find(session: Session, vault: Vault, kind: str, wanted: Collection[str], limit: int) -> Sequence[Raw]:
    """Rows of the newest records with any of these clues, each once, newest first."""
    blinds = {_blind(vault, kind, each) for each in wanted}
    rows = {row[0]: row for blind in blinds for row in session.all(_FOUND, {"blind": blind, "limit": limit})}
    return [rows[id_] for id_ in sorted(rows, reverse=True)[:limit]]


def _blind(vault: Vault, kind: str, text: str) -> str:
    return vault.blind("clue", kind, text)


# -- what was kept before there was an index -------------------------------------------------------------


#: Records indexed by one unit of work: some 20 ms.
AT_A_TIME = 200


def index(
    session: Session, vault: Vault, kinds: Iterable[type[Record]], peek: Callable[[RecordId], Record | None]
) -> bool:
    """Index some records of an earlier version, once: a migration cannot read encrypted rows.

    Returns True if more are left: it continues after the last, also in another process.
    """
    waiting = session.one(_IS_WAITING, {})
    if waiting is None:
        return False
    begun, _, after = (waiting[0] or "").partition(" ")
    for kind in sorted(kind.kind for kind in kinds if has_any(kind) and kind.kind >= begun):
        place = {"kind": kind, "after": after if kind == begun else "", "limit": AT_A_TIME}
        if found := session.all(_NOT_YET, place):
            for (id_,) in found:
                if (kept := peek(id_)) is not None:
                    keep(session, vault, kept)
            session.run(_GO_ON, {"after": f"{kind} {found[-1][0]}"})
            return True
    session.run(_IS_DONE, {})
    return False
