"""Sending of one message by one way, to each of its platforms, so that it arrives nowhere twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from adapters.house.gate import Gate, Turn
from adapters.house.metrics import Metrics
from adapters.logs import logger
from bot import ways
from bot.courier.outgoing import Outgoing
from bot.errors import About, DeliveryError
from bot.ports import Message, Messenger
from bot.ways import Places, Way

#: Sends, rewrites or deletes a message on one platform, given its address there, and returns the new address.
_Call = Callable[[Outgoing, str, str | None], Awaitable[str | None]]

_NO_WAY = "No way to this message"
_SENDING, _REWRITING, _REMOVING = "sending", "rewriting", "removing"


@dataclass(frozen=True)
class Carried:
    """Result of sending, rewriting or removing one message."""

    #: Addresses of the message, None where it is still to arrive. A platform that it can never reach is left out.
    places: Places
    #: The failure to be tried again, else the permanent one; None if there was none.
    problem: DeliveryError | None = None

    @property
    def arrived(self) -> bool:
        """True if it is on any platform."""
        return any(address is not None for address in self.places.values())

    @property
    def again(self) -> DeliveryError | None:
        """Failure after which the message is tried again; None if there was none, or it was permanent."""
        return None if self.problem is None or self.problem.permanent else self.problem


class Carrier:
    """Messengers by platform, with the health of each, and counters of their work."""

    def __init__(self, messengers: Sequence[Messenger], metrics: Metrics) -> None:
        self._messengers: Mapping[str, Messenger] = {each.platform: each for each in messengers}
        self._gates: Mapping[str, Gate] = {platform: Gate(platform) for platform in self._messengers}
        self._metrics = metrics

    def trouble(self, platform: str) -> str | None:
        """Reason why nothing goes by this platform, with the remedy; None if it goes."""
        return self._gates[platform].trouble

    def running(self, outgoing: Outgoing) -> list[str]:
        """Platforms by which this message may go, and that may reach its recipient."""
        return [p for p, m in self._messengers.items() if outgoing.may_go_by(p) and m.reaches(outgoing.person)]

    async def send(self, outgoing: Outgoing, way: Way, turn: Turn) -> Carried:
        """Send it as a new message, on every platform of the way."""
        return await self._carry(outgoing, dict.fromkeys(way), turn)

    async def rewrite(self, outgoing: Outgoing, message: Message, turn: Turn) -> Carried:
        """Rewrite the message where it is, and send it where it has not arrived, if it is still to go there."""
        places = ways.places(message)
        return await self._carry(outgoing, {p: a for p, a in places.items() if a is not None or outgoing.follows}, turn)

    async def remove(self, outgoing: Outgoing, message: Message, turn: Turn) -> Carried:
        """Delete the message everywhere; on a platform that keeps it, reduce it to one line."""
        stands = {platform: address for platform, address in ways.places(message).items() if address is not None}
        return await self._carry(outgoing, stands, turn, self._removed)

    async def _carry(self, outgoing: Outgoing, places: Places, turn: Turn, once: _Call | None = None) -> Carried:
        found: dict[str, str | None] = {}
        problem = None
        for platform, address in places.items():
            try:
                found[platform] = await self._passed(outgoing, platform, address, turn, once or self._once)
            except DeliveryError as error:
                self.count_failure(platform, error)
                if not error.permanent:
                    found[platform] = address
                if problem is None or problem.permanent:
                    problem = error
        return Carried(found, problem)

    async def _passed(
        self, outgoing: Outgoing, platform: str, address: str | None, turn: Turn, once: _Call
    ) -> str | None:
        """Pass the message through its platform's gate, and return its new address. Raises DeliveryError."""
        gate = self._gates.get(platform)
        if gate is None:
            raise DeliveryError(_NO_WAY, about=About.MESSAGE)
        doing = _SENDING if address is None else _REMOVING if outgoing.removes else _REWRITING
        return await gate.passed(outgoing.person.id, doing, turn, lambda: once(outgoing, platform, address))

    async def _once(self, outgoing: Outgoing, platform: str, address: str | None) -> str:
        """Its address on this platform. Raises DeliveryError."""
        messenger = self._messengers[platform]
        if address is None:
            address = await messenger.send(outgoing.person, outgoing.card, urgent=outgoing.urgent)
            self._metrics.delivery(platform, "sent")
        else:
            await messenger.rewrite(address, outgoing.card)
            self._metrics.delivery(platform, "rewritten")
        return address

    async def _removed(self, outgoing: Outgoing, platform: str, address: str | None) -> str | None:
        """Delete the message, or reduce it to one line and return its address. Raises DeliveryError."""
        assert address is not None  # the message is there
        try:
            await self._messengers[platform].remove(address)
        except DeliveryError as kept:
            if not kept.permanent:
                raise
            return await self._once(outgoing, platform, address)
        self._metrics.delivery(platform, "removed")
        return None

    def count_failure(self, platform: str, problem: DeliveryError) -> None:
        """It did not go by this platform."""
        self._metrics.delivery(platform, "unreachable" if problem.permanent else "postponed")
        if problem.about is not About.APP:  # which is said once, for all
            logger().warning("delivery.not_sent", platform=platform, reason=problem.message)
