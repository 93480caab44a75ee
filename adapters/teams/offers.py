"""Messages that offered one form, rewritten once it has been sent.

Only the newest, and in this process alone: an offer that is left as it was does no harm. Messages of the courier are
not among them; the courier rewrites those itself.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any, Protocol

from adapters.logs import logger
from adapters.teams import cards
from adapters.teams.inbound import Heard
from adapters.teams.reference import Reference
from bot.chat.cards import Card

_MOST = 5000
_DONE = Card(title="Done.", settled=True)
#: Seconds for rewrites under way when the service stops.
_DRAIN = 3.0


class Bot(Protocol):
    """Editor of sent messages."""

    async def update(self, reference: Reference, activity_id: str, activity: dict[str, Any]) -> None:
        """Write a message of ours again. Raises TeamsError."""
        ...


class Offers:
    """Open offers, by chat and message."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._standing: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._writing: set[asyncio.Task[None]] = set()

    def made(self, heard: Heard, message: str) -> None:
        """This message of the chat offers one form."""
        if message:
            self._standing[heard.conversation, message] = None
            while len(self._standing) > _MOST:
                self._standing.popitem(last=False)

    def settle(self, heard: Heard, message: str) -> None:
        """Its form has been sent: the message says so, soon and if it can be. Nothing happens for any other."""
        if (heard.conversation, message) not in self._standing:
            return
        del self._standing[heard.conversation, message]
        task = asyncio.create_task(self._written(heard, message))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def drain(self) -> None:
        """Wait some time for the rewrites under way."""
        if self._writing:
            await asyncio.wait(self._writing, timeout=_DRAIN)

    async def _written(self, heard: Heard, message: str) -> None:
        chat = Reference(service=heard.service_url, conversation=heard.conversation, user=heard.account)
        try:
            await self._bot.update(chat, message, cards.message(_DONE))
        except Exception as error:  # noqa: BLE001 - the message stays as it is
            logger().warning("teams.not_settled", exc_info=error)
