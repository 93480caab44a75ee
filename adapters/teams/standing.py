"""Health of the connection to Teams, without writing to anybody: the token, and one question about a chat."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from adapters.house.service import Transactions
from adapters.teams.errors import TeamsError, delivery_error
from adapters.teams.platform import TEAMS
from adapters.teams.reference import Member, Reference
from adapters.teams.wire import Tokens
from bot.errors import DeliveryError, HarbourError

#: Seconds for which an answer is believed, and that Microsoft is waited for.
FRESH = 5.0
_WAIT = 2.0


class Connector(Protocol):
    """Calls of the Bot Connector used here (`adapters.teams.sdk.Bot`)."""

    async def member(self, reference: Reference, user: str) -> Member | None:
        """The person as a member of the chat. Raises TeamsError."""
        ...


class Standing:
    """Looks, at most every so many seconds (`fresh`)."""

    def __init__(
        self,
        connector: Connector,
        tokens: Tokens,
        store: Transactions,
        *,
        fresh: float = FRESH,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connector = connector
        self._tokens = tokens
        self._store = store
        self._fresh = fresh
        self._monotonic = monotonic
        self._until = monotonic()
        self._trouble: str | None = None
        self._asking = asyncio.Lock()

    async def trouble(self) -> str | None:
        """Reason why nobody is served by Teams now, with the remedy; None if it answers and accepts the app."""
        async with self._asking:
            if self._monotonic() >= self._until:
                self._trouble = await self._looked()
                self._until = self._monotonic() + self._fresh
            return self._trouble

    async def _looked(self) -> str | None:
        try:
            async with asyncio.timeout(_WAIT):
                await self._tokens.token()
                await self._asked(await self._newest())
        except TimeoutError:
            return "Teams: no answer in time."
        except DeliveryError as refused:
            return refused.advice
        except TeamsError as refused:
            # An error about this chat alone says nothing about the others.
            return None if refused.is_permanent else delivery_error(refused).advice
        return None

    async def _newest(self) -> Reference | None:
        """The chat in which somebody was last heard; none where the database does not say."""
        try:
            return Reference.unpacked(await self._store.arun(lambda uow: uow.chats.newest(TEAMS.name)))
        except HarbourError:
            return None

    async def _asked(self, chat: Reference | None) -> None:
        if chat is None or not chat.user:
            return
        try:
            await self._connector.member(chat, chat.user)
        except TeamsError as refused:
            if refused.status != 401:
                raise
            await self._connector.member(chat, chat.user)  # with another token
