"""The one Web API client: a shared session, bounded waiting, no retry of its own, nothing in logs.

The SDK's client opens a session for every call unless it is given one, tries again by itself after
a connection error (which can post twice), takes a proxy from the environment even for an address
on this machine, and writes all parameters to its logger at DEBUG (platform page: slack).
"""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.logs import withheld

#: Seconds for a whole call of the Web API, and for the connection alone.
_TOTAL = 5.0
_CONNECT = 2.0


def session(seconds: float = _TOTAL) -> aiohttp.ClientSession:
    """A session for all calls; the caller closes it. Needs a running event loop."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds, connect=_CONNECT))


def web_client(token: str, base_url: str, shared: aiohttp.ClientSession) -> AsyncWebClient:
    """The client of one workspace's bot token, on Slack's or another Web API server."""
    client = AsyncWebClient(
        token=token, base_url=base_url, session=shared, retry_handlers=[], logger=withheld("harbour.slack.sdk")
    )
    host = urlsplit(base_url).hostname or ""
    if host in {"localhost", "127.0.0.1", "::1"} or proxy_bypass(host):
        client.proxy = None
    return client
