"""The passage of time: moves the clock on to the next thing that is due, and reports the news."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from adapters.playground.page.side import Side
from adapters.playground.page.table import Table
from adapters.playground.page.windows import Windows
from adapters.playground.stand_in.changes import Change, ChangeKind
from adapters.playground.stand_in.refusals import CannotDo, Json

#: Beyond so many steps the clock moves on by half an hour at a time, whatever is due between.
_STEPS = 400
_STRIDE = timedelta(minutes=30)
_INSTANT = timedelta(seconds=1)
_HAPPENINGS = {
    ChangeKind.MESSAGE: "gets a message",
    ChangeKind.EPHEMERAL: "is told",
    ChangeKind.REWRITTEN: "sees a message written again",
    ChangeKind.DELETED: "sees a message go",
}


class Leap(StrEnum):
    """Length of a move of the clock."""

    HOUR = "hour"
    MORNING = "morning"
    DAY = "day"
    WEEK = "week"
    NUDGE = "nudge"


class Passage:
    """Moves one table's clock on. `moved` is called after each step."""

    def __init__(self, table: Table, windows: Windows, moved: Callable[[], None]) -> None:
        self._table = table
        self._windows = windows
        self._moved = moved
        self._one_at_a_time = asyncio.Lock()

    async def leap(self, leap: Leap) -> Json:
        """Move on, and report the news. Raises CannotDo if no nudge is ahead."""
        async with self._one_at_a_time:
            await self._table.settle()
            return await self._to(await self._target(leap))

    async def _target(self, leap: Leap) -> datetime:
        now, calendar = self._table.clock.now(), self._table.calendar
        today = calendar.today(now)
        match leap:
            case Leap.HOUR:
                return now + timedelta(hours=1)
            case Leap.MORNING:
                return calendar.morning_of(calendar.working_days_from(today + timedelta(days=1), 0))
            case Leap.DAY:
                return now + timedelta(days=1)
            case Leap.WEEK:
                return now + timedelta(weeks=1)
            case Leap.NUDGE:
                due = await self._table.stored.next_nudge()
                if due is None:
                    raise CannotDo("Nothing is waiting to be nudged about.")
                return max(due, now)

    async def _to(self, target: datetime) -> Json:
        table, lines = self._table, list[Json]()
        begun = table.clock.now()
        listening = [side.feed.subscribe(partial(self._note, side, lines)) for side in self._windows.sides.values()]
        try:
            steps = 0
            while (now := table.clock.now()) < target:
                steps += 1
                table.clock.move_to(min(await self._following(now, steps), target))
                self._moved()
                await table.settle()
        finally:
            for unsubscribe in listening:
                unsubscribe()
        words = table.calendar.words
        return {"from": words(begun), "to": words(table.clock.now()), "lines": lines}

    async def _following(self, now: datetime, steps: int) -> datetime:
        if steps > _STEPS:
            return now + _STRIDE
        due = await self._table.stored.next_due(now)
        return datetime.max.replace(tzinfo=now.tzinfo) if due is None else max(due, now + _INSTANT)

    def _note(self, side: Side, lines: list[Json], change: Change) -> None:
        happened = _HAPPENINGS.get(change.kind)
        if happened is None or change.user is None:
            return
        lines.append(
            {
                "at": self._table.calendar.words(self._table.clock.now()),
                "user": change.user,
                "who": self._windows.names().get(change.user, "Somebody"),
                "happened": happened,
                "what": side.says(change),
            }
        )
