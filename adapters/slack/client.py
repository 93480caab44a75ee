"""The one Web API client: a shared session, bounded waiting, no retry of its own, nothing in logs.

The SDK's client opens a session for every call unless it is given one, tries again by itself after
a connection error (which can post twice), takes a proxy from the environment even for an address
on this machine, and writes all parameters to its logger at DEBUG (platform page: slack).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.logs import withheld
from bot.errors import DeliveryError

#: Seconds for a whole call of the Web API, and for the connection alone.
_TOTAL = 5.0
_CONNECT = 2.0
#: Errors that will not pass by waiting: this person or this message cannot be reached.
_PERMANENT = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "cant_delete_message",
        "cant_update_message",
        "channel_not_found",
        "compliance_exports_prevent_deletion",
        "edit_window_closed",
        "is_archived",
        "message_not_found",
        "restricted_action",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
#: Slack did not answer, or not in time.
UNREACHED = (aiohttp.ClientError, TimeoutError, OSError)


def session(seconds: float = _TOTAL) -> aiohttp.ClientSession:
    """A session for all calls; to be closed by whoever asked for it. Needs a running event loop."""
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


def code(error: SlackApiError) -> str:
    """Slack's own word for what went wrong, such as "channel_not_found"."""
    response = error.response
    if isinstance(response, AsyncSlackResponse) and isinstance(response.data, Mapping):
        return str(response.data.get("error", ""))[:80]
    return ""


def retry_after(error: SlackApiError) -> float | None:
    """The seconds that Slack asked us to wait, if it did; bounded to between one second and an hour."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse) or not (
        response.status_code == 429 or code(error) == "ratelimited"
    ):
        return None
    asked = next((v for k, v in response.headers.items() if k.lower() == "retry-after"), "")
    return min(max(float(asked), 1.0), 3600.0) if str(asked).isdigit() else 30.0


def delivery_error(error: Exception) -> DeliveryError:
    """What a failed call means for the courier.

    After a timeout nobody knows whether the message was posted: it is tried again (at least once).
    """
    if isinstance(error, SlackApiError):
        name = code(error)
        wait = retry_after(error)
        return DeliveryError(f"Slack: {name or 'no answer'}", permanent=name in _PERMANENT, retry_after=wait)
    return DeliveryError("Slack: not reached")
