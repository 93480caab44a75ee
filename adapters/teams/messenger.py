"""Messenger of the courier for Teams: the person's own chat with the bot, and nowhere else.

Messages hold no content (architecture, idea 3). Teams has no idempotency key: after a timeout a message may be sent a
second time. A passing failure is tried again here for a few seconds, and later by the courier; an unreachable person
is reported as such, so that their matter moves on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from adapters.chat.acquaintance import is_still
from adapters.chat.errors import Unrenderable
from adapters.house.service import Transactions
from adapters.teams import cards
from adapters.teams.errors import NOT_FOUND, SILENCE, TOO_MANY, TeamsError, delivery_error
from adapters.teams.pace import Pace
from adapters.teams.platform import TEAMS
from adapters.teams.reference import EVERYWHERE, Reference
from bot.chat.cards import Card
from bot.errors import About, DeliveryError
from bot.people import Person, PersonId
from bot.ports import UnitOfWork

Json = dict[str, Any]
T = TypeVar("T")
#: Forgets the chat with a person.
Forget = Callable[[PersonId], Awaitable[None]]

#: Says that the person is to be alerted, beyond the number at the chat: the card's title, which holds nothing.
_ALERT: Json = {"channelData": {"notification": {"alert": True}}}

#: Seconds before each further attempt, and for all of them.
_PAUSES = (0.5, 1.5)
_BUDGET = 3.0
#: Passing failures: a refused token is fetched anew, the others are Microsoft's own faults.
_PASSING = frozenset({401, 412, 502, 503, 504})


class Connector(Protocol):
    """Calls of the Bot Connector used here (`adapters.teams.sdk.Bot`). Each raises TeamsError."""

    async def send(self, reference: Reference, activity: Json) -> str:
        """Post a message; returns its id."""
        ...

    async def update(self, reference: Reference, activity_id: str, activity: Json) -> None:
        """Write a message again."""
        ...

    async def delete(self, reference: Reference, activity_id: str) -> None:
        """Take a message away."""
        ...

    async def open(self, service_url: str, tenant: str, user: str) -> Reference:
        """Open the personal chat with somebody."""
        ...


class TeamsMessenger:
    """The messenger of one tenant (`bot.ports.Messenger`)."""

    platform = TEAMS.name

    def __init__(
        self, connector: Connector, tenant: str, store: Transactions, forget: Forget, *, pace: Pace | None = None
    ) -> None:
        self._connector = connector
        self._tenant = tenant
        self._store = store
        self._forget = forget
        self._pace = pace or Pace()

    def reaches(self, person: Person) -> bool:
        """True if they are known in Teams."""
        return person.active and TEAMS.name in person.ids

    async def send(self, person: Person, card: Card, *, urgent: bool = False) -> str:
        """Post the card to the person alone. Raises DeliveryError.

        Returns `conversation activity person`: where Teams put it, and in whose chat.
        """
        drawn = _drawn(card) | (_ALERT if urgent else {})
        kept, service = await self._store.arun(lambda uow: (_kept(uow, person.id), _newest(uow)))
        try:
            if kept is not None:
                try:
                    return await self._posted(person, kept, drawn)
                except TeamsError as error:
                    if error.status != NOT_FOUND:
                        raise  # else it is opened anew
            return await self._posted(person, await self._opened(person, service), drawn)
        except TeamsError as error:
            if error.about is About.PERSON:
                await self._forget(person.id)
            raise delivery_error(error) from None

    async def rewrite(self, address: str, card: Card) -> None:
        """Write the message at this address again. Raises DeliveryError."""
        drawn = _drawn(card)
        await self._standing(
            address, lambda chat, activity: self._connector.update(chat, activity, drawn), forgets=True
        )

    async def remove(self, address: str) -> None:
        """Delete the message at this address, if it is still there. Raises DeliveryError."""

        async def deleted(chat: Reference, activity: str) -> None:
            try:
                await self._connector.delete(chat, activity)
            except TeamsError as error:
                if error.status != NOT_FOUND:
                    raise

        await self._standing(address, deleted)

    async def _standing(
        self, address: str, call: Callable[[Reference, str], Awaitable[None]], *, forgets: bool = False
    ) -> None:
        """Call about the message at this address. Raises DeliveryError.

        With `forgets`, the chat of a person who has removed Harbour is forgotten. A message that must not be deleted
        is no sign of that.
        """
        conversation, activity, whose = [*address.split(" "), "", ""][:3]
        if not conversation or not activity:
            raise DeliveryError("Teams: nobody knows where the message stands", about=About.MESSAGE)
        reference = await self._store.arun(lambda uow: _of(uow, conversation, PersonId(whose)))
        try:
            await self._tried(conversation, lambda: call(reference, activity))
        except TeamsError as error:
            if forgets and error.about is About.PERSON and whose:
                await self._forget(PersonId(whose))
            raise delivery_error(error) from None

    async def _posted(self, person: Person, reference: Reference, drawn: Json) -> str:
        sent = await self._tried(reference.conversation, lambda: self._connector.send(reference, drawn))
        return f"{reference.conversation} {sent} {person.id}"

    async def _opened(self, person: Person, service: str) -> Reference:
        """The chat with them, opened from here and kept."""
        user = person.ids.get(TEAMS.name)
        if not user:
            raise DeliveryError("Teams: not known there", about=About.PERSON)
        opened = await self._tried("", lambda: self._connector.open(service, self._tenant, user))
        await self._store.arun(lambda uow: _keep(uow, person.id, user, opened))
        return opened

    async def _tried(self, chat: str, call: Callable[[], Awaitable[T]]) -> T:
        """The outcome of a call, tried again for a little while.

        Raises TeamsError, or DeliveryError where it has to wait.
        """
        ends = self._pace.clock() + _BUDGET
        for pause in _PAUSES:
            await self._pace.turn(chat)
            try:
                return await self._called(chat, call)
            except TeamsError as error:
                wait = max(pause, error.retry_after or 0.0)
                if error.status not in _PASSING or self._pace.clock() + wait > ends:
                    raise
            await self._pace.sleep(wait)
        await self._pace.turn(chat)
        return await self._called(chat, call)

    async def _called(self, chat: str, call: Callable[[], Awaitable[T]]) -> T:
        try:
            return await call()
        except TeamsError as error:
            if error.status == TOO_MANY:
                await self._pace.quiet(chat, error.retry_after or SILENCE)
            raise


def _kept(uow: UnitOfWork, person: PersonId) -> Reference | None:
    """The chat with this person, if there is one."""
    return Reference.unpacked(uow.chats.find(person, TEAMS.name))


def _keep(uow: UnitOfWork, person: PersonId, user: str, opened: Reference) -> None:
    """Keep the chat of this account, if it is the person's: not that of one that they had before."""
    if is_still(uow.people, TEAMS, person, user):
        uow.chats.keep(person, TEAMS.name, opened.packed())


def _newest(uow: UnitOfWork) -> str:
    """The address of the Bot Connector: where somebody was last heard."""
    newest = Reference.unpacked(uow.chats.newest(TEAMS.name))
    return newest.service if newest is not None else EVERYWHERE


def _of(uow: UnitOfWork, conversation: str, whose: PersonId) -> Reference:
    """The chat with this id: as it is kept, or where the Bot Connector was last heard."""
    kept = _kept(uow, whose)
    if kept is not None and kept.conversation == conversation:
        return kept
    return Reference(service=_newest(uow), conversation=conversation)


def _drawn(card: Card) -> Json:
    try:
        return cards.message(card)
    except Unrenderable as broken:
        raise DeliveryError("Teams: a card that breaks a limit", about=About.MESSAGE) from broken
