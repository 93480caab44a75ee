"""Nobody waits for the history where many write at once: lines wait for their places, and nothing is changed unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.policy import Policy
from bot.ports import UnitOfWork
from storage import Head, Store, Tampered, back_up, restore, sealing, verify
from storage.database import address
from storage.database import opened as open_database
from storage.numbers import BLOCK
from storage.tables import head
from storage.unit_of_work import UnitOfWork as StoredUnitOfWork
from tests.migrated import on_postgresql
from tests.storage.conftest import HandClock, Open
from tests.storage.meddling import Meddler
from tests.storage.sample import KINDS, MORAG, Matter, may, told
from tests.storage.test_tampering import found


@pytest.fixture
def url(postgresql: str) -> str:
    """A database on which many write at once."""
    return on_postgresql(postgresql)


@pytest.fixture
def meddler(url: str) -> Meddler:
    """Somebody at the database."""
    return Meddler(url)


def save(store: Store, matter: Matter, text: str) -> Matter:
    """Change its text; the line of it waits."""
    return store.run(lambda uow: uow.records.save(matter.changed(text=text), by=MORAG, act="changed"))


def acts(store: Store, of: Matter) -> list[str]:
    """Acts in the history of this matter."""
    return [line.act for line in store.run(lambda uow: uow.records.history(of.id))]


# -- nobody waits --------------------------------------------------------------------------------------------


def test_no_report_waits_for_another(opened: Open, store: Store) -> None:
    """Neither for a reference nor for a place in the history: one is kept while another has not ended."""
    other = opened()

    def tells_and_stays(uow: StoredUnitOfWork) -> tuple[Matter, Matter]:
        mine = told(uow)
        uow.ledger.write()
        with ThreadPoolExecutor(1) as threads:
            return mine, threads.submit(other.run, told).result(10)

    mine, theirs = store.run(tells_and_stays)
    assert mine.ref != theirs.ref
    assert verify(store).count == 2


def test_a_number_is_given_once_and_may_be_left_out(opened: Open, store: Store) -> None:
    """Each replica has a block of its own, and what fails keeps its number."""
    other = opened()

    def fails(uow: UnitOfWork) -> None:
        told(uow)
        raise LookupError

    refs = [store.run(told).ref]
    with pytest.raises(LookupError):
        store.run(fails)
    refs += [each.run(told).ref for each in (other, store, other)]
    assert refs == ["MT-0001", f"MT-{BLOCK + 1:04}", "MT-0003", f"MT-{BLOCK + 2:04}"]
    for _ in range(BLOCK):
        refs.append(store.run(told).ref)
    assert len(set(refs)) == len(refs)
    assert refs[-1] == f"MT-{2 * BLOCK + 3:04}"


# -- places --------------------------------------------------------------------------------------------------


def test_lines_have_their_places_in_the_order_in_which_they_were_kept(
    store: Store, meddler: Meddler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In pieces; who asks sees them all the while, each once."""
    monkeypatch.setattr(sealing, "AT_A_TIME", 2)
    matter = store.run(told)
    for text in "abcd":
        matter = save(store, matter, text)
    before = acts(store, matter)
    assert store.run(lambda uow: sealing.seal(uow.session, uow.context.vault))
    assert (len(meddler.sees("history")["history"]), len(meddler.sees("tail")["tail"])) == (2, 3)
    assert acts(store, matter) == before == ["told", *["changed"] * 4]
    store.seal()
    assert [row["version"] for row in meddler.sees("history")["history"]] == [0, 1, 2, 3, 4]
    assert acts(store, matter) == before
    assert meddler.sees("tail")["tail"] == []


