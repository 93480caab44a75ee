"""Carries one letter by one way: to each platform of it, so that a message arrives nowhere twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from adapters.house.metrics import Metrics
from adapters.logs import logger
from bot import ways
from bot.courier.letter import Letter
from bot.errors import DeliveryError
from bot.ports import Message, Messenger
from bot.ways import Places, Way

T = TypeVar("T")
#: What is done with a letter on one platform, where it stands at this address: where it stands then.
_Call = Callable[[Letter, str, str | None], Awaitable[str | None]]

_NO_WAY = "No way to this message"


@dataclass(frozen=True)
class Carried:
    """What came of it."""

    #: Where the message stands now; None where it is still to arrive. Where it never will, it is left out.
    places: Places
    #: What went wrong and is to be tried again, or else what went wrong for good; None where nothing did.
    problem: DeliveryError | None = None

    @property
    def arrived(self) -> bool:
        """Whether it stands anywhere."""
        return any(address is not None for address in self.places.values())

    @property
    def again(self) -> DeliveryError | None:
        """What is to be tried again."""
        return None if self.problem is None or self.problem.permanent else self.problem


class Carrier:
    """Knows the messengers by their platforms, and counts what they do."""

    def __init__(self, messengers: Sequence[Messenger], metrics: Metrics) -> None:
        self._messengers: Mapping[str, Messenger] = {each.platform: each for each in messengers}
        self._metrics = metrics

    def running(self, letter: Letter) -> list[str]:
        """The platforms by which this letter may go, and that might reach whom it is for."""
        return [p for p, m in self._messengers.items() if letter.may_go_by(p) and m.reaches(letter.person)]

    async def send(self, letter: Letter, way: Way) -> Carried:
        """Send it as a new message, to every platform of the way."""
        return await self._carry(letter, dict.fromkeys(way))

    async def rewrite(self, letter: Letter, message: Message) -> Carried:
        """Write it where the message stands, and send it where it has not arrived, if it is still to go there."""
        places = ways.places(message)
        return await self._carry(letter, {p: a for p, a in places.items() if a is not None or letter.follows})

    async def remove(self, letter: Letter, message: Message) -> Carried:
        """Take it away wherever it stands; where the platform keeps it, fold it to what the letter says."""
        return await self._carry(letter, ways.places(message), self._removed)

    async def _carry(self, letter: Letter, places: Places, once: _Call | None = None) -> Carried:
        found: dict[str, str | None] = {}
        problem = None
        for platform, address in places.items():
            try:
                found[platform] = await (once or self._once)(letter, platform, address)
            except DeliveryError as error:
                self.count_failure(platform, error)
                if not error.permanent:
                    found[platform] = address
                if problem is None or problem.permanent:
                    problem = error
        return Carried(found, problem)

    async def _once(self, letter: Letter, platform: str, address: str | None) -> str:
        """Its address on this platform. Raises DeliveryError."""
        messenger = self._messenger(platform)
        if address is None:
            address = await _told(messenger.send(letter.person, letter.card))
            self._metrics.delivery(platform, "sent")
        else:
            await _told(messenger.rewrite(address, letter.card))
            self._metrics.delivery(platform, "rewritten")
        return address

    async def _removed(self, letter: Letter, platform: str, address: str | None) -> str | None:
        """None, for it stands nowhere there; else where it is folded. Raises DeliveryError."""
        if address is None:
            return None
        try:
            await _told(self._messenger(platform).remove(address))
        except DeliveryError as kept:
            if not kept.permanent:
                raise
            return await self._once(letter, platform, address)
        self._metrics.delivery(platform, "removed")
        return None

    def _messenger(self, platform: str) -> Messenger:
        """Raises DeliveryError."""
        found = self._messengers.get(platform)
        if found is None:
            raise DeliveryError(_NO_WAY, permanent=True)
        return found

    def count_failure(self, platform: str, problem: DeliveryError) -> None:
        """It did not go by this platform."""
        self._metrics.delivery(platform, "unreachable" if problem.permanent else "postponed")
        logger().warning("delivery.not_sent", platform=platform, reason=problem.message)


async def _told(call: Awaitable[T]) -> T:
    """What nobody had thought of is a failure like any other: what arrived elsewhere has arrived."""
    try:
        return await call
    except DeliveryError:
        raise
    except Exception as error:
        logger().error("delivery.failed", exc_info=error)
        raise DeliveryError("An error of Harbour's own") from error
