"""Running units of work: on SQLite, many in one commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread, current_thread
from typing import Any, Protocol, TypeVar

from sqlalchemy.engine import Engine

from bot.errors import Conflict
from storage.database import BUSY, StorageError
from storage.session import Session, phrasebook
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")
Work = Callable[[UnitOfWork], T]
#: Makes the unit of work of a session.
Begin = Callable[[Session], UnitOfWork]
#: Called after a commit that left something to do at once.
Awaken = Callable[[], None]

#: Units of work in one commit, at most.
BATCH = 64


class Runner(Protocol):
    """Runs units of work."""

    def submit(self, work: Work[T]) -> Future[T]:
        """Result of the work, once it is committed. A driver's error becomes a StorageError."""
        ...

    def close(self) -> None:
        """Finish the submitted work, and stop."""
        ...


@dataclass
class _Job:
    work: Work[Any]
    future: Future[Any] = field(default_factory=Future)
    result: Any = None
    error: BaseException | None = None

    def resolve(self) -> None:
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class GroupCommit:
    """One writer thread, which runs waiting work together: a savepoint each, and one commit for all.

    No result is returned before it is safely on disk.
    """

    def __init__(self, engine: Engine, begin: Begin, awaken: Awaken) -> None:
        self._begin = begin
        self._awaken = awaken
        self._pooled = engine.raw_connection()
        connection = self._pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        self._cursor = connection.cursor()
        self._phrases = phrasebook(engine.dialect)
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._closed = False
        #: True if the log may hold erased data, also from the previous process.
        self._log_is_stale = True
        #: Keeps work from being queued behind the end of the queue.
        self._gate = Lock()
        self._thread = Thread(target=self._loop, name="harbour-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue the work."""
        if current_thread() is self._thread:
            raise RuntimeError("a unit of work cannot start another and wait for it")
        job = _Job(work)
        with self._gate:
            if self._closed:
                raise RuntimeError("the store is closed")
            self._queue.put(job)
        return job.future

    def close(self) -> None:
        """Finish the queued work, and stop."""
        with self._gate:
            if self._closed:
                return
            self._closed = True
            self._queue.put(None)
        self._thread.join()
        self._pooled.close()

    def _loop(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs, last = self._waiting(job)
            jobs = [job for job in jobs if job.future.set_running_or_notify_cancel()]
            units = self._carry_out(jobs)
            for done in jobs:
                done.resolve()
            if any(unit.awakens for unit in units):
                self._awaken()
            if self._log_is_stale or any(unit.erases for unit in units):
                self._log_is_stale = not self._empty_log()
            if last:
                return

    def _waiting(self, first: _Job) -> tuple[list[_Job], bool]:
        """The work at the front of the queue and behind it, and whether the store closes after it."""
        jobs = [first]
        while len(jobs) < BATCH:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
        return jobs, False

    def _carry_out(self, jobs: list[_Job]) -> list[UnitOfWork]:
        """Carry out all and commit. Returns the units of work that were kept."""
        run = self._cursor.execute
        try:
            run("BEGIN IMMEDIATE")
            units = [self._attempt(job) for job in jobs]
            run("COMMIT")
        except sqlite3.Error as error:
            if self._cursor.connection.in_transaction:
                run("ROLLBACK")
            for job in jobs:
                job.error = StorageError(error)
            return []
        return [unit for unit in units if unit is not None]

    def _attempt(self, job: _Job) -> UnitOfWork | None:
        run = self._cursor.execute
        run("SAVEPOINT unit")
        try:
            unit = self._begin(Session(self._cursor, self._phrases))
            job.result = job.work(unit)
            unit.finish()
        except BaseException as error:
            job.error = told(error)
            if isinstance(error, sqlite3.Error) and not self._cursor.connection.in_transaction:
                raise  # SQLite has given up the whole transaction, as it does where the disk is full
            run("ROLLBACK TO unit")
            run("RELEASE unit")
            return None
        run("RELEASE unit")
        return unit

    def _empty_log(self) -> bool:
        """Checkpoint and truncate the log, which holds erased bytes until then. Returns True once it is done.

        Does not wait for other readers and writers.
        """
        run = self._cursor.execute
        run("PRAGMA busy_timeout=0")
        try:
            ((busy, _, _),) = run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error:
            return False
        finally:
            run(f"PRAGMA busy_timeout={BUSY}")
        return not busy


def told(error: BaseException) -> BaseException:
    """The error in a form for others: a driver's own can hold values."""
    if not isinstance(error, sqlite3.Error):
        return error
    code = getattr(error, "sqlite_errorcode", None)  # the module's own errors have none
    twice = code in {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
    return Conflict() if twice else StorageError(error)
