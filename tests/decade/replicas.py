"""One replica: the real store, service and delivery on a database that it shares, with a clock of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

from adapters.house.delivery import Delivery
from adapters.house.gate import Turn
from adapters.house.service import Service
from bot import upkeep
from bot.access import may
from bot.chat.cards import Card
from bot.chat.events import Event
from bot.chat.replies import Reply
from bot.courier.outgoing import Outgoing
from bot.dispatcher import Dispatcher
from bot.nudges import Lane
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.records.rights import VIEWS, Act, Part
from storage import Store
from storage.runners import Work
from tests.decade.chats import Chats, Way

T = TypeVar("T")
Finds = Callable[[str], None]

LISTS = frozenset({Lane.MANAGEMENT_TEAM, Lane.MANAGEMENT_LIST, Lane.CHIEF_EXECUTIVE_LIST})
_VIEWED = {act.value: act for act in VIEWS}


class Watch(Protocol):
    """Receiver of broken conditions."""

    def finds(self, broken: str) -> None:
        """Something does not hold."""
        ...

    def pushed(self, card: Card) -> None:
        """A card is sent into a chat."""
        ...


class Broken(AssertionError):
    """Something does not hold that always does."""


class Clock:
    """A replica's own clock: the time as it is, and how far it is off."""

    def __init__(self, at: datetime) -> None:
        self.at, self.off = at, timedelta()

    def now(self) -> datetime:
        """Time on the clock of this replica."""
        return (self.at + self.off).astimezone(UTC)


class Watched(Dispatcher):
    """The dispatcher, with a look at each line that says that somebody has read something."""

    def __init__(self, finds: Finds) -> None:
        super().__init__()
        self._finds = finds

    def handle(self, event: Event, uow: UnitOfWork) -> Reply:
        """The answer."""
        before = len(uow.ledger._lines)  # type: ignore[attr-defined] # the lines of this unit of work
        reply = super().handle(event, uow)
        for by, line in uow.ledger._lines[before:]:  # type: ignore[attr-defined]
            if line["act"] in _VIEWED and by is not None:
                self._looks(by, _VIEWED[line["act"]], line["record_id"], event, uow)
        return reply

    def _looks(self, by: PersonId, act: Act, about: str, event: Event, uow: UnitOfWork) -> None:
        person, record = uow.people.get(by), uow.records.peek(about)  # type: ignore[arg-type]
        if by != event.person or person is None or record is None:
            self._finds(f"{act} by somebody else than who acted: {type(event).__name__}")
        elif not may(person, act, record, uow.people, uow.records.above(record)):
            self._finds(f"{record.kind} ({record.state}) was read by {sorted(_parts(by, record))}, who may not {act}")


def _parts(person: PersonId, record: object) -> Iterable[str]:
    return [part for who, part in record.parties() if who == person]  # type: ignore[attr-defined]


class Courier(Delivery):
    """The delivery, with a look at each reminder before it goes."""

    def __init__(self, store: Store, ways: Sequence[Way], finds: Finds) -> None:
        super().__init__(store, ways)
        self._looked, self._finds = store, finds

    async def _send(self, outgoing: Outgoing, turn: Turn) -> None:
        if outgoing.parcel.message is None and not outgoing.card.settled:
            for late in await self._looked.arun(partial(_of_what_is_done, outgoing)):
                self._finds(late)
        await super()._send(outgoing, turn)


def _of_what_is_done(outgoing: Outgoing, uow: UnitOfWork) -> list[str]:
    """The reminders in it whose thing is done."""
    late = []
    for notice in outgoing.parcel.notices:
        record = uow.records.peek(notice.about) if notice.about else None
        if notice.view != "nudge" or record is None:
            continue
        asks = any((each.kind, each.item) == (notice.kind, notice.item) for each in record.nudges())
        # A reminder is also true if its record waits for the same person by now, or is on the team's list.
        true = (notice.to, Part.MUST_ACT) in record.parties() or (notice.lane in LISTS and record.on_management_list)
        if not asks and not true:
            late.append(f"{notice.kind} ({notice.lane}) goes for {record.ref} ({record.state}), and its thing is done")
    return late


class Orderly(Store):
    """A store in which one unit of work comes after the other, so that a decade is the same at every run."""

    async def arun(self, work: Work[T]) -> T:
        """Run the work with nothing else meanwhile."""
        return self.run(work)


class Replica:
    """One replica, opened again after each crash without having been stopped."""

    def __init__(self, url: str, keys: str, policy: Policy, at: datetime, chats: Sequence[Chats], watch: Watch) -> None:
        self._url, self._keys, self._policy, self._chats, self._watch = url, keys, policy, chats, watch
        self.clock = Clock(at)
        #: At which call to a platform it dies; None: it does not.
        self.dies_at: int | None = None
        self.dead = False
        self._open()

    def _open(self) -> None:
        self.store = Orderly(self._url, self._keys, self._policy, self.clock)
        self.service = Service(self.store, Watched(self._watch.finds), seconds=60)
        ways = [Way(each, self._dies, self._watch.pushed) for each in self._chats]
        self.courier = Courier(self.store, ways, self._watch.finds)
        self.dead = False

    def _dies(self, _where: str) -> None:
        if self.dies_at is not None:
            self.dies_at -= 1
            self.dead = self.dead or self.dies_at < 0
        if self.dead:
            raise asyncio.CancelledError

    async def handle(self, event: Event) -> Reply:
        """Handle the event of a person."""
        return await self.service.handle(event)

    async def delivers(self) -> None:
        """Everything that is due, unless it dies on the way."""
        await self.courier.settle()
        if self.dead:
            self.crashes()

    def crashes(self) -> None:
        """Lose all memory, keep all claims in the database, and start again."""
        self.dies_at = None
        self.store.close()  # for the sake of the machine that simulates it: nothing waits in it
        self._open()

    def upkeeps(self) -> None:
        """Run the daily upkeep."""
        for work in upkeep.DAILY:
            self.store.run(work)
        self.store.prune()
