"""Requests that Slack never sent: 401, 400, 413; never 500, never a change."""

from __future__ import annotations

import io
import json
import time
from urllib.parse import urlencode

import aiohttp

from adapters.playground.slack import payloads
from tests.journeys.world import World

FORM = "application/x-www-form-urlencoded"


def command(world: World) -> bytes:
    """A command that would open a form."""
    isla = world.slack.workspace.find_user("isla")
    chat = world.slack.workspace.chat_with(isla.id)
    return urlencode(payloads.command(world.slack.workspace, isla, "/ended-contact", "shouted", chat)).encode()


_UNSIGNED: list[dict[str, str | None]] = [
    {"X-Slack-Signature": "v0=" + "0" * 64},
    {"X-Slack-Signature": "v0=é"},
    {"X-Slack-Signature": ""},
    {"X-Slack-Signature": None},
    {"X-Slack-Request-Timestamp": None},
    {"X-Slack-Request-Timestamp": "yesterday"},
    {"X-Slack-Request-Timestamp": "1e9"},
    {"X-Slack-Request-Timestamp": "-1"},
    {"X-Slack-Request-Timestamp": "9" * 40},
]


async def test_what_slack_did_not_sign_is_refused(world: World) -> None:
    """401, and nothing is read."""
    for changes in _UNSIGNED:
        body = command(world)
        headers = {"Content-Type": FORM, **world.slack.link.signed(body)}
        sent = {k: v for k, v in {**headers, **changes}.items() if v is not None}
        answer = await world.slack.link.post(body, sent)
        assert answer.status == 401
        assert not world.person("isla").has_modal


#: Seconds from now; to the second it is proven where the clock is given. A minute passes on no machine meanwhile.
_AN_OLD_REQUEST_IS_REFUSED = [-301, 360, -86_400]


async def test_an_old_request_is_refused(world: World) -> None:
    """Outside five minutes: 401, well signed or not."""
    for seconds in _AN_OLD_REQUEST_IS_REFUSED:
        body = command(world)
        headers = {"Content-Type": FORM, **world.slack.link.signed(body, int(time.time()) + seconds)}
        assert (await world.slack.link.post(body, headers)).status == 401


async def test_a_body_changed_on_the_way_is_refused(world: World) -> None:
    """One letter is enough."""
    body = command(world)
    headers = {"Content-Type": FORM, **world.slack.link.signed(body)}
    assert (await world.slack.link.post(body.replace(b"isla", b"morag"), headers)).status == 401


_A_SIGNED_BODY_THAT_CANNOT_BE_R = [
    ("application/json", b""),
    ("application/json", b"{"),
    ("application/json", b"[1]"),
    ("application/json", b"\xff\xfe"),
    ("application/json", b"[" * 50_000),
    ("application/json", b"{}"),
    ("application/json", b'{"type": "event_callback"}'),
    ("application/json", b'{"type": "event_callback", "event": 7}'),
    ("application/json", b'{"type": "block_actions"}'),
    ("application/json", b'{"type": "block_actions", "user": {"id": "U0ISLA"}, "actions": [null]}'),
    ("application/json", b'{"type": "view_submission", "user": {"id": "U0ISLA"}, "view": {}}'),
    ("application/json", b'{"type": "url_verification", "challenge": {"a": 1}}'),
    (FORM, b"payload=%7B"),
    (FORM, b"payload=7"),
    (FORM, b"command=%00&user_id=U0ISLA"),
    (FORM, b"command=/harbour"),
    (FORM, b"&".join(b"a%d=1" % n for n in range(2000))),
    ("text/plain", b"hello"),
    ("multipart/form-data; boundary=x", b"--x--"),
]


async def test_a_signed_body_that_cannot_be_read_is_400(world: World) -> None:
    """Nothing is raised and nothing is kept."""
    for kind, body in _A_SIGNED_BODY_THAT_CANNOT_BE_R:
        before = world.state()
        answer = await world.slack.link.post(body, {"Content-Type": kind, **world.slack.link.signed(body)})
        assert answer.status == 400
        assert world.state() == before


async def test_a_body_over_the_cap_is_413(world: World) -> None:
    """Before it is even looked at."""
    body = b"text=" + b"x" * (2 * 1024 * 1024)
    headers = {"Content-Type": FORM, **world.slack.link.signed(body)}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{world.house.url}/slack/events", data=io.BytesIO(body), headers=headers) as answer,
    ):
        assert answer.status == 413


async def test_other_ways_in_do_not_exist(world: World) -> None:
    """No route but those of the contract, and none of them another method."""
    async with aiohttp.ClientSession() as session:
        for method, path, status in (
            ("GET", "/slack/events", 405),
            ("GET", "/", 404),
            ("GET", "/../etc/passwd", 404),
            ("POST", "/metrics", 405),
            ("GET", "/healthz", 200),
            ("GET", "/readyz", 200),
            ("GET", "/metrics", 200),
        ):
            async with session.request(method, world.house.url + path) as answer:
                assert (path, answer.status) == (path, status)


async def test_slack_asks_for_the_address(world: World) -> None:
    """`url_verification` is answered with its challenge."""
    body = json.dumps({"type": "url_verification", "challenge": "abc123"}).encode()
    answer = await world.slack.link.post(body, {"Content-Type": "application/json", **world.slack.link.signed(body)})
    assert (answer.status, answer.json()) == (200, {"challenge": "abc123"})
