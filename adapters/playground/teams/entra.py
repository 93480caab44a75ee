"""Microsoft's sign-in services: the description of the signing keys, the keys, and access tokens."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.playground.stand_in.faults import FaultKind
from adapters.playground.stand_in.loopback import dropped
from adapters.playground.stand_in.refusals import Json
from adapters.playground.stand_in.sent import Channel
from adapters.playground.teams.faults import Operation
from adapters.playground.teams.keys import ISSUER
from adapters.playground.teams.refusals import Refused, before, of_entra
from adapters.playground.teams.tenant import Tenant

#: Where the keys are described, and where they are, below the root of the server.
OPENID_PATH = "v1/.well-known/openidconfiguration"
KEYS_PATH = "v1/.well-known/keys"
#: What a bot asks to be let into.
SCOPE = "https://api.botframework.com/.default"

_Call = Callable[[web.Request], Awaitable[Json]]


def token_path(tenant_id: str) -> str:
    """Path below the root of the server for the access tokens of a tenant."""
    return f"{tenant_id}/oauth2/v2.0/token"


class Entra:
    """The routes."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def add_to(self, app: web.Application) -> None:
        """Add the routes to an application."""
        app.router.add_get(f"/{OPENID_PATH}", self._route(Operation.OPENID, self._metadata))
        app.router.add_get(f"/{KEYS_PATH}", self._route(Operation.KEYS, self._keys))
        app.router.add_post(f"/{token_path('{tenant}')}", self._route(Operation.TOKEN, self._token))

    def _route(self, operation: Operation, call: _Call) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answered(request: web.Request) -> web.StreamResponse:
            fault = self._tenant.faults.take(operation)
            early = await before(fault, of_entra)
            if early is not None:
                return early
            try:
                status, body = 200, await call(request)
            except Refused as refused:
                status, body = refused.status, _numbered(refused)
            if fault is not None and fault.kind is FaultKind.LOST:
                return await dropped(request, fault.seconds)
            return web.json_response(body, status=status)

        return answered

    async def _metadata(self, request: web.Request) -> Json:
        root = str(request.url.origin())
        return {
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{root}/{KEYS_PATH}",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }

    async def _keys(self, _request: web.Request) -> Json:
        return self._tenant.keys.described()

    async def _token(self, request: web.Request) -> Json:
        """Client credentials, as the bot of a single tenant presents them."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        asked = {name: value for name, value in form.items() if name != "client_secret"}
        self._tenant.sent.note(Operation.TOKEN, Channel.OTHER, asked)
        app = self._tenant.app
        if request.match_info["tenant"] != app.tenant_id:
            raise Refused(400, "invalid_request", "AADSTS90002: Tenant not found.")
        if form.get("grant_type") != "client_credentials":
            raise Refused(400, "unsupported_grant_type", "AADSTS70003: The grant type is not supported.")
        if form.get("client_id") != app.app_id:
            raise Refused(400, "unauthorized_client", "AADSTS700016: Application not found in the directory.")
        if not secrets.compare_digest(form.get("client_secret", "").encode(), app.password.encode()):
            raise Refused(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.")
        if form.get("scope") != SCOPE:
            raise Refused(400, "invalid_scope", "AADSTS70011: The provided value for the scope is not valid.")
        access = self._tenant.access
        return {
            "token_type": "Bearer",
            "expires_in": access.life,
            "ext_expires_in": access.life,
            "access_token": access.issue(),
        }


def _numbered(refused: Refused) -> Json:
    """With the number of the sentence on its own, as Microsoft gives it: "AADSTS7000215: …"."""
    number = refused.sentence.removeprefix("AADSTS").partition(":")[0]
    return of_entra(refused.code, refused.sentence) | {"error_codes": [int(number)]}
