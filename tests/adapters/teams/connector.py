"""A small Bot Connector on this machine, with set answers; it records every call."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Json = dict[str, Any]
#: What is to be answered instead.
Trouble = Callable[[], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call: `what` is "open", "send", "answer", "update", "delete", "member", "members" or "paged"."""

    what: str
    authorization: str
    conversation: str = ""
    item: str = ""
    body: Json = field(default_factory=dict)


@dataclass
class FakeConnector:
    """The Bot Connector of one tenant."""

    #: By conversation: those who are in it, as Teams describes them.
    members: dict[str, list[Json]] = field(default_factory=dict)
    #: What the next calls of a kind are answered with, one after the other.
    trouble: dict[str, list[Trouble]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    knows_one_member: bool = True
    #: How many members stand on a page where they are listed in pages alone; 0: all are listed at once.
    page_size: int = 0

    async def serve(self) -> TestServer:
        """Listen on this machine."""
        app = web.Application(client_max_size=200_000)
        chat = "/v3/conversations/{conversation}"
        app.router.add_post("/v3/conversations", self._handler("open"))
        app.router.add_post(f"{chat}/activities", self._handler("send"))
        app.router.add_post(chat + "/activities/{item}", self._handler("answer"))
        app.router.add_put(chat + "/activities/{item}", self._handler("update"))
        app.router.add_delete(chat + "/activities/{item}", self._handler("delete"))
        app.router.add_get(chat + "/members/{item}", self._handler("member"))
        app.router.add_get(f"{chat}/members", self._handler("members"))
        app.router.add_get(f"{chat}/pagedmembers", self._handler("paged"))
        server = TestServer(app)
        await server.start_server()
        return server

    def called(self, what: str) -> list[Call]:
        """Every call of this kind."""
        return [call for call in self.calls if call.what == what]

    def refuse(self, what: str, status: int, code: str = "", **headers: str) -> None:
        """Answer the next call of this kind with an error of Teams."""

        async def refusal() -> web.Response:
            body = {"error": {"code": code, "message": "Isla said so"}} if code else {}
            return web.json_response(body, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})

        self.answer(what, refusal)

    def answer(self, what: str, trouble: Trouble) -> None:
        """Answer the next call of this kind so."""
        self.trouble.setdefault(what, []).append(trouble)

    def _handler(self, what: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            body = json.loads(await request.text() or "{}")
            call = Call(
                what=what,
                authorization=request.headers.get("Authorization", ""),
                conversation=request.match_info.get("conversation", ""),
                item=request.match_info.get("item", request.query.get("continuationToken", "")),
                body=body,
            )
            self.calls.append(call)
            if self.trouble.get(what):
                return await self.trouble[what].pop(0)()
            return self._result(call)

        return handle

    def _result(self, call: Call) -> web.Response:
        members = self.members.get(call.conversation, [])
        match call.what:
            case "open":
                return web.json_response({"id": f"a:new-{call.body['members'][0]['id']}"}, status=201)
            case "send" | "answer":
                return web.json_response({"id": f"170{len(self.calls)}"}, status=201)
            case "update":
                return web.json_response({"id": call.item})
            case "delete":
                return web.Response()
            case "members" if self.page_size:
                return web.json_response({"message": "No such route"}, status=405)
            case "members":
                return web.json_response(members)
            case "paged":
                end = int(call.item or 0) + self.page_size
                page: Json = {"members": members[end - self.page_size : end]}
                return web.json_response(page | ({"continuationToken": str(end)} if end < len(members) else {}))
            case _:
                found = [m for m in members if call.item in (m["id"], m.get("aadObjectId"))]
                if not found or not self.knows_one_member:
                    return web.json_response({"error": {"code": "NotFound"}}, status=404)
                return web.json_response(found[0])


def member(account: str, user: str, email: str = "", **facts: object) -> Json:
    """Somebody as Teams describes them."""
    return {
        "id": account,
        "aadObjectId": user,
        "name": user.title(),
        "email": email,
        "userPrincipalName": email,
        "tenantId": "tenant",
        "userRole": "user",
        **facts,
    }


class FakeTokens:
    """Gives tokens, and another one when one was refused."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        self.refused = 0

    async def token(self) -> str:
        """The token."""
        if self.trouble is not None:
            raise self.trouble
        return f"a-token-{self.refused}"

    def forget(self) -> None:
        """It was refused."""
        self.refused += 1
