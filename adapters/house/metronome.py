"""Schedule: wakes the delivery every second, and looks hourly for the work of a new day, whose time is kept in a row.

The beat follows the monotonic clock in a loop of its own. APScheduler follows the wall clock: it would stop for an
hour when that is set back by one, and step through every second of three weeks when it is put forward by as much.
Hourly and ten-minute jobs are APScheduler's, with their times moved along when the clock is set. It has a memory store
only: its persistent stores cannot be shared and lose a job before it has run, and by default it drops a job that is a
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

#: Seconds without a beat after which the schedule counts as stopped.
_SILENT = 30.0
#: Seconds between two looks at the work that has a schedule of its own.
_LOOKS = 600.0
#: Seconds by which the wall clock may jump between two beats before it counts as set.
_STEP = 1.0


class Metronome:
    """Schedule that runs once started. `prune` removes everything past its time, and may block.

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
        """True if the last beat is recent."""
        return self._last is not None and asyncio.get_running_loop().time() - self._last < _SILENT

    def start(self) -> None:
        """Start the beat and prune at once: a service that restarts every hour would otherwise never prune."""
        self._scheduler.start()
        self._scheduler.add_job(self.prune)
        self._mark()
        self._beating = asyncio.create_task(self._beat())

    def stop(self) -> None:
        """Stop the beat."""
        self._scheduler.shutdown(wait=False)
        if self._beating is not None:
            self._beating.cancel()
        self._last = None

    async def tick(self) -> None:
        """Beat once by hand: do everything that is due by the store's clock, and return when it is done."""
        await self._delivery.settle()

    async def prune(self) -> None:
        """Remove everything past its time, unless a replica has today. Runs hourly."""
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
        """Move the jobs along after the wall clock was set, so that they keep their intervals.

        A job that has run since follows the new clock already, and would come too late.
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
