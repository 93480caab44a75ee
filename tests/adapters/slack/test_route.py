"""`POST /slack/events`: what is not Slack's is refused, and nothing that a client sends breaks it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import parse_qsl, urlencode

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.response import BoltResponse

from adapters import logs
from adapters.chat.errors import Unreadable
from adapters.house.metrics import Metrics
from adapters.house.web import application
from adapters.slack.inbound import Heard, Kind
from adapters.slack.route import LARGEST, SlackRoute, parsed
from tests.adapters.slack.fakes import SECRET, command, form, signed, submission, typed, view

NOW = 1_800_000_000
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class FakeHouse:
    """Remembers what was heard."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answer = BoltResponse(status=200, body="")

    async def dispatch(self, heard: Heard) -> BoltResponse:
        """The answer that was set."""
        self.heard.append(heard)
        return self.answer


Post = Callable[..., Awaitable[ClientResponse]]


@pytest.fixture
def house() -> FakeHouse:
    """Receiver of verified requests."""
    return FakeHouse()


@pytest.fixture
async def post(house: FakeHouse) -> AsyncIterator[Post]:
    """Posts a body to the route: signed, unless other headers are given."""
    app = application({"/slack/events": SlackRoute(SECRET, house, wall=lambda: NOW)}, {}, Metrics())
    async with TestClient(TestServer(app)) as client:

        async def send(body: bytes, kind: dict[str, str], headers: dict[str, str] | None = None) -> ClientResponse:
            signature = signed(body, NOW) if headers is None else headers
            return await client.post("/slack/events", data=io.BytesIO(body), headers={**kind, **signature})

        yield send


async def test_a_signed_command_is_heard(post: Post, house: FakeHouse) -> None:
    """And its answer given as Bolt gave it."""
    house.answer = BoltResponse(status=200, body={"response_type": "ephemeral", "text": "x"})
    answer = await post(form(**command("she swore")), FORM)
    assert (answer.status, answer.content_type, await answer.json()) == (
        200,
        "application/json",
        {"response_type": "ephemeral", "text": "x"},
    )
    assert [(h.kind, h.text) for h in house.heard] == [(Kind.COMMAND, "she swore")]


@pytest.mark.parametrize("text", ["the payload was heavy", "payload", "payload={}", "&payload=x"])
async def test_a_command_with_the_word_payload_in_it_is_heard(post: Post, house: FakeHouse, text: str) -> None:
    """Bolt's own reading makes nothing of it."""
    assert (await post(form(**command(text)), FORM)).status == 200
    assert [h.text for h in house.heard] == [text]


async def test_interactivity_and_events_are_heard(post: Post, house: FakeHouse) -> None:
    """A form with `payload`, and JSON."""
    assert (await post(form(payload=json.dumps(submission(view()))), FORM)).status == 200
    assert (
        await post(json.dumps(typed("hello")).encode(), JSON | {"Content-Type": "application/json; charset=utf-8"})
    ).status == 200
    assert [h.kind for h in house.heard] == [Kind.SUBMISSION, Kind.TYPED]


_BODY = form(**command())


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(_BODY, NOW, "another secret"),
        signed(_BODY + b"x", NOW),
        signed(_BODY, NOW - 301),
        signed(_BODY, NOW + 301),
        signed(_BODY, NOW) | {"X-Slack-Request-Timestamp": "now"},
        signed(_BODY, NOW) | {"X-Slack-Request-Timestamp": str(NOW) + ".0"},
        signed(_BODY, NOW) | {"X-Slack-Request-Timestamp": "-1"},
        signed(_BODY, NOW) | {"X-Slack-Request-Timestamp": "٣"},
        signed(_BODY, NOW) | {"X-Slack-Request-Timestamp": "9" * 5000},
        signed(_BODY, NOW) | {"X-Slack-Signature": "v0=é"},
        signed(_BODY, NOW) | {"X-Slack-Signature": "v0="},
        signed(_BODY, NOW) | {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": str(NOW)},
    ],
)
async def test_a_bad_signature_is_401(post: Post, house: FakeHouse, headers: dict[str, str]) -> None:
    """Missing, wrong, too old, from the future, no number, not ASCII: and nothing is read."""
    assert (await post(_BODY, FORM, headers)).status == 401
    assert house.heard == []


