"""The app package to upload to Teams: manifest and icons in a zip (platform page: teams, "The platform").

The personal scope alone, so that nothing is ever answered where others read; no files, since they
would lie in the person's OneDrive; no permission in Microsoft Graph.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.chat.commands import COMMANDS
from bot.errors import Misconfigured

VERSION = "1.30"
#: Teams shows so many commands in a list.
MOST_COMMANDS = 12
_ICONS = Path(__file__).parents[2] / "manifest" / "teams"
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SHORT = "Report a contact that you ended; the right manager hears of it privately."
_FULL = (
    "Harbour carries out your organisation's unacceptable-behaviours policy. Report a contact that you ended, or a"
    " colleague who is named publicly, in under a minute. One manager reads what you send."
    " Everyone who reports hears back. Write to Harbour in your own chat with it: it answers nowhere else."
)
#: A file's date in the zip, so that the same manifest always gives the same package.
_DATE = (2026, 1, 1, 0, 0, 0)


def manifest(app_id: str | None, url: str, organisation: str = "") -> dict[str, Any]:
    """The manifest of the bot with this app id, whose service is reached at `url`.

    `organisation` is who Teams names as its developer. Raises Misconfigured.
    """
    if not app_id or not _GUID.fullmatch(app_id):
        raise Misconfigured(
            "TEAMS_APP_ID is not set to the application (client) id of the Azure bot: set it, such as"
            " 00000000-0000-0000-0000-000000000000, or give --app-id."
        )
    address = _address(url)
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": "1.0.0",
        "id": app_id.lower(),
        "developer": {
            "name": organisation[:32] or "Harbour",
            "websiteUrl": address,
            "privacyUrl": address,
            "termsOfUseUrl": address,
        },
        "name": {"short": "Harbour", "full": "Harbour: unacceptable behaviours"},
        "description": {"short": _SHORT, "full": _FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1D4E5F",
        "defaultInstallScope": "personal",
        "bots": [
            {
                "botId": app_id.lower(),
                "scopes": ["personal"],
                "isNotificationOnly": False,
                "supportsFiles": False,
                "supportsCalling": False,
                "supportsVideo": False,
                "commandLists": [{"scopes": ["personal"], "commands": _commands()}],
            }
        ],
        "permissions": ["identity"],
        "validDomains": [],
    }


def package(app_id: str | None, url: str, organisation: str = "") -> bytes:
    """The package as the bytes of a zip file. Raises Misconfigured."""
    text = json.dumps(manifest(app_id, url, organisation), indent=2, ensure_ascii=False) + "\n"
    files = {"manifest.json": text.encode()}
    files |= {name: (_ICONS / name).read_bytes() for name in ("color.png", "outline.png")}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(zipfile.ZipInfo(name, _DATE), content)
    return written.getvalue()


def _commands() -> list[dict[str, str]]:
    return [{"title": command.words, "description": command.summary} for command in COMMANDS[:MOST_COMMANDS]]


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise Misconfigured(
            "Teams needs an address such as https://harbour.example: https, and nothing after the path."
        )
    return url.rstrip("/")
