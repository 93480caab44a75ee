"""Slack's Web API over HTTP: `/api/<method>` and the response URLs (platforms/slack.md).

Arguments come as a query, a form or JSON, as slack_sdk sends them; a refusal is a 200 with
`{"ok": false, "error": …}`, and only too many calls are a 429.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from adapters.playground.slack import message_methods, user_methods, view_methods
from adapters.playground.slack.faults import Fault
from adapters.playground.slack.refusals import ApiError
from adapters.playground.slack.socket_mode import SocketHub
from adapters.playground.slack.user_methods import scopes
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.faults import FaultKind
from adapters.playground.stand_in.loopback import dropped
from adapters.playground.stand_in.refusals import Json
from adapters.playground.stand_in.sent import Channel, channel_of

_OBJECTS = ("view", "blocks", "metadata", "attachments")


@dataclass(frozen=True)
class Method:
    """A method of the Web API, and the scope that it needs."""

    call: Callable[[Workspace, Json], Json]
    scope: str | None = None
    #: True where Slack reads no JSON body.
    form_only: bool = False


METHODS = {
    "auth.test": Method(user_methods.auth_test),
    "users.info": Method(user_methods.users_info, "users:read", form_only=True),
    "users.lookupByEmail": Method(user_methods.users_lookup_by_email, "users:read.email", form_only=True),
    "users.list": Method(user_methods.users_list, "users:read", form_only=True),
    "users.profile.get": Method(user_methods.users_profile_get, "users.profile:read", form_only=True),
    "conversations.open": Method(user_methods.conversations_open, "im:write"),
    "chat.postMessage": Method(message_methods.post_message, "chat:write"),
    "chat.postEphemeral": Method(message_methods.post_ephemeral, "chat:write"),
    "chat.update": Method(message_methods.update, "chat:write"),
    "chat.delete": Method(message_methods.delete, "chat:write"),
    "views.open": Method(view_methods.open_view),
    "views.push": Method(view_methods.push_view),
    "views.update": Method(view_methods.update_view),
    "views.publish": Method(view_methods.publish_view),
}
_CONNECT = "apps.connections.open"


class WebApi:
    """The routes."""

    def __init__(self, workspace: Workspace, hub: SocketHub) -> None:
        self._workspace = workspace
        self._hub = hub

    def add_to(self, app: web.Application) -> None:
        """Add the routes to an application."""
        app.router.add_route("*", "/api/{method}", self.call)
        app.router.add_post("/{kind:commands|actions}/{secret}", self.respond)
        app.router.add_get("/link", self._hub.serve)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of a method, with any fault that is switched on for it."""
        name = request.match_info["method"]
        fault = self._workspace.faults.take(name)
        early = await _before(fault)
        if early is not None:
            return early
        try:
            body = {"ok": True, **await self._done(name, request, fault)}
        except ApiError as refusal:
            body = refusal.body()
        if fault is not None and fault.kind is FaultKind.LOST:
            return await dropped(request, fault.seconds)
        return web.json_response(body, headers={"x-oauth-scopes": scopes(self._workspace)})

    async def _done(self, name: str, request: web.Request, fault: Fault | None) -> Json:
        method = METHODS.get(name)
        if method is None and name != _CONNECT:
            raise ApiError("unknown_method")
        args = await _arguments(request, form_only=bool(method and method.form_only))
        self._authorise(request, args, name)
        self._workspace.sent.note(name, channel_of(name), args)
        if fault is not None and fault.kind is FaultKind.REFUSED:
            raise ApiError(fault.code)
        if method is None:
            return {"url": self._hub.address()}
        if method.scope is not None and method.scope not in self._workspace.app.scopes:
            raise ApiError("missing_scope", extra={"needed": method.scope, "provided": scopes(self._workspace)})
        return method.call(self._workspace, args)

    def _authorise(self, request: web.Request, args: Json, name: str) -> None:
        """The token is the app's, and of the kind that the method needs; it is taken out of `args`."""
        header = request.headers.get("Authorization", "")
        typed = args.pop("token", None)
        token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else typed
        if not token:
            raise ApiError("not_authed")
        app = self._workspace.app
        if token not in (app.bot_token, app.app_token):
            raise ApiError("invalid_auth")
        if token != (app.app_token if name == _CONNECT else app.bot_token):
            raise ApiError("not_allowed_token_type")

    async def respond(self, request: web.Request) -> web.Response:
        """An answer through a response URL: five of them in thirty minutes."""
        path = f"{request.match_info['kind']}/{request.match_info['secret']}"
        try:
            where = self._workspace.response_urls.use(path)
            args = _decoded(await _json(request))
            public = args.get("response_type") == "in_channel"
            self._workspace.sent.note("response_url", Channel.MESSAGE if public else Channel.EPHEMERAL, args)
            message_methods.respond(self._workspace, where, args)
        except ApiError as refusal:
            return web.json_response(refusal.body(), status=404 if refusal.code.endswith("_url") else 400)
        return web.json_response({"ok": True})


async def _before(fault: Fault | None) -> web.Response | None:
    """Response of a fault that comes before the call is read; None if the call goes on."""
    if fault is None:
        return None
    if fault.kind is FaultKind.SLOW:
        await asyncio.sleep(fault.seconds)
    if fault.retry_after is not None:
        headers = {"Retry-After": str(fault.retry_after)}
        return web.json_response(ApiError(fault.code).body(), status=fault.status, headers=headers)
    if fault.kind is FaultKind.BROKEN:
        return web.Response(status=fault.status, text="<html>Server Error</html>", content_type="text/html")
    return None


async def _arguments(request: web.Request, *, form_only: bool) -> Json:
    args: Json = dict(request.query)
    if request.method == "POST" and request.content_type == "application/json":
        body = await _json(request)
        args |= {key: body[key] for key in body if key == "token" or not form_only}
    elif request.method == "POST":
        args |= dict(await request.post())
    return _decoded(args)


async def _json(request: web.Request) -> Json:
    try:
        body = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise ApiError("invalid_json") from None
    if not isinstance(body, dict):
        raise ApiError("json_not_object")
    return body


def _decoded(args: Json) -> Json:
    """Objects may come as JSON text inside a form or inside JSON."""
    for key in _OBJECTS:
        if isinstance(args.get(key), str):
            try:
                args[key] = json.loads(args[key])
            except json.JSONDecodeError:
                code = "invalid_blocks_format" if key == "blocks" else "invalid_arguments"
                raise ApiError(code, [f"[ERROR] {key} is not valid JSON"]) from None
    return args
