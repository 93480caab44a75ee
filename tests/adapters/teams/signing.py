"""A key and tokens as the Bot Connector has them, and a server that publishes the one."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

Json = dict[str, Any]

APP = "5f0c7a3e-0000-4000-8000-00000000a001"
TENANT = "5f0c7a3e-0000-4000-8000-00000000b001"
ISSUER = "https://api.botframework.com"
SERVICE = "https://smba.trafficmanager.net/uk/"
CHANNEL = "msteams"


@cache
def private_key(kid: str) -> rsa.RSAPrivateKey:
    """The private key of this id; made once, as that takes long."""
    del kid
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk(kid: str = "first", **more: object) -> Json:
    """The public key as a list of keys has it."""
    public = json.loads(RSAAlgorithm.to_jwk(private_key(kid).public_key()))
    return {"kty": "RSA", "use": "sig", "kid": kid, "n": public["n"], "e": public["e"], **more}


def claims(**changed: object) -> Json:
    """Good claims, for an hour from now. `None` takes one out."""
    now = time.time()
    good = {"iss": ISSUER, "aud": APP, "serviceurl": SERVICE, "nbf": now - 5, "exp": now + 3600}
    return {name: claim for name, claim in {**good, **changed}.items() if claim is not None}


def signed(kid: str, said: Json, **headers: object) -> str:
    """A token that says this, signed with the key of this id."""
    return jwt.encode(said, private_key(kid), algorithm="RS256", headers={"kid": kid, **headers})


def bearer(kid: str = "first", **changed: object) -> str:
    """The header with a signed token."""
    return f"Bearer {signed(kid, claims(**changed))}"


@dataclass
class Publisher:
    """Publishes keys at an OpenID metadata address, and counts how often it is asked for them."""

    keys: list[Json] = field(default_factory=lambda: [jwk(endorsements=[CHANNEL, "webchat"])])
    issuer: str = ISSUER
    status: int = 200
    #: What it answers instead of the keys, if anything.
    body: bytes | None = None
    asked: int = 0
    url: str = ""

    def app(self) -> web.Application:
        """Its two routes."""
        app = web.Application()
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        return app

    async def _metadata(self, request: web.Request) -> web.Response:
        return web.json_response({"issuer": self.issuer, "jwks_uri": str(request.url.with_path("/keys"))})

    async def _keys(self, request: web.Request) -> web.Response:
        del request
        self.asked += 1
        body = self.body if self.body is not None else json.dumps({"keys": self.keys}).encode()
        return web.Response(body=body, status=self.status, content_type="application/json")


@asynccontextmanager
async def published(publisher: Publisher | None = None) -> AsyncIterator[Publisher]:
    """A publisher that listens on this machine while it is used."""
    publisher = publisher or Publisher()
    async with TestServer(publisher.app()) as server:
        publisher.url = str(server.make_url("/openid"))
        yield publisher
