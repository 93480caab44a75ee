"""Installing and removing of the app: the chat is kept or forgotten, and the first message is a welcome.

Teams reports one event in one form or two (`installationUpdate`, `conversationUpdate`), in any order.
"""

from __future__ import annotations

from typing import Protocol

from adapters.house.service import Service, Transactions
from adapters.teams import cards
from adapters.teams.inbound import Heard
from adapters.teams.platform import TEAMS
from adapters.teams.turns import Turn
from bot.chat.events import InstalledEvent
from bot.chat.replies import ShowCard
from bot.people import PersonId


class Identity(Protocol):
    """Identity of people and the keeping of their chats (`adapters.teams.identity`)."""

    async def person(self, heard: Heard) -> PersonId:
        """Return the person. Raises NotStaff, OtherAccount, CannotTell."""
        ...

    async def remember(self, heard: Heard, person: PersonId) -> None:
        """Keep where their chat is."""
        ...


class Welcome:
    """Says hello once to each chat."""

    def __init__(self, service: Service, store: Transactions, identity: Identity) -> None:
        self._service = service
        self._store = store
        self._identity = identity
        #: The chats that are being greeted.
        self._greeting: set[str] = set()

    async def greet(self, heard: Heard, turn: Turn) -> None:
        """Keep the chat and, if it is new, send the welcome.

        Raises NotStaff, OtherAccount, CannotTell, TooSlow, TeamsError.
        """
        if heard.conversation in self._greeting:
            return
        self._greeting.add(heard.conversation)
        try:
            person = await self._identity.person(heard)
            is_new = await self._store.arun(lambda uow: uow.chats.find(person, TEAMS.name) is None)
            await self._identity.remember(heard, person)
            if is_new:
                await self._say_hello(person, turn)
        finally:
            self._greeting.discard(heard.conversation)

    async def _say_hello(self, person: PersonId, turn: Turn) -> None:
        reply = await self._service.handle(InstalledEvent(person=person))
        if isinstance(reply, ShowCard):
            await turn.reply(cards.message(reply.card))
