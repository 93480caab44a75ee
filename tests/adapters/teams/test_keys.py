"""The signing keys are fetched when they are needed, not more often, and stay in use while they cannot be."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from adapters.teams.keys import Keys
from bot.errors import Misconfigured
from tests.adapters.teams.signing import ISSUER, Json, Publisher, jwk, private_key, published


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        """Time in seconds."""
        return self.at


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A session for all calls."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    """Publishes one key."""
    async with published() as server:
        yield server


@pytest.fixture
def clock() -> Seconds:
    """The clock of the keys."""
    return Seconds()


@pytest.fixture
def keys(publisher: Publisher, http: aiohttp.ClientSession, clock: Seconds) -> Keys:
    """The keys of the publisher, none of them fetched yet."""
    return Keys(publisher.url, http, clock)


async def test_a_key_is_found_with_its_channels(keys: Keys) -> None:
    """And who issues the tokens is known from then on."""
    assert (keys.are_known, keys.issuer) == (False, "")
    key = await keys.find("first")
    assert key is not None
    assert key.public.public_numbers() == private_key("first").public_key().public_numbers()
    assert (key.endorses("msteams"), key.endorses("slack")) == (True, False)
    assert (keys.are_known, keys.issuer) == (True, ISSUER)


async def test_a_key_that_says_nothing_of_channels_may_sign_for_all(keys: Keys, publisher: Publisher) -> None:
    """As Microsoft's own validators have it."""
    publisher.keys = [jwk("plain"), jwk("empty", endorsements=[])]
    for kid in ("plain", "empty"):
        key = await keys.find(kid)
        assert key is not None
        assert key.endorses("msteams")


async def test_the_keys_are_kept_for_a_day(keys: Keys, publisher: Publisher, clock: Seconds) -> None:
    """A key that is not published any more is not used after that."""
    await keys.find("first")
    publisher.keys = [jwk("second")]
    clock.at += 24 * 3600 - 1
    assert await keys.find("first") is not None
    assert publisher.asked == 1
    clock.at += 1
    assert await keys.find("first") is None
    assert publisher.asked == 2


async def test_an_unknown_key_is_looked_for_at_once(keys: Keys, publisher: Publisher) -> None:
    """A change of keys goes unnoticed, even two at once."""
    await keys.find("first")
    for kid in ("second", "third"):
        publisher.keys = [jwk(kid)]
        assert await keys.find(kid) is not None
    assert publisher.asked == 3


async def test_invented_keys_are_not_looked_for_without_end(keys: Keys, publisher: Publisher, clock: Seconds) -> None:
    """Five times at once, then once in half a minute; what is known is found all the while."""
    for number in range(100):
        assert await keys.find(f"invented-{number}") is None
    assert publisher.asked == 5
    assert await keys.find("first") is not None
    clock.at += 30
    publisher.keys.append(jwk("second"))
    assert await keys.find("second") is not None
    assert await keys.find("invented") is None
    assert publisher.asked == 6


async def test_requests_at_once_share_one_fetch(keys: Keys, publisher: Publisher) -> None:
    """However many wait for it."""
    found = await asyncio.gather(*(keys.find("first") for _ in range(50)))
    assert all(found)
    assert publisher.asked == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"keys": {}}',
        b'{"keys": []}',
        b'{"keys": [1]}',
        b"\xff",
        b" " * 3_000_000,
    ],
)
async def test_a_failing_fetch_leaves_the_old_keys_in_use(
    keys: Keys, publisher: Publisher, clock: Seconds, body: bytes
) -> None:
    """Any other answer keeps them; the fetch is tried again."""
    await keys.find("first")
    clock.at += 25 * 3600
    publisher.body = body
    assert await keys.find("first") is not None
    publisher.body = None
    publisher.keys = [jwk("second")]
    assert await keys.find("second") is not None
    assert await keys.find("first") is None


async def test_what_is_refused_or_cannot_be_reached_leaves_the_keys_unknown(
    publisher: Publisher, http: aiohttp.ClientSession
) -> None:
    """Nothing is raised: it is tried again with the next request."""
    publisher.status = 503
    refused = Keys(publisher.url, http)
    await refused.refresh()
    assert not refused.are_known
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        unreached = Keys(f"http://127.0.0.1:{closed.getsockname()[1]}/", http)
        assert await unreached.find("first") is None


