"""Erased data is nowhere: not in a row, not in a file, and not even sealed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.policy import Policy
from bot.records.rights import Part
from storage import Store
from storage.crypto import Sealed
from storage.tables import ERASED, draft, message, meta, record
from storage.unit_of_work import UnitOfWork
from tests import migrated
from tests.sizes import size
from tests.storage.conftest import HandClock
from tests.storage.sample import ISLA, KINDS, MORAG, Talk, may, talked

CANARIES = ("said in passing", "tenancy 4711", "half typed", "D0ADDRESS")
#: The sealed rows of records, drafts and messages; a directory is not part of what is erased.
_SEALED = (record, draft, message)
#: Enough of a sealed value to be found by, and far too much to be there by chance.
_WINDOW = 16


def sealed_rows(store: Store) -> list[tuple[str, str, Sealed]]:
    """Table, id and sealed value of each row that has one."""

    def work(uow: UnitOfWork) -> list[tuple[str, str, Sealed]]:
        return [
            (table.name, id_, Sealed(bytes(key), bytes(body)))
            for table in _SEALED
            for id_, key, body in uow.session.all(select(table.c.id, table.c.wrapped_key, table.c.body), {})
        ]

    return store.run(work)


def readable(store: Store) -> bytes:
    """All that the master key opens."""
    rows = sealed_rows(store)
    versions: dict[str, int] = dict(store.run(lambda uow: uow.session.all(select(record.c.id, record.c.version), {})))
    return b"\n".join(store.run(lambda uow: [uow.context.vault.unseal(*row, versions.get(row[1])) for row in rows]))


def names(store: Store, about: str) -> set[str]:
    """Pseudonyms of the two in rows about this record: by their parts, and in notices."""
    blind, alias = store.vault.blind, store.vault.alias
    both = (ISLA, MORAG)
    return {blind("party", part, who) for who in both for part in Part} | {alias(who, "notice", about) for who in both}


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of each file of the database."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def traces(of: Iterable[Sealed], where: Iterable[bytes]) -> list[bytes]:
    """Pieces of the encrypted values, without their common parts, that are found there."""
    places = list(where)
    pieces = (
        value[at : at + _WINDOW]
        for sealed in of
        for value in (sealed.wrapped_key[10:], sealed.body)
        for at in range(0, len(value) - _WINDOW + 1, _WINDOW)
    )
    return [piece for piece in pieces if any(piece in place for place in places)]


def lived(store: Store) -> tuple[Talk, Talk]:
    """A talk with all that can be about one, and another that stays."""
    talk = store.run(lambda uow: talked(uow, CANARIES[0], reference=CANARIES[1], nudged=True))
    store.run(lambda uow: uow.drafts.keep(MORAG, "talk.decide", {"note": CANARIES[2]}, talk.id))
    store.run(lambda uow: uow.outbox.put(MORAG, "nudge", talk.id))
    (parcel,) = store.run(lambda uow: uow.outbox.claim(limit=1, lease_seconds=60))
    store.run(lambda uow: uow.outbox.sent(parcel, platform="slack", address=CANARIES[3], fingerprint="f", settled=True))
    return talk, store.run(lambda uow: talked(uow, "something else"))


def _save(talk: Talk, uow: UnitOfWork) -> Talk:
    return uow.records.save(talk, by=MORAG, act="changed")


def _erase(talk: Talk, uow: UnitOfWork) -> None:
    uow.records.erase(talk.wiped(), act="erased")


def erase(store: Store, talk: Talk) -> None:
    """Erase it, and wait for the work after the commit."""
    store.run(partial(_erase, talk))
    store.run(lambda _: None)


def on_sqlite(url: str) -> bool:
    """True if the database is files of ours."""
    return url.startswith("sqlite")


def rows_of(url: str) -> list[tuple[Any, ...]]:
    """Every row of every table."""
    if on_sqlite(url):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - ours
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return [row for (name,) in found for row in connection.execute(f'SELECT * FROM "{name}"'.encode())]  # noqa: S608


@pytest.mark.requirement("R-1.10.4-2")
def test_nothing_of_it_is_readable_even_with_the_key(store: Store, url: str) -> None:
    """No row opens to it, no row ties a person to it, and no sealed value of it is left in any row."""
    talk, other = lived(store)
    before = sealed_rows(store)
    assert [c for c in CANARIES if c.encode() in readable(store)] == list(CANARIES)
    erase(store, talk)
    assert [c for c in CANARIES if c.encode() in readable(store)] == []
    assert b"something else" in readable(store)
    rows = rows_of(url)
    for about, ties in ((talk, 0), (other, 2)):
        told = [row for row in rows if about.id in row and names(store, about.id) & {x for x in row if type(x) is str}]
        assert len(told) == ties
    assert {line.by for line in store.run(lambda uow: uow.records.history(talk.id))} == {None}
    gone = [sealed for _, id_, sealed in before if id_ != other.id]
    assert len(gone) == 3
    values = [bytes(x) for row in rows for x in row if isinstance(x, bytes | memoryview)]
    assert traces(gone, values) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Folder of the files of a SQLite database."""
    return tmp_path / "var"


