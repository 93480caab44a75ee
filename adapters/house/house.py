"""The service in one process: units of work, the platforms, the courier, the schedule, the web application."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol, Self, TypeVar

from adapters.email.messenger import Mail
from adapters.house import service
from adapters.house.clocks import Clocks
from adapters.house.delivery import Delivery
from adapters.house.heads import Heads
from adapters.house.metrics import Metrics
from adapters.house.metronome import Metronome
from adapters.house.sealing import Sealer
from adapters.house.service import Service
from adapters.house.side import Connection, Side
from adapters.house.syncing import Syncing
from adapters.house.web import Check, WebServer, application
from adapters.pages import about
from adapters.pages.browser import BrowserPages
from adapters.pages.documents import DocumentPages
from adapters.pages.evidence import EvidencePages
from adapters.pages.letters import LetterPages
from bot import upkeep
from bot.dispatcher import Dispatcher
from bot.platforms import Platform
from bot.ports import EMAIL, EvidenceStore, Messenger, UnitOfWork

T = TypeVar("T")

_SILENT = "Nobody is reminded of anything, and what waits is not sent: the metronome stands still. Start Harbour again."


class RunningStore(service.Transactions, Protocol):
    """Store of the running service: more than units of work."""

    on_work: Callable[[], None] | None

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run the work and commit, from a thread that may wait."""
        ...

    def take_over(self) -> None:
        """Release the claims of a process that was killed."""
        ...

    def trouble(self) -> str | None:
        """Why it cannot be written to, in a sentence; None where it can, which is tried."""
        ...

    def prune(self) -> int:
        """Remove everything past its time."""
        ...

    def clock_ahead(self) -> float:
        """By how many seconds this machine's clock is ahead of the database's."""
        ...

    def seal(self) -> None:
        """Give the lines of the history that wait their places."""
        ...


@dataclass(frozen=True, kw_only=True)
class Address:
    """Host and port to listen on; port 0 for any that is free."""

    host: str = "127.0.0.1"
    port: int = 3978


