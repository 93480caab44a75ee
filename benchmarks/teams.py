"""A minimal stand-in for Microsoft: signing keys, access tokens, and a Bot Connector that agrees to everything.

It runs in the load generator's process, so that the server's core pays for its own calls alone.
"""

from __future__ import annotations

import json
import time
from itertools import count
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

Json = dict[str, Any]

APP = "3f2a9c1e-6b5d-4c7a-9e21-0d8f4b6a7c53"
TENANT = "c0ffee00-1d2e-4f3a-8b4c-5d6e7f809102"
ISSUER = "https://api.botframework.com"
_KID = "benchmark"


class StandIn:
    """A stand-in that listens while started."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._numbers = count(1)
        app = web.Application(client_max_size=2**22)
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/token", self._token)
        chats = "/emea/v3/conversations"
        app.router.add_post(chats, self._created)
        app.router.add_get(f"{chats}/{{chat}}/members/{{member}}", self._member)
        for method, path in (("POST", ""), ("POST", "/{activity}"), ("PUT", "/{activity}")):
            app.router.add_route(method, f"{chats}/{{chat}}/activities{path}", self._posted)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> None:
        """Listen on this machine."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Root address of the stand-in."""
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/"

    @property
    def service_url(self) -> str:
        """Address of its Bot Connector."""
        return f"{self.url}emea/"

    def bearer(self) -> str:
        """The Bot Connector's token for sending activities, valid for an hour."""
        now = int(time.time())
        said = {"iss": ISSUER, "aud": APP, "serviceurl": self.service_url, "nbf": now - 60, "exp": now + 3600}
        return jwt.encode(said, self._key, algorithm="RS256", headers={"kid": _KID})

    async def _metadata(self, _: web.Request) -> web.Response:
        algorithms = ["RS256"]
        return web.json_response(
            {
                "issuer": ISSUER,
                "jwks_uri": f"{self.url}keys",
                "id_token_signing_alg_values_supported": algorithms,
            }
        )

    async def _keys(self, _: web.Request) -> web.Response:
        public = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        key = {"kty": "RSA", "use": "sig", "kid": _KID, "x5t": _KID, "n": public["n"], "e": public["e"]}
        return web.json_response({"keys": [key | {"endorsements": ["msteams"]}]})

    async def _token(self, _: web.Request) -> web.Response:
        return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": "benchmark"})

    async def _created(self, request: web.Request) -> web.Response:
        (member,) = (await request.json())["members"]
        return web.json_response({"id": chat_of(member["id"])}, status=201)

    async def _member(self, request: web.Request) -> web.Response:
        account = request.match_info["member"]
        found = {
            "id": account,
            "aadObjectId": account.removeprefix("29:1"),
            "tenantId": TENANT,
            "userRole": "user",
        }
        return web.json_response(found)

    async def _posted(self, request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": f"{1_700_000_000_000 + next(self._numbers)}"}, status=201)


def chat_of(aad: str) -> str:
    """Conversation of this person with the app."""
    return f"a:1{aad}"
