"""A minimal stand-in for Slack's Web API: it agrees to everything, and keeps the last view it was shown.

It runs in the load generator's process, so that the server's core pays for its own calls alone.
"""

from __future__ import annotations

import json
from itertools import count
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

Json = dict[str, Any]
TEAM = "T0HOME"


class StandIn:
    """A stand-in that listens while started."""

    def __init__(self) -> None:
        #: View opened or redrawn last.
        self.view: Json = {}
        #: Number of calls, by method.
        self.calls: dict[str, int] = {}
        self._numbers = count(1)
        app = web.Application(client_max_size=2**22)
        app.router.add_route("*", "/api/{method}", self._answer)
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
        """Address for `SLACK_API_URL`."""
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls[method] = self.calls.get(method, 0) + 1
        body = await request.read()
        return web.json_response({"ok": True, **self._result(method, _arguments(request, body))})

    def _result(self, method: str, given: Json) -> Json:
        match method:
            case "auth.test":
                return {"team_id": TEAM, "user_id": "UBOT", "bot_id": "BBOT"}
            case "users.info":
                return {"user": {"id": given["user"], "team_id": TEAM, "profile": {}}}
            case "conversations.open":
                return {"channel": {"id": "D" + given["users"]}}
            case "chat.postMessage":
                return {"channel": given["channel"], "ts": f"{1_700_000_000 + next(self._numbers)}.000100"}
            case "views.open" | "views.update":
                self.view = given["view"] if isinstance(given["view"], dict) else json.loads(given["view"])
        return {}


def _arguments(request: web.Request, body: bytes) -> Json:
    if request.content_type == "application/json":
        found: Json = json.loads(body)
        return found
    return dict(request.query) | {name: values[0] for name, values in parse_qs(body.decode()).items()}
