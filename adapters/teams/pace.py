"""Rate limits of Teams: several windows at once in each chat, and one for all (platform page: teams)."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Self

from adapters.chat.pace import SharedPace
from bot.errors import DeliveryError
from bot.pace import Window, next_turn

#: Of one bot in one conversation, and of one app in one tenant.
IN_A_CHAT = (Window(7, 1.0), Window(8, 2.0), Window(60, 30.0), Window(1800, 3600.0))
IN_ALL = (Window(30, 1.0),)
#: Seconds that a message is held back here; for longer it goes back to the courier.
_PATIENCE = 3.0
#: How many chats are remembered.
_MOST = 10_000
#: Where the turns of all chats together are kept, beside those of each.
_ALL = "*"


class Pace:
    """Holds messages back until they may go. `clock` counts seconds.

    What is `shared` is kept with all replicas, and nothing here.
    """

    def __init__(
        self,
        in_a_chat: Sequence[Window] = IN_A_CHAT,
        in_all: Sequence[Window] = IN_ALL,
        *,
        shared: SharedPace | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.clock = clock
        self.sleep = sleep
        self._in_a_chat = in_a_chat
        self._windows_in_all = in_all
        self._shared = shared
        self._in_all = _Turns(in_all)
        self._chats: OrderedDict[str, _Turns] = OrderedDict()
        #: Until when a chat is to be left alone.
        self._quiet: OrderedDict[str, float] = OrderedDict()

    @classmethod
    def none(cls) -> Self:
        """Nothing is held back, and nothing waits before it is tried again."""
        return cls((), (), sleep=_at_once)

    async def turn(self, chat: str) -> None:
        """Wait for the next turn in a chat ("" for opening one).

        Raises DeliveryError with the seconds to wait where that is long, or Teams has asked for silence.
        """
        if self._shared is not None:
            await self._turn_of(self._shared, chat)
            return
        if chat not in self._chats:
            self._chats[chat] = _Turns(self._in_a_chat if chat else ())
        self._chats.move_to_end(chat)
        while len(self._chats) > _MOST:
            self._chats.popitem(last=False)
        self._heed(chat)
        await self._taken(self._chats[chat])
        await self._taken(self._in_all)
        self._heed(chat)  # others may have met with a refusal meanwhile

    async def _turn_of(self, shared: SharedPace, chat: str) -> None:
        places = {chat: self._in_a_chat if chat else (), _ALL: self._windows_in_all}
        for place, windows in places.items():
            found = await shared.turn(place, windows, heeds=chat, patience=_PATIENCE)
            if found.quiet:
                raise DeliveryError("Teams: asked to wait", retry_after=found.quiet)
            if found.wait > _PATIENCE:
                raise DeliveryError("Teams: too many messages at once", retry_after=found.wait)
            if found.wait:
                await self.sleep(found.wait)

    async def quiet(self, chat: str, seconds: float) -> None:
        """Teams asked for silence in a chat."""
        if self._shared is not None:
            await self._shared.quiet(chat, seconds)
        self._quiet[chat] = max(self._quiet.get(chat, 0.0), self.clock() + seconds)
        self._quiet.move_to_end(chat)
        while len(self._quiet) > _MOST:
            self._quiet.popitem(last=False)

    def _heed(self, chat: str) -> None:
        left = self._quiet.get(chat, 0.0) - self.clock()
        if left > 0:
            raise DeliveryError("Teams: asked to wait", retry_after=left)
        self._quiet.pop(chat, None)

    async def _taken(self, turns: _Turns) -> None:
        now = self.clock()
        wait = turns.next(now) - now
        if wait > _PATIENCE:
            raise DeliveryError("Teams: too many messages at once", retry_after=wait)
        turns.take(now + wait)
        if wait > 0:
            await self.sleep(wait)


async def _at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


class _Turns:
    """Times at which recent messages went, or will go."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._windows = windows
        self._taken: deque[float] = deque(maxlen=max((w.most for w in windows), default=0))

    def next(self, now: float) -> float:
        """Earliest time of the next message."""
        return next_turn(self._taken, self._windows, now)

    def take(self, at: float) -> None:
        """One goes then."""
        self._taken.append(at)
