"""`POST /slack/events`: the signature on the raw bytes, then the body, then Bolt (contract, "HTTP").

Bolt's own reading is not used: it answers a timestamp that is no number with 500, logs the body of
a request with a bad signature, raises on malformed JSON before it verifies, and reads a slash
command whose text holds the word `payload` as empty (platform page: slack). Here it is 401 for the
signature, 413 over the cap, 400 for what cannot be read; never 500 for what a client sent.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
import time
from binascii import a2b_qp
from collections.abc import Callable, Mapping
from typing import Protocol

from aiohttp import web
from slack_bolt.response import BoltResponse

from adapters.chat.errors import Unreadable
from adapters.logs import logger
from adapters.slack import inbound
from adapters.slack.inbound import Heard

#: The largest body in bytes: a form of a hundred blocks, with every character escaped, is far smaller.
LARGEST = 2 * 1024 * 1024
#: Seconds by which a timestamp may be off.
_WINDOW = 300
#: Seconds for a body to arrive.
_READ = 5.0
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
#: Fields of a form: a slash command has about fifteen.
_FIELDS = 100
#: Seconds between two log lines about refused requests.
_SILENCE = 60.0
_UNSIGNED = "unsigned"
#: A sign that begins no escape.
_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")

Wall = Callable[[], float]


class Receiver(Protocol):
    """Receiver of verified requests."""

    async def dispatch(self, heard: Heard) -> BoltResponse:
        """The answer."""
        ...


class SlackRoute:
    """The handler of the one URL that Slack calls."""

    def __init__(self, signing_secret: str, receiver: Receiver, *, wall: Wall = time.time) -> None:
        self._secret = signing_secret.encode()
        self._receiver = receiver
        self._wall = wall
        #: How many were refused since the last line in the log said so, and from when on another may.
        self._refused, self._silent_until = 0, 0.0

    async def __call__(self, request: web.Request) -> web.Response:
        """Answer one request."""
        try:
            async with asyncio.timeout(_READ):
                body = await request.read()  # 413 over the application's cap
        except TimeoutError:
            return web.Response(status=408)
        except (web.RequestPayloadError, ConnectionError):
            return web.Response(status=400)  # not what its headers say, or broken off
        if why := self._refusal(body, request.headers):
            self._note(why)
            return web.Response(status=401)
        try:
            payload = parsed(body, request.content_type)
            if payload.get("type") == "url_verification":
                return _challenge(payload)
            if payload.get("ssl_check") == "1":
                return web.Response()
            heard = inbound.read(payload)
        except Unreadable:
            return web.Response(status=400)
        return _response(await self._receiver.dispatch(heard))

    def _refusal(self, body: bytes, headers: Mapping[str, str]) -> str:
        """Why these bytes are refused; empty where Slack signed them within the last five minutes."""
        stamp = headers.get("X-Slack-Request-Timestamp", "")
        signature = headers.get("X-Slack-Signature", "")
        if not self._secret or not _TIMESTAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
            return _UNSIGNED
        if abs(self._wall() - int(stamp)) > _WINDOW:
            return "the clock of this machine and that of the sender differ"
        expected = hmac.new(self._secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        is_good = hmac.compare_digest("v0=" + expected, signature)
        return "" if is_good else "not signed with SLACK_SIGNING_SECRET"

    def _note(self, why: str) -> None:
        """Log a refused request, at most once a minute, and nothing of its content.

        A request without any signature is not logged: anybody can send one.
        """
        if why == _UNSIGNED:
            return
        self._refused += 1
        if self._wall() >= self._silent_until:
            logger().warning("slack.refused", reason=why, count=self._refused)
            self._refused, self._silent_until = 0, self._wall() + _SILENCE


def parsed(body: bytes, content_type: str) -> Mapping[str, object]:
    """The body as an object: JSON, a form whose `payload` is JSON, or the form itself. Raises Unreadable."""
    if content_type == "application/json":
        return _object(body)
    if content_type != "application/x-www-form-urlencoded":
        raise Unreadable
    form = _fields(body)
    return _object(form["payload"]) if "payload" in form and "command" not in form else form


def _fields(body: bytes) -> Mapping[str, str]:
    """The fields of a form. Raises Unreadable."""
    pairs = [pair.partition(b"=") for pair in body.split(b"&", _FIELDS) if pair]
    if len(pairs) > _FIELDS or _NO_ESCAPE.search(body):
        raise Unreadable
    try:
        return {_unquoted(name): _unquoted(value) for name, _, value in pairs}
    except UnicodeDecodeError as broken:
        raise Unreadable from broken


def _unquoted(text: bytes) -> str:
    """The text without its escapes.

    Quoted-printable differs from a form's escapes in the sign alone, and its decoder is written in
    C: a form of Slack's holds thousands of them, and urllib needs longer for those than for all else.
    """
    return a2b_qp(text.replace(b"+", b" ").replace(b"=", b"%3D").replace(b"%", b"=")).decode()


def _object(text: bytes | str) -> Mapping[str, object]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise Unreadable from broken
    if not isinstance(value, dict):
        raise Unreadable
    return value


def _challenge(payload: Mapping[str, object]) -> web.Response:
    challenge = payload.get("challenge")
    if not isinstance(challenge, str) or not re.fullmatch(r"[\x21-\x7e]{1,1000}", challenge):
        raise Unreadable
    return web.json_response({"challenge": challenge})


def _response(answer: BoltResponse) -> web.Response:
    """Bolt's answer. A failure of ours becomes 503, so that Slack sends the event again."""
    status = 503 if answer.status >= 500 else answer.status
    kind = answer.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
    return web.Response(status=status, text=answer.body if status < 500 else "", content_type=kind, charset="utf-8")
