"""Somebody who can write to the database without a key changes nothing unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing

import pytest

from bot.errors import HarbourError
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.rights import Part
from storage import Head, Store, Tampered, Unreadable, verify
from storage.tables import Row
from tests.sizes import size
from tests.storage.conftest import Open
from tests.storage.meddling import Meddler
from tests.storage.sample import EWAN, ISLA, MORAG, Gone, Matter, staff, told

#: Whatever holds the state of records.
_ALL = ("record", "party", "history", "tail", "head")


@pytest.fixture
def meddler(url: str) -> Meddler:
    """Somebody at the database."""
    return Meddler(url)


@pytest.fixture
def matters(store: Store) -> tuple[Matter, Matter]:
    """Two matters of one kind and length."""
    first, second = (store.run(lambda uow, each=each: told(uow, each)) for each in ("one", "two"))  # type: ignore[misc]
    assert verify(store).count == 2
    return first, second


def save(store: Store, matter: Matter, text: str, act: str | None = "changed") -> Matter:
    """Change its text; the line of it has its place."""
    saved = store.run(lambda uow: uow.records.save(matter.changed(text=text), by=MORAG, act=act))
    store.seal()
    return saved


def found(store: Store, *noted: Head) -> str:
    """Message of the verification."""
    with pytest.raises(Tampered) as caught:
        verify(store, *noted)
    return caught.value.message


def peek(store: Store, record: str) -> Callable[[], object]:
    """Reading it."""
    return lambda: store.run(lambda uow: uow.records.peek(RecordId(record)))


# -- the history -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET act = 'read' WHERE seq = 2",
        "UPDATE history SET version = 9 WHERE seq = 2",
        "UPDATE history SET imprint = NULL WHERE seq = 2",
        "UPDATE history SET by_person = (SELECT h.by_person FROM history h WHERE h.seq = 1) WHERE seq = 2",
        "DELETE FROM history WHERE seq = 2",
        "DELETE FROM history WHERE seq = 4",
    ],
)
def test_a_chain_that_is_made_anew_without_the_key_is_found(
    store: Store, matters: tuple[Matter, Matter], meddler: Meddler, statement: str
) -> None:
    """An attacker who changes or removes a line can compute hashes, but not those of our history."""
    save(store, save(store, matters[0], "more"), "most")
    meddler.runs(statement)
    meddler.chains_anew()
    assert found(store) == "The history is not as it was written: line 1 does not fit the one before it."


def test_the_last_line_cannot_be_removed(store: Store, matters: tuple[Matter, Matter], meddler: Meddler) -> None:
    """Neither by itself, nor with a head that names the one before it."""
    save(store, matters[0], "more")
    meddler.runs("DELETE FROM history WHERE seq = 3")
    assert "line 3 is missing" in found(store)
    meddler.runs("UPDATE head SET seq = 2, hash = (SELECT hash FROM history WHERE seq = 2)")
    assert "line 2 is named by a head that nobody wrote" in found(store)


def test_who_acted_cannot_be_told_from_nobody(store: Store, matters: tuple[Matter, Matter], meddler: Meddler) -> None:
    """A line that names somebody, one that names nobody and one by another person look alike, and never the same."""
    save(store, matters[0], "more")
    store.run(lambda uow: uow.records.save(matters[1].settled(), by=None, act="settled"))
    store.seal()
    lines = [row["by_person"] for row in meddler.sees("history")["history"]]
    assert len(set(lines)) == len(lines) == 4
    assert len({len(line) for line in lines}) == 1


# -- the records -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["changed", None])
def test_a_record_that_is_rolled_back_is_found(
    store: Store, matters: tuple[Matter, Matter], meddler: Meddler, act: str | None
) -> None:
    """The whole row as it was once, with all that belongs to it: also where nobody's act led to the change."""
    seen = meddler.sees("record", "party")
    save(store, matters[0], "more", act)
    meddler.puts_back(seen, only=matters[0].id)
    assert found(store) == (
        "The record MT-0001 is not as it was kept: it differs from what its last line in the history says."
    )


