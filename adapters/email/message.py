"""A card as an e-mail on the wire: headers, encodings, addresses (RFC 5322, RFC 3834). ASCII throughout."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid

from bot.chat.cards import Card
from bot.people import is_email
from bot.views.mail import written

#: The sender's name.
_SENDER = "Harbour"


def address(email: str) -> str | None:
    """The address with its domain in ASCII, as every mail server takes it; None if it is not an address.

    A local part with other letters needs SMTPUTF8, which few servers have: no e-mail is sent there.
    """
    if not is_email(email):
        return None
    local, _, domain = email.rpartition("@")
    try:
        found = Address(username=local, domain=domain.encode("idna").decode("ascii")).addr_spec
        return found if Address(addr_spec=found).addr_spec == found and found.isascii() else None
    except (UnicodeError, ValueError, MessageError):
        return None


def composed(card: Card, *, to: str, sender: str, at: datetime, platforms: Collection[str]) -> EmailMessage:
    """The card as an e-mail from `sender` to `to` (as `address` returns them) and to nobody else.

    `platforms` are those on which the matter can be read. The headers say that no person wrote it, so that no machine
    answers it (RFC 3834; the second header is the one that Exchange looks at).
    """
    words = written(card, platforms)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=_SENDER, addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = _line(words.subject)
    message["Date"] = at
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    text = "\n".join(_line(line) for line in words.text.split("\n"))
    message.set_content(f"{text}\n", charset="utf-8", cte="quoted-printable")
    return message


def _line(text: str) -> str:
    """One line of text: each unprintable character, line ends above all, becomes a space."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
