"""Everybody's e-mail in the playground: a mail server on this machine that keeps all of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from functools import cached_property
from types import TracebackType

from aiosmtpd.smtp import SMTP, Envelope, Session

#: At INFO and below the library logs addresses.
logging.getLogger("mail.log").setLevel(logging.WARNING)


@dataclass(frozen=True, kw_only=True)
class Email:
    """An e-mail that came."""

    #: The one address to which it was handed in.
    to: str
    at: datetime
    subject: str
    text: str
    #: As it came, headers and all.
    raw: bytes = field(repr=False)

    def holds(self, word: str) -> bool:
        """True if it contains this word, in upper or lower case."""
        return word.casefold() in self._folded

    @cached_property
    def _folded(self) -> str:
        return f"{self.subject}\n{self.text}\n{self.raw.decode('ascii', 'replace')}".casefold()


class Mailbox:
    """The mail server, running while it is entered: `async with Mailbox() as mailbox: …`."""

    def __init__(self) -> None:
        #: What came, oldest first.
        self.emails: list[Email] = []
        #: What it says to every recipient instead, such as "554 5.7.1 relaying denied"; "" where it takes them.
        self.refuses = ""
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Mailbox:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(_Handler(self), loop=loop, hostname="localhost"), "127.0.0.1", 0
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    @property
    def url(self) -> str:
        """For HARBOUR_SMTP_URL."""
        assert self._server is not None  # it has been entered
        return f"smtp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def to(self, address: str) -> list[Email]:
        """E-mails to this address, oldest first."""
        return [email for email in self.emails if email.to == address]

    def holding(self, word: str) -> list[Email]:
        """E-mails that hold this word anywhere."""
        return [email for email in self.emails if email.holds(word)]


class _Handler:
    """Stores each e-mail once for each recipient."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_RCPT(  # noqa: N802 - the library's name
        self,
        _: SMTP,
        __: Session,
        envelope: Envelope,
        address: str,
        ___: list[str],
    ) -> str:
        if self._mailbox.refuses:
            return self._mailbox.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        assert isinstance(envelope.content, bytes)
        self._mailbox.emails += [_read(envelope.content, to) for to in envelope.rcpt_tos]
        return "250 OK"


def _read(raw: bytes, to: str) -> Email:
    message = message_from_bytes(raw, policy=policy.default)
    text = message.get_content().replace("\r\n", "\n").strip()
    return Email(to=to, at=message["Date"].datetime, subject=str(message["Subject"]), text=text, raw=raw)
