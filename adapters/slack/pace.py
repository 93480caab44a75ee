"""Time of the next call: Slack takes about one message a second in a channel, and some more in a workspace."""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from adapters.chat.pace import SharedPace
from bot.errors import DeliveryError
from bot.pace import Window

#: So many channels are remembered.
_MOST = 10_000
#: So many channels all together may be as busy as one: ten messages a second (Slack, "Rate limits").
_CHANNELS = 10
#: Where the turns of all channels together are kept, beside those of each.
_WORKSPACE = "*"


class Pace:
    """One call after the other in a channel, so many seconds apart; none at all while Slack asked us to wait.

    In all channels together `_CHANNELS` times as many: Slack has a limit for the workspace as well. `clock` counts
    seconds. What is `shared` is kept with all replicas, and nothing here.
    """

    def __init__(
        self,
        seconds: float,
        *,
        shared: SharedPace | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._seconds = seconds
        self._shared = shared
        self._clock = clock
        self._sleep = sleep
        self._next: OrderedDict[str, float] = OrderedDict()
        self._next_anywhere = 0.0
        self._quiet_until = 0.0

    async def turn(self, channel: str) -> None:
        """Wait for the next turn in a channel ("" for calls that post nothing).

        Raises DeliveryError with the rest of the time for which Slack wants silence.
        """
        if self._shared is not None:
            await self._turn_of(self._shared, channel)
            return
        now = self._clock()
        if self._quiet_until > now:
            raise DeliveryError("Slack: asked to wait", retry_after=self._quiet_until - now)
        if not channel:
            return
        at = max(now, self._next.get(channel, 0.0))
        self._next[channel] = at + self._seconds
        self._next.move_to_end(channel)
        while len(self._next) > _MOST:
            self._next.popitem(last=False)
        await self._until(at)
        at = max(at, self._next_anywhere)
        self._next_anywhere = at + self._seconds / _CHANNELS
        await self._until(at)

    async def _turn_of(self, shared: SharedPace, channel: str) -> None:
        places = {channel: Window(1, self._seconds), _WORKSPACE: Window(1, self._seconds / _CHANNELS)}
        for place, window in (places if channel and self._seconds else {"": None}).items():
            found = await shared.turn(place, [window] if window else [], heeds=_WORKSPACE, patience=math.inf)
            if found.quiet:
                raise DeliveryError("Slack: asked to wait", retry_after=found.quiet)
            if found.wait:
                await self._sleep(found.wait)

    async def wait(self, seconds: float) -> None:
        """Slack asked for silence."""
        if self._shared is not None:
            await self._shared.quiet(_WORKSPACE, seconds)
        self._quiet_until = max(self._quiet_until, self._clock() + seconds)

    async def _until(self, at: float) -> None:
        left = at - self._clock()
        if left > 0:
            await self._sleep(left)
