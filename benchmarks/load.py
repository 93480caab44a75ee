"""The load: requests over a few connections, as fast as they go (closed) or at a steady rate (open)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter

#: Makes the next request.
Next = Callable[[], bytes]
#: True if this body is the answer wanted.
Wanted = Callable[[bytes], bool]

#: Seconds before a moment that are waited for without sleeping, as the loop's timer is that coarse.
_COARSE = 0.002


class _Connection(asyncio.Protocol):
    """A connection kept alive, with one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self, request: bytes) -> Awaitable[tuple[int, bytes]]:
        """Send a request. Returns the status and body of the answer."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if end and len(body) >= _length(head):
            self._received = b""
            if self._answer is not None and not self._answer.done():
                self._answer.set_result((int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("closed by the server"))

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()


def _length(head: bytes) -> int:
    found = head.lower().partition(b"\r\ncontent-length:")[2].split(b"\r\n", 1)[0]
    return int(found or b"0")


class Load:
    """Load on one server. Raises RuntimeError for an answer other than the one wanted."""

    def __init__(self, port: int, request: Next, wanted: Wanted) -> None:
        self._port = port
        self._request = request
        self._wanted = wanted

    async def closed(self, connections: int, seconds: float) -> float:
        """Requests a second, each connection asking again as soon as it is answered."""
        opened = [await self._connect() for _ in range(connections)]
        begun = perf_counter()
        counts = await asyncio.gather(*(self._ask_until(c, begun + seconds) for c in opened))
        took = perf_counter() - begun
        for connection in opened:
            connection.close()
        return sum(counts) / took

    async def open(self, rate: float, seconds: float) -> Latency:
        """Latency when people arrive at random at this rate, even if the server falls behind.

        Measured from the arrival, not from when there was time to send, so that a server that stalls is given no
        respite.
        """
        chance = random.Random(1)  # noqa: S311 - a schedule
        free: list[_Connection] = [await self._connect() for _ in range(8)]
        took: list[float] = []
        tasks: list[asyncio.Task[None]] = []
        at = perf_counter() + 0.1
        end = at + seconds
        while (at := at + chance.expovariate(rate)) < end:
            await _until(at)
            connection = free.pop() if free else await self._connect()
            tasks.append(asyncio.create_task(self._timed(connection, at, free, took)))
        await asyncio.gather(*tasks)
        for connection in free:
            connection.close()
        return Latency.of(took)

    async def several(self, requests: int, connections: int) -> None:
        """Send so many requests, as fast as they are answered."""
        opened = [await self._connect() for _ in range(connections)]
        await asyncio.gather(*(self._ask(c, requests // connections + 1) for c in opened))
        for connection in opened:
            connection.close()

    async def once(self) -> bytes:
        """Send one request. Returns the body of its answer."""
        connection = await self._connect()
        body = await self._asked(connection)
        connection.close()
        return body

    async def _connect(self) -> _Connection:
        loop = asyncio.get_running_loop()
        return (await loop.create_connection(_Connection, "127.0.0.1", self._port))[1]

    async def _ask(self, connection: _Connection, requests: int) -> None:
        for _ in range(requests):
            await self._asked(connection)

    async def _ask_until(self, connection: _Connection, end: float) -> int:
        count = 0
        while perf_counter() < end:
            await self._asked(connection)
            count += 1
        return count

    async def _timed(self, connection: _Connection, at: float, free: list[_Connection], took: list[float]) -> None:
        await self._asked(connection)
        took.append(perf_counter() - at)
        free.append(connection)

    async def _asked(self, connection: _Connection) -> bytes:
        status, body = await connection.ask(self._request())
        if status != 200 or not self._wanted(body):
            raise RuntimeError(f"an answer that was not wanted: {status} {body[:300]!r}")
        return body


async def _until(at: float) -> None:
    left = at - perf_counter()
    if left > _COARSE:
        await asyncio.sleep(left - _COARSE)
    while perf_counter() < at:  # noqa: ASYNC110 - to the microsecond, which no event of the loop is
        await asyncio.sleep(0)


@dataclass(frozen=True, kw_only=True)
class Latency:
    """Latency in milliseconds."""

    count: int
    p50: float
    p99: float
    worst: float

    @classmethod
    def of(cls, seconds: list[float]) -> Latency:
        """Latency from these times."""
        ordered = sorted(seconds)
        at = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.5, 0.99, 1)]
        return cls(count=len(ordered), p50=at[0], p99=at[1], worst=at[2])