async def test_a_wrong_secret_is_a_line_in_the_log_at_most_once_a_minute(house: FakeHouse) -> None:
    """The line gives the number since the last, and none of their content; an unsigned request gets no line."""
    at = [float(NOW)]
    lines, before, level = io.StringIO(), list(logging.root.handlers), logging.root.level
    logs.configure("INFO", lines)
    app = application({"/slack/events": SlackRoute(SECRET, house, wall=lambda: at[0])}, {}, Metrics())
    async with TestClient(TestServer(app)) as client:
        for headers in ({}, *[signed(_BODY, NOW, "another secret")] * 3):
            assert (await client.post("/slack/events", data=_BODY, headers={**FORM, **headers})).status == 401
        at[0] += 61
        await client.post("/slack/events", data=_BODY, headers={**FORM, **signed(_BODY, NOW, "another secret")})
    logging.root.handlers[:] = before
    logging.root.setLevel(level)
    told = [line for line in map(json.loads, lines.getvalue().splitlines()) if line["event"] == "slack.refused"]
    assert {line["reason"] for line in told} == {"not signed with SLACK_SIGNING_SECRET"}
    assert [line["count"] for line in told] == [1, 3]
    assert [set(line) for line in told] == [{"event", "reason", "count", "do", "level", "timestamp"}] * 2


async def test_without_a_secret_nothing_is_signed() -> None:
    """An empty secret would let anybody sign."""
    house = FakeHouse()
    app = application({"/slack/events": SlackRoute("", house, wall=lambda: NOW)}, {}, Metrics())
    async with TestClient(TestServer(app)) as client:
        answer = await client.post("/slack/events", data=_BODY, headers={**FORM, **signed(_BODY, NOW, "")})
    assert (answer.status, house.heard) == (401, [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", JSON),
        (b"{", JSON),
        (b"[]", JSON),
        (b"null", JSON),
        (b"\xff\xfe", JSON),
        (b"[" * 100_000, JSON),
        (b"{}", JSON),
        (b'{"type":"url_verification"}', JSON),
        (b'{"type":"url_verification","challenge":"<script>alert(1) </script>"}', JSON),
        (b"payload=%7B", FORM),
        (b"payload=%22x%22", FORM),
        (b"payload=", FORM),
        (b"", FORM),
        (b"\xff=\xfe", FORM),
        (b"a=%ff", FORM),
        (b"&".join(b"a%d=1" % n for n in range(101)), FORM),
        (b"command=%2Fended-contact", FORM),
        (_BODY, {"Content-Type": "text/plain"}),
        (_BODY, {"Content-Type": "multipart/form-data"}),
    ],
)
async def test_what_cannot_be_read_is_400(post: Post, house: FakeHouse, body: bytes, kind: dict[str, str]) -> None:
    """Although it is signed."""
    assert (await post(body, kind)).status == 400
    assert house.heard == []


async def test_a_body_over_the_cap_is_413(post: Post, house: FakeHouse) -> None:
    """Before anything is made of it."""
    assert (await post(b"x" * (LARGEST + 1), FORM)).status == 413
    assert house.heard == []


async def test_slack_may_verify_the_address(post: Post, house: FakeHouse) -> None:
    """The challenge is given back; the check of the certificate is answered. Both are signed."""
    challenge = await post(b'{"type":"url_verification","challenge":"abc123"}', JSON)
    assert (challenge.status, await challenge.json()) == (200, {"challenge": "abc123"})
    assert (await post(b"ssl_check=1&token=x", FORM)).status == 200
    assert (await post(b"ssl_check=1&token=x", FORM, {})).status == 401
    assert house.heard == []


async def test_our_own_failure_makes_slack_send_an_event_again(post: Post, house: FakeHouse) -> None:
    """503, and not a word of what went wrong."""
    house.answer = BoltResponse(status=500, body="secret")
    answer = await post(json.dumps(typed("hello")).encode(), JSON)
    assert (answer.status, await answer.text()) == (503, "")


@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8")).filter(lambda name: name != "payload"),
        st.text(st.characters(codec="utf-8")),
    )
)
def test_a_form_reads_as_it_was_written(form: dict[str, str]) -> None:
    """Any characters survive."""
    assert parsed(urlencode(form).encode(), FORM["Content-Type"]) == form


@given(st.text("ab=&+%0D2F \n\r\t_.é"))
def test_a_form_reads_as_everybody_reads_it(text: str) -> None:
    """As urllib does; or it is refused, where an escape is broken."""
    try:
        read = parsed(text.encode(), FORM["Content-Type"])
    except Unreadable:
        assert "%" in text
    else:
        assert read == dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
