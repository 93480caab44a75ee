"""The app manifest to upload to Slack: commands from the core's own table, and the scopes and events in use.

Only what works is asked for (data protection by default): not `files:read`, since evidence never comes through Slack.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from bot.chat.commands import COMMANDS, Command
from bot.errors import Misconfigured

#: Bot scopes, with the purpose of each.
SCOPES = {
    "chat:write": "send the content-free messages, and write them again when a matter is settled",
    "commands": "the slash commands",
    "im:history": "what is typed to the bot in a direct message",
    "im:write": "open a direct message with the person who is to be told",
    "users:read": "tell members of staff from guests, bots and closed accounts",
    "users:read.email": "find the person in the directory by e-mail",
}
EVENTS = ("app_home_opened", "app_uninstalled", "message.im", "tokens_revoked")

#: Slack's limits (platform page: slack, "Manifest"), in characters.
NAME, DESCRIPTION, COMMAND = 35, 140, 32

_ROUTE = "/slack/events"
_ABOUT = "Report a contact that you ended, have the right manager hear of it privately, and get support afterwards."


def manifest(url: str | None) -> dict[str, Any]:
    """The manifest for a service that people's Slack reaches at `url`; without one, for Socket Mode.

    Raises Misconfigured for an address that Slack would not take.
    """
    endpoint = _endpoint(url) if url is not None else None
    reached = {"request_url": endpoint} if endpoint else {}
    return {
        "display_information": {"name": "Harbour", "description": _ABOUT, "background_color": "#1d4e5f"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Harbour", "always_online": True},
            "slash_commands": [_command(command, endpoint) for command in COMMANDS],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**reached, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **reached},
            "org_deploy_enabled": False,
            "socket_mode_enabled": endpoint is None,
            "token_rotation_enabled": False,
        },
    }


def written(url: str | None) -> str:
    """The manifest as the text of a file."""
    return json.dumps(manifest(url), indent=2, ensure_ascii=False) + "\n"


def _command(command: Command, endpoint: str | None) -> dict[str, Any]:
    written: dict[str, Any] = {"command": command.slash, "description": command.summary, "should_escape": False}
    if command.usage:
        written["usage_hint"] = command.usage
    if endpoint:
        written["url"] = endpoint
    return written


def _endpoint(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise Misconfigured(
            "Slack needs an address such as https://harbour.example: https, and nothing after the path."
        )
    return url.rstrip("/") + _ROUTE
