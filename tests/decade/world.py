"""The organisation at work: two replicas on one database, three ways to everybody, and a movable clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from adapters.logs import place
from bot.app.platforms import PLATFORMS
from bot.chat.cards import Card
from bot.chat.events import Event
from bot.chat.replies import Reply
from bot.directory import Limit, carry_out, planned, undo
from bot.errors import HarbourError, Refused
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import EMAIL, UnitOfWork
from storage import new_key
from tests.bot.house import REFERENCES
from tests.bot.matrix.reading import strings
from tests.decade.acts import CANARY, Acts
from tests.decade.chats import Chats
from tests.decade.faults import Faults
from tests.decade.invariants import Invariants
from tests.decade.replicas import Broken, Replica
from tests.decade.staff import CHAIR, DUTY, Staff

_WORKDAY: tuple[time, ...] = (time(9, 31), time(11, 5), time(13, 40), time(16, 20), time(18, 30))
_WEEKEND: tuple[time, ...] = (time(12),)
#: The share of those to whom something waits who see to it at each of the moments.
_DILIGENCE = 0.15
#: How often somebody sends the same again who gets no answer.
_TRIES = 12
#: How often a platform delivers the same twice.
_TWICE = 0.03
FIRST_DAY = date(2027, 1, 4)


class World:
    """One decade."""

    def __init__(self, url: str, policy: Policy, *, seed: int, people: int, tells: Callable[[str], None]) -> None:
        self._tells = tells
        self.seed, self.random = seed, Random(seed)  # noqa: S311 - a decade is its seed
        self.is_on_sqlite = url.startswith("sqlite")
        self.policy = replace(
            policy, duty_manager=DUTY, chair=CHAIR, references=REFERENCES, platforms=PLATFORMS,
            public_url="https://harbour.example.org",
        )  # fmt: skip
        self.chats = [Chats(platform.name) for platform in PLATFORMS]
        every_way = [*self.chats, Chats(EMAIL)]
        self.day, self.moments = FIRST_DAY, _WORKDAY
        keys = new_key()
        self.replicas = [Replica(url, keys, self.policy, self._at(time(8)), every_way, self) for _ in range(2)]
        self.loses_answers = 0.0
        #: Number of acts that people begin on a working day.
        self.begins_a_day = max(0.15, people / 400)
        self.staff = Staff(self.random, people)
        self.faults = Faults(self.random)
        self.invariants = Invariants(self)
        self.acts = Acts(self.random, self.does, lambda: self.here, lambda: self.managers, lambda: self.day)
        #: Conditions that failed, by kind, each with the day and words of the first time.
        self.found: dict[str, str] = {}
        #: People at work here.
        self.here: Sequence[PersonId] = ()
        self.managers: Sequence[PersonId] = ()
        self.loads()

    def pushed(self, card: Card) -> None:
        """Check that no words typed by anybody are sent into a chat."""
        if typed := CANARY.search("\n".join(strings(card))):
            self.finds(f"{typed[0]} was sent into a chat: {card.title}")

    def heard(self, line: Mapping[str, object]) -> None:
        """A line of the log about an error: there is none but of what goes wrong at that moment."""
        if not self.faults.explain(self, line):
            self.finds("logged: " + ", ".join(f"{key} {said}" for key, said in line.items() if key != "timestamp"))

    # -- time ---------------------------------------------------------------------------------------------

    def _at(self, when: time) -> datetime:
        return self.policy.calendar.moment(self.day, when)

    async def passes(self, days: int, *, goes_on: bool = False) -> None:
        """So many days; raises Broken with the day, unless it goes on with what it has found."""
        for _ in range(days):
            await self._day()
            if self.found and not goes_on:
                raise Broken("; ".join(self.found.values()))
            self.day += timedelta(days=1)
            if self.day.day == 1:
                self._tells(f"  seed {self.seed}: {self.day}, {len(self.invariants.reports)} reports so far")

    def finds(self, broken: str) -> None:
        """Note what does not hold; each kind of it once."""
        kind = re.sub(r"[A-Z]{2}-\d{4}|\d+", "…", broken)
        if kind not in self.found:
            self.found[kind] = f"{self.day}: {broken}"
            self._tells(f"  found by seed {self.seed}: {self.found[kind]}")

    async def _day(self) -> None:
        self.moments = _WORKDAY if self.policy.calendar.is_working_day(self.day) else _WEEKEND
        self._directory_changes()
        for moment in self.moments:
            for replica in self.replicas:
                replica.clock.at = self._at(moment)
            self.faults.begin(self)
            await self._people_act()
            await self._delivers()
        self.faults.end(self)
        self._upkeep()
        for moment in (time(21), time(21, 30)):
            for replica in self.replicas:
                replica.clock.at = self._at(moment)
            await self._delivers()
        self.replicas[0].store.seal()
        for broken in self.replicas[0].store.run(self.invariants.broken):
            self.finds(broken)

    async def _delivers(self) -> None:
        for replica in self.random.sample(self.replicas, 2):
            with suppress(HarbourError):  # the disk is full: what is due stays due
                await replica.delivers()

    def _upkeep(self) -> None:
        for replica in self.replicas:
            replica.upkeeps()

    # -- people -------------------------------------------------------------------------------------------

    async def _people_act(self) -> None:
        new = self.begins_a_day / len(self.moments)
        if self.moments is _WEEKEND:
            new /= 4
        while self.random.random() < new:
            new -= 1
            await self.acts.begins(self.random.choice(self.here))
        for person in dict.fromkeys(person for chats in self.chats for person in chats.asks):
            asks = [card for chats in self.chats for card in chats.asks.get(person, {}).values()]
            if asks and person in self._at_work and self.random.random() < _DILIGENCE:
                await self.acts.answers(person, asks)

    async def does(self, event: Event, *, sends: str = "") -> Reply | None:
        """Handle an event on any replica, repeated until there is an answer; None if there is none today."""
        for attempt in range(_TRIES):
            replica = self.random.choice(self.replicas)
            try:
                reply = await replica.handle(event)
            except HarbourError:
                continue  # the disk is full; they try again
            except Exception as error:  # noqa: BLE001 - nothing that people do makes Harbour fail
                self.finds(f"{place(error)} in {event}")
                return None
            if attempt < _TRIES - 1 and self.random.random() < self.loses_answers:
                if self.random.random() < 0.3:
                    replica.crashes()
                continue
            self.invariants.reads(event, reply, sends)
            if event.key and self.random.random() < _TWICE:
                await self._comes_again(event)
            return reply
        return None

    async def _comes_again(self, event: Event) -> None:
        """The platform delivers the same once more, to whichever replica."""
        with suppress(HarbourError):  # the disk is full
            await self.random.choice(self.replicas).handle(event)

    # -- the directory --------------------------------------------------------------------------------------

    def _directory_changes(self) -> None:
        changes = (
            self.staff.joins, self.staff.leaves, self.staff.leaves, self.staff.comes_back, self.staff.moves,
            self.staff.marries, self.staff.is_reachable_otherwise, self.staff.is_promoted,
        )  # fmt: skip
        if self.random.random() < len(self.staff.rows) / 600:
            change = self.random.choice(changes)
            change()
            self.faults.begun[f"directory: {change.__name__}"] += 1
            self.loads()
        elif self.random.random() < 0.01:
            self.faults.begun["directory: cut, and taken back"] += 1
            self.loads(cut=True)

    def loads(self, *, cut: bool = False) -> None:
        """The list is imported; one that is cut is refused, or carried out and taken back at once."""
        rows = [replace(row, line=n) for n, row in enumerate(self.staff.cut() if cut else self.staff.rows, 2)]
        limit = Limit(percent=self.policy.leave_percent, least=self.policy.leave_least)

        def work(uow: UnitOfWork) -> tuple[Sequence[PersonId], Sequence[PersonId]]:
            drawn = planned(rows, uow)
            if cut and not list(drawn.too_much(limit)):
                raise Broken("half of the people may leave without a question")
            carry_out(drawn, uow)
            here = tuple(person.id for person in uow.people if person.active)
            return here, tuple(filter(uow.people.is_manager, here))

        try:
            self.here, self.managers = self.replicas[0].store.run(work)
        except Refused as refused:
            raise Broken(f"the list is in question: {refused}") from None
        if cut:
            self.replicas[1].store.run(undo)
            self.loads()
        self._at_work = frozenset(self.here)
