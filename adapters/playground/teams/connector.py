"""The Bot Connector over HTTP: `/v3/conversations` below the service URL (platform page: teams).

A refusal is a 4xx with `{"error": {"code": …, "message": …}}`; without a token that was handed out
and still holds, it is a 401.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from adapters.playground.stand_in.faults import FaultKind
from adapters.playground.stand_in.loopback import dropped
from adapters.playground.stand_in.refusals import Json
from adapters.playground.stand_in.sent import Channel
from adapters.playground.teams import operations
from adapters.playground.teams.faults import Fault, Operation
from adapters.playground.teams.operations import Asked
from adapters.playground.teams.refusals import Refused, before, of_connector
from adapters.playground.teams.tenant import Tenant

#: The region in the service URL, below the root of the server.
SERVICE_PATH = "emea/"

_Done = tuple[int, Json | None] | tuple[int, list[Json]]
_CONVERSATIONS = f"/{SERVICE_PATH}v3/conversations"
_ONE = f"{_CONVERSATIONS}/{{conversation}}"
_SHOWN = (Operation.SEND, Operation.REPLY, Operation.UPDATE)


@dataclass(frozen=True)
class _Route:
    method: str
    path: str
    operation: Operation
    call: Callable[[Tenant, Asked, Json], _Done]


_ROUTES = (
    _Route("POST", _CONVERSATIONS, Operation.CREATE, operations.create),
    _Route("POST", f"{_ONE}/activities", Operation.SEND, operations.send),
    _Route("POST", f"{_ONE}/activities/{{activity}}", Operation.REPLY, operations.reply),
    _Route("PUT", f"{_ONE}/activities/{{activity}}", Operation.UPDATE, operations.update),
    _Route("DELETE", f"{_ONE}/activities/{{activity}}", Operation.DELETE, operations.delete),
    _Route("GET", f"{_ONE}/members", Operation.MEMBERS, operations.members),
    _Route("GET", f"{_ONE}/members/{{member}}", Operation.MEMBER, operations.member),
    _Route("GET", f"{_ONE}/pagedmembers", Operation.MEMBERS, operations.paged_members),
)


class Connector:
    """The routes."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def add_to(self, app: web.Application) -> None:
        """Add the routes to an application."""
        for route in _ROUTES:
            app.router.add_route(route.method, route.path, self._answering(route))

    def _answering(self, route: _Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answered(request: web.Request) -> web.StreamResponse:
            try:
                body = await self._let_in(request)
                self._note(route.operation, request, body)
                fault = self._tenant.faults.take(route.operation)
                early = await before(fault, of_connector)
                if early is not None:
                    return early
                status, answer = route.call(self._tenant, {**request.query, **request.match_info}, body)
            except Refused as refused:
                return _refusal(refused)
            return await _told(request, status, answer, fault)

        return answered

    async def _let_in(self, request: web.Request) -> Json:
        """The body, of an app that has shown its token."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not self._tenant.access.is_valid(token):
            raise Refused(401, "", "The authorization of this request does not hold.")
        read = await request.read()
        if not read:
            return {}
        try:
            body = json.loads(read)
        except ValueError:
            raise Refused(400, "BadSyntax", "The request is no JSON.") from None
        if not isinstance(body, dict):
            raise Refused(400, "BadSyntax", "The request is no object.")
        return body

    def _note(self, operation: Operation, request: web.Request, body: Json) -> None:
        """Log the app's request; for a query without a body, its path parameters."""
        channel = Channel.MESSAGE if operation in _SHOWN else Channel.OTHER
        self._tenant.sent.note(operation, channel, body or dict(request.match_info))


def _refusal(refused: Refused) -> web.Response:
    body = of_connector(refused.code, refused.sentence) if refused.code else {"message": refused.sentence}
    return web.json_response(body, status=refused.status)


async def _told(
    request: web.Request, status: int, answer: Json | list[Json] | None, fault: Fault | None
) -> web.StreamResponse:
    if fault is not None and fault.kind is FaultKind.LOST:
        return await dropped(request, fault.seconds)
    return web.Response(status=status) if answer is None else web.json_response(answer, status=status)
