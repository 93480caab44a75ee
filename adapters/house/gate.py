"""The gate before one platform: open while it takes messages; in an outage it lets one through, to see, at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from adapters.logs import logger
from bot.courier.line import Line
from bot.errors import DeliveryError
from bot.people import PersonId
from bot.policy import Outages

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Moment of an attempt, the policy's limits, and the loop's time at which the message was claimed."""

    at: datetime
    limits: Outages
    claimed: float


class Gate:
    """Gate before one platform; it logs once that an outage has begun, and once that it has ended."""

    def __init__(self, platform: str) -> None:
        self._line = Line()
        self._platform = platform
        self._one = asyncio.Lock()
        #: The loop's time of the last refusal in an outage: anything claimed by then waits.
        self._refused_at = 0.0

    @property
    def trouble(self) -> str | None:
        """Reason why nothing goes, with the remedy; None if it goes."""
        return self._line.trouble

    async def passed(self, person: PersonId, doing: str, turn: Turn, call: Callable[[], Awaitable[T]]) -> T:
        """Result of a call about a message to somebody. Raises DeliveryError, classified."""
        if not self._is_shut():
            return await self._called(person, doing, turn, call)
        async with self._one:
            if self._is_shut() and turn.claimed <= self._refused_at:
                raise self._line.waits(turn.at)
            return await self._called(person, doing, turn, call)

    def _is_shut(self) -> bool:
        return self.trouble is not None

    async def _called(self, person: PersonId, doing: str, turn: Turn, call: Callable[[], Awaitable[T]]) -> T:
        try:
            found = await _told(call())
        except DeliveryError as error:
            raise self._refused(person, error, doing, turn) from error
        was_shut = self._is_shut()
        self._line.took(person, turn.at, doing)
        if was_shut and not self._is_shut():
            logger().info("delivery.goes_on", platform=self._platform)
        return found

    def _refused(self, person: PersonId, error: DeliveryError, doing: str, turn: Turn) -> DeliveryError:
        was_shut = self._is_shut()
        counts_as = self._line.refused(person, error, turn.at, doing, turn.limits)
        if self._is_shut():
            self._refused_at = asyncio.get_running_loop().time()
            if not was_shut:
                logger().error("delivery.stopped", platform=self._platform, reason=self.trouble)
        return counts_as


async def _told(call: Awaitable[T]) -> T:
    """Await the call, and turn any unexpected error into a DeliveryError, so that other platforms' results count."""
    try:
        return await call
    except DeliveryError:
        raise
    except Exception as error:
        logger().error("delivery.failed", exc_info=error)
        raise DeliveryError("An error of Harbour's own") from error
