"""A mail server on this machine with set answers."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.email.messenger import Mail
from adapters.email.server import MailServer
from bot.people import Person, PersonId

SENDER = "harbour@example.org"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MORAG = Person(id=PersonId("morag"), email="morag@example.org", name="Mòrag Bain")


@dataclass(kw_only=True)
class Server:
    """SMTP server with set answers; it records what it receives."""

    rcpt: str = "250 OK"
    mail: str = "250 OK"
    data: str = "250 OK"
    password: str = "right"
    raw: list[bytes] = field(default_factory=list)
    #: Sender and recipients of the envelope of each.
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    #: Whether each came encrypted, and who had logged in.
    encrypted: list[bool] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    greeted_by: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def received(self) -> list[EmailMessage]:
        """Messages received, as a mail program reads them."""
        return [message_from_bytes(each, policy=policy.default) for each in self.raw]

    async def handle_MAIL(  # noqa: N802 - the library calls it so
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """MAIL FROM."""
        if self.mail.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.mail

    async def handle_RCPT(  # noqa: N802
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """RCPT TO."""
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, _: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The e-mail itself."""
        if self.data.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.raw.append(envelope.content)
            self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
            self.encrypted.append(session.ssl is not None)
            self.greeted_by.append(session.host_name or "")
        return self.data

    def log_in(self, _: SMTP, __: Session, ___: Envelope, ____: str, who: object) -> AuthResult:
        """Accept the right user and password."""
        assert isinstance(who, LoginPassword)
        is_right = who.password.decode() == self.password
        if is_right:
            self.users.append(who.login.decode())
        return AuthResult(success=is_right, handled=False)

    @asynccontextmanager
    async def listening(
        self, *, tls: ssl.SSLContext | None = None, from_the_start: bool = False, login: bool = False
    ) -> AsyncIterator[Server]:
        """On a free port; with STARTTLS, or with TLS from the start."""
        loop = asyncio.get_running_loop()

        def connection() -> SMTP:
            return SMTP(
                self,
                loop=loop,
                hostname="localhost",
                tls_context=None if from_the_start else tls,
                authenticator=self.log_in if login else None,
                auth_required=login,
                auth_require_tls=tls is not None,
            )

        listener = await loop.create_server(connection, "127.0.0.1", 0, ssl=tls if from_the_start else None)
        self.port = int(listener.sockets[0].getsockname()[1])
        try:
            yield self
        finally:
            listener.close()
            await listener.wait_closed()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """One that takes everything, unencrypted."""
    async with Server().listening() as found:
        yield found


Ways = Callable[..., Mail]


def way(url: str, context: ssl.SSLContext | None = None, seconds: float = 5.0) -> Mail:
    """The messenger for this address."""
    return Mail(MailServer.of(url), SENDER, now=lambda: NOW, seconds=seconds, context=context)


@pytest.fixture
def mail(server: Server) -> Mail:
    """The messenger for that server."""
    return way(f"smtp://127.0.0.1:{server.port}")


@dataclass(frozen=True, kw_only=True)
class Tls:
    """The server's side and the client's, which trusts it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    """A certificate of its own for this machine."""
    folder = tmp_path_factory.mktemp("tls")
    chain = _certificate(folder)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain)
    return Tls(server=server, client=ssl.create_default_context(cafile=str(chain)))


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "localhost.pem"
    path.write_bytes(pem)
    return path
