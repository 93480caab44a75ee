"""Documents that were handed out, by the hashes that the history holds: what each is, and nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import bindparam, select

from bot.records.documents import act
from storage.store import Store
from storage.tables import history, record
from storage.times import moment
from storage.unit_of_work import UnitOfWork

_FOUND = (
    select(history.c.at, history.c.act, record.c.ref)
    .join(record, record.c.id == history.c.record_id)
    .where(history.c.act.like(bindparam("act")))
    .order_by(history.c.seq)
)


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """A document that was handed out: of which record, when, and what for."""

    ref: str
    at: datetime
    purpose: str


def handed_out(store: Store, file: Path) -> HandedOut | None:
    """The document that this file is, byte by byte; None if it is none, or was changed. Raises OSError.

    Read after `verify`, which gives lines that wait their places.
    """
    with file.open("rb") as content:
        digest = sha256(content.read()).hexdigest()

    def read(uow: UnitOfWork) -> HandedOut | None:
        row = uow.session.one(_FOUND, {"act": act("%", digest)})
        if row is None:
            return None
        at, line, ref = row
        return HandedOut(ref=ref, at=moment(at), purpose=line.split(".")[1])

    return store.run(read)
