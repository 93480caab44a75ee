"""The chats of one platform as its servers have them, with its refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.chat.cards import Card
from bot.errors import About, DeliveryError
from bot.people import Person, PersonId
from bot.ports import EMAIL

#: Called before and after each call: raises CancelledError where the replica that calls dies there.
Dies = Callable[[str], None]


@dataclass
class Chats:
    """One platform: both replicas write to the same chats."""

    name: str
    #: True while nothing can be sent.
    out: bool = False
    #: Number of further calls to turn away, and the seconds after which they may come back.
    busy: int = 0
    retry_after: float = 30.0
    #: Whose account there is closed.
    closed: set[PersonId] = field(default_factory=set)
    #: Owner of each message's chat, and cards that ask for something in each chat, by address.
    whose: dict[str, PersonId] = field(default_factory=dict)
    asks: dict[PersonId, dict[str, Card]] = field(default_factory=dict)
    sent: int = 0
    refused: int = 0
    _addresses: Iterator[int] = field(default_factory=count)

    def shows(self, address: str, person: PersonId, card: Card | None) -> None:
        """Record the card now at this address; None for none. Kept only if somebody can act on it."""
        self.whose[address] = person
        self.asks.get(person, {}).pop(address, None)
        if card is not None and not card.settled and card.buttons():
            self.asks.setdefault(person, {})[address] = card

    def meets(self, person: PersonId) -> None:
        """Raise the platform's error for a call about this person."""
        if self.out:
            self.refused += 1
            raise DeliveryError("Not now")
        if self.busy:
            self.busy -= 1
            self.refused += 1
            raise DeliveryError("Too many", retry_after=self.retry_after)
        if person in self.closed:
            self.refused += 1
            raise DeliveryError("Nobody there", about=About.PERSON)

    def puts(self, person: PersonId, card: Card) -> str:
        """A new message."""
        address = f"{self.name}-{next(self._addresses)}"
        self.shows(address, person, card)
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

    async def send(self, person: Person, card: Card, *, urgent: bool = False) -> str:  # noqa: ARG002
        """Post it."""
        await self._called(person.id, card)
        address = self._chats.puts(person.id, card)
        self._dies("sent")
        return address

    async def rewrite(self, address: str, card: Card) -> None:
        """Write it again."""
        person = self._chats.whose[address]
        await self._called(person, card)
        self._chats.shows(address, person, card)
        self._dies("rewritten")

    async def remove(self, address: str) -> None:
        """Take it away."""
        person = self._chats.whose[address]
        await self._called(person, None)
        self._chats.shows(address, person, None)
        self._dies("removed")

    async def _called(self, person: PersonId, card: Card | None) -> None:
        await asyncio.sleep(0)
        self._dies("calling")
        if card is not None:
            self._looks(card)
        self._chats.meets(person)
