"""Replies while an act is being answered: a passing failure is tried again after a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from adapters.teams.errors import TeamsError

Json = dict[str, Any]
T = TypeVar("T")

#: Seconds before each further attempt, and the longest that is waited because Teams asks for it.
_PAUSES = (0.3, 1.0)
_LONGEST = 3.0
#: Refusals that pass, and that say that nothing was posted.
_PASSING = frozenset({401, 412, 429, 502, 503, 504})


class Turn(Protocol):
    """Replies to the act that is being answered (`adapters.teams.sdk.Turn`)."""

    async def reply(self, activity: Json) -> str:
        """Answer with a message; returns its id. Raises TeamsError."""
        ...

    async def update(self, activity_id: str, activity: Json) -> None:
        """Write one of our messages of this chat again. Raises TeamsError."""
        ...


class PatientTurn:
    """A turn whose calls are tried three times."""

    def __init__(self, turn: Turn, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._turn = turn
        self._sleep = sleep

    async def reply(self, activity: Json) -> str:
        """Answer with a message; returns its id. Raises TeamsError."""
        return await self._tried(lambda: self._turn.reply(activity))

    async def update(self, activity_id: str, activity: Json) -> None:
        """Write one of our messages of this chat again. Raises TeamsError."""
        await self._tried(lambda: self._turn.update(activity_id, activity))

    async def _tried(self, call: Callable[[], Awaitable[T]]) -> T:
        for pause in _PAUSES:
            try:
                return await call()
            except TeamsError as error:
                wait = max(pause, error.retry_after or 0.0)
                if error.status not in _PASSING or wait > _LONGEST:
                    raise
            await self._sleep(wait)
        return await call()
