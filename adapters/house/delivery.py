"""Loop that drives the rules of `bot.courier`: claim, prepare, send, report.

Several people are written to at once, each one message at a time. All state is in the database: after a crash, work is
claimed again when its lease ends (at least once).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from adapters.house.carrier import Carried, Carrier
from adapters.house.gate import Turn
from adapters.house.metrics import Metrics
from adapters.house.service import Transactions
from adapters.logs import logger
from bot.courier import nudging, outcome, parcels
from bot.courier.outgoing import Outgoing
from bot.errors import About, DeliveryError, HarbourError
from bot.people import PersonId
from bot.ports import Messenger, Parcel, UnitOfWork
from bot.ways import places, ways

#: How many messages are sent at a time, and how many may be claimed and wait.
_AT_ONCE = 16
_WAITING = 200
#: A parcel is left alone when so much of its lease has passed: somebody else may claim it soon.
_FRESH = 0.5 * parcels.LEASE_SECONDS
#: Seconds to wait after a failure of the database, and for messages under way at shutdown.
_PAUSE = 1.0
_DRAIN = 10.0


class Delivery:
    """Turns due nudges into notices and carries notices to people."""

    def __init__(self, store: Transactions, messengers: Sequence[Messenger], metrics: Metrics | None = None) -> None:
        self._store = store
        self._metrics = metrics or Metrics()
        self._carrier = Carrier(messengers, self._metrics)
        self._queues: dict[PersonId, deque[tuple[Parcel, float]]] = {}
        self._servers: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._pumping = asyncio.Lock()
        self._work = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._running: asyncio.Task[None] | None = None
        self._stopping = False
        #: The last fault of the database; "" if there is none.
        self._ailed = ""

    def trouble(self, platform: str) -> str | None:
        """Reason why nobody is written to by this platform, with the remedy; None if messages go."""
        return self._carrier.trouble(platform)

    def wake(self) -> None:
        """There may be something to do. From any thread: `store.on_work` is this."""
        try:
            self._loop.call_soon_threadsafe(self._work.set)
        except RuntimeError:  # the loop has ended; the next one to start finds the work
            return

    def start(self) -> None:
        """Work until stopped, whenever woken."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Claim nothing more, and finish the messages under way."""
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
        """Do everything that is due now, and its consequences; for tests and the demonstration."""
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
                self._ailed = ""
            except Exception as error:  # noqa: BLE001 - the loop outlives whatever ails the database
                self._ails(error)
                await asyncio.sleep(_PAUSE)
                self._work.set()

    def _ails(self, error: Exception) -> None:
        """Log a fault of the database, once for as long as it lasts."""
        ails = f"{type(error).__name__} {error.cause if isinstance(error, HarbourError) else ''}"
        if ails != self._ailed:
            logger().error("delivery.failed", exc_info=error)
        self._ailed = ails

    async def _room(self) -> None:
        """Wait until there is room for more."""
        while sum(map(len, self._queues.values())) > _WAITING and self._servers:
            await asyncio.wait(self._servers, return_when=asyncio.FIRST_COMPLETED)

    async def _pump(self) -> bool:
        """Claim everything due. False if there was nothing."""
        async with self._pumping:
            if self._stopping:
                return False
            nudged = await self._store.arun(nudging.nudge)
            claimed = await self._store.arun(parcels.claim)
            self._metrics.nudges(nudged)
            for parcel in claimed:
                self._accept(parcel)
        return bool(nudged or claimed)

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
                        await self._deliver(parcel, claimed)
        finally:
            del self._queues[person]
            self._metrics.waiting(sum(map(len, self._queues.values())))

    async def _deliver(self, parcel: Parcel, claimed: float) -> None:
        """Deliver one claim. Any failure is reported or, if even that fails, left to the lease."""

        def prepare(uow: UnitOfWork) -> tuple[Outgoing | None, Turn]:
            turn = Turn(at=uow.now, limits=uow.policy.outages, claimed=claimed)
            return parcels.prepare(uow, parcel), turn

        try:
            outgoing, turn = await self._store.arun(prepare)
            if outgoing is not None:
                await self._send(outgoing, turn)
        except Exception as error:  # noqa: BLE001 - one parcel never holds up the others
            logger().error("delivery.failed", exc_info=error)

    async def _send(self, outgoing: Outgoing, turn: Turn) -> None:
        """Rewrite or delete the existing message, or send a new one by the first way that takes it."""
        message = outgoing.parcel.message
        if message is not None and outgoing.removes:
            await self._report_removed(outgoing, await self._carrier.remove(outgoing, message, turn))
            return
        if message is not None:
            await self._report(outgoing, await self._carrier.rewrite(outgoing, message, turn))
            return
        open_ways = ways(outgoing.person, self._carrier.running(outgoing))
        if outgoing.by is not None and not open_ways:
            await self._store.arun(lambda uow: outcome.left_out(uow, outgoing))
            return
        carried = None
        for way in open_ways:
            carried = await self._carrier.send(outgoing, way, turn)
            if carried.arrived or carried.again:
                break
        await self._report(outgoing, carried or self._no_way())

    async def _report(self, outgoing: Outgoing, carried: Carried) -> None:
        """Record the result in the outbox."""
        problem = carried.problem
        stood = outgoing.parcel.message and places(outgoing.parcel.message)
        if carried.arrived and (problem is None or problem.permanent or carried.places != stood):
            await self._store.arun(lambda uow: outcome.delivered(uow, outgoing, carried.places, carried.again))
        elif problem is not None:
            await self._store.arun(lambda uow: outcome.failed(uow, outgoing.parcel, problem))

    async def _report_removed(self, outgoing: Outgoing, carried: Carried) -> None:
        """It is gone, or folded, for good; or it is tried again."""
        again = carried.again
        if again is None:
            await self._store.arun(lambda uow: outcome.removed(uow, outgoing))
        else:
            await self._store.arun(lambda uow: outcome.failed(uow, outgoing.parcel, again))

    def _no_way(self) -> Carried:
        problem = DeliveryError("No way to this person", about=About.PERSON)
        self._carrier.count_failure("none", problem)
        return Carried({}, problem)
