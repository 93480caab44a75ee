"""Checks of the Slack token and its scopes for `harbour doctor`, each with its remedy."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat.checks import Finding
from adapters.slack.client import session, web_client
from adapters.slack.errors import UNREACHED, code
from adapters.slack.manifest import SCOPES
from adapters.slack.settings import API_URL

_ANEW = "Upload the manifest (harbour manifest slack) and install the app again."
_BY_HAND = "Add it under 'OAuth & Permissions' of the Slack app, and install the app again."


async def check(token: str, api_url: str = API_URL, app_token: str = "") -> list[Finding]:
    """Look at the bot token and its scopes and, for Socket Mode, at the app token. Changes nothing."""
    async with session() as shared:
        client = web_client(token, api_url, shared)
        try:
            answer = await client.auth_test()
            found = [Finding(is_good=True, says="Slack accepts the bot token."), *_scopes(dict(answer.headers))]
            if app_token:
                await client.apps_connections_open(app_token=app_token)
                found.append(Finding(is_good=True, says="Slack accepts the app token."))
        except SlackApiError as error:
            return [_refused(error)]
        except UNREACHED:
            return [
                Finding(
                    is_good=False,
                    says="Slack does not answer.",
                    mend="Let this machine reach slack.com over https, or mend SLACK_API_URL.",
                )
            ]
    return found


async def lacks(client: AsyncWebClient, scopes: Mapping[str, str]) -> list[Finding]:
    """Findings for the missing ones of these scopes, each with its purpose; empty if Slack does not say."""
    try:
        answer = await client.auth_test()
    except (SlackApiError, *UNREACHED):
        return []  # `check` reports that
    return [finding for finding in _scopes(dict(answer.headers), scopes, _BY_HAND) if not finding.is_good]


def _scopes(headers: dict[str, str], scopes: Mapping[str, str] = SCOPES, mend: str = _ANEW) -> list[Finding]:
    granted = next((v for k, v in headers.items() if k.lower() == "x-oauth-scopes"), None)
    if granted is None:
        return []
    missing = sorted(set(scopes) - {scope.strip() for scope in granted.split(",")})
    if not missing:
        return [Finding(is_good=True, says="The bot token has every scope that Harbour uses.")]
    return [
        Finding(is_good=False, says=f"The scope {scope} is missing: {scopes[scope]}.", mend=mend) for scope in missing
    ]


def _refused(error: SlackApiError) -> Finding:
    name = code(error)
    if name == "not_allowed_token_type" or "apps.connections" in str(getattr(error.response, "api_url", "")):
        return Finding(
            is_good=False,
            says="Slack does not accept the app token for Socket Mode.",
            mend="Make an app-level token with the scope connections:write and set it as SLACK_APP_TOKEN.",
        )
    return Finding(
        is_good=False,
        says=f"Slack does not accept the bot token ({name or 'no reason given'}).",
        mend="Install the app to the workspace again, and set its bot token as SLACK_BOT_TOKEN.",
    )
