"""Access rules and headers of the page's server: only a browser on this machine, on this very page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Server": "harbour",
    "X-Content-Type-Options": "nosniff",
}
_NAMES = ("127.0.0.1", "localhost", "[::1]")


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse another Host (DNS rebinding) and acts that another web page asks for."""
    host, _, port = request.host.rpartition(":")
    if host not in _NAMES or not port.isdigit():
        return web.Response(status=421, text="This server answers on the loopback address only.\n")
    if request.method == "POST" and not _own(request):
        return web.Response(status=403, text="Only the page itself may act.\n")
    return await handler(request)


async def headed(_: web.Request, response: web.StreamResponse) -> None:
    """Add the headers to every response."""
    response.headers.update(HEADERS)


def _own(request: web.Request) -> bool:
    """True if the page itself asks: same origin, and JSON, which no plain form of another page can send."""
    origin = request.headers.get("Origin")
    same = origin is None or urlsplit(origin).netloc == request.host
    return same and request.content_type == "application/json"
