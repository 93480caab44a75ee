"""The metronome: wakes the delivery every second, and looks hourly for what a new day brings. When it was, a row says.

The beat goes by the monotonic clock, in a loop of its own: APScheduler goes by the wall clock, so that it stands still
for an hour when that is set back by one, and walks every second of three weeks when it is put forward by as much. What
is done hourly and every ten minutes is APScheduler's, whose times the beat moves along with the clock. With a memory
store only: its persistent stores cannot be shared and lose a job before it has run, and its own default drops what is a
second late (reliability, "Traps").
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from adapters.house.delivery import Delivery
from adapters.logs import logger

#: Seconds without a beat after which the metronome is not well.
_SILENT = 30.0
#: Seconds after which it is looked again whether something is due that is done on a schedule of its own.
_LOOKS = 600.0
#: Seconds by which the wall clock may differ from one beat to the next before it counts as set.
_STEP = 1.0


class Metronome:
    """Beats while it is started. `prune` removes what has been kept long enough, and may block.

    `when_due` does something that has a schedule of its own, if it is time; `hourly` may block.
    `on_beat` begins something at every beat, and does not wait for it.
    """

    def __init__(
        self,
        delivery: Delivery,
        prune: Callable[[], int],
        when_due: Callable[[], Awaitable[None]] | None = None,
        hourly: Callable[[], None] | None = None,
        *,
        on_beat: Callable[[], None] | None = None,
        seconds: float = 1.0,
        looks: float = _LOOKS,
    ) -> None:
        self._delivery = delivery
        self._on_beat = on_beat
        self._remove = prune
        self._seconds = seconds
        self._last: float | None = None
        self._beating: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._scheduler.add_job(self.prune, "interval", hours=1)
        if when_due is not None:
            self._scheduler.add_job(when_due, "interval", seconds=looks, next_run_time=datetime.now(UTC))
        if hourly is not None:
            self._scheduler.add_job(asyncio.to_thread, "interval", [hourly], hours=1, next_run_time=datetime.now(UTC))

    @property
    def is_well(self) -> bool:
        """Whether it has beaten lately."""
        return self._last is not None and asyncio.get_running_loop().time() - self._last < _SILENT

    def start(self) -> None:
        """Begin to beat, at once, and prune: a service that is started anew each hour would never come to it."""
        self._scheduler.start()
        self._scheduler.add_job(self.prune)
        self._mark()
        self._beating = asyncio.create_task(self._beat())

    def stop(self) -> None:
        """Beat no more."""
        self._scheduler.shutdown(wait=False)
        if self._beating is not None:
            self._beating.cancel()
        self._last = None

    async def tick(self) -> None:
        """One beat by hand: do everything that is due by the store's clock, and return when it is done."""
        await self._delivery.settle()

    async def prune(self) -> None:
        """Remove what has been kept long enough, if nobody has today; every hour, and by hand."""
        try:
            count = await asyncio.to_thread(self._remove)
        except Exception as error:  # noqa: BLE001 - it is tried again in an hour
            logger().error("prune.failed", exc_info=error)
            return
        logger().info("pruned", count=count)

    async def _beat(self) -> None:
        offset = _offset()
        while True:
            self._mark()
            self._delivery.wake()
            if self._on_beat is not None:
                self._on_beat()
            await asyncio.sleep(self._seconds)
            moved, offset = _offset() - offset, _offset()
            if abs(moved) >= _STEP:
                self._move(moved)

    def _move(self, seconds: float) -> None:
        """The wall clock was set: what is done every so often comes when it would have come.

        What has run since, and goes by the new clock already, would come too late.
        """
        logger().warning("clock.set", seconds=round(seconds))
        now = datetime.now(UTC)
        for job in self._scheduler.get_jobs():
            if isinstance(job.trigger, IntervalTrigger) and job.next_run_time is not None:
                moved = job.next_run_time + timedelta(seconds=seconds)
                if moved <= now + job.trigger.interval:
                    job.modify(next_run_time=moved)

    def _mark(self) -> None:
        self._last = asyncio.get_running_loop().time()


def _offset() -> float:
    """By how many seconds the wall clock is ahead of the monotonic one."""
    return time.time() - time.monotonic()
