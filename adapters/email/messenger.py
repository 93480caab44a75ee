"""Messenger of the courier for e-mail (1.14.3, R-1.14.3-1). Content-free, and without buttons."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from copy import copy
from datetime import UTC, datetime
from functools import cache
from typing import Self

import aiosmtplib

from adapters.email.errors import UNSENT, delivery_error
from adapters.email.message import address, composed
from adapters.email.server import MailServer
from bot.chat.cards import Card
from bot.errors import About, DeliveryError
from bot.people import Person
from bot.ports import EMAIL

#: For the goodbye, after which nothing depends on the server any more.
_GOODBYE = 1.0


def _now() -> datetime:
    return datetime.now(UTC)


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that the system trusts, read once: it is slow."""
    return ssl.create_default_context()


class Mail:
    """The messenger of one mail server (`bot.ports.Messenger`).

    A connection an e-mail: there are few of them, and none is kept open through a firewall for
    hours. After a lost answer an e-mail may be sent a second time; it holds no content.
    """

    platform = EMAIL

    def __init__(
        self,
        server: MailServer,
        sender: str,
        *,
        now: Callable[[], datetime] = _now,
        seconds: float = 10.0,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """`seconds` is the limit from the connection to the server's receipt; `context` checks certificates. Raises
        ValueError if the sender is not an e-mail address.
        """
        found = address(sender)
        if found is None:
            raise ValueError("The sender is no e-mail address.")
        self._server = server
        self._sender = found
        self._now = now
        self._seconds = seconds
        self._context = context or _trusted()
        self._platforms: Collection[str] = ()

    def beside(self, platforms: Collection[str]) -> Self:
        """A copy for a service with these platforms, named as people call them, so that each e-mail says where to read
        on.
        """
        found = copy(self)
        found._platforms = tuple(platforms)
        return found

    def reaches(self, person: Person) -> bool:
        """True if the directory file has an address of theirs; one that a workspace claims for a stranger does not
        count.
        """
        return person.active and person.listed and address(person.email) is not None

    async def send(self, person: Person, card: Card, *, urgent: bool = False) -> str:  # noqa: ARG002 - says it all the same
        """Send the card as an e-mail to this person alone, and return its Message-ID. Raises DeliveryError."""
        to = address(person.email)
        if to is None:
            raise DeliveryError("E-mail: no address", about=About.PERSON)
        message = composed(card, to=to, sender=self._sender, at=self._now(), platforms=self._platforms)
        async with self._connected() as client:
            await client.sendmail(self._sender, [to], message.as_bytes())
        return str(message["Message-ID"])

    async def rewrite(self, address: str, card: Card) -> None:
        """Nothing: an e-mail stays as it arrived."""

    async def remove(self, address: str) -> None:
        """Nothing: an e-mail stays as it arrived."""

    async def greet(self) -> None:
        """Connect, encrypt and log in, and send nothing. Raises DeliveryError."""
        async with self._connected():
            pass

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[aiosmtplib.SMTP]:
        """A connection, always closed; every failure becomes a DeliveryError."""
        hello = self._sender.rpartition("@")[2]
        client = self._server.client(hello=hello, seconds=self._seconds, context=self._context)
        try:
            async with asyncio.timeout(self._seconds):
                await client.connect()
                yield client
            with suppress(*UNSENT):
                await client.quit(timeout=_GOODBYE)
        except UNSENT as error:
            raise delivery_error(error) from None  # its words hold addresses
        finally:
            client.close()
