"""A matter, or a list of matters, in one browser: opened by a press, once, and there for half an hour (policy 1.10).

The address is used up by the press. What the browser gets for it is a secret in a cookie that no script, no other site
and no other address of ours is given; every request is authorised again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from aiohttp import web
from yarl import URL

from adapters.pages import html
from adapters.pages.answers import Handler, PageStore, gone, page
from adapters.pages.multipart import Broken, sent
from bot.chat.events import Values
from bot.chat.forms import TextField
from bot.dispatcher import ACTIONS
from bot.errors import Incomplete, NotFound, Refused, Unavailable
from bot.flows.browser import shown
from bot.flows.browser.address import PATH, before, begin
from bot.flows.home.conversation import Dated
from bot.views.browser.dialogs import STAYS
from bot.views.browser.shapes import BrowserPage, MatterPage

_COOKIE = "harbour_page"
#: A button beside a line, as it is sent.
_PRESSED = TextField(id=shown.ABOUT, label="Open", longest=64)
#: The name of the days as a file: it says nothing of the person or the subject.
_DAYS = "days.ics"
#: Hosts on which a browser keeps a secret without TLS.
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class BrowserPages:
    """Pages of matters."""

    def __init__(self, store: PageStore) -> None:
        self._store = store

    @property
    def gets(self) -> Mapping[str, Handler]:
        """The routes that are read."""
        return {f"{PATH}{{token}}": self._read, f"{PATH}{{token}}/{_DAYS}": self._days}

    @property
    def posts(self) -> Mapping[str, Handler]:
        """The routes that are sent to."""
        return {f"{PATH}{{token}}": self._press}

    async def _read(self, request: web.Request) -> web.StreamResponse:
        """The page, to the browser that opened it; to any other the button, or that there is nothing."""
        try:
            if _COOKIE in request.cookies:
                return await self._shown(request, {})
            token = request.match_info["token"]
            return page(html.form(await self._store.arun(lambda uow: before(token, uow))))
        except (Unavailable, Refused):
            return gone()

    async def _press(self, request: web.Request) -> web.StreamResponse:
        """Open the page; where it is open, look for something on it. From another site nothing is taken."""
        try:
            if not _is_ours(request):
                raise NotFound
            if _COOKIE in request.cookies:
                return await self._found(request)
            return await self._begun(request.match_info["token"])
        except (Unavailable, Refused, Incomplete, Broken):
            return gone()

    async def _begun(self, token: str) -> web.StreamResponse:
        secret, url = await self._store.arun(lambda uow: (begin(token, uow), URL(uow.policy.public_url or "")))
        answer = web.Response(status=303, headers={"Location": token})
        answer.set_cookie(
            _COOKIE,
            secret,
            max_age=STAYS * 60,
            path=f"{url.path.rstrip('/')}{PATH}{token}",
            secure=url.scheme == "https" or url.host not in _HERE,
            httponly=True,
            samesite="Strict",
        )
        return answer

    async def _found(self, request: web.Request) -> web.StreamResponse:
        """The page for a search or a press. It comes in the body: in an address it would be in a proxy's log."""
        secret = request.cookies[_COOKIE]
        search = await self._store.arun(lambda uow: shown.search(secret, uow))
        form = replace(search, body=(*search.body, _PRESSED))
        return await self._shown(request, (await sent(request, form)).values)

    async def _shown(self, request: web.Request, values: Values) -> web.StreamResponse:
        secret, token = request.cookies[_COOKIE], request.match_info["token"]
        found = await self._store.arun(lambda uow: shown.page(secret, values, ACTIONS, uow))
        return page(await asyncio.to_thread(_drawn, found, f"{token}/{_DAYS}"))

    async def _days(self, request: web.Request) -> web.StreamResponse:
        """The reader's days to come, for a calendar, without a word of what they are about."""
        secret = request.cookies.get(_COOKIE, "")
        try:
            days, now = await self._store.arun(lambda uow: (shown.days(secret, uow), uow.now))
        except Unavailable:
            return gone()
        headers = {"Content-Disposition": f'attachment; filename="{_DAYS}"', "Content-Type": "text/calendar"}
        return web.Response(body=await asyncio.to_thread(_calendar, days, now), headers=headers)


def _is_ours(request: web.Request) -> bool:
    """True unless a browser says that another site's page has sent this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


def _drawn(found: BrowserPage, days: str) -> str:
    template = "matter.html" if isinstance(found, MatterPage) else "list.html"
    values = {"token": days.partition("/")[0], "days": days if found.has_days else "", "pressed": shown.ABOUT}
    return html.drawn(template, heading=found.title, page=found, **values)


def _calendar(days: list[Dated], now: datetime) -> bytes:
    """The days as a file for a calendar. Its library is loaded for the first one."""
    from adapters.pages.calendar import written  # noqa: PLC0415 - as was just said

    return written(days, now)
