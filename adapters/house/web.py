"""The web application: the platforms' routes, health, readiness, metrics (contract, "HTTP")."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from aiohttp.typedefs import Middleware
from prometheus_client import CONTENT_TYPE_LATEST

from adapters.house.metrics import Metrics
from adapters.logs import logger

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
#: Returns the reason why a part of the service is of no use to people, with the remedy; None if all is well.
Check = Callable[[], Awaitable[str | None]]

#: The largest body that any route takes, in bytes.
LARGEST = 2 * 1024 * 1024
#: Seconds for requests that are being answered when the service is stopped.
_DRAIN = 10.0
#: Seconds for which a connection may stay without a whole head of a request: longer than a proxy keeps one.
_IDLE = 75.0
#: Seconds within which a part of the service has to answer.
_LOOK = 4.0

_CSP = "Content-Security-Policy"
_HEADERS = {
    "Cache-Control": "no-store",
    _CSP: "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Server": "harbour",
    "X-Content-Type-Options": "nosniff",
}


def application(
    posts: Mapping[str, Handler],
    checks: Mapping[str, Check],
    metrics: Metrics,
    gets: Mapping[str, Handler] | None = None,
) -> web.Application:
    """Web application. `posts` are the platforms' routes, such as `/slack/events`; `checks` are those of `/readyz`.

    `gets` are pages; each sets its own Content-Security-Policy.
    """
    app = web.Application(client_max_size=LARGEST, middlewares=[_measured(metrics), _plain])
    for path, handler in posts.items():
        app.router.add_post(path, _asynchronous(handler))
    for path, handler in (gets or {}).items():
        # HEAD is refused: a mere look must not use up a one-time address.
        app.router.add_get(path, _asynchronous(handler), allow_head=False)
    app.router.add_get("/healthz", _lives)
    app.router.add_get("/readyz", _readiness(checks))
    app.router.add_get("/metrics", _page(metrics))
    app.on_response_prepare.append(_headed)
    return app


class WebServer:
    """Listens while it is started."""

    def __init__(self, app: web.Application, host: str, port: int, idle: float = _IDLE) -> None:
        self._runner = web.AppRunner(
            app,
            access_log=None,
            shutdown_timeout=_DRAIN,
            handle_signals=False,
            keepalive_timeout=idle,
            # Nothing is inflated before its sender is known: see `_plain`.
            auto_decompress=False,
        )
        self._host = host
        self._port = port

    @property
    def port(self) -> int:
        """The port that it listens on; where 0 was asked for, the one that was given."""
        return next((int(address[1]) for address in self._runner.addresses), self._port)

    async def start(self) -> None:
        """Listen. Raises OSError if the address is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def stop(self) -> None:
        """Accept nothing more, and finish the requests under way."""
        await self._runner.cleanup()


def _asynchronous(handler: Handler) -> Handler:
    """A coroutine function, which aiohttp asks for where a callable object is given."""

    async def handle(request: web.Request) -> web.StreamResponse:
        return await handler(request)

    return handle


async def _headed(_: web.Request, response: web.StreamResponse) -> None:
    own = response.headers.get(_CSP)
    response.headers.update(_HEADERS)
    if own is not None:
        response.headers[_CSP] = own


def _measured(metrics: Metrics) -> Middleware:
    """Count requests, and turn an unexpected error into an empty 500 and a log line without values."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        begun = time.perf_counter()
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None else "none"
        status = 500
        try:
            response = await handler(request)
            status = response.status
        except web.HTTPException as answer:
            status = answer.status
            raise
        except Exception as error:  # noqa: BLE001 - aiohttp would log its words
            logger().error("web.failed", route=route, exc_info=error)
            return web.Response(status=500)
        finally:
            metrics.request(route, status, time.perf_counter() - begun)
        return response

    return middleware


@web.middleware
async def _plain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses a body that is packed: no platform and no browser sends one, and a few bytes of it can become many."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise web.HTTPUnsupportedMediaType
    return await handler(request)


async def _lives(_: web.Request) -> web.Response:
    return web.Response(text="ok")


def _readiness(checks: Mapping[str, Check]) -> Handler:
    """True or false for each part, and under "why" the reasons for each false."""

    async def handle(_: web.Request) -> web.Response:
        found = dict(zip(checks, await asyncio.gather(*map(_looked, checks.values())), strict=True))
        why = {name: reason for name, reason in found.items() if reason is not None}
        fit: dict[str, object] = {name: name not in why for name in found}
        return web.json_response(fit | ({"why": why} if why else {}), status=503 if why else 200)

    return handle


async def _looked(check: Check) -> str | None:
    """Ask a check, which has to answer soon."""
    try:
        async with asyncio.timeout(_LOOK):
            return await check()
    except TimeoutError:
        return "It does not answer in time."


def _page(metrics: Metrics) -> Handler:
    async def handle(_: web.Request) -> web.Response:
        return web.Response(body=metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return handle
