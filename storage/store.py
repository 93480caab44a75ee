"""The store: opened once, and asked to carry out units of work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import TypeVar

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.access import may
from bot.errors import HarbourError, Misconfigured
from bot.policy import Policy
from bot.ports import Clock
from bot.records.base import Record
from bot.topics import RECORDS, WORDS
from bot.words import Words
from storage.causes import short_of_room
from storage.clock import MachineClock, ahead, now
from storage.context import Kinds, May, StoreContext
from storage.crypto import INDEX_PLACE, Keyring, Unreadable, Vault, new_index_key
from storage.database import Bounds, address, cannot_open, engine, put_in_order, vacuum
from storage.history import HEAD, last_line
from storage.numbers import Blocks, InTurn
from storage.runners import GroupCommit, Runner, Work
from storage.schema import make_current
from storage.sealing import seal
from storage.session import Session
from storage.tables import INDEX_KEY, meta
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

#: Units of work that PostgreSQL carries out at once for one replica.
THREADS = 8
#: Seconds to wait for a row to be written, to see whether that can be done.
_PATIENCE = 3.0


class Store:
    """Harbour's memory, on SQLite or PostgreSQL.

    Opening brings an empty database to the current schema. Raises Misconfigured, with one line that says what to do,
    for a database that cannot be opened, is not current or has other keys. The time is that of `clock` if given, else
    PostgreSQL's, the same for all replicas.
    """

    def __init__(
        self,
        url: str,
        keys: Keyring | str,
        policy: Policy,
        clock: Clock | None = None,
        *,
        records: Mapping[str, type[Record]] = RECORDS,
        words: Mapping[str, Words] = WORDS,
        may: May = may,
        bounds: Bounds | None = None,
    ) -> None:
        keyring = Keyring.parse(keys) if isinstance(keys, str) else keys
        where = address(url)
        #: Called, from any thread, after a commit with a notice, nudge or message that is due now.
        self.on_work: Callable[[], None] | None = None
        if clock is None and where.get_backend_name() == "sqlite":
            clock = MachineClock()
        self._clock = clock
        with ExitStack() as undo:
            try:
                # One more than threads, for the one that takes a block of numbers meanwhile.
                self._engine = engine(where, connections=THREADS + 1, bounds=bounds or Bounds())
                undo.callback(self._engine.dispose)
                with self._engine.begin() as connection:
                    make_current(connection)
                    vault = vault_of(connection, keyring)
                numbers = InTurn() if where.get_backend_name() == "sqlite" else Blocks(self._engine)
                self._context = StoreContext(policy, vault, Kinds(records), words, may, numbers)
                self._runner = self._start(self._engine)
            except (DBAPIError, OSError) as error:
                raise cannot_open(where, error) from None
            undo.pop_all()
        while self.run(lambda uow: uow.index()):
            pass
        if self._engine.dialect.name == "sqlite":
            self._seal()  # what waited on PostgreSQL, and came from there in a backup

    @property
    def is_shared(self) -> bool:
        """True if several processes may use it at once."""
        return self._engine.dialect.name != "sqlite"

    @property
    def vault(self) -> Vault:
        """Encryption, blind indexes and integrity hashes of this database."""
        return self._context.vault

    def run(self, work: Work[T]) -> T:
        """Carry out a unit of work and commit it, or raise its error and change nothing.

        Not to be called from inside a unit of work, nor from an event loop. `work` may be carried out more than once if
        it conflicts with another, and must have no effects outside the unit of work.
        """
        return self._runner.submit(work).result()

    async def arun(self, work: Work[T]) -> T:
        """The same from an event loop."""
        return await asyncio.wrap_future(self._runner.submit(work))

    def trouble(self) -> str | None:
        """Reason why nothing can be kept, in a sentence; None if something just was, and there is room for more."""
        try:
            beat = self._runner.submit(lambda uow: uow.beat())
        except RuntimeError:
            return "The store is closed."
        try:
            beat.result(_PATIENCE)
        except TimeoutError:
            beat.cancel()
            return "The database does not answer in time."
        except HarbourError as error:
            return error.cause or error.message
        return short_of_room(self._engine.url)

    def clock_ahead(self) -> float:
        """Seconds by which this machine's clock is ahead of the database's; 0 if they are the same."""
        if self._engine.dialect.name == "sqlite":
            return 0.0
        return self.run(lambda uow: ahead(uow.session))

    def seal(self) -> None:
        """Give every waiting line of the history its place. Raises Tampered if a line or the head is not ours.

        On SQLite none waits.
        """
        if self.is_shared:
            self._seal()

    def _seal(self) -> None:
        while self.run(lambda uow: seal(uow.session, uow.context.vault)):
            pass

    def head(self) -> str:
        """Last line of the history, to be noted elsewhere. Raises Tampered if it is not ours."""
        self.seal()
        return str(self.run(lambda uow: last_line(uow.session.one(HEAD, {}), uow.context.vault)))

    def take_over(self) -> None:
        """Release at once what a killed process had claimed.

        Only on SQLite, where one service is at work at a time; replicas wait for the leases to end.
        """
        if self._engine.dialect.name == "sqlite":
            self.run(lambda uow: uow.outbox.release())

    def prune(self) -> int:
        """Remove drafts and keys of events past their time. Returns their number.

        On PostgreSQL, also free the space of erased records, and keep people in an order that tells nothing.
        """
        if self._engine.dialect.name == "postgresql":
            put_in_order(self._engine)
        count = self.run(lambda uow: uow.prune())
        while pruned := self.run(lambda uow: uow.prune_keys()):
            count += pruned
        mark = self.run(lambda uow: uow.last_erased())
        if mark is not None:
            if self._engine.dialect.name == "postgresql":
                vacuum(self._engine)
            self.run(lambda uow: uow.traces_removed(mark))
        return count

    def close(self) -> None:
        """Finish the work already submitted, and close the database."""
        self._runner.close()
        self._engine.dispose()

    def _start(self, engine: Engine) -> Runner:
        if engine.dialect.name == "sqlite":
            return GroupCommit(engine, self._begin, self._awaken)
        from storage.pool import Pool  # noqa: PLC0415 - see there

        return Pool(engine, self._begin, self._awaken, threads=THREADS)

    def _begin(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session, self._context, now(session, self._clock))

    def _awaken(self) -> None:
        if self.on_work is not None:
            self.on_work()


def vault_of(connection: Connection, keys: Keyring) -> Vault:
    """The vault that these keys open. Raises Misconfigured if they do not."""
    wrapped = connection.scalar(select(meta.c.wrapped_key).where(meta.c.name == INDEX_KEY))
    if wrapped is None:
        wrapped = new_index_key(keys)
        connection.execute(insert(meta).values(name=INDEX_KEY, wrapped_key=wrapped))
    try:
        return Vault(keys, keys.unwrap(wrapped, INDEX_PLACE))
    except Unreadable:
        raise Misconfigured(
            "HARBOUR_ENCRYPTION_KEYS does not hold the key of this database: add the one it was made with."
        ) from None
