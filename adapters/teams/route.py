"""`POST /api/messages`: the body, then the token, then its claims, then the service (contract, "HTTP").

401 without a good token, 408 for a body that does not arrive, 413 over the cap, 400 for an unreadable one; never 500
for anything a client sends. A client without a good token learns nothing except whether it has sent JSON. The SDK's
own route answers 500 to every invoke and to most bad tokens (platform page: teams), and is not used.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import partial
from typing import Any, NoReturn, Protocol

from aiohttp import web

from adapters.chat.errors import Unreadable
from adapters.teams import inbound
from adapters.teams.inbound import Heard
from adapters.teams.tokens import Claims, KeysUnknown, Unauthorised

Json = dict[str, Any]
_written = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))

#: The largest body, in bytes: a dozen full answers of a form, with most of their letters escaped.
LARGEST = 512 * 1024
#: Seconds for a body to arrive.
_READ = 5.0


class Tokens(Protocol):
    """Verifier of tokens."""

    async def verified(self, authorization: str | None, channel: object, service_url: object) -> Claims:
        """Return the claims of the token. Raises Unauthorised."""
        ...


class Receiver(Protocol):
    """Receiver of verified activities."""

    async def dispatch(self, heard: Heard, *, is_message: bool) -> tuple[int, Json | None]:
        """The status and the JSON body of the answer."""
        ...


class TeamsRoute:
    """The handler of the one URL that the Bot Connector calls."""

    def __init__(self, tokens: Tokens, receiver: Receiver) -> None:
        self._tokens = tokens
        self._receiver = receiver

    async def __call__(self, request: web.Request) -> web.Response:
        """Answer one request."""
        authorization = request.headers.get("Authorization")
        if authorization is None:
            return web.Response(status=401)
        try:
            payload = parsed(await _body(request), request.content_type)
            await self._tokens.verified(authorization, payload.get("channelId"), payload.get("serviceUrl"))
            heard = inbound.read(payload)
        except _Refused as refused:
            return web.Response(status=refused.status)
        except KeysUnknown:
            return web.Response(status=503)  # the same request may be good in a moment
        except Unauthorised:
            return web.Response(status=401)
        except Unreadable:
            return web.Response(status=400)
        status, body = await self._receiver.dispatch(heard, is_message=payload.get("type") == "message")
        return web.Response(status=status) if body is None else web.json_response(body, status=status, dumps=_written)


class _Refused(Exception):
    """The body was not read."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


async def _body(request: web.Request) -> bytes:
    """The body. Raises _Refused."""
    if (request.content_length or 0) > LARGEST:
        raise _Refused(413)
    try:
        async with asyncio.timeout(_READ):
            body = await request.read()
    except TimeoutError:
        raise _Refused(408) from None
    except web.HTTPRequestEntityTooLarge:
        raise _Refused(413) from None
    except (web.RequestPayloadError, ConnectionError):
        raise _Refused(400) from None  # not what its headers say, or broken off
    if len(body) > LARGEST:
        raise _Refused(413)
    return body


def parsed(body: bytes, content_type: str) -> Mapping[str, object]:
    """The body as an object. Raises Unreadable."""
    if content_type != "application/json":
        raise Unreadable
    try:
        value = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Unreadable from None  # the error holds the body
    if not isinstance(value, dict):
        raise Unreadable
    return value


def _no_number(_: str) -> NoReturn:
    """NaN and the infinities are no JSON."""
    raise ValueError
