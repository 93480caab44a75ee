"""Lists of records, from their plain columns alone, without decrypting any."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import itemgetter

from sqlalchemy import bindparam, select, tuple_

from bot.ports import Summary
from bot.records.rights import Part
from storage.session import Raw, Session
from storage.tables import party, record
from storage.times import moment

_SUMMARY = (
    record.c.id, record.c.ref, record.c.kind, record.c.state, record.c.parent,
    record.c.created_at, record.c.due, record.c.is_open, record.c.closed_at,
)  # fmt: skip
_WITH_PART = (
    select(*_SUMMARY)
    .join(party, party.c.record_id == record.c.id)
    .where(party.c.person_id == bindparam("person"), party.c.part == bindparam("part"))
    .order_by(party.c.rank, party.c.created_at.desc(), party.c.record_id.desc())
    .limit(bindparam("limit"))
)
#: Queries for a person's records, by whether only open ones and only one kind are wanted.
_LISTS = {
    (False, False): _WITH_PART,
    (True, False): _WITH_PART.where(party.c.is_open),
    (False, True): _WITH_PART.where(party.c.kind == bindparam("kind")),
    (True, True): _WITH_PART.where(party.c.is_open, party.c.kind == bindparam("kind")),
}
_MANAGEMENT = (
    select(*_SUMMARY)
    .where(record.c.on_management_list)
    .order_by(record.c.due.is_(None), record.c.due, record.c.created_at.desc(), record.c.id.desc())
    .limit(bindparam("limit"))
)
_REGISTER = (
    select(*_SUMMARY)
    .where(record.c.kind == bindparam("kind"), record.c.id < bindparam("after"))
    .order_by(record.c.id.desc())
    .limit(bindparam("limit"))
)
#: After every id, as ids are digits and small letters.
_LAST = "z" * 33
#: By the same index as what is found and opened; a blind index is of one kind alone.
_ABOUT = (
    select(*_SUMMARY)
    .where(record.c.lookup == bindparam("lookup"))
    .order_by(record.c.id.desc())
    .limit(bindparam("limit"))
)
_ONE = select(*_SUMMARY).where(record.c.id == bindparam("id"))
_GROWN = select(*_SUMMARY).where(record.c.parent == bindparam("parent")).order_by(record.c.created_at, record.c.id)
_CLOSED = (
    select(*_SUMMARY)
    .where(
        record.c.kind == bindparam("kind"),
        record.c.closed_at < bindparam("before"),
        tuple_(record.c.closed_at, record.c.id) > tuple_(bindparam("since"), bindparam("after")),
    )
    .order_by(record.c.closed_at, record.c.id)
    .limit(bindparam("limit"))
)
#: Before all closed records.
FIRST = (0, "")


def with_part(
    session: Session, alias: str, part: Part, *, open_only: bool, kind: str | None, limit: int
) -> list[Summary]:
    """Records in which this pseudonym has this part: due first, then newest."""
    wanted = {"person": alias, "part": part.value, "limit": limit} | ({} if kind is None else {"kind": kind})
    return [_summary(row) for row in session.all(_LISTS[open_only, kind is not None], wanted)]


def on_management_list(session: Session, limit: int) -> list[Summary]:
    """Records that have waited so long that the management team is told: due first, then newest."""
    return [_summary(row) for row in session.all(_MANAGEMENT, {"limit": limit})]


def register(session: Session, kinds: Collection[str], after: str, limit: int) -> list[Summary]:
    """The records of these kinds, newest first, from the one after this id on."""
    wanted = {"after": after or _LAST, "limit": limit}
    found = [row for kind in set(kinds) for row in session.all(_REGISTER, {"kind": kind, **wanted})]
    # Ids are in the order in which they were made.
    return [_summary(row) for row in sorted(found, key=itemgetter(0), reverse=True)[:limit]]


def about(session: Session, blinds: Mapping[str, str], limit: int) -> list[Summary]:
    """Records of each kind with that kind's blind index, newest first."""
    found = [row for blind in blinds.values() for row in session.all(_ABOUT, {"lookup": blind, "limit": limit})]
    return [_summary(row) for row in sorted(found, key=itemgetter(0), reverse=True)]


def one(session: Session, wanted: str) -> Summary | None:
    """The record's plain columns; None if there is none."""
    row = session.one(_ONE, {"id": wanted})
    return None if row is None else _summary(row)


def grown(session: Session, parent: str) -> list[Summary]:
    """Child records, oldest first."""
    return [_summary(row) for row in session.all(_GROWN, {"parent": parent})]


def closed(session: Session, kind: str, before: int, place: tuple[int, str], limit: int) -> list[Summary]:
    """Records of a kind closed before this moment, earliest first, from a position on."""
    since, after = place
    wanted = {"kind": kind, "before": before, "since": since, "after": after, "limit": limit}
    return [_summary(row) for row in session.all(_CLOSED, wanted)]


def _summary(row: Raw) -> Summary:
    id_, ref, kind, state, parent, created_at, due, is_open, closed_at = row
    return Summary(
        id=id_,
        ref=ref,
        kind=kind,
        state=state,
        parent=parent,
        created_at=moment(created_at),
        due=None if due is None else moment(due),
        is_open=bool(is_open),
        closed_at=None if closed_at is None else moment(closed_at),
    )
