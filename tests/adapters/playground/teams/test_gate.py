"""Unsigned activities of the Agents Playground reach Harbour signed, and Harbour's own checks stay on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import jwt
import pytest
from aiohttp import web

from adapters.playground.stand_in.loopback import LoopbackServer
from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.gate import TENANT, Gate

ACTIVITY = {"type": "message", "channelId": "msteams", "serviceUrl": "http://localhost:56150/_connector", "text": "hi"}


class Heard:
    """A bot that records activities and their tokens."""

    def __init__(self) -> None:
        self.activities: list[Json] = []
        self.tokens: list[str] = []

    def add_routes(self, app: web.Application) -> None:
        """The one route."""
        app.router.add_post("/api/messages", self._take)

    async def _take(self, request: web.Request) -> web.Response:
        self.activities.append(await request.json())
        self.tokens.append(request.headers["Authorization"].removeprefix("Bearer "))
        return web.json_response({"task": {"type": "message", "value": "Hello."}})


@pytest.fixture
def heard() -> Heard:
    """The bot behind `gate`."""
    return Heard()


@pytest.fixture
async def gate(heard: Heard) -> AsyncIterator[Gate]:
    """A gate in front of a bot."""
    server = LoopbackServer()
    root = await server.start(heard.add_routes)
    async with Gate(f"{root}api/messages") as opened:
        yield opened
    await server.stop()


async def test_what_is_unsigned_goes_on_signed(heard: Heard, gate: Gate) -> None:
    """For the service URL that it names, by a key that the gate describes; the answer comes back as it is."""
    settings = gate.settings()
    async with aiohttp.ClientSession() as session:
        async with session.post(gate.url, json=ACTIVITY) as answer:
            assert (answer.status, await answer.json()) == (200, {"task": {"type": "message", "value": "Hello."}})
        async with session.get(settings["TEAMS_OPENID_URL"]) as answer:
            described = await answer.json()
        async with session.get(described["jwks_uri"]) as answer:
            (key,) = (await answer.json())["keys"]
    assert heard.activities == [ACTIVITY]
    claims = jwt.decode(heard.tokens[0], jwt.PyJWK(key), algorithms=["RS256"], audience=settings["TEAMS_APP_ID"])
    assert (claims["iss"], claims["serviceurl"]) == (described["issuer"], ACTIVITY["serviceUrl"])


async def test_harbour_gets_its_access_tokens_there(gate: Gate) -> None:
    """With the settings that the gate names."""
    settings = gate.settings()
    form = {
        "grant_type": "client_credentials",
        "client_id": settings["TEAMS_APP_ID"],
        "client_secret": settings["TEAMS_APP_PASSWORD"],
        "scope": "https://api.botframework.com/.default",
    }
    async with aiohttp.ClientSession() as session, session.post(settings["TEAMS_TOKEN_URL"], data=form) as answer:
        assert (answer.status, (await answer.json())["token_type"]) == (200, "Bearer")
    assert settings["TEAMS_TENANT_ID"] == TENANT


async def test_a_harbour_that_is_not_there_is_told(gate: Gate) -> None:
    """As a gateway tells it."""
    async with Gate("http://127.0.0.1:9/api/messages") as lonely, aiohttp.ClientSession() as session:
        async with session.post(lonely.url, json=ACTIVITY) as answer:
            assert answer.status == 502
        async with session.post(gate.url, json=ACTIVITY) as answer:
            assert answer.status == 200
