"""The core as an adapter sees it: an event in, a reply out, within a bounded time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from threading import Event as ThreadEvent
from typing import Protocol, TypeVar

from bot.chat.events import ActionEvent, Event, MessageEvent, SubmitEvent
from bot.chat.replies import Done, OpenForm, Reply, ShowCard
from bot.dispatcher import Unchanged
from bot.errors import HarbourError
from bot.ports import UnitOfWork

T = TypeVar("T")

#: Seconds for which an answer waits for the draft to be saved; the saving goes on after them.
_KEEPING = 0.4


class Transactions(Protocol):
    """Runner of units of work: each in one transaction, in a worker thread."""

    @property
    def is_shared(self) -> bool:
        """True if several processes may serve people on it."""
        ...

    async def arun(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run the work and commit; roll back if it raises."""
        ...


class Dispatcher(Protocol):
    """The core's table of events."""

    def handle(self, event: Event, uow: UnitOfWork) -> Reply:
        """Handle the event and return the reply. Raises Unchanged with a reply if nothing is to be saved."""
        ...

    def keep(self, event: Event, uow: UnitOfWork) -> Reply:
        """Save the typed text as a draft, and return a button that opens it."""
        ...

    def untold(self, event: SubmitEvent, uow: UnitOfWork) -> None:
        """Note that a submission was saved but its sender was not told in time."""
        ...


class Refusal(ShowCard):
    """A card that says why nothing changed; the form with the typed text stays open behind it."""


def keeps(event: Event, reply: Reply) -> bool:
    """True if the core has saved anything in giving this reply: not for a refusal, nor for a form to fill in."""
    match reply:
        case Refusal():
            return False
        case OpenForm(form):
            return isinstance(event, SubmitEvent) and not form.errors
        case _:
            return isinstance(event, SubmitEvent | ActionEvent | MessageEvent)


class TooSlow(HarbourError):
    """This is taking longer than it should. It may still be saved; sending it once more does no harm."""


def _nothing(_: UnitOfWork) -> None:
    """Nothing has to hold first."""


class Service:
    """Carries events into the core."""

    def __init__(self, store: Transactions, dispatcher: Dispatcher, *, seconds: float = 2.0) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._seconds = seconds
        self._running: set[asyncio.Task[Reply]] = set()

    def patient(self, seconds: float) -> Service:
        """The same core for a platform that waits longer."""
        other = Service(self._store, self._dispatcher, seconds=max(seconds, self._seconds))
        other._running = self._running  # drained together
        return other

    async def handle(self, event: Event, *, first: Callable[[UnitOfWork], None] = _nothing) -> Reply:
        """Return the reply once its effects are committed; a `Refusal` if nothing was saved.

        `first` checks in the same unit of work that it may be done at all, and raises if not. Raises TooSlow after the
        time limit; the work then commits or fails by itself, and the event's key makes a repeat harmless. A late
        submission that was saved is noted, one that was refused is kept as a draft: the person hears of it on opening
        the form anew.
        """
        is_late, is_noted = ThreadEvent(), ThreadEvent()

        def work(uow: UnitOfWork) -> Reply:
            first(uow)
            reply = self._dispatcher.handle(event, uow)
            if is_late.is_set() and isinstance(event, SubmitEvent):
                self._dispatcher.untold(event, uow)
                is_noted.set()
            return reply

        def ended(task: asyncio.Task[Reply]) -> None:
            if isinstance(event, SubmitEvent) and not task.cancelled():
                if task.exception() is not None:
                    self._begun(lambda uow: self._dispatcher.keep(event, uow))
                elif not is_noted.is_set():
                    self._begun(partial(self._untold, event))

        task = self._begun(work)
        try:
            reply = await self._bounded(task)
        except (TooSlow, asyncio.CancelledError):
            is_late.set()
            task.add_done_callback(ended)
            raise
        if isinstance(event, SubmitEvent) and isinstance(reply, OpenForm) and not keeps(event, reply):
            await self.unsent(event)
        return reply

    async def unsent(self, event: SubmitEvent) -> None:
        """Keep a submission that is not accepted yet, so that it is there after closing the form. Never raises."""
        await asyncio.wait({self._begun(lambda uow: self._dispatcher.keep(event, uow))}, timeout=_KEEPING)

    async def foreseen(self, event: Event) -> Reply:
        """The reply that there would be; nothing is kept, not even that anything was looked at. Raises TooSlow."""

        def look(uow: UnitOfWork) -> Reply:
            raise Unchanged(self._dispatcher.handle(event, uow))

        return await self._bounded(self._begun(look))

    async def was_done(self, key: str) -> bool:
        """True if an event with this key has been handled before. Writes nothing. Raises TooSlow."""
        seen = [False]

        def look(uow: UnitOfWork) -> Reply:
            seen[0] = uow.once(key) is not None
            raise Unchanged(Done())

        await self._bounded(self._begun(look))
        return seen[0]

    async def keep(self, event: Event) -> Reply:
        """Return a card with a button that opens the typed text, for a form that could not be opened."""
        return await self._bounded(self._begun(lambda uow: self._dispatcher.keep(event, uow)))

    async def drain(self) -> None:
        """Wait for everything under way to commit or fail, with its consequences."""
        while self._running:
            await asyncio.wait(self._running)

    def _untold(self, event: SubmitEvent, uow: UnitOfWork) -> Reply:
        self._dispatcher.untold(event, uow)
        return Done()

    async def _bounded(self, task: asyncio.Task[Reply]) -> Reply:
        done, _ = await asyncio.wait({task}, timeout=self._seconds)
        if not done:
            raise TooSlow
        try:
            return task.result()
        except Unchanged as nothing:
            reply = nothing.reply
            return Refusal(reply.card) if isinstance(reply, ShowCard) else reply

    def _begun(self, work: Callable[[UnitOfWork], Reply]) -> asyncio.Task[Reply]:
        task = asyncio.ensure_future(self._store.arun(work))
        self._running.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Reply]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen: nobody may be waiting for it any more