async def test_a_slow_fetch_goes_on_when_a_request_has_given_up_waiting(http: aiohttp.ClientSession) -> None:
    """Nobody who is cancelled takes the fetch with them; and closing ends it."""
    hangs = asyncio.Event()

    async def metadata(request: web.Request) -> web.Response:
        await hangs.wait()
        return web.json_response({"issuer": ISSUER, "jwks_uri": str(request.url.with_path("/keys"))})

    async def listed(request: web.Request) -> web.Response:
        del request
        return web.json_response({"keys": [jwk()]})

    app = web.Application()
    app.router.add_get("/openid", metadata)
    app.router.add_get("/keys", listed)
    async with TestServer(app) as server:
        keys = Keys(str(server.make_url("/openid")), http)
        impatient = asyncio.create_task(keys.find("first"))
        await asyncio.sleep(0.01)
        impatient.cancel()
        waiting = asyncio.create_task(keys.find("first"))
        hangs.set()
        assert await waiting is not None
        hangs.clear()
        waits_no_longer = Keys(str(server.make_url("/openid")), http, patience=0.01)
        assert await waits_no_longer.find("first") is None
        await waits_no_longer.close()
        closing = asyncio.create_task(keys.find("other"))
        await asyncio.sleep(0.01)
        await keys.close()
        assert await closing is None


def _short() -> Json:
    """A key of too few bits."""
    public = json.loads(RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 1024).public_key()))  # noqa: S505 - to be refused
    return {"kty": "RSA", "kid": "unfit", "n": public["n"], "e": public["e"]}


@pytest.mark.parametrize(
    "unfit",
    [
        jwk("unfit", use="enc"),
        jwk("unfit", alg="RS512"),
        jwk("unfit", kty="EC"),
        jwk("unfit", endorsements="msteams"),
        jwk("unfit", endorsements=[3]),
        jwk("unfit", n="!"),
        jwk("unfit", n=3),
        jwk("unfit", e=None),
        jwk("unfit", n="AQAB", e="AA"),
        {"kty": "oct", "kid": "unfit", "k": "AQAB"},
        _short(),
    ],
)
async def test_only_sound_rsa_keys_for_signatures_are_taken(keys: Keys, publisher: Publisher, unfit: Json) -> None:
    """Other entries of the list do no harm to the good ones."""
    publisher.keys = [jwk(kid=""), jwk() | {"kid": 3}, jwk("x" * 256), unfit, jwk()]
    assert await keys.find("unfit") is None
    assert await keys.find("first") is not None


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"issuer": ISSUER},
        {"issuer": "", "jwks_uri": "{keys}"},
        {"issuer": 3, "jwks_uri": "{keys}"},
        {"issuer": ISSUER, "jwks_uri": 3},
        {"issuer": ISSUER, "jwks_uri": "{keys with a user}"},
        {"issuer": ISSUER, "jwks_uri": "http://keys.example/"},
        {"issuer": ISSUER, "jwks_uri": "file:///etc/passwd"},
    ],
)
async def test_metadata_that_says_too_little_is_not_used(
    publisher: Publisher, http: aiohttp.ClientSession, metadata: Json
) -> None:
    """Nor does it lead to an address that is not encrypted."""

    async def answer(request: web.Request) -> web.Response:
        del request
        keys = publisher.url.replace("/openid", "/keys")
        addresses = {"{keys}": keys, "{keys with a user}": keys.replace("//", "//user@")}
        return web.json_response({name: addresses.get(str(said), said) for name, said in metadata.items()})

    app = web.Application()
    app.router.add_get("/", answer)
    async with TestServer(app) as server:
        keys = Keys(str(server.make_url("/")), http)
        assert await keys.find("first") is None
        assert not keys.are_known


async def test_a_redirect_is_not_followed(publisher: Publisher, http: aiohttp.ClientSession) -> None:
    """It could lead away from the address that is trusted."""

    async def elsewhere(request: web.Request) -> web.Response:
        del request
        raise web.HTTPFound(publisher.url)

    app = web.Application()
    app.router.add_get("/", elsewhere)
    async with TestServer(app) as server:
        assert await Keys(str(server.make_url("/")), http).find("first") is None


@pytest.mark.parametrize("url", ["http://login.example/openid", "ftp://127.0.0.1/", "127.0.0.1", ""])
async def test_an_address_that_is_not_encrypted_is_refused(http: aiohttp.ClientSession, url: str) -> None:
    """Anybody on the way could publish keys of their own."""
    with pytest.raises(Misconfigured, match="TEAMS_OPENID_URL"):
        Keys(url, http)
