"""The calls of the Bot Connector themselves: one session, signed, bounded in size, and nothing of it in an error.

Knows nothing of the SDK, which sends through it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

from adapters.teams.bodies import parsed, whole
from adapters.teams.errors import TeamsError

#: Seconds that the Bot Connector may ask us to wait.
_SHORTEST, _LONGEST = 1.0, 3600.0
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,60}")


class Tokens(Protocol):
    """Gives the token with which every call is signed (`adapters.teams.credentials`)."""

    async def token(self) -> str:
        """A valid token. Raises DeliveryError if none can be had."""
        ...

    def forget(self) -> None:
        """It was refused: another one is needed next time."""
        ...


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A 2xx answer, read whole."""

    status: int
    headers: Mapping[str, str]
    reason: str
    body: bytes


class Wire:
    """The shared session. Build it in a running event loop; end it with `close`. `connect` is in seconds."""

    def __init__(self, tokens: Tokens, *, connect: float) -> None:
        self._tokens = tokens
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, connect=connect))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def call(self, method: str, address: str, headers: Mapping[str, str], body: str | bytes | None) -> Answered:
        """Make one signed call. Unbounded in time.

        Raises TeamsError for any status but 2xx, and the errors of the token and of aiohttp.
        """
        signed = {**headers, "Authorization": f"Bearer {await self._tokens.token()}"}
        url = URL(address, encoded=True)
        async with self._session.request(
            method, url, data=body, headers=signed, proxy=_proxy(url), allow_redirects=False
        ) as answer:
            read = await _read(answer)
            if answer.status == 401:
                self._tokens.forget()
            if answer.status // 100 != 2:
                raise TeamsError(_code(read), status=answer.status, retry_after=_retry_after(answer))
            return Answered(status=answer.status, headers=answer.headers, reason=answer.reason or "", body=read)


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    try:
        return await whole(answer)
    except ValueError:
        raise TeamsError("TooLarge", status=answer.status) from None


def _proxy(url: URL) -> str | None:
    """The proxy of the environment; none for this machine."""
    host = url.host or ""
    if host in {"localhost", "127.0.0.1", "::1"} or proxy_bypass(host):
        return None
    return getproxies().get(url.scheme)


def _code(body: bytes) -> str:
    """The word in `{"error": {"code": …}}`, if it is one: anything else might quote something."""
    try:
        error = parsed(body).get("error")
    except ValueError:
        return "Unreadable"
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and _WORD.fullmatch(code) else "Unknown"


def _retry_after(answer: aiohttp.ClientResponse) -> float | None:
    asked = answer.headers.get("Retry-After", "").strip()
    return min(max(float(asked), _SHORTEST), _LONGEST) if asked.isascii() and asked.isdigit() else None
