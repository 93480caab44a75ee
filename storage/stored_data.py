"""The stored rows as they are, read only and never decrypted (`bot.stored_data.StoredData`)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, func, select

from bot.stored_data import ChainLine, NudgeAhead, OutboxLine, StoredRecord, StoredRows, Verdict
from storage.history import Tampered
from storage.session import Raw, Session
from storage.store import Store
from storage.tables import history, message, notice, nudge, party, record
from storage.times import moment, stamp
from storage.unit_of_work import UnitOfWork
from storage.verification import verify

#: Bytes of a ciphertext that are shown.
_SHOWN = 96

_RECORDS = (
    select(
        record.c.id, record.c.ref, record.c.kind, record.c.state, record.c.version, record.c.created_at,
        record.c.due, record.c.is_open, record.c.body,
    )
    .order_by(record.c.created_at.desc(), record.c.ref.desc())
    .limit(bindparam("limit"))
)  # fmt: skip
_PARTIES = select(party.c.person_id, party.c.part).where(party.c.record_id == bindparam("record"))
_NOTICES = (
    select(
        notice.c.to_person, notice.c.view, record.c.ref, notice.c.due, notice.c.dropped, notice.c.message_id,
        notice.c.kind, notice.c.lane, notice.c.occurrence, notice.c.attempts,
    )
    .select_from(notice.outerjoin(record, record.c.id == notice.c.about))
    .order_by(notice.c.not_before.desc())
    .limit(bindparam("limit"))
)  # fmt: skip
_NUDGES = (
    select(record.c.ref, nudge.c.kind, nudge.c.item, nudge.c.lane, nudge.c.occurrence, nudge.c.due)
    .join(record, record.c.id == nudge.c.record_id)
    .where(nudge.c.due.is_not(None))
    .order_by(nudge.c.due)
    .limit(bindparam("limit"))
)
_CHAIN = (
    select(
        history.c.seq, history.c.at, history.c.by_person, history.c.act, record.c.ref, history.c.version,
        history.c.hash,
    )
    .select_from(history.outerjoin(record, record.c.id == history.c.record_id))
    .order_by(history.c.seq.desc())
    .limit(bindparam("limit"))
)  # fmt: skip


def _soonest(table: Table, *conditions: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a statement of any shape
    return select(func.min(table.c.due)).where(table.c.due.is_not(None), *conditions)


_SOONEST_AFTER = tuple(_soonest(table, table.c.due > bindparam("after")) for table in (nudge, notice, message))
_SOONEST_NUDGE = _soonest(nudge)


class StoredData:
    """Reader of a store's rows as they are."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def look(self, limit: int = 60) -> StoredRows:
        """Read the stored data, with at most `limit` rows of each kind."""
        return await self._store.arun(lambda uow: _look(uow.session, limit))

    async def next_due(self, after: datetime) -> datetime | None:
        """Next time at which something happens by itself."""
        return await self._store.arun(partial(soonest, after=after))

    async def next_nudge(self) -> datetime | None:
        """Time of the next nudge."""
        due = await self._store.arun(lambda uow: _only(uow.session.one(_SOONEST_NUDGE, {})))
        return None if due is None else moment(due)

    async def verify(self) -> Verdict:
        """Read the whole history and check every hash."""
        try:
            found = await asyncio.to_thread(verify, self._store)
        except Tampered as broken:
            return Verdict(holds=False, words=broken.message)
        lines = "1 line" if found.count == 1 else f"{found.count} lines"
        return Verdict(holds=True, words=f"The history holds: {lines}, each vouching for all before it.")


def soonest(uow: UnitOfWork, after: datetime) -> datetime | None:
    """Next time at which something happens by itself."""
    found = [_only(uow.session.one(each, {"after": stamp(after)})) for each in _SOONEST_AFTER]
    due = min((due for due in found if due is not None), default=None)
    return None if due is None else moment(due)


def _look(session: Session, limit: int) -> StoredRows:
    most = {"limit": limit}
    return StoredRows(
        records=tuple(_record(session, row) for row in session.all(_RECORDS, most)),
        outbox=tuple(_notice(row) for row in session.all(_NOTICES, most)),
        nudges=tuple(_nudge(row) for row in session.all(_NUDGES, most)),
        chain=tuple(_line(row) for row in session.all(_CHAIN, most)),
    )


def _record(session: Session, row: Raw) -> StoredRecord:
    its_id, ref, kind, state, version, created_at, due, is_open, body = row
    parts: dict[str, list[str]] = defaultdict(list)
    for person, part in session.all(_PARTIES, {"record": its_id}):
        parts[person].append(part)
    return StoredRecord(
        ref=ref,
        kind=kind,
        state=state,
        version=version,
        created_at=moment(created_at),
        parties=tuple((person, ", ".join(sorted(played))) for person, played in sorted(parts.items())),
        due=_moment(due),
        is_open=bool(is_open),
        sealed=bytes(body[:_SHOWN]),
        sealed_bytes=len(body),
    )


def _notice(row: Raw) -> OutboxLine:
    to, view, ref, due, dropped, sent_as, kind, lane, occurrence, attempts = row
    return OutboxLine(
        to=to,
        view=view,
        ref=ref or "",
        state="dropped" if dropped else "waiting" if due is not None and sent_as is None else "sent",
        why=dropped or "",
        kind=kind,
        lane=lane,
        occurrence=occurrence,
        due=_moment(due),
        attempts=attempts,
    )


def _nudge(row: Raw) -> NudgeAhead:
    ref, kind, item, lane, occurrence, due = row
    return NudgeAhead(ref=ref, kind=kind, item=item, lane=lane, occurrence=occurrence, due=moment(due))


def _line(row: Raw) -> ChainLine:
    number, at, by, act, ref, version, digest = row
    return ChainLine(number=number, at=moment(at), by=by or "", act=act, ref=ref or "", version=version, hash=digest)


def _only(row: Raw | None) -> int | None:
    return None if row is None or row[0] is None else int(row[0])


def _moment(due: int | None) -> datetime | None:
    return None if due is None else moment(due)