def test_an_older_text_is_not_read_as_the_newer_version(
    store: Store, matters: tuple[Matter, Matter], meddler: Meddler
) -> None:
    """It says for which version it is: nobody reads it as today's."""
    (old,) = [row for row in meddler.sees("record")["record"] if row["id"] == matters[0].id]
    saved = save(store, matters[0], "more")
    meddler.changes(saved.id, wrapped_key=old["wrapped_key"], body=old["body"])
    with pytest.raises(Unreadable):
        peek(store, saved.id)()
    assert "MT-0001" in found(store)


def test_two_records_texts_cannot_be_swapped(store: Store, matters: tuple[Matter, Matter], meddler: Meddler) -> None:
    """Neither is read, and both are found."""
    first, second = matters
    rows = {row["id"]: row for row in meddler.sees("record")["record"]}
    for one, other in ((first, second), (second, first)):
        meddler.changes(one.id, **{name: rows[other.id][name] for name in ("wrapped_key", "body", "facts")})
    for each in matters:
        with pytest.raises(Unreadable):
            peek(store, each.id)()
    assert "MT-0001" in found(store)


@pytest.mark.parametrize(
    "changes",
    [
        {"is_open": False},
        {"state": "settled"},
        {"parent": "0" * 32},
        {"due": None},
        {"on_management_list": False},
        {"ref": "MT-0009"},
    ],
)
def test_a_plain_column_that_is_changed_is_found(
    store: Store, matters: tuple[Matter, Matter], meddler: Meddler, changes: dict[str, object]
) -> None:
    """Such as one that hides a record from somebody."""
    saved = store.run(
        lambda uow: uow.records.save(matters[0].changed(due_at=uow.now, listed=True), by=MORAG, act="changed")
    )
    assert verify(store).count == 3
    meddler.changes(saved.id, **changes)
    assert "is not as it was kept" in found(store)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM party WHERE record_id = :id AND part = 'handler'",
        "UPDATE party SET part = 'must_act' WHERE record_id = :id AND part = 'handler'",
        "UPDATE party SET person_id = 'somebody' WHERE record_id = :id AND part = 'reporter'",
    ],
)
def test_a_part_that_is_taken_or_given_is_found(
    store: Store, matters: tuple[Matter, Matter], meddler: Meddler, statement: str
) -> None:
    """A matter is neither hidden from its manager nor put before somebody else."""
    meddler.runs(statement.replace(":id", f"'{matters[0].id}'"))
    assert "MT-0001" in found(store)


def test_a_record_that_is_removed_is_found(store: Store, matters: tuple[Matter, Matter], meddler: Meddler) -> None:
    """Its line stays."""
    id_ = matters[0].id
    meddler.runs(f"DELETE FROM party WHERE record_id = '{id_}'", f"DELETE FROM record WHERE id = '{id_}'")  # noqa: S608
    assert "line 1 is of a record that is not there any more" in found(store)


def test_a_record_that_nobody_made_is_found(store: Store, matters: tuple[Matter, Matter], meddler: Meddler) -> None:
    """A copy of another under an id of its own."""
    (row,) = [row for row in meddler.sees("record")["record"] if row["id"] == matters[0].id]
    meddler.puts_back({"record": [row | {"id": "f" * 32, "ref": "MT-0077"}]}, only="f" * 32)
    assert found(store) == "The record MT-0077 is not as it was kept: it stands in no line of the history."


def test_what_was_erased_does_not_come_back(store: Store, matters: tuple[Matter, Matter], meddler: Meddler) -> None:
    """The row from before it was erased is found."""
    seen = meddler.sees("record", "party")
    store.run(lambda uow: uow.records.erase(Gone.of(matters[0]), act="erased"))
    assert verify(store).count == 3
    meddler.puts_back(seen, only=matters[0].id)
    assert "MT-0001" in found(store)


# -- everything at once ------------------------------------------------------------------------------------


