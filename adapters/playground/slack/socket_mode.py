"""Socket Mode: the app connects by a websocket, and people's acts are sent to it in envelopes.

Each envelope goes to one connection and is acknowledged by its id (platforms/slack.md, "Delivery").
"""

from __future__ import annotations

import asyncio
import json
import secrets
import uuid

from aiohttp import WSMsgType, web

from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.refusals import Json

#: The most connections that one app may hold.
MOST_CONNECTIONS = 10


class SocketHub:
    """The app's connections."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tickets: set[str] = set()
        self._connections: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._arrived = asyncio.Event()

    @property
    def connections(self) -> int:
        """Number of connections that the app holds now."""
        return len(self._connections)

    def address(self) -> str:
        """A fresh address to connect to, once."""
        ticket = secrets.token_urlsafe(18)
        self._tickets.add(ticket)
        root = self._workspace.root_url.replace("http", "ws", 1)
        return f"{root}link?ticket={ticket}&app_id={self._workspace.app.app_id}"

    async def connected(self, seconds: float = 5.0) -> None:
        """Wait for the app's first connection. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            await self._arrived.wait()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, for as long as it lasts."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self._connections.append(socket)
        try:
            await socket.send_json(self._hello())
            self._arrived.set()
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            self._connections.remove(socket)
            if not self._connections:
                self._arrived.clear()
        return socket

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0, seconds: float = 3.0) -> Json | None:
        """Send an envelope to one connection; the payload of its acknowledgement.

        None if nobody is connected or nobody acknowledges it within so many seconds.
        """
        if not self._connections:
            return None
        socket = self._connections.pop(0)
        self._connections.append(socket)
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        try:
            await socket.send_json(envelope)
            async with asyncio.timeout(seconds):
                return await answer
        except (TimeoutError, ConnectionError):
            return None
        finally:
            del self._waiting[envelope_id]

    async def close(self) -> None:
        """Notify every connection that the server is closing."""
        for socket in tuple(self._connections):
            await socket.close()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {"host": "applink", "build_number": 1, "approximate_connection_time": 3600},
            "connection_info": {"app_id": self._workspace.app.app_id},
        }

    def _acknowledged(self, text: str) -> None:
        try:
            message = json.loads(text)
        except json.JSONDecodeError:
            return
        waiting = self._waiting.get(message.get("envelope_id", "")) if isinstance(message, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload") or {})
