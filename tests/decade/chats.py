"""The chats of one platform, as its servers have them: what stands in whose, and what they refuse."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.chat.cards import Card
from bot.errors import DeliveryError
from bot.people import Person, PersonId
from bot.ports import EMAIL

#: Called before and after each call: raises CancelledError where the replica that calls dies there.
Dies = Callable[[str], None]


@dataclass
class Chats:
    """One platform: both replicas write to the same chats."""

    name: str
    #: Nothing goes, until it is over.
    out: bool = False
    #: So many calls more are told to come back, in so many seconds.
    busy: int = 0
    retry_after: float = 30.0
    #: Whose account there is closed.
    closed: set[PersonId] = field(default_factory=set)
    stands: dict[str, tuple[PersonId, Card]] = field(default_factory=dict)
    sent: int = 0
    refused: int = 0
    _addresses: Iterator[int] = field(default_factory=count)

    def of(self, person: PersonId) -> list[Card]:
        """What stands in somebody's chat, oldest first."""
        return [card for to, card in self.stands.values() if to == person]

    def meets(self, person: PersonId | None) -> None:
        """Raise what the platform answers to a call about this person."""
        if self.out:
            self.refused += 1
            raise DeliveryError("Not now")
        if self.busy:
            self.busy -= 1
            self.refused += 1
            raise DeliveryError("Too many", retry_after=self.retry_after)
        if person in self.closed:
            self.refused += 1
            raise DeliveryError("Nobody there", permanent=True)

    def puts(self, person: PersonId, card: Card) -> str:
        """A new message."""
        address = f"{self.name}-{next(self._addresses)}"
        self.stands[address] = person, card
        self.sent += 1
        return address


class Way:
    """One replica's way to a platform (`bot.ports.Messenger`)."""

    def __init__(self, chats: Chats, dies: Dies, looks: Callable[[Card], None]) -> None:
        self._chats, self._dies, self._looks = chats, dies, looks
        self.platform = chats.name

    def reaches(self, person: Person) -> bool:
        """By its id there; by e-mail everybody with an address."""
        return bool(person.email) if self.platform == EMAIL else self.platform in person.ids

    async def send(self, person: Person, card: Card) -> str:
        """Post it."""
        await self._called(person.id, card)
        address = self._chats.puts(person.id, card)
        self._dies("sent")
        return address

    async def rewrite(self, address: str, card: Card) -> None:
        """Write it again."""
        person = self._whose(address)
        await self._called(person, card)
        if person is not None:
            self._chats.stands[address] = person, card
        self._dies("rewritten")

    async def remove(self, address: str) -> None:
        """Take it away."""
        await self._called(self._whose(address), None)
        self._chats.stands.pop(address, None)
        self._dies("removed")

    def _whose(self, address: str) -> PersonId | None:
        found = self._chats.stands.get(address)
        return None if found is None else found[0]

    async def _called(self, person: PersonId | None, card: Card | None) -> None:
        await asyncio.sleep(0)
        self._dies("calling")
        if card is not None:
            self._looks(card)
        self._chats.meets(person)