class House:
    """Build with `open` in a running event loop, then `start` and `stop`."""

    def __init__(
        self,
        store: RunningStore,
        core: Service,
        sides: Mapping[Platform, Side],
        mail: Mail | None,
        files: EvidenceStore | None,
        address: Address,
        metrics: Metrics,
        syncing: Syncing | None = None,
        heads: Heads | None = None,
    ) -> None:
        self._store = store
        self._heads = heads
        self._core = core
        self._sides = sides
        self._metrics = metrics
        # E-mail comes last: it is for people whom the chat does not reach, and for copies.
        ways: list[Messenger] = [
            *(side.messenger for side in sides.values()),
            *([mail.beside([platform.called for platform in sides])] if mail else []),
        ]
        self._mails = mail is not None
        self._delivery = Delivery(store, ways, self._metrics)
        self._clocks = Clocks(store, metrics)
        self._sealer = Sealer(store)
        self._metronome = Metronome(
            self._delivery,
            self._upkeep,
            syncing.when_due if syncing else None,
            self._hourly,
            on_beat=self._sealer.beat,
        )
        self._beats = False
        #: The day whose work was done last, where the clock is moved by hand.
        self._day: date | None = None
        self._pages = EvidencePages(store, files) if files is not None else None
        posts = {route: handler for side in sides.values() for route, handler in side.posts.items()}
        gets = {**about.GETS}
        for pages in (LetterPages(store), BrowserPages(store), DocumentPages(store, files), self._pages):
            if pages is not None:
                posts.update(pages.posts)
                gets.update(pages.gets)
        self._host = address.host
        self._web = WebServer(application(posts, self._checks(), self._metrics, gets), address.host, address.port)

    @classmethod
    async def open(
        cls,
        store: RunningStore,
        on: Sequence[Connection],
        address: Address,
        mail: Mail | None = None,
        files: EvidenceStore | None = None,
        syncing: Syncing | None = None,
        heads: Heads | None = None,
    ) -> Self:
        """Build it; without `mail` nothing goes by e-mail, without `files` there are no pages for evidence.

        Without `syncing` people come from a file alone; `heads` notes how far the history is.

        Asks nothing of any platform yet.
        """
        core, metrics = Service(store, Dispatcher()), Metrics()
        sides = {each.platform: await each.open(core, store, metrics) for each in on}
        return cls(store, core, sides, mail, files, address, metrics, syncing, heads)

    @property
    def url(self) -> str:
        """URL of the service, without a slash at the end."""
        return f"http://{self._host}:{self._web.port}"

    async def start(self, *, beats: bool = True) -> None:
        """Listen, and begin the schedule; without `beats` work is done only when `tick` is called.

        Raises Misconfigured for a wrong token, OSError if the address is taken.
        """
        await asyncio.gather(*(side.start() for side in self._sides.values()))
        if beats:
            await asyncio.to_thread(self._store.take_over)
            self._store.on_work = self._delivery.wake
            self._delivery.start()
            self._metronome.start()
            self._beats = True
        await self._web.start()

    async def stop(self) -> None:
        """Take no more requests, and finish those under way and the messages being sent."""
        await self._web.stop()
        await self._core.drain()
        self._store.on_work = None
        if self._beats:
            self._metronome.stop()
        await self._delivery.stop()
        await self._sealer.seal()
        if self._heads is not None:
            await asyncio.to_thread(self._heads.note)
        for side in self._sides.values():
            await side.close()

    async def tick(self) -> None:
        """Do everything that is due by the store's clock: first the work of a new day."""
        await asyncio.to_thread(self._begin_day)
        await self._delivery.settle()
        await self._sealer.seal()

    def _begin_day(self) -> None:
        today = self._store.run(lambda uow: uow.policy.calendar.today(uow.now))
        if today != self._day:
            self._daily()
            self._day = today

    def _daily(self) -> None:
        upkeep.everything(self._store.run, upkeep.ONCE_A_DAY)

    def _upkeep(self) -> int:
        """Run the daily work once, on the first replica that comes to it; old keys and drafts go.

        So do files of evidence to which no record points.
        """
        self._daily()
        if not self._store.run(partial(upkeep.is_turn, "pruning")):
            return 0
        swept = self._pages.sweep() if self._pages is not None else 0
        return self._store.prune() + swept

    def _hourly(self) -> None:
        """At every start as well: how far the history is, and the clock from the database's."""
        if self._heads is not None:
            self._heads.note()
        self._clocks.compare()

    def metrics_page(self) -> bytes:
        """Body of `/metrics`."""
        return self._metrics.page()

    def _checks(self) -> dict[str, Check]:
        """Checks of `/readyz`, by part: each returns the reason why people are not served, or None."""

        async def database() -> str | None:
            why = await asyncio.to_thread(self._store.trouble)
            return why and f"Nothing can be kept, so that nothing people do is taken. {why}"

        async def metronome() -> str | None:
            return _SILENT if self._beats and not self._metronome.is_well else None

        def of(platform: Platform, side: Side) -> Check:
            async def check() -> str | None:
                unsent = self._delivery.trouble(platform.name)
                if unsent is not None:
                    return _unsent(platform.called, unsent)
                why = await side.trouble()
                return why and f"People may not be served in {platform.called}. {why}"

            return check

        async def email() -> str | None:
            unsent = self._delivery.trouble(EMAIL)
            return unsent and _unsent("e-mail", unsent)

        sides = {platform.name: of(platform, side) for platform, side in self._sides.items()}
        return {"database": database, "metronome": metronome, **sides} | ({EMAIL: email} if self._mails else {})


def _unsent(called: str, why: str) -> str:
    return f"Nobody hears from Harbour by {called}; everything waits, and nobody is passed over. {why}"
