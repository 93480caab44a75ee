"""Checks for `harbour doctor`: does Microsoft let the app in, and can its signing keys be read."""

from __future__ import annotations

import aiohttp

from adapters.chat.checks import Finding
from adapters.teams.credentials import OutboundToken, Unaccepted
from adapters.teams.keys import Keys
from bot.errors import DeliveryError, Misconfigured

_KEYS = "Let this machine reach login.botframework.com over https, or mend TEAMS_OPENID_URL."
_TOKENS = "Let this machine reach login.microsoftonline.com over https, or mend TEAMS_TOKEN_URL."
_APP = "All three stand in Azure: the configuration of the bot, and its app registration."


async def check(
    app_id: str, password: str, tenant: str, *, openid_url: str, token_url: str | None = None
) -> list[Finding]:
    """Look at the signing keys and ask for a token as the app. Sends nothing to anybody."""
    async with aiohttp.ClientSession() as shared:
        return [
            await _signing_keys(openid_url, shared),
            await _token(app_id, password, tenant, shared, token_url),
        ]


async def _signing_keys(url: str, shared: aiohttp.ClientSession) -> Finding:
    try:
        keys = Keys(url, shared)
    except Misconfigured as error:
        return Finding(is_good=False, says=error.message)
    try:
        await keys.refresh()
        if keys.are_known:
            return Finding(is_good=True, says="The keys with which Microsoft signs what it sends can be read.")
        return Finding(
            is_good=False, says="The keys with which Microsoft signs what it sends cannot be read.", mend=_KEYS
        )
    finally:
        await keys.close()


async def _token(app_id: str, password: str, tenant: str, shared: aiohttp.ClientSession, url: str | None) -> Finding:
    try:
        await OutboundToken(app_id, password, tenant, shared, url).token()
    except Unaccepted as refused:
        return Finding(is_good=False, says=refused.message, mend=_APP)
    except Misconfigured as error:
        return Finding(is_good=False, says=error.message)
    except DeliveryError as unreached:
        return Finding(is_good=False, says=f"{unreached.message}.", mend=_TOKENS)
    return Finding(is_good=True, says="Microsoft hands out a token to the app.")
