"""Gives the lines of the history that wait their places, again and again: on PostgreSQL, where nobody waits for it."""

from __future__ import annotations

import asyncio
from typing import Protocol

from adapters.logs import logger


class Store(Protocol):
    """The store, as far as it is asked."""

    def seal(self) -> None:
        """Give every line that waits its place. Raises where one is not as it was written."""
        ...


class Sealer:
    """Seals at each beat, once at a time. What fails is said in the log, once for as long as it does."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sealing: asyncio.Task[None] | None = None
        self._ailed = ""

    @property
    def is_idle(self) -> bool:
        """True if no sealing is under way."""
        return self._sealing is None or self._sealing.done()

    def beat(self) -> None:
        """Begin, unless it is at it still."""
        if self.is_idle:
            self._sealing = asyncio.create_task(self.seal())

    async def seal(self) -> None:
        """Seal all that waits now. Never raises: it is tried again at the next beat."""
        ails = ""
        try:
            await asyncio.to_thread(self._store.seal)
        except Exception as error:  # noqa: BLE001 - people are served, and the log says that this is not
            ails = f"{type(error).__name__} {error}"
            if ails != self._ailed:
                logger().error("history.unsealed", exc_info=error)
        self._ailed = ails
