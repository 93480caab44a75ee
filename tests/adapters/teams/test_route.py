"""The one URL that the Bot Connector calls: accepted requests, and the status of each refusal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from adapters.chat.errors import Unreadable
from adapters.house.metrics import Metrics
from adapters.house.web import application
from adapters.teams.inbound import Heard, Kind
from adapters.teams.route import LARGEST, TeamsRoute, parsed
from adapters.teams.tokens import Claims, KeysUnknown, Unauthorised
from tests.adapters.teams.activities import in_channel, typed
from tests.adapters.teams.signing import CHANNEL, SERVICE

Json = dict[str, Any]
GOOD = {"Authorization": "Bearer good"}


class FakeTokens:
    """Accepts one token, and records the requests."""

    def __init__(self) -> None:
        self.refusal: Exception = Unauthorised()
        self.asked: list[tuple[object, object]] = []

    async def verified(self, authorization: str | None, channel: object, service_url: object) -> Claims:
        """Return the token's claims."""
        self.asked.append((channel, service_url))
        if authorization != "Bearer good":
            raise self.refusal
        return Claims(issuer="i", audience="a", service_url=SERVICE, expires=0.0)


class FakeHouse:
    """Answers as it is told, and remembers what it heard."""

    def __init__(self) -> None:
        self.answer: tuple[int, Json | None] = (200, None)
        self.heard: list[tuple[Heard, bool]] = []

    async def dispatch(self, heard: Heard, *, is_message: bool) -> tuple[int, Json | None]:
        """The answer."""
        self.heard.append((heard, is_message))
        return self.answer


class Door:
    """The route on this machine."""

    def __init__(self, client: TestClient[Any, Any], tokens: FakeTokens, house: FakeHouse) -> None:
        self.client, self.tokens, self.house = client, tokens, house

    async def status(self, body: bytes, headers: dict[str, str], kind: str = "application/json") -> int:
        """The status of the answer."""
        answer = await self.client.post("/api/messages", data=body, headers={**headers, "Content-Type": kind})
        return answer.status


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """The route."""
    tokens, house = FakeTokens(), FakeHouse()
    app = application({"/api/messages": TeamsRoute(tokens, house)}, {}, Metrics())
    async with TestClient(TestServer(app)) as client:
        yield Door(client, tokens, house)


async def test_a_good_activity_is_heard(door: Door) -> None:
    """The token is checked against what the activity itself says of where it is from."""
    assert await door.status(json.dumps(typed()).encode(), GOOD) == 200
    ((heard, is_message),) = door.house.heard
    assert (heard.kind, heard.text, is_message) == (Kind.TYPED, "ended contact", True)
    assert door.tokens.asked == [(CHANNEL, SERVICE)]


async def test_the_answer_to_an_invoke_is_the_body(door: Door) -> None:
    """With the status of the house."""
    door.house.answer = (200, {"task": {"type": "message", "value": "Tapadh leibh, Mòrag."}})
    answer = await door.client.post("/api/messages", json=typed(), headers=GOOD)
    assert (answer.status, await answer.json()) == door.house.answer
    assert "Mòrag".encode() in await answer.read()  # no letter takes six bytes


async def test_words_are_told_from_other_things_that_happen_elsewhere(door: Door) -> None:
    """So that only words are answered there."""
    update = {**in_channel(), "type": "conversationUpdate"}
    for payload in (in_channel(), update):
        await door.status(json.dumps(payload).encode(), GOOD)
    assert [is_message for _, is_message in door.house.heard] == [True, False]


@pytest.mark.parametrize(
    ("body", "headers", "kind", "expected"),
    [
        (b"{}", {}, "application/json", 401),
        (json.dumps(typed()).encode(), {"Authorization": "Bearer bad"}, "application/json", 401),
        # Not even what is wrong with an activity is told to whoever has no good token.
        (b"{}", {"Authorization": "Bearer bad"}, "application/json", 401),
        (b"{}", GOOD, "application/json", 400),
        (b"{", GOOD, "application/json", 400),
        (b"[]", GOOD, "application/json", 400),
        (b"[" * 100_000, GOOD, "application/json", 400),
        (b"\xff\xfe", GOOD, "application/json", 400),
        (b"", GOOD, "application/json", 400),
        (json.dumps(typed()).encode(), GOOD, "text/plain", 400),
        (b" " * (LARGEST + 1), GOOD, "application/json", 413),
    ],
)
async def test_each_refusal_has_its_status(
    door: Door, body: bytes, headers: dict[str, str], kind: str, expected: int
) -> None:
    """And reaches nothing."""
    assert await door.status(body, headers, kind) == expected
    assert door.house.heard == []


async def test_before_the_keys_are_known_the_bot_connector_is_asked_to_come_again(door: Door) -> None:
    """503, not 401: the same token may be good."""
    door.tokens.refusal = KeysUnknown()
    assert await door.status(b"{}", {"Authorization": "Bearer x"}) == 503


async def test_a_large_body_that_does_not_say_how_large_it_is_is_refused(door: Door) -> None:
    """It comes in pieces."""

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 1024 + 1):
            yield b" " * 1024

    headers = {**GOOD, "Content-Type": "application/json"}
    answer = await door.client.post("/api/messages", data=pieces(), headers=headers)
    assert answer.status == 413


async def test_a_body_that_breaks_off_does_no_harm(door: Door) -> None:
    """A client that sends no more is not waited for, and the next one is answered."""
    url = door.client.make_url("/api/messages")
    reader, writer = await asyncio.open_connection(str(url.host), url.port)
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    )
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert await door.status(json.dumps(typed()).encode(), GOOD) == 200
    assert len(door.house.heard) == 1
    del reader


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_they_are_read_or_refused(body: bytes) -> None:
    """With nothing else raised."""
    with suppress(Unreadable):
        assert isinstance(parsed(body, "application/json"), dict)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 5000])
def test_what_is_no_number_of_json_is_refused(number: str) -> None:
    """Python's own reader takes some of them."""
    with pytest.raises(Unreadable):
        parsed(f'{{"a": {number}}}'.encode(), "application/json")
