"""One table while it is on show: its acts, its clock, its troubles, and the stream of changes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from itertools import count

from adapters.playground.page.acts import Acts
from adapters.playground.page.passage import Leap, Passage
from adapters.playground.page.stored import stored
from adapters.playground.page.stream import Stream
from adapters.playground.page.table import Table
from adapters.playground.page.troubles import Troubles
from adapters.playground.page.windows import SEATED, Windows, commands
from adapters.playground.stand_in.changes import Change, ChangeKind
from adapters.playground.stand_in.refusals import Json

#: Seconds after the last change at which the clock's foresight is worked out again.
_CALM = 0.15


class Session:
    """Interface between the page's server and the demo."""

    def __init__(self, table: Table, stream: Callable[[], Stream]) -> None:
        self.table = table
        self._stream = stream
        self.windows = Windows(table)
        self._acts = Acts(table, self.windows)
        self._passage = Passage(table, self.windows, self._tell_clock)
        self._troubles = Troubles(self.windows.sides.values())
        #: Tells one laid table from the next.
        self._name = secrets.token_hex(4)
        self._numbers = count(1)
        self._news: Json | None = None
        self._is_up = True
        self._nudge = ""
        self._foresight: asyncio.Task[None] | None = None
        self._unsubscribe = [side.feed.subscribe(self._changed) for side in self.windows.sides.values()]
        self._stir()

    async def close(self) -> None:
        """Listen no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        if self._foresight is not None:
            self._foresight.cancel()
            await asyncio.gather(self._foresight, return_exceptions=True)

    # -- reading ---------------------------------------------------------------------------------------

    def shown(self) -> Json:
        """Everything that a page shows at first."""
        return {
            "name": self._name,
            "platform": self.table.cast.played_on.value,
            "people": self.windows.people(),
            "seated": SEATED,
            "names": self.windows.names(),
            "pickable": self.windows.pickable(),
            "commands": commands(),
            "windows": [self.window(person["id"]) for person in self.windows.people()],
            "clock": self._clock(),
            "troubles": self._troubles.shown(),
            "news": self._news,
            "isUp": self._is_up,
        }

    def window(self, user: str) -> Json:
        """One person's window, with a number: of two the one with the higher number is the newer."""
        return {**self.windows.window(user), "number": next(self._numbers)}

    async def stored(self) -> Json:
        """Stored data, as the panel *Under the floor* shows it."""
        return await stored(self.table)

    async def verify(self) -> Json:
        """Result of checking that the history is as it was written."""
        verdict = await self.table.stored.verify()
        return {"holds": verdict.holds, "words": verdict.words}

    # -- acting ----------------------------------------------------------------------------------------

    async def act(self, user: str, act: str, given: Json) -> Json:
        """Let somebody do something, and return their window afterwards. Raises KeyError, PlaygroundError."""
        await self._acts.do(user, act, given)
        return self.window(self.table.cast.person(user).id)

    async def leap(self, leap: Leap) -> None:
        """Move the clock on. Raises CannotDo."""
        self._news = await self._passage.leap(leap)
        self._stream().tell("news", self._news)
        self._stir()

    def trouble(self, name: str) -> None:
        """Bring the platforms into trouble, or out of it. Raises KeyError."""
        self._troubles.choose(name)
        self._stream().tell("troubles", self._troubles.shown())

    def account(self, user: str, *, is_open: bool) -> None:
        """Deactivate somebody's account, or open it again. Raises CannotDo."""
        person = self.table.cast.person(user)
        self.windows.side(person).account(person, is_open=is_open)

    async def restart(self) -> None:
        """Stop the service and start it again."""
        self._is_up = False
        self._stream().tell("service", {"isUp": False})
        try:
            await self.table.restart()
        finally:
            self._is_up = True
            self._stream().tell("service", {"isUp": True})
            self._stir()

    # -- telling ---------------------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        stream = self._stream()
        if change.kind is ChangeKind.USER:
            told = {name: getattr(self.windows, name)() for name in ("people", "names", "pickable")}
            stream.tell("people", told)
        elif change.user is not None:
            stream.changed(change.user)
        if change.kind is not ChangeKind.TYPED:
            self._stir()

    def _tell_clock(self) -> None:
        self._stream().tell("clock", self._clock())

    def _clock(self) -> Json:
        now, calendar = self.table.clock.now(), self.table.calendar
        return {
            "words": calendar.words(now),
            "year": calendar.day_of(now).year,
            "zone": calendar.zone,
            "open": calendar.is_open(now),
            "nudge": self._nudge,
        }

    def _stir(self) -> None:
        """Something has happened: look ahead again once it is calm."""
        if self._foresight is not None:
            self._foresight.cancel()
        self._foresight = asyncio.create_task(self._look_ahead())

    async def _look_ahead(self) -> None:
        await asyncio.sleep(_CALM)
        due = await self.table.stored.next_nudge()
        self._nudge = self.table.calendar.words(due, now=self.table.clock.now()) if due else ""
        self._tell_clock()
        self._stream().tell("stir", {})
