"""Time that passes when somebody sleeps."""

from __future__ import annotations

import asyncio


class Moments:
    """Time in seconds: read by `clock`, advanced by `sleep`."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        """The seconds so far."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let them pass at once."""
        self.slept.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)
