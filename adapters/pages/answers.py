"""The answers that all of Harbour's own pages give, and where their work runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from aiohttp import web

from adapters.pages import html
from bot.ports import UnitOfWork
from bot.views.evidence import reading as views

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: No other page may keep a handle on a page opened from it, or embed this one.
APART = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}


class PageStore(Protocol):
    """Runner of units of work."""

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run the work and commit, from a thread that may wait."""
        ...

    async def arun(self, work: Callable[[UnitOfWork], T]) -> T:
        """The same from the event loop."""
        ...


def page(text: str, status: int = 200) -> web.Response:
    """A page of ours."""
    return web.Response(
        text=text, content_type="text/html", status=status, headers={"Content-Security-Policy": html.POLICY, **APART}
    )


def gone() -> web.Response:
    """The one response to any address that is unknown, used, expired, or somebody else's."""
    return page(html.card(views.gone()), status=404)
