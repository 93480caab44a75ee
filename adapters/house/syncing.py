"""The directory, read again on a schedule from where people are kept."""

from __future__ import annotations

from datetime import timedelta

from adapters.house import importing
from adapters.house.service import Store
from adapters.logs import logger
from adapters.sources import Source, Unread, read
from bot.directory import absences, syncing
from bot.directory.plan import Limit
from bot.directory.syncing import Outcome

#: How often it is asked who is away.
_ABSENCES = timedelta(hours=1)


class Syncing:
    """Reads one source when it is time; with `absences` also who is away."""

    def __init__(self, store: Store, source: Source, every: timedelta, limit: Limit, *, absences: bool = False) -> None:
        self._store = store
        self._absences = absences
        self._source = source
        self._every = every
        self._limit = limit

    async def when_due(self) -> None:
        """Read it, if it is time; carry out what nobody has to look at first. Never raises."""
        await self._people_when_due()
        await self._absences_when_due()

    async def _absences_when_due(self) -> None:
        try:
            if not self._absences or not await self._store.arun(lambda uow: absences.is_due(_ABSENCES, uow)):
                return
            asked = await self._store.arun(lambda uow: absences.asked(self._source.platform.name, uow))
            told = await self._source.absences(asked)
            found = {asked[id_]: away for id_, away in told.items()}
            count = await self._store.arun(lambda uow: absences.hear(found, uow))
            logger().info("directory.absences", kind=self._source.name, count=count)
        except Unread as unread:
            logger().warning("directory.absences_unread", kind=self._source.name, reason=unread.message)
        except Exception as error:  # noqa: BLE001 - it is tried again at the next time
            logger().error("directory.failed", kind=self._source.name, exc_info=error)

    async def _people_when_due(self) -> None:
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
        outcome, count = (await importing.sync(name, found, self._store, self._limit)).outcome
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
