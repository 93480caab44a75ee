"""The loop that drives the rules of `bot.courier`: claim, prepare, send, report.

Several people are written to at once, one message at a time to each. Nothing is kept here that is
not in the database: what a crash interrupts is claimed again when its lease ends (at least once).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from adapters.logs import logger
from adapters.metrics import Metrics
from adapters.service import Store
from bot import courier
from bot.courier import Letter
from bot.errors import DeliveryError
from bot.people import PersonId
from bot.ports import Message, Messenger, Parcel

#: How many messages are sent at a time, and how many may be claimed and wait.
_AT_ONCE = 16
_WAITING = 200
#: A parcel is left alone when so much of its lease has passed: somebody else may claim it soon.
_FRESH = 0.5 * courier.LEASE_SECONDS
#: Seconds to wait after a failure of the database, and for what is on its way at shutdown.
_PAUSE = 1.0
_DRAIN = 10.0


class Delivery:
    """Turns due nudges into notices and carries notices to people."""

    def __init__(self, store: Store, messengers: Sequence[Messenger], metrics: Metrics | None = None) -> None:
        self._store = store
        self._messengers = messengers
        self._metrics = metrics or Metrics()
        self._queues: dict[PersonId, deque[tuple[Parcel, float]]] = {}
        self._servers: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._pumping = asyncio.Lock()
        self._work = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._running: asyncio.Task[None] | None = None
        self._stopping = False

    def wake(self) -> None:
        """There may be something to do. From any thread: `store.on_work` is this."""
        try:
            self._loop.call_soon_threadsafe(self._work.set)
        except RuntimeError:  # the loop has ended: whoever starts next will find it
            return

    def start(self) -> None:
        """Work until stopped, whenever woken."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Claim nothing more, and let what is on its way arrive."""
        self._stopping = True
        self._work.set()
        if self._running is not None:
            await self._running
        if self._servers:
            _, late = await asyncio.wait(self._servers, timeout=_DRAIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def settle(self) -> None:
        """Do everything that is due now, and what follows from it; for tests and the demonstration."""
        while await self._pump() or self._servers:
            if self._servers:
                await asyncio.wait(self._servers)

    async def _run(self) -> None:
        while not self._stopping:
            await self._work.wait()
            self._work.clear()
            try:
                while await self._pump():
                    await self._room()
            except Exception as error:  # noqa: BLE001 - the loop outlives whatever ails the database
                logger().error("delivery.failed", exc_info=error)
                await asyncio.sleep(_PAUSE)
                self._work.set()

    async def _room(self) -> None:
        """Wait until there is room for more."""
        while sum(map(len, self._queues.values())) > _WAITING and self._servers:
            await asyncio.wait(self._servers, return_when=asyncio.FIRST_COMPLETED)

    async def _pump(self) -> bool:
        """Claim what is due. False if there was nothing."""
        async with self._pumping:
            if self._stopping:
                return False
            nudged = await self._store.arun(courier.nudge)
            parcels = await self._store.arun(courier.claim)
            self._metrics.nudges(nudged)
            for parcel in parcels:
                self._accept(parcel)
        return bool(nudged or parcels)

    def _accept(self, parcel: Parcel) -> None:
        waiting = self._queues.get(parcel.to)
        if waiting is None:
            waiting = self._queues[parcel.to] = deque()
            task = asyncio.create_task(self._serve(parcel.to, waiting))
            self._servers.add(task)
            task.add_done_callback(self._servers.discard)
        waiting.append((parcel, self._loop.time()))
        self._metrics.waiting(sum(map(len, self._queues.values())))

    async def _serve(self, person: PersonId, waiting: deque[tuple[Parcel, float]]) -> None:
        """One person's messages, one after the other."""
        try:
            while waiting:
                parcel, claimed = waiting.popleft()
                async with self._slots:
                    if self._loop.time() - claimed < _FRESH:
                        await self._deliver(parcel)
        finally:
            del self._queues[person]
            self._metrics.waiting(sum(map(len, self._queues.values())))

    async def _deliver(self, parcel: Parcel) -> None:
        """One parcel. Whatever goes wrong is reported or, where even that fails, left to the lease."""
        try:
            letter = await self._store.arun(lambda uow: courier.prepare(uow, parcel))
            if letter is None:
                return
            await self._send(letter)
        except Exception as error:  # noqa: BLE001 - one parcel never holds up the others
            logger().error("delivery.failed", exc_info=error)

    async def _send(self, letter: Letter) -> None:
        """Write the message that stands again, or send a new one by the first way that takes it."""
        if letter.parcel.message is not None:
            await self._rewrite(letter, letter.parcel.message)
            return
        ways = [m for m in self._messengers if letter.may_go_by(m.platform) and m.reaches(letter.person)]
        if letter.by is not None and not ways:
            await self._store.arun(lambda uow: courier.left_out(uow, letter))
            return
        problem = None
        for messenger in ways:
            try:
                address = await messenger.send(letter.person, letter.card)
            except DeliveryError as error:
                problem = error
                self._count_failure(messenger.platform, error)
                if not error.permanent:
                    break
            else:
                await self._delivered(letter, messenger.platform, address, "sent")
                return
        await self._failed(letter, problem or self._no_way("person"))

    async def _rewrite(self, letter: Letter, message: Message) -> None:
        messenger = next((m for m in self._messengers if m.platform == message.platform), None)
        if messenger is None:
            await self._failed(letter, self._no_way("message"))
            return
        try:
            await messenger.rewrite(message.address, letter.card)
        except DeliveryError as error:
            self._count_failure(messenger.platform, error)
            await self._failed(letter, error)
        else:
            await self._delivered(letter, messenger.platform, message.address, "rewritten")

    async def _delivered(self, letter: Letter, platform: str, address: str, outcome: str) -> None:
        self._metrics.delivery(platform, outcome)
        await self._store.arun(lambda uow: courier.delivered(uow, letter, platform=platform, address=address))

    async def _failed(self, letter: Letter, problem: DeliveryError) -> None:
        await self._store.arun(lambda uow: courier.failed(uow, letter.parcel, problem))

    def _no_way(self, to: str) -> DeliveryError:
        problem = DeliveryError(f"No way to this {to}", permanent=True)
        self._count_failure("none", problem)
        return problem

    def _count_failure(self, platform: str, problem: DeliveryError) -> None:
        self._metrics.delivery(platform, "unreachable" if problem.permanent else "postponed")
        logger().warning("delivery.not_sent", platform=platform, reason=problem.message)