@pytest.fixture
def on_disk(folder: Path, keys: str, policy: Policy, clock: HandClock) -> Iterable[Store]:
    """A store on SQLite."""
    store = Store(migrated.on_sqlite(folder / "harbour.db"), keys, policy, clock, records=KINDS, may=may)
    yield store
    store.close()


def test_no_byte_of_it_is_left_in_the_files(on_disk: Store, folder: Path) -> None:
    """The log is written back and cut off right after the commit: there was the old row, with its key."""
    talk, other = lived(on_disk)
    gone = [sealed for _, id_, sealed in sealed_rows(on_disk) if id_ != other.id]
    assert len(traces(gone, files(folder).values())) > 20
    erase(on_disk, talk)
    assert traces(gone, files(folder).values()) == []
    assert len(files(folder)["harbour.db-wal"]) == 0


def _block(folder: Path) -> sqlite3.Connection:
    """Somebody who reads, as for a copy, and does not come to an end."""
    reader = sqlite3.connect(folder / "harbour.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM record").fetchone()
    return reader


def test_whoever_reads_is_not_waited_for(on_disk: Store, folder: Path) -> None:
    """Data that a reader still sees is removed after the next commit behind them."""
    talk, other = lived(on_disk)
    gone = [sealed for _, id_, sealed in sealed_rows(on_disk) if id_ != other.id]
    with closing(_block(folder)):
        erase(on_disk, talk)
        assert traces(gone, files(folder).values()) != []
    on_disk.run(lambda _: None)
    on_disk.run(lambda _: None)
    assert traces(gone, files(folder).values()) == []


def test_what_a_killed_process_left_is_removed_by_the_next(
    on_disk: Store, folder: Path, tmp_path: Path, keys: str, policy: Policy, clock: HandClock
) -> None:
    """It died between the commit and the removal."""
    talk, other = lived(on_disk)
    gone = [sealed for _, id_, sealed in sealed_rows(on_disk) if id_ != other.id]
    with closing(_block(folder)):
        erase(on_disk, talk)
        left = tmp_path / "left"
        shutil.copytree(folder, left)
    again = Store(f"sqlite:///{left / 'harbour.db'}", keys, policy, clock, records=KINDS, may=may)
    for _ in range(2):
        again.run(lambda _: None)
    assert traces(gone, files(left).values()) == []
    again.close()


Life = Sequence[tuple[str, int, int]]
_LIVES = st.lists(
    st.tuples(st.sampled_from(("add", "save", "erase")), st.integers(0, 30), st.sampled_from((1, 60, 700, 4000, 9000))),
    min_size=4,
    max_size=40,
)


@settings(max_examples=size(5, 25), deadline=None)
@given(life=_LIVES)
def test_no_byte_is_left_whatever_lies_around_it(life: Life, keys: str, policy: Policy) -> None:
    """Short and long ones, on pages that are filled, split and joined; of no version that there was."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(migrated.on_sqlite(folder / "harbour.db"), keys, policy, HandClock(), records=KINDS, may=may)
        gone = _live(store, life)
        store.run(lambda _: None)
        assert traces(gone, files(folder).values()) == []
        store.close()


def _live(store: Store, life: Life) -> list[Sealed]:
    """Live it, and erase one more at the end. Returns the sealed values that no row holds any more."""
    talks = [store.run(talked)]
    gone: list[Sealed] = []
    for what, which, length in (*life, ("add", 0, 1), ("erase", 0, 0)):
        words = "w" * length
        if what == "add" or not talks:
            talks.append(store.run(partial(talked, words=words, nudged=True)))
            continue
        talk = talks.pop(which % len(talks))
        gone += [sealed for _, id_, sealed in sealed_rows(store) if id_ == talk.id]
        if what == "save":
            talks.append(store.run(partial(_save, talk.changed(words=words))))
        else:
            store.run(partial(_erase, talk))
    return gone


def _marks(store: Store) -> int:
    return len(store.run(lambda uow: uow.session.all(select(meta.c.name).where(meta.c.name == ERASED), {})))


def test_pruning_sees_to_the_traces_once(store: Store, url: str) -> None:
    """On PostgreSQL the old rows are cleared away; nothing is done where nothing was erased."""
    talk, _ = lived(store)
    store.prune()
    assert _vacuumed(url) is False
    erase(store, talk)
    assert _marks(store) == 1
    store.prune()
    assert _marks(store) == 0
    assert _vacuumed(url) is not on_sqlite(url)


def _vacuumed(url: str) -> bool:
    """True if PostgreSQL has seen all pages of records since they were written: which only a vacuum notes."""
    if on_sqlite(url):
        return False
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT relallvisible > 0 FROM pg_class WHERE relname = 'record'").fetchone()
        assert row is not None
        return bool(row[0])
