"""A tiny Slack app, to see that the stand-in and its people treat an app as Slack does."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]
#: What the app does: (what kind of delivery, its payload, the Web API) -> status and body.
Said = Json | str | int | None
Handler = Callable[[str, Json, AsyncWebClient], Awaitable[Said]]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def option(label: str) -> Json:
    """An option whose value is its label in small letters."""
    return {"text": plain(label), "value": label.casefold().replace(" ", "_")}


def button(label: str, action: str, **more: object) -> Json:
    """A button."""
    return {"type": "button", "text": plain(label), "action_id": action, **more}


def actions(*elements: Json, block_id: str = "acts") -> Json:
    """A row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def section(text: str, **more: object) -> Json:
    """A paragraph."""
    return {"type": "section", "text": plain(text), **more}


def asked(
    label: str, block_id: str, kind: str, *, optional: bool = False, at_once: bool = False, **more: object
) -> Json:
    """An input; its action_id is "answer"."""
    element = {"type": kind, "action_id": f"{block_id}.answer", **more}
    block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element, "optional": optional}
    return {**block, "dispatch_action": True} if at_once else block


def modal(*blocks: Json, title: str = "A form", submit: str | None = "Send", **more: object) -> Json:
    """A dialog."""
    view = {"type": "modal", "title": plain(title), "close": plain("Not now"), "blocks": list(blocks), **more}
    return {**view, "submit": plain(submit)} if submit else view


def home(*blocks: Json) -> Json:
    """A home tab."""
    return {"type": "home", "blocks": list(blocks)}


class TinyApp:
    """Verifies signatures, records requests, and answers by its handler."""

    def __init__(self, client: AsyncWebClient, signing_secret: str) -> None:
        self.client = client
        self.received: list[tuple[str, Json]] = []
        self.headers: list[dict[str, str]] = []
        self.handler: Handler | None = None
        self._verifier = SignatureVerifier(signing_secret)

    async def answer(self, request: web.Request) -> web.Response:
        """One delivery."""
        body = await request.read()
        headers = {name.casefold(): value for name, value in request.headers.items()}
        if not self._verifier.is_valid_request(body, headers):
            return web.Response(status=401)
        kind, payload = _read(body, request.content_type)
        self.received.append((kind, payload))
        self.headers.append(headers)
        said = await self.handler(kind, payload, self.client) if self.handler else None
        if isinstance(said, int):
            return web.Response(status=said)
        if isinstance(said, str):
            return web.Response(text=said)
        return web.json_response(said) if said else web.Response()

    @property
    def last(self) -> Json:
        """The payload of the last delivery."""
        return self.received[-1][1]


def _read(body: bytes, content_type: str) -> tuple[str, Json]:
    if content_type == "application/json":
        event = json.loads(body)
        return str(event["event"]["type"]), event
    form = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
    if "payload" in form:
        payload = json.loads(form["payload"])
        return str(payload["type"]), payload
    return "command", form
