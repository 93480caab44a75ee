"""A server that is reached from this machine only."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable

from aiohttp import web

#: A little more than the largest body that any platform takes.
_BODY_BYTES = 1024 * 1024


class LoopbackServer:
    """Serves some routes on a free port of the loopback address. Raises ValueError for one that others could reach."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("The stand-in listens on a loopback address only, such as 127.0.0.1.")
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None

    async def start(self, add_routes: Callable[[web.Application], None]) -> str:
        """Listen; the address, such as "http://127.0.0.1:40001/"."""
        app = web.Application(middlewares=[loopback_only], client_max_size=_BODY_BYTES)
        add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        port = self._runner.addresses[0][1]
        name = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{name}:{port}/"

    async def stop(self) -> None:
        """Listen no longer."""
        if self._runner is not None:
            await self._runner.cleanup()


@web.middleware
async def loopback_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse requests that name another host: a web page elsewhere may not reach in (DNS rebinding)."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if host not in ("127.0.0.1", "localhost", "[::1]"):
        return web.Response(status=421, text="This server answers on the loopback address only.\n")
    return await handler(request)


async def dropped(request: web.Request, seconds: float) -> web.Response:
    """Done, but nobody hears of it: the connection ends after so many seconds without an answer."""
    await asyncio.sleep(seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
