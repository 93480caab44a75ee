"""Units of work side by side: in one commit, on several threads, from several replicas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import TypeVar

import pytest
from sqlalchemy import text

from bot.errors import AlreadyDone, Conflict
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.rights import Part
from storage import StorageError, Store, verify
from storage.runners import BATCH
from storage.unit_of_work import UnitOfWork as StoredUnitOfWork
from tests.storage.conftest import Open
from tests.storage.sample import ISLA, MORAG, Matter, Stage, told

T = TypeVar("T")


def together(store: Store, works: Sequence[Callable[[StoredUnitOfWork], T]]) -> list[Future[T]]:
    """Hand them all in while the store is busy, so that they wait together."""
    busy, go = Event(), Event()

    def keep_busy(_: UnitOfWork) -> None:
        busy.set()
        go.wait(5)

    first = store._runner.submit(keep_busy)
    busy.wait(5)
    futures: list[Future[T]] = [store._runner.submit(work) for work in works]
    go.set()
    wait(futures, 30)
    first.result(0)
    return futures


def test_a_unit_of_work_that_fails_does_not_harm_its_neighbours(store: Store) -> None:
    """Each stands or falls alone, though they share a commit."""

    def fails(uow: UnitOfWork) -> Matter:
        told(uow, "lost")
        raise LookupError

    futures = together(store, [fails if number % 3 == 0 else told for number in range(30)])
    kept = [future.result() for future in futures if future.exception() is None]
    assert len(kept) == 20
    assert store.run(lambda uow: [uow.records.peek(matter.id) for matter in kept]) == kept
    assert verify(store).count == 20


def test_more_units_of_work_than_one_commit_takes(store: Store) -> None:
    """The rest is in the next."""
    futures = together(store, [told] * (2 * BATCH + 5))
    assert len({future.result().ref for future in futures}) == 2 * BATCH + 5


def test_a_commit_that_fails_fails_for_all_that_are_in_it(store: Store, url: str) -> None:
    """Nobody is told that something is kept which is not; and the next commit works."""
    if not url.startswith("sqlite"):
        pytest.skip("on PostgreSQL each has a commit of its own")

    def breaks_the_commit(uow: StoredUnitOfWork) -> Matter:
        uow.session.run(text("PRAGMA defer_foreign_keys = ON"), {})
        matter = told(uow)
        uow.session.run(text("UPDATE party SET record_id = 'nowhere' WHERE record_id = :id"), {"id": matter.id})
        return matter

    futures = together(store, [told, breaks_the_commit, told])
    assert [type(future.exception()) for future in futures] == [StorageError] * 3
    assert verify(store).count == 0
    assert store.run(told).ref == "MT-0001"


def test_a_statement_that_cannot_be_carried_out_does_not_stop_the_store(store: Store) -> None:
    """The driver's own complaints have no code of the database; whoever comes next is served."""
    with pytest.raises(StorageError):
        store.run(lambda uow: uow.session.run(text("SELECT :missing"), {}))
    assert store.run(told).ref == "MT-0001"


def test_a_broken_constraint_is_a_conflict_without_values(store: Store) -> None:
    """The driver's message can hold values, and is not passed on."""
    matter = store.run(told)
    with pytest.raises(Conflict) as caught:
        store.run(lambda uow: uow.records.add(matter, act="told"))
    error: BaseException | None = caught.value
    while error is not None:
        assert matter.id not in str(error)
        error = error.__cause__


def test_of_two_decisions_one_wins(store: Store, opened: Open) -> None:
    """The loser is told, whichever replica it came to."""
    replicas = (store, opened())
    for _ in range(10):
        matter = store.run(told)
        with ThreadPoolExecutor(6) as threads:
            futures = [threads.submit(replicas[n % 2].run, _decide(matter.id, f"manager {n}")) for n in range(6)]
        errors = [future.exception() for future in futures]
        assert sum(error is None for error in errors) == 1
        assert all(isinstance(error, Conflict | AlreadyDone) for error in errors if error is not None)
    assert verify(store).count == 20


def _decide(record: RecordId, words: str) -> Callable[[UnitOfWork], Matter]:
    def decide(uow: UnitOfWork) -> Matter:
        matter = uow.records.get(record, Matter)
        if matter.stage is not Stage.WAITING:
            raise AlreadyDone
        return uow.records.save(matter.settled().changed(text=words), by=MORAG, act="decided")

    return decide


def test_an_event_that_comes_many_times_at_once_has_one_effect(store: Store, opened: Open) -> None:
    """On however many replicas."""
    replicas = (store, opened())

    def report(uow: UnitOfWork) -> str | None:
        return None if uow.once("T1.V1") is not None else told(uow).ref

    with ThreadPoolExecutor(8) as threads:
        refs = list(threads.map(lambda n: replicas[n % 2].run(report), range(8)))
    assert len([ref for ref in refs if ref is not None]) == 1
    assert len(store.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER))) == 1


def test_replicas_write_one_history(store: Store, opened: Open) -> None:
    """Its lines follow one another, whoever wrote them."""
    replicas = (store, opened())
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: replicas[n % 2].run(told), range(60)))
    assert verify(store).count == 60


def test_a_unit_of_work_inside_another_is_refused(store: Store, url: str) -> None:
    """It would wait for itself."""
    if not url.startswith("sqlite"):
        pytest.skip("on PostgreSQL each has a thread of its own")
    with pytest.raises(RuntimeError, match="cannot start another"):
        store.run(lambda _: store.run(told))


def test_a_closed_store_takes_nothing_more(opened: Open) -> None:
    """And says that it is not ready; what it was given before is done."""
    store = opened()
    assert store.trouble() is None
    store.close()
    assert store.trouble() is not None
    with pytest.raises(RuntimeError):
        store.run(told)


def test_what_a_driver_says_is_told_without_its_values() -> None:
    """The name of what went wrong, for the log."""
    error = StorageError(LookupError("isla@example.org"))
    assert error.cause == "The database said no (LookupError)."
    assert "isla" not in str(error)
