"""The stream of changes to every open page (server-sent events).

A page that falls behind loses nothing: it is sent the names of the changed windows, and reads each as it is when its
turn comes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from adapters.playground.stand_in.refusals import Json

#: Changes that come so close together (in seconds) are told at once.
_TOGETHER = 0.02
#: Seconds of silence after which a page is told that the server lives.
_PULSE = 15.0
#: What a page misses beyond so many happenings, it reads again from the start.
_BEHIND = 500


class _Watcher:
    """One open page."""

    def __init__(self) -> None:
        self.stirred = asyncio.Event()
        self.windows: dict[str, None] = {}
        self.events: list[tuple[str, Json]] = []
        self.from_the_start = True

    def take(self, window: Callable[[str], Json], table: Callable[[], Json]) -> list[tuple[str, Json]]:
        """Take the events that the page has not had yet."""
        self.stirred.clear()
        if self.from_the_start or len(self.events) > _BEHIND:
            found = [("table", table())]
        else:
            found = [*(("window", window(user)) for user in self.windows), *self.events]
        self.from_the_start, self.windows, self.events = False, {}, []
        return found


class Stream:
    """Sends changes to the open pages. `window` and `table` read the present state."""

    def __init__(self, window: Callable[[str], Json], table: Callable[[], Json]) -> None:
        self._window = window
        self._table = table
        self._watchers: set[_Watcher] = set()
        self._closed = False
        #: Set once somebody looks.
        self.watched = asyncio.Event()

    def changed(self, user: str) -> None:
        """This person's window has changed."""
        for watcher in self._watchers:
            watcher.windows[user] = None
            watcher.stirred.set()

    def tell(self, event: str, data: Json) -> None:
        """Send an event to every page."""
        for watcher in self._watchers:
            watcher.events.append((event, data))
            watcher.stirred.set()

    def begin_again(self) -> None:
        """Everything is different: each page reads it all."""
        for watcher in self._watchers:
            watcher.from_the_start = True
            watcher.stirred.set()

    def close(self) -> None:
        """Let every page go."""
        self._closed = True
        for watcher in self._watchers:
            watcher.stirred.set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Send events to one page until it or the server goes."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        await response.prepare(request)
        watcher = _Watcher()
        self._watchers.add(watcher)
        self.watched.set()
        try:
            await response.write(b"retry: 500\n\n")
            while not self._closed:
                for event, data in watcher.take(self._window, self._table):
                    await response.write(f"event: {event}\ndata: {json.dumps(data)}\n\n".encode())
                await self._wait(watcher, response)
        except ConnectionError:
            pass  # the page is gone
        finally:
            self._watchers.discard(watcher)
        return response

    async def _wait(self, watcher: _Watcher, response: web.StreamResponse) -> None:
        try:
            async with asyncio.timeout(_PULSE):
                await watcher.stirred.wait()
            await asyncio.sleep(_TOGETHER)
        except TimeoutError:
            await response.write(b": still here\n\n")
