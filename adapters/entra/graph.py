"""Questions to Microsoft Graph: page by page, waiting where it is asked to, and never to another host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import aiohttp
from yarl import URL

from adapters.sources import Unread

#: Seconds for one page.
_TOTAL = 30.0
#: How often one is tried while Graph asks to wait; and for how many seconds where it does not say how long.
_TRIES = 10
_WAIT = 5.0
_LONGEST = 600.0
#: Too many requests, and passing faults.
_LATER = frozenset({429, 500, 502, 503, 504})

Json = dict[str, Any]


class Refused(Unread):
    """Graph refuses. `status` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def session() -> aiohttp.ClientSession:
    """A session for all requests; the caller closes it."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_TOTAL))


class Graph:
    """Graph, for one app."""

    def __init__(
        self,
        base: str,
        token: Callable[[], Awaitable[str]],
        shared: aiohttp.ClientSession,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._base = base
        self._token = token
        self._session = shared
        self._sleep = sleep

    def url(self, path: str, **query: str) -> str:
        """An address of version 1.0; names of the query are written without their "$"."""
        asked = urlencode({f"${name}": value for name, value in query.items()}, safe="$(),=", quote_via=quote)
        return f"{self._base}/v1.0/{path}?{asked}"

    async def pages(self, url: str) -> AsyncIterator[Json]:
        """Each page, the first at this address. Raises Unread; Refused."""
        following: object = url
        while following:
            page = await self.one(str(following))
            yield page
            following = page.get("@odata.nextLink")

    async def one(self, url: str, more: Mapping[str, str] | None = None) -> Json:
        """One answer; `more` are headers. Raises Unread; Refused."""
        if not self.is_ours(url):
            raise Unread("Microsoft Graph has named another server, which is not asked. Nothing was changed.")
        for _ in range(_TRIES):
            answer = await self._once(url, more or {})
            if not isinstance(answer, float):
                return answer
            await self._sleep(answer)
        raise Unread("Microsoft Graph does not answer, or asks to wait. Nothing was changed: it is tried again.")

    def is_ours(self, url: str) -> bool:
        """True for an address of the same server: a token goes nowhere else."""
        return urlsplit(url)[:2] == urlsplit(self._base)[:2]

    async def _once(self, url: str, more: Mapping[str, str]) -> Json | float:
        """The answer; or how many seconds to wait for it."""
        headers = {"Authorization": f"Bearer {await self._token()}", "Accept": "application/json", **more}
        try:
            # As Graph has written it; and a redirect would take the token elsewhere.
            asked = self._session.get(URL(url, encoded=True), headers=headers, allow_redirects=False)
            async with asked as response:
                if response.status in _LATER:
                    return _seconds(response.headers)
                body = await response.json()
                if response.status == 200 and isinstance(body, dict):
                    return body
                raise _refused(response.status, body)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return _WAIT
        except ValueError:
            raise Unread("What Microsoft Graph answers cannot be read. Nothing was changed.") from None


def _seconds(headers: Mapping[str, str]) -> float:
    asked = headers.get("Retry-After", "")
    return min(max(float(asked), 1.0), _LONGEST) if asked.isdigit() else _WAIT


def _refused(status: int, body: object) -> Refused:
    error = body.get("error") if isinstance(body, dict) else None
    code = str(error.get("code", ""))[:60] if isinstance(error, dict) else ""
    if status == 403:
        return Refused(status, "Microsoft Graph refuses: a permission is missing, or nobody has consented to it.")
    return Refused(status, f"Microsoft Graph refuses ({status} {code}). Nothing was changed.")
