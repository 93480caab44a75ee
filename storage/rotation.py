"""Wrapping all keys with the newest master key, so that the older ones can be destroyed."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.sql import Select, Update

from storage.crypto import place
from storage.store import Store
from storage.tables import chat, draft, message, meta, note, once, person, record, ticket
from storage.unit_of_work import UnitOfWork

#: Rows handled by one unit of work.
_LIMIT = 500


class _Rows(NamedTuple):
    """The sealed rows of a table, page by page."""

    table: Table
    read: Select[tuple[str, bytes]]
    write: Update


class _Page(NamedTuple):
    """Progress of a page: its last row, and the number of keys wrapped anew."""

    last: str
    changed: int


def _rows(table: Table) -> _Rows:
    (key,) = table.primary_key.columns
    return _Rows(
        table,
        select(key, table.c.wrapped_key)
        .where(key > bindparam("after"), table.c.wrapped_key.is_not(None))
        .order_by(key)
        .limit(bindparam("limit")),
        # A row saved meanwhile already has its new key wrapped by the newest.
        update(table)
        .where(key == bindparam("its_key"), table.c.wrapped_key == bindparam("before"))
        .values(wrapped_key=bindparam("wrapped_key")),
    )


_SEALED = tuple(map(_rows, (meta, person, record, message, draft, ticket, chat, note, once)))


def rotate(store: Store) -> int:
    """Wrap every key with the newest master key, if an older one has wrapped it. Returns the number of rows.

    Can be interrupted and restarted while Harbour runs: every replica has to know both keys before it begins, and gets
    the new one alone once it has ended.
    """
    return sum(_rotate(store, rows) for rows in _SEALED)


def _rotate(store: Store, rows: _Rows) -> int:
    rotated, after = 0, ""
    while page := store.run(partial(_page, rows=rows, after=after)):
        rotated += page.changed
        after = page.last
    return rotated


def _page(uow: UnitOfWork, *, rows: _Rows, after: str) -> _Page | None:
    found = uow.session.all(rows.read, {"after": after, "limit": _LIMIT})
    if not found:
        return None
    keys = uow.context.vault.keys
    changes = []
    for id_, wrapped in found:
        if not keys.is_newest(wrapped):
            where = place(rows.table.name, id_, "wrapped_key")
            anew = keys.wrap(keys.unwrap(wrapped, where), where)
            changes.append({"its_key": id_, "before": wrapped, "wrapped_key": anew})
    uow.session.run_each(rows.write, changes)
    return _Page(found[-1][0], len(changes))
