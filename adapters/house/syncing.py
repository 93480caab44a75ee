"""The directory, read again on a schedule from where people are kept."""

from __future__ import annotations

from datetime import timedelta

from adapters.house.service import Store
from adapters.logs import logger
from adapters.sources import Source, Unread, read
from bot.directory import syncing
from bot.directory.plan import Limit
from bot.directory.syncing import Drawn, Outcome
from bot.ports import UnitOfWork


class Syncing:
    """Reads one source when it is time."""

    def __init__(self, store: Store, source: Source, every: timedelta, limit: Limit) -> None:
        self._store = store
        self._source = source
        self._every = every
        self._limit = limit

    async def when_due(self) -> None:
        """Read it, if it is time; carry out what nobody has to look at first. Never raises."""
        name = self._source.name
        try:
            if await self._store.arun(lambda uow: syncing.is_due(name, self._every, uow)):
                await self._now()
        except Unread as unread:
            logger().warning("directory.unread", kind=name, reason=unread.message)
            await self._store.arun(lambda uow: syncing.noted(name, Outcome.UNREAD, uow))
        except Exception as error:  # noqa: BLE001 - it is tried again at the next time
            logger().error("directory.failed", kind=name, exc_info=error)

    async def _now(self) -> None:
        name, found = self._source.name, await read(self._source, self._store)

        def work(uow: UnitOfWork) -> Drawn:
            return syncing.sync(name, found, uow, self._limit)

        outcome, count = (await self._store.arun(work)).outcome
        if outcome is Outcome.DONE:
            logger().info("directory.synced", kind=name, count=count)
        else:
            logger().warning(
                "directory.waits",
                kind=name,
                outcome=outcome.value,
                count=count,
                reason=f"Nothing was changed: run 'harbour directory sync --from {name} --plan'.",
            )