def test_an_earlier_state_of_everything_is_found_against_a_noted_head(
    store: Store, matters: tuple[Matter, Matter], meddler: Meddler
) -> None:
    """A backup that was put back is sound in itself: what was noted elsewhere tells."""
    before, seen = verify(store), meddler.sees(*_ALL)
    save(store, matters[0], "more")
    noted = verify(store)
    meddler.puts_back(seen)
    assert verify(store, Head(before.count, before.head)) == before
    assert "line 3 is missing" in found(store, Head(noted.count, noted.head))
    save(store, matters[0], "something else")
    assert verify(store).count == noted.count
    assert "line 3 is not the one that was noted" in found(
        store, Head(before.count, before.head), Head(noted.count, noted.head)
    )


def test_every_act_leaves_all_of_it_sound(store: Store, matters: tuple[Matter, Matter]) -> None:
    """Saved with an act or without, by another person, looked at, settled, erased."""

    def work(uow: UnitOfWork) -> None:
        one = uow.records.save(matters[0].changed(manager=EWAN), by=MORAG, act="passed")
        one = uow.records.save(one.changed(tags=frozenset()), by=None, act=None)
        uow.records.save(one.settled(), by=EWAN, act="settled")
        uow.records.erase(Gone.of(matters[1]), act="erased")
        uow.directory.noted(MORAG, "left")

    store.run(work)
    assert verify(store).count == 7
    assert [line.act for line in store.run(lambda uow: uow.records.history(matters[0].id))] == [
        "told",
        "passed",
        "settled",
    ]


# -- sealed texts, wherever they stand ------------------------------------------------------------------------

#: Sealed or covered, in columns of bytes; shorter ones are a few words of a number.
_LONG = 28


def everything(store: Store) -> object:
    """All that is read of a store in which something stands in every place; the history is verified."""

    def read(uow: UnitOfWork) -> object:
        (matter,) = uow.records.with_part(ISLA, Part.REPORTER)
        return (
            [uow.people.get(person.id) for person in staff()],
            [uow.people.known_as("slack", person.ids["slack"]) for person in staff() if "slack" in person.ids],
            uow.records.peek(matter.id),
            uow.records.history(matter.id),
            uow.drafts.find(ISLA, "report"),
            uow.chats.find(ISLA, "teams"),
            uow.once("T0EVENT"),
            uow.outbox.standing(MORAG, matter.id),
        )

    return verify(store), store.run(read)


def _sealed(row: Mapping[str, object]) -> set[str]:
    return {name for name, value in row.items() if isinstance(value, bytes)}


def test_no_sealed_text_is_read_in_another_place(lived: Store, meddler: Meddler, opened: Open) -> None:
    """Of another row, another column or another table: it is not read at all, or nothing is read otherwise."""
    before, seen = everything(lived), meddler.sees(*Row.metadata.tables)
    texts = [
        (table, column, row)
        for table, rows in seen.items()
        for row in rows
        for column, value in row.items()
        if isinstance(value, bytes) and len(value) >= _LONG
    ]
    columns = sorted({(table, column) for table, column, _ in texts})
    # Two rows of each column.
    some = [text for name in columns for text in [each for each in texts if each[:2] == name][:2]]
    wrong, found = [], 0
    for number, (table, column, row) in enumerate(some):
        # In the quick size the other row of its column, and one of another.
        instead = [each for each in some if each[:2] == (table, column)] + some[number % 3 :: size(len(some) // 2, 2)]
        for other, its, others in instead:
            # By itself, and with all that is sealed beside it: the wrapped key that opens it.
            for values in ({column: others[its]}, {name: others[name] for name in _sealed(row) & _sealed(others)}):
                if all(row[name] == value for name, value in values.items()):
                    continue
                meddler.puts(table, row, **values)
                try:
                    with closing(opened()) as replica:
                        is_other = everything(replica) != before
                    if is_other:
                        wrong.append(f"{other} {', '.join(values)} is read as {table}.{column}")
                except HarbourError:
                    found += 1
                meddler.puts(table, row, **{name: row[name] for name in values})
    assert wrong == []
    assert {f"{table}.{column}" for table, column, _ in some} >= {"person.body", "record.body", "draft.body"}
    assert found > len(some)
    assert everything(opened()) == before
