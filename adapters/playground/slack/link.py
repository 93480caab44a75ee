"""Delivery of people's acts to the app: signed requests over HTTP, or Socket Mode."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import urlencode

from adapters.playground.people.answer import Answer
from adapters.playground.slack.socket_mode import SocketHub
from adapters.playground.stand_in.patience import SLACK, Patience
from adapters.playground.stand_in.refusals import AppFailed, Json
from adapters.playground.stand_in.wire import Wire

#: The kinds of delivery, in Socket Mode's words.
COMMAND, INTERACTIVE, EVENT = "slash_commands", "interactive", "events_api"


class Link(Protocol):
    """A connection to the app."""

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Answer:
        """Deliver and wait for the answer. Raises AppFailed if none comes."""
        ...

    async def close(self) -> None:
        """No more deliveries."""
        ...


class HttpLink:
    """Signed requests, as Slack sends them: forms for commands and interactivity, JSON for events."""

    def __init__(
        self,
        app_url: str,
        signing_secret: str,
        *,
        patience: Patience = SLACK,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._wire = Wire(app_url, "Slackbot 1.0 (+https://api.slack.com/robots)", patience.answer)
        self._secret = signing_secret
        self._wall = wall

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Answer:
        """See `Link`."""
        body, content_type = _encoded(kind, payload)
        headers = {"Content-Type": content_type, **self.signed(body)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        return await self.post(body, headers)

    def signed(self, body: bytes, timestamp: int | None = None) -> dict[str, str]:
        """The headers that prove that a body comes from Slack."""
        moment = int(self._wall()) if timestamp is None else timestamp
        digest = hmac.new(self._secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": str(moment), "X-Slack-Signature": f"v0={digest}"}

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a body just as it is: for those who forge. Raises AppFailed if no answer comes in time."""
        return await self._wire.post(body, headers)

    async def close(self) -> None:
        """See `Link`."""
        await self._wire.close()


class SocketLink:
    """Socket Mode: one of the app's own connections."""

    def __init__(self, hub: SocketHub, *, patience: Patience = SLACK) -> None:
        self._hub = hub
        self._seconds = patience.answer

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Answer:
        """See `Link`. An app that does not acknowledge has not answered."""
        answer = await self._hub.deliver(kind, payload, retry=retry, seconds=self._seconds)
        if answer is None:
            raise AppFailed(f"The app did not acknowledge within {self._seconds:g} seconds.")
        return Answer(200, json.dumps(answer).encode() if answer else b"")

    async def close(self) -> None:
        """See `Link`."""


def _encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    if kind == EVENT:
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == COMMAND else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"
