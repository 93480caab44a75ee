"""Faults drawn by chance: each begins, lasts for a while, and is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from tests.decade.world import World

#: More pages than any database has.
_NO_BOUND = 1_073_741_823


@dataclass
class Faults:
    """All that goes wrong in a decade."""

    random: Random
    #: How many begin on a day, on average.
    a_day: float = 0.5
    begun: Counter[str] = field(default_factory=Counter)
    is_full: bool = False

    def begin(self, world: World) -> None:
        """Perhaps one more begins now."""
        kinds = (
            self.crash, self.crash, self.outage, self.busy, self.closed_account, self.clock_forward, self.clock_back,
            self.full_disk, self.lost_answers,
        )  # fmt: skip
        if self.random.random() < self.a_day / len(world.moments):
            fault = self.random.choice(kinds)
            self.begun[fault.__name__] += 1
            fault(world)

    def end(self, world: World) -> None:
        """Everything that had gone wrong is over."""
        for chats in world.chats:
            chats.out, chats.busy = False, 0
            chats.closed.clear()
        for replica in world.replicas:
            if replica.clock.off < timedelta(0):
                # What was begun by the clock that was behind is due by the right one.
                replica.clock.off = timedelta()
            replica.clock.off = timedelta()
        self._bound(world, _NO_BOUND)
        self.is_full = False
        world.loses_answers = 0.0

    def explain(self, world: World, line: Mapping[str, object]) -> bool:
        """True if what an error was logged of goes wrong now: a platform is out, or the disk is full."""
        if line["event"] == "delivery.stopped":
            return any(chats.out for chats in world.chats if chats.name == line["platform"])
        return self.is_full and "StorageError" in line.values()

    def crash(self, world: World) -> None:
        """A replica dies at some call to a platform, or now where there is none."""
        self.random.choice(world.replicas).dies_at = self.random.randrange(6)

    def outage(self, world: World) -> None:
        """A platform answers nothing."""
        self.random.choice(world.chats).out = True

    def busy(self, world: World) -> None:
        """A platform asks to be left alone for a while."""
        chats = self.random.choice(world.chats)
        chats.busy, chats.retry_after = self.random.randrange(1, 12), self.random.choice((1.0, 30.0, 600.0))

    def closed_account(self, world: World) -> None:
        """A platform knows somebody no more."""
        self.random.choice(world.chats).closed.add(self.random.choice(world.here))

    def clock_forward(self, world: World) -> None:
        """A replica's clock jumps ahead, and later back."""
        self.random.choice(world.replicas).clock.off = timedelta(minutes=self.random.choice((4, 60, 24 * 60)))

    def clock_back(self, world: World) -> None:
        """A replica's clock falls behind, and later catches up."""
        self.random.choice(world.replicas).clock.off = -timedelta(minutes=self.random.choice((4, 60, 24 * 60)))

    def full_disk(self, world: World) -> None:
        """Let every write fail that needs more room."""
        self._bound(world, 1)
        self.is_full = world.is_on_sqlite

    def lost_answers(self, world: World) -> None:
        """Many answers do not arrive, so that people send the same once more."""
        world.loses_answers = 0.5

    def _bound(self, world: World, pages: int) -> None:
        if world.is_on_sqlite:
            for replica in world.replicas:
                bound = text(f"PRAGMA max_page_count={pages}")
                replica.store.run(lambda uow, bound=bound: uow.session.one(bound, {}))  # type: ignore[misc]