def test_two_that_seal_at_once_give_each_line_one_place(
    opened: Open, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One waits for the other, and takes what is left."""
    monkeypatch.setattr(sealing, "AT_A_TIME", 3)
    other = opened()
    for _ in range(20):
        store.run(told)
    with ThreadPoolExecutor(2) as threads:
        for sealed in [threads.submit(each.seal) for each in (store, other)]:
            sealed.result(10)
    assert verify(store).count == 20


def test_a_head_holds_all_that_was_kept_before_it_was_noted(store: Store) -> None:
    """Waiting lines are given their places first."""
    store.run(told)
    (noted,) = Head.noted(store.head())
    store.run(told)
    assert (noted.count, verify(store, noted).count) == (1, 2)


def test_what_waits_in_a_backup_has_its_place_on_sqlite_as_well(
    url: str, store: Store, keys: str, policy: Policy, clock: HandClock, tmp_path: Path
) -> None:
    """Before anything is written after it."""
    matter = save(store, store.run(told), "more")
    back_up(url, tmp_path / "evidence", tmp_path / "backup")
    there = f"sqlite:///{tmp_path / 'there.db'}"
    restore(tmp_path / "backup", there, tmp_path / "files")
    other = Store(there, keys, policy, clock, records=KINDS, may=may)
    save(other, matter, "most")
    assert (verify(other).count, acts(other, matter)) == (3, ["told", "changed", "changed"])
    other.close()


# -- what somebody at the database does while a line waits -------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tail SET act = 'read' WHERE version = 1",
        "UPDATE tail SET version = 9 WHERE version = 1",
        "UPDATE tail SET imprint = NULL WHERE version = 1",
        "UPDATE tail SET at = at + 1 WHERE version = 1",
        "UPDATE tail SET id = repeat('0', 32) WHERE version = 1",
        "UPDATE tail SET record_id = NULL WHERE version = 1",
        "UPDATE tail SET by_person = (SELECT t.by_person FROM tail t WHERE t.version = 0) WHERE version = 1",
        "UPDATE tail SET mac = (SELECT t.mac FROM tail t WHERE t.version = 0) WHERE version = 1",
        (
            "INSERT INTO tail (id, at, by_person, act, version, mac)"
            " SELECT 'x', at, by_person, act, 3, mac FROM tail LIMIT 1"
        ),
    ],
)
def test_a_line_that_waits_cannot_be_changed_or_made(store: Store, meddler: Meddler, statement: str) -> None:
    """It has no place then, and neither has what comes after it; people are served all the while."""
    matter = save(store, store.run(told), "more")
    meddler.runs(statement)
    what = "The history is not as it was written: it has a line that waits for its place and that nobody wrote."
    assert found(store) == what
    save(store, matter, "most")
    with pytest.raises(Tampered):
        store.seal()
    assert meddler.sees("history")["history"] == []


def test_a_line_that_waits_is_not_removed_without_its_record(store: Store, meddler: Meddler) -> None:
    """The record is held against the last line that is left."""
    save(store, store.run(told), "more")
    meddler.runs("DELETE FROM tail WHERE version = 1")
    assert "The record MT-0001 is not as it was kept" in found(store)


def test_a_line_does_not_come_back(store: Store, meddler: Meddler) -> None:
    """An older line that is put back among those that wait does not make the older record the last."""
    matter = store.run(told)
    seen = meddler.sees("record", "party", "tail")
    store.seal()
    save(store, matter, "more")
    store.seal()
    meddler.puts_back({"tail": seen["tail"]})
    meddler.puts_back({name: seen[name] for name in ("record", "party")}, only=matter.id)
    assert (
        found(store)
        == "The history is not as it was written: it has a line that waits for its place and has one already."
    )


def test_swapped_places_do_not_make_an_older_record_the_last(store: Store, meddler: Meddler) -> None:
    """Which of two lines that wait comes first, their MACs do not say; which version they are of, they do."""
    matter = save(store, store.run(told), "one")
    seen = meddler.sees("record", "party")
    save(store, matter, "two")
    meddler.runs("UPDATE tail SET number = 10 WHERE version = 1")
    meddler.puts_back(seen, only=matter.id)
    store.seal()
    assert [row["version"] for row in meddler.sees("history")["history"]] == [0, 2, 1]
    assert "The record MT-0001 is not as it was kept" in found(store)


def test_one_that_lies_among_those_that_wait_is_not_there_twice(store: Store, meddler: Meddler) -> None:
    """Also where the database would let it."""
    store.run(told)
    meddler.runs(
        "ALTER TABLE tail DROP CONSTRAINT pk_tail",
        "DROP INDEX ix_history_id",
        "INSERT INTO tail (id, at, by_person, act, record_id, version, imprint, mac)"
        " SELECT id, at, by_person, act, record_id, version, imprint, mac FROM tail",
    )
    assert found(store) == "The history is not as it was written: it has a line that waits for two places."


def test_a_head_that_nobody_wrote_stops_no_people(url: str, store: Store) -> None:
    """Their acts are kept with a line each, which waits until the head is put right."""
    store.run(told)
    store.seal()
    with open_database(address(url)) as connection:
        right = connection.execute(head.select()).one()
        connection.execute(head.update().values(mac="f"))
    matter = store.run(told)
    with pytest.raises(Tampered, match="a head that nobody wrote"):
        store.seal()
    assert acts(store, matter) == ["told"]
    with open_database(address(url)) as connection:
        connection.execute(head.update().values(mac=right.mac))
    assert verify(store).count == 2
