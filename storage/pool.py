"""Running units of work on PostgreSQL: a transaction for each, several at once.

A module of its own, so that SQLite users do not pay for the driver: ten megabytes.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import psycopg
from psycopg import errors
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import Conflict
from storage.database import StorageError
from storage.runners import Awaken, Begin, T, Work
from storage.session import Session, phrasebook

#: Attempts at a unit of work that conflicts with another.
ATTEMPTS = 6

_FAILURES = (psycopg.Error, DBAPIError, PoolTimeout)


class _TurnOver(Exception):
    """The connection was lost before the commit: a process that hung for too long starts the work anew."""

    def __init__(self, error: psycopg.Error) -> None:
        super().__init__()
        self.error = error


class Pool:
    """A thread and a transaction for each unit of work."""

    def __init__(self, engine: Engine, begin: Begin, awaken: Awaken, *, threads: int) -> None:
        self._engine = engine
        self._begin = begin
        self._awaken = awaken
        self._phrases = phrasebook(engine.dialect)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="harbour-store")

    def submit(self, work: Work[T]) -> Future[T]:
        """Hand the work to a thread."""
        return self._threads.submit(self._carry_out, work)

    def close(self) -> None:
        """Finish the submitted work, and stop."""
        self._threads.shutdown()

    def _carry_out(self, work: Work[T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(work)
            except (errors.SerializationFailure, errors.DeadlockDetected, errors.UniqueViolation) as error:
                # Another transaction was first; the next attempt sees its result.
                if attempt == ATTEMPTS:
                    raise Conflict from StorageError(error)
            except _TurnOver as over:
                if attempt == ATTEMPTS:
                    raise StorageError(over.error) from None
            except _FAILURES as error:
                raise StorageError(error) from None
        raise AssertionError("unreachable")

    def _attempt(self, work: Work[T]) -> T:
        pooled = self._engine.raw_connection()
        try:
            connection = pooled.driver_connection
            assert isinstance(connection, psycopg.Connection)
            ended = False
            try:
                with connection.cursor() as cursor:
                    unit = self._begin(Session(cursor, self._phrases))
                    result = work(unit)
                    unit.finish()
                ended = True
                connection.commit()
            except psycopg.Error as error:
                if connection.broken:
                    pooled.invalidate()
                    # If the connection is lost during the commit, nobody knows whether it took effect.
                    if not ended or isinstance(error, errors.IdleInTransactionSessionTimeout):
                        raise _TurnOver(error) from None
                raise
        finally:
            pooled.close()  # which rolls back what is not committed
        if unit.awakens:
            self._awaken()
        return result
