"""Waiting for a condition, however long a busy machine takes: tests about time have a clock of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

#: Seconds in which anything has happened that ever will.
PATIENCE = 60.0


async def until(holds: Callable[[], bool]) -> None:
    """Wait until this holds. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - it may be in another process
            await asyncio.sleep(0.01)
