"""The history shows every way of tampering with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

import psycopg
import pytest

from bot.ports import UnitOfWork
from storage import Head, StorageError, Store, Tampered, verify
from storage.history import GENESIS
from tests.storage.sample import MORAG, Matter, told

#: Carries out statements behind the store's back.
Meddle = Callable[[Sequence[str]], None]

_UNGUARDED = {
    "sqlite": ("DROP TRIGGER history_not_changed", "DROP TRIGGER history_not_removed"),
    "postgresql": ("ALTER TABLE history DISABLE TRIGGER ALL",),
}


@pytest.fixture
def meddle(url: str) -> Meddle:
    """Somebody with the database's own tools, and the triggers out of the way."""

    def sqlite(statements: Sequence[str]) -> None:
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
            for statement in (*_UNGUARDED["sqlite"], *statements):
                connection.execute(statement)

    def postgresql(statements: Sequence[str]) -> None:
        with psycopg.connect(url) as connection:
            for statement in (*_UNGUARDED["postgresql"], *statements):
                connection.execute(statement.encode())

    return sqlite if url.startswith("sqlite") else postgresql


def _saving(matter: Matter, act: str) -> Callable[[UnitOfWork], Matter]:
    return lambda uow: uow.records.save(matter, by=MORAG, act=act)


@pytest.fixture
def written(store: Store) -> Store:
    """A store with nine lines of history."""
    for _ in range(3):
        matter = store.run(told)
        saved = store.run(_saving(matter.changed(text="b"), "changed"))
        store.run(_saving(saved.settled(), "settled"))
    store.seal()
    return store


def acts(store: Store) -> None:
    """Something happens, and its line is to have its place."""
    store.run(told)
    store.seal()


def test_a_chain_that_holds_is_verified(written: Store) -> None:
    """With its length and its head, which can be noted elsewhere and still fit later on."""
    before = verify(written)
    assert before.count == 9
    written.run(told)
    after = verify(written, Head(count=before.count, hash=before.head))
    assert (after.count, after.head != before.head) == (10, True)


def test_an_empty_chain_holds(store: Store) -> None:
    """Nothing has happened yet."""
    assert (verify(store).count, verify(store).head) == (0, GENESIS)


@pytest.mark.parametrize(
    ("statements", "line"),
    [
        (["UPDATE history SET by_person = 'somebody else' WHERE seq = 4"], 4),
        (["UPDATE history SET act = 'read' WHERE seq = 1"], 1),
        (["UPDATE history SET at = at + 1 WHERE seq = 9"], 9),
        (["UPDATE history SET version = 7 WHERE seq = 5"], 5),
        (["UPDATE history SET record_id = NULL WHERE seq = 5"], 5),
        (["UPDATE history SET hash = 'f' WHERE seq = 6"], 6),
        (["DELETE FROM history WHERE seq = 1"], 1),
        (["DELETE FROM history WHERE seq = 5"], 5),
        (["DELETE FROM history WHERE seq = 9"], 9),
        (["DELETE FROM history WHERE seq > 3"], 4),
        (
            [
                "UPDATE history SET seq = 100 WHERE seq = 2",
                "UPDATE history SET seq = 2 WHERE seq = 3",
                "UPDATE history SET seq = 3 WHERE seq = 100",
            ],
            2,
        ),
        (["DELETE FROM history WHERE seq = 3", "UPDATE history SET seq = seq - 1 WHERE seq = 4"], 3),
    ],
)
def test_each_edit_deletion_and_swap_is_found(written: Store, meddle: Meddle, statements: list[str], line: int) -> None:
    """At the first line that is not as it was."""
    meddle(statements)
    with pytest.raises(Tampered) as caught:
        verify(written)
    assert caught.value.line == line


@pytest.mark.parametrize("kept", range(9))
def test_a_chain_that_was_cut_off_with_its_head_is_found(written: Store, meddle: Meddle, kept: int) -> None:
    """A shorter chain looks sound, but nobody can write the head that it would have had."""
    hash_ = f"coalesce((SELECT hash FROM history WHERE seq = {kept}), '{GENESIS}')"  # noqa: S608 - a number and zeros
    meddle([f"DELETE FROM history WHERE seq > {kept}", f"UPDATE head SET seq = {kept}, hash = {hash_}"])  # noqa: S608
    with pytest.raises(Tampered):
        verify(written)


def test_nothing_is_written_after_a_head_that_nobody_wrote(written: Store, meddle: Meddle) -> None:
    """Or Harbour itself would vouch for a history that was cut off."""
    meddle(
        [
            "DELETE FROM history WHERE seq > 8",
            "UPDATE head SET seq = 8, hash = (SELECT hash FROM history WHERE history.seq = 8)",
        ]
    )
    with pytest.raises(Tampered, match="a head that nobody wrote"):
        acts(written)


def test_without_a_head_nothing_can_be_done(written: Store, meddle: Meddle) -> None:
    """An act that cannot be written into the history is refused, or waits for ever."""
    meddle(["DELETE FROM head"])
    with pytest.raises(Tampered):
        acts(written)


@pytest.mark.parametrize(
    "statement", ["UPDATE history SET act = 'read' WHERE seq = 1", "DELETE FROM history WHERE seq = 1"]
)
def test_the_database_itself_refuses_to_change_a_line(written: Store, url: str, statement: str) -> None:
    """Triggers stand in the way of an accident."""
    if url.startswith("sqlite"):
        with (
            closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection,
            pytest.raises(sqlite3.DatabaseError, match="never changed"),
        ):
            connection.execute(statement)
    else:
        with psycopg.connect(url) as connection, pytest.raises(psycopg.DatabaseError, match="never changed"):
            connection.execute(statement.encode())
    assert verify(written).count == 9


def test_an_action_fails_if_its_line_cannot_be_written(written: Store, meddle: Meddle) -> None:
    """Nothing happens unseen."""
    meddle(["ALTER TABLE history RENAME TO hidden", "ALTER TABLE tail RENAME TO hidden_as_well"])
    with pytest.raises(StorageError):
        written.run(told)
