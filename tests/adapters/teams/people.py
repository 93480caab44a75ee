"""Isla and Morag, a store that knows them, and chats kept in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar, cast

from bot.people import People, Person, PersonId
from bot.ports import UnitOfWork
from tests.adapters.chat.notes import FakeHistory, FakeNotes

T = TypeVar("T")

ISLA = Person(id=PersonId("isla"), email="isla@example.org", name="Isla Reid", ids={"teams": "aad-isla"})
MORAG = Person(id=PersonId("morag"), email="morag@example.org", name="Morag Bain", ids={"slack": "UMORAG"})


class FakeDirectory(FakeHistory):
    """The people, kept in a list."""

    def __init__(self, *people: Person) -> None:
        super().__init__()
        self.listed = {p.id: p for p in people}

    def put(self, person: Person) -> Person:
        """Keep them."""
        self.listed[person.id] = person
        return person


class FakeChats:
    """Chats in memory (`bot.ports.Chats`)."""

    def __init__(self) -> None:
        self.kept: dict[tuple[PersonId, str], str] = {}
        self.writes = 0

    def keep(self, person: PersonId, platform: str, reference: str) -> None:
        """Keep it, as the newest."""
        self.writes += 1
        self.kept.pop((person, platform), None)
        self.kept[person, platform] = reference

    def find(self, person: PersonId, platform: str) -> str | None:
        """Return the chat's reference."""
        return self.kept.get((person, platform))

    def forget(self, person: PersonId, platform: str) -> None:
        """No more."""
        self.kept.pop((person, platform), None)

    def newest(self, platform: str) -> str | None:
        """The last one that was kept."""
        return next((kept for (_, on), kept in reversed(self.kept.items()) if on == platform), None)


class FakeStore:
    """Runs work at once, on a unit of work that has people and chats and nothing else."""

    is_shared = False

    def __init__(self, *people: Person) -> None:
        self.directory = FakeDirectory(*people)
        self.notes = FakeNotes()
        self.now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
        self.chats = FakeChats()

    @property
    def people(self) -> People:
        """The directory's snapshot."""
        return People(self.directory.listed.values())

    async def arun(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run it."""
        return work(cast("UnitOfWork", self))
