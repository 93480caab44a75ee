"""De-duplication of activities: Teams repeats one while, or after, the first is being answered.

Kept in this process alone; beyond it, the core's key of the act does the same.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from adapters.teams.inbound import Heard
from bot.chat.events import Event
from bot.chat.replies import Reply

Json = dict[str, Any]
#: The status and the body of an HTTP answer.
Answer = tuple[int, Json | None]

_MOST = 20_000
_MOST_UNTOLD = 1000


class Acts:
    """The activities that are being answered, and those that have been."""

    def __init__(self) -> None:
        self._running: dict[tuple[str, ...], asyncio.Task[Answer]] = {}
        self._said: OrderedDict[tuple[str, ...], None] = OrderedDict()

    async def once(self, heard: Heard, answer: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to an activity; for a repeat of one under way, the same answer.

        What was answered in the chat is not answered again. An invoke is: its answer may have been
        lost, and its act has one effect by its key. Raises what `answer` raises.
        """
        if not heard.activity:
            return await answer()
        act = (heard.conversation, heard.activity, heard.account, heard.kind.value, heard.name)
        if act in self._said:
            return 200, None
        running = self._running.get(act)
        if running is None:
            running = self._running[act] = asyncio.ensure_future(answer())
            running.add_done_callback(lambda task: self._done(act, heard, task))
        return await asyncio.shield(running)

    async def drain(self, seconds: float) -> None:
        """Wait some time for the activities under way."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=seconds)

    def _done(self, act: tuple[str, ...], heard: Heard, task: asyncio.Task[Answer]) -> None:
        del self._running[act]
        if task.cancelled() or task.exception() is not None or heard.is_invoke:
            return
        self._said[act] = None
        while len(self._said) > _MOST:
            self._said.popitem(last=False)


class Untold:
    """Answers that the chat did not take. The words come again, and the core has taken them already."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str | None, tuple[Event, Reply]] = OrderedDict()

    def keep(self, heard: Heard, event: Event, reply: Reply) -> None:
        """Keep it for when the same is heard again."""
        self._kept[heard.key] = event, reply
        while len(self._kept) > _MOST_UNTOLD:
            self._kept.popitem(last=False)

    def take(self, heard: Heard) -> tuple[Event, Reply] | None:
        """Return the answer to this act that was not delivered, if there is one, and forget it."""
        return self._kept.pop(heard.key, None)
