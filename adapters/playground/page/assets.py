"""The page's own files, and the gallery."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from adapters.playground.gallery.exhibits import exhibits, names
from adapters.playground.page.guard import guarded, headed

STATIC = Path(__file__).with_name("static")
_LARGEST = 64 * 1024
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
#: What is served: nothing else is looked for, however it is asked for.
_FILES = {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*.*") if path.suffix in _TYPES}


def application() -> web.Application:
    """Application with the page's files and the gallery; refuses any client but a browser on this machine."""
    app = web.Application(middlewares=[guarded], client_max_size=_LARGEST)
    app.on_response_prepare.append(headed)
    app.router.add_get("/static/{name:.+}", _static)
    app.router.add_get("/gallery", _gallery)
    app.router.add_get("/api/gallery", _exhibits)
    return app


def file(name: str) -> web.FileResponse:
    """One of the page's own files, by its path among them. Raises HTTPNotFound."""
    path = _FILES.get(name)
    if path is None:
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Content-Type": _TYPES[path.suffix]})


async def _static(request: web.Request) -> web.FileResponse:
    return file(request.match_info["name"])


async def _gallery(_: web.Request) -> web.FileResponse:
    return file("gallery/gallery.html")


async def _exhibits(_: web.Request) -> web.Response:
    shown = [
        {"name": e.name, "topic": e.topic, "file": e.file, "surface": e.surface, "payload": e.payload}
        for e in exhibits()
    ]
    return web.json_response({"exhibits": shown, "names": names()})
