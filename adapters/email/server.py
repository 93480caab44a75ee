"""The organisation's mail server: its address as one setting, and a client for one connection to it."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import aiosmtplib

#: Message submission (RFC 6409), and with TLS from the start (RFC 8314).
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Address of the mail server, with its encryption and login. The password is left out of its representation."""

    host: str
    port: int
    #: TLS from the start (`smtps://`), or begun after the greeting; without either, everything travels in the clear.
    tls: bool
    starttls: bool
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str) -> Self:
        """`smtp://[user:password@]host[:port][?starttls=always|never]` or `smtps://…`.

        STARTTLS is asked for unless the server is this machine itself. Raises ValueError with the
        end of a sentence ("must …") that repeats nothing of the address.
        """
        parts, port = _parts(url)
        login = [unquote(word) if word else "" for word in (parts.username, parts.password)]
        host = parts.hostname or ""
        local = _is_loopback(host)
        starttls = _starttls(parts, "never" if local else "always") == "always"
        tls = parts.scheme == "smtps"
        if all(login) != any(login) or not all(word.isprintable() for word in login):
            raise ValueError("must hold both a user and a password, or neither")
        if any(login) and not (tls or starttls or local):
            raise ValueError("must not send a password in the clear: use smtps:// or leave out starttls=never")
        return cls(host=host, port=port, tls=tls, starttls=starttls, user=login[0], password=login[1])

    def client(self, *, hello: str, seconds: float, context: ssl.SSLContext) -> aiosmtplib.SMTP:
        """A client that encrypts and logs in when it connects. `hello` is the name by which it greets,
        `seconds` how long it waits for each answer."""
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            local_hostname=hello,
            timeout=seconds,
            use_tls=self.tls,
            start_tls=self.starttls,
            tls_context=context,
            username=self.user or None,
            password=self.password or None,
        )


def _parts(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("must have a port from 1 to 65535, and special characters of a password as %40") from None
    if parts.scheme not in _PORTS:
        raise ValueError("must begin with smtp:// or smtps://")
    if not parts.hostname or not parts.hostname.isascii() or not url.isprintable() or " " in url or port == 0:
        raise ValueError("must name a mail server, such as smtp://mail.example.org:587")
    if parts.path.strip("/") or parts.fragment:
        raise ValueError("must end after host and port; write special characters of a password as %2F or %23")
    return parts, port or _PORTS[parts.scheme]


def _starttls(parts: SplitResult, otherwise: str) -> str:
    """Return the STARTTLS setting of the URL, "always" or "never"; `otherwise` if there is none. Raises ValueError."""
    says = parse_qsl(parts.query, keep_blank_values=True)
    if parts.scheme == "smtps":
        if says:
            raise ValueError("must not say starttls with smtps://, which is encrypted from the start")
        return "never"
    if not says and not parts.query:
        return otherwise
    if says not in ([("starttls", "always")], [("starttls", "never")]):
        raise ValueError("must say nothing after the question mark but starttls=always or starttls=never")
    return says[0][1]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
