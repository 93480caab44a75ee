"""A token to write with is asked for once, kept until shortly before its end, and its secret shows nowhere."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiohttp
import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from adapters.teams.certificate import TYPE, Certificate
from adapters.teams.credentials import OutboundToken, Unaccepted
from bot.errors import DeliveryError, Misconfigured
from tests.adapters.teams.signing import APP, TENANT, Json
from tests.adapters.teams.test_keys import Seconds

SECRET = "s3cr3t~value"


@dataclass
class Authority:
    """Hands out tokens, each of them once."""

    status: int = 200
    seconds: object = 3600
    #: What it answers instead, if anything.
    body: bytes | None = None
    asked: list[Json] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        """Issue a token, or give the set answer."""
        self.asked.append({**await request.post()})
        token = {"token_type": "Bearer", "expires_in": self.seconds, "access_token": f"token-{len(self.asked)}"}
        body = json.dumps(token).encode() if self.body is None else self.body
        return web.Response(status=self.status, body=body, content_type="application/json")


@pytest.fixture
async def authority() -> AsyncIterator[Authority]:
    """An authority that listens on this machine."""
    authority, app = Authority(), web.Application()
    app.router.add_post("/token", authority.answer)
    async with TestServer(app) as server:
        authority.url = str(server.make_url("/token"))
        yield authority


@pytest.fixture
def clock() -> Seconds:
    """The clock of the tokens."""
    return Seconds()


@pytest.fixture
async def outbound(authority: Authority, clock: Seconds) -> AsyncIterator[OutboundToken]:
    """The token of the app."""
    async with aiohttp.ClientSession() as session:
        yield OutboundToken(APP, SECRET, TENANT, session, authority.url, clock)


async def test_a_token_is_asked_for_as_oauth_has_it(outbound: OutboundToken, authority: Authority) -> None:
    """Client credentials, for the Bot Connector."""
    assert await outbound.token() == "token-1"
    assert authority.asked == [
        {
            "grant_type": "client_credentials",
            "client_id": APP,
            "client_secret": SECRET,
            "scope": "https://api.botframework.com/.default",
        }
    ]


async def test_a_certificate_says_who_asks(authority: Authority) -> None:
    """In place of a secret: signed with its key, for this address and some minutes, and no other one twice."""
    pem, certificate = made()
    async with aiohttp.ClientSession() as session:
        outbound = OutboundToken(APP, pem, TENANT, session, authority.url)
        await outbound.token()
        outbound.forget()
        await outbound.token()
    first, second = authority.asked
    assert (first["client_assertion_type"], "client_secret" in first) == (TYPE, False)
    key = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    says, again = (
        jwt.decode(asked["client_assertion"], key, ["PS256"], audience=authority.url) for asked in (first, second)
    )
    assert (says["iss"], says["sub"], says["exp"] - says["nbf"]) == (APP, APP, 300)
    thumbprint = base64.urlsafe_b64encode(certificate.fingerprint(hashes.SHA256())).rstrip(b"=").decode()
    assert jwt.get_unverified_header(first["client_assertion"])["x5t#S256"] == thumbprint
    assert says["jti"] != again["jti"]
    assert "PRIVATE" not in repr(authority.asked)


@pytest.mark.parametrize("which", [slice(0, 1), slice(1, 2), slice(0, 0)])
def test_a_file_without_key_or_certificate_is_refused(which: slice) -> None:
    """In a sentence that says what it must hold."""
    parts = made()[0].partition("-----BEGIN CERTIFICATE-----")
    pem = (parts[0], "".join(parts[1:]))[which]
    with pytest.raises(Misconfigured, match="TEAMS_CERTIFICATE_FILE must hold"):
        Certificate("".join(pem))


def made() -> tuple[str, x509.Certificate]:
    """A key and its certificate in one text, and the certificate."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "harbour")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=730))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (private + certificate.public_bytes(Encoding.PEM)).decode(), certificate


@pytest.mark.parametrize(
    ("seconds", "kept"), [(3600, 3300), ("3600", 3300), (3599.0, 3299), (400, 200), (10**9, 24 * 3600 - 300)]
)
async def test_it_is_kept_until_shortly_before_its_end(
    outbound: OutboundToken, authority: Authority, clock: Seconds, seconds: object, kept: float
) -> None:
    """Five minutes; one of a few minutes for half of them, and none for more than a day."""
    authority.seconds = seconds
    await outbound.token()
    clock.at += kept - 1
    assert await outbound.token() == "token-1"
    clock.at += 1
    assert await outbound.token() == "token-2"


