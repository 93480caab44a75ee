"""The metronome: wakes the delivery every second and prunes daily. What is due, and when, stands in rows.

APScheduler with a memory store only: its persistent stores cannot be shared and lose a job before
it has run, and its own default drops what is a second late (reliability, "Traps").
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from adapters.house.delivery import Delivery
from adapters.logs import logger

#: Seconds without a beat after which the metronome is not well.
_SILENT = 30.0
#: How often it is looked whether something is due that is done on a schedule of its own, in minutes.
_LOOKS = 10


class Metronome:
    """Beats while it is started. `prune` removes what has been kept long enough, and may block.

    `when_due` does something that has a schedule of its own, if it is time; `hourly` may block.
    """

    def __init__(
        self,
        delivery: Delivery,
        prune: Callable[[], int],
        when_due: Callable[[], Awaitable[None]] | None = None,
        hourly: Callable[[], None] | None = None,
        *,
        seconds: float = 1.0,
    ) -> None:
        self._delivery = delivery
        self._remove = prune
        self._last: float | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._scheduler.add_job(self._beat, "interval", seconds=seconds)
        self._scheduler.add_job(self.prune, "interval", days=1)
        if when_due is not None:
            self._scheduler.add_job(when_due, "interval", minutes=_LOOKS, next_run_time=datetime.now(UTC))
        if hourly is not None:
            self._scheduler.add_job(asyncio.to_thread, "interval", [hourly], hours=1, next_run_time=datetime.now(UTC))

    @property
    def is_well(self) -> bool:
        """Whether it has beaten lately."""
        return self._last is not None and asyncio.get_running_loop().time() - self._last < _SILENT

    def start(self) -> None:
        """Begin to beat, at once, and prune: a service that is started anew each day would never come to it."""
        self._scheduler.start()
        self._scheduler.add_job(self.prune)
        self._mark()
        self._delivery.wake()

    def stop(self) -> None:
        """Beat no more."""
        self._scheduler.shutdown(wait=False)
        self._last = None

    async def tick(self) -> None:
        """One beat by hand: do everything that is due by the store's clock, and return when it is done."""
        await self._delivery.settle()

    async def prune(self) -> None:
        """Remove what has been kept long enough; every day, and by hand."""
        try:
            count = await asyncio.to_thread(self._remove)
        except Exception as error:  # noqa: BLE001 - it is tried again tomorrow
            logger().error("prune.failed", exc_info=error)
            return
        logger().info("pruned", count=count)

    async def _beat(self) -> None:
        self._mark()
        self._delivery.wake()

    def _mark(self) -> None:
        self._last = asyncio.get_running_loop().time()