async def test_requests_at_once_share_one_token(outbound: OutboundToken, authority: Authority) -> None:
    """One fetch at a time."""
    assert {"token-1"} == set(await asyncio.gather(*(outbound.token() for _ in range(50))))
    assert len(authority.asked) == 1


async def test_a_token_that_was_refused_is_forgotten(outbound: OutboundToken) -> None:
    """The next one is another."""
    await outbound.token()
    outbound.forget()
    assert await outbound.token() == "token-2"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"error": "invalid_client", "error_codes": [7000215]}, "is not the value of a client secret"),
        ({"error": "invalid_client", "error_codes": [[], 7000222]}, "has expired"),
        ({"error": "unauthorized_client", "error_codes": [700016]}, "TEAMS_APP_ID is no app"),
        ({"error": "invalid_request", "error_codes": [90002]}, "TEAMS_TENANT_ID is no tenant"),
        ({"error": "invalid_client", "error_description": f"app {APP}"}, "(invalid_client)"),
        ({"error": f"Secret {SECRET}", "error_codes": 3}, "(no reason given)"),
    ],
)
async def test_a_wrong_secret_is_remembered_and_says_what_to_mend(
    outbound: OutboundToken, authority: Authority, clock: Seconds, answer: Json, says: str
) -> None:
    """In our own words; for a minute nobody asks again."""
    authority.status, authority.body = 401, json.dumps(answer).encode()
    for _ in range(3):
        with pytest.raises(Unaccepted) as refused:
            await outbound.token()
        assert isinstance(refused.value, Misconfigured)
        assert says in refused.value.message
        assert APP not in refused.value.message
        assert SECRET not in refused.value.message
    assert len(authority.asked) == 1
    clock.at += 60
    authority.status, authority.body = 200, None
    assert await outbound.token() == "token-2"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"access_token": "a b", "expires_in": 3600}'),
        (200, b'{"access_token": "x", "expires_in": 0}'),
        (200, b'{"access_token": "x", "expires_in": NaN}'),
        (200, b'{"access_token": "x", "expires_in": true}'),
        (200, b'{"access_token": "x"}'),
        (400, b"<html>"),
        (307, b""),
        (429, b""),
        (503, b""),
    ],
)
async def test_no_answer_is_no_refusal(
    outbound: OutboundToken, authority: Authority, clock: Seconds, status: int, body: bytes
) -> None:
    """It is tried again in a moment, and by nobody who has only waited for it."""
    authority.status, authority.body = status, body
    problems = await asyncio.gather(*(outbound.token() for _ in range(5)), return_exceptions=True)
    assert [DeliveryError] * 5 == [type(problem) for problem in problems]
    assert len(authority.asked) == 1
    clock.at += 2
    authority.status, authority.body = 200, None
    assert await outbound.token() == "token-2"


async def test_the_secret_shows_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    """Neither where it is written down for developers, nor in logs, nor in what is raised."""
    caplog.set_level(logging.DEBUG)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        async with aiohttp.ClientSession() as session:
            outbound = OutboundToken(APP, SECRET, TENANT, session, url)
            with pytest.raises(DeliveryError) as unreached:
                await outbound.token()
    shown = f"{outbound!r} {unreached.value!r} {unreached.value.__cause__!r} {caplog.text}"
    assert SECRET not in shown
    assert unreached.value.__suppress_context__ or unreached.value.__context__ is None


async def test_the_secret_follows_no_redirect(authority: Authority) -> None:
    """It is sent to the address that was set, and nowhere else."""

    async def elsewhere(request: web.Request) -> web.Response:
        del request
        raise web.HTTPTemporaryRedirect(authority.url)

    app = web.Application()
    app.router.add_post("/", elsewhere)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        with pytest.raises(DeliveryError):
            await OutboundToken(APP, SECRET, TENANT, session, str(server.make_url("/"))).token()
    assert authority.asked == []


async def test_a_request_given_up_does_not_hinder_the_next(outbound: OutboundToken) -> None:
    """The first to ask may be cancelled."""
    first = asyncio.create_task(outbound.token())
    await asyncio.sleep(0)
    first.cancel()
    with suppress(asyncio.CancelledError):
        await first
    assert (await outbound.token()).startswith("token-")


@pytest.mark.parametrize("url", ["http://login.example/token", "ftp://127.0.0.1/", "login"])
async def test_the_secret_is_sent_to_no_address_that_is_not_encrypted(url: str) -> None:
    """It is refused before anything is asked."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(Misconfigured, match="TEAMS_TOKEN_URL"):
            OutboundToken(APP, SECRET, TENANT, session, url)
        OutboundToken(APP, SECRET, TENANT, session)
