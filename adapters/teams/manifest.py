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
from bot.views import about

#: The oldest of Microsoft's schemas that has everything that is used: an older tenant takes it as well.
VERSION = "1.9"
#: Which version a package is of which nothing is known before.
FIRST = "1.0.0"
#: Teams shows so many commands in a list.
MOST_COMMANDS = 12
_ICONS = Path(__file__).parents[2] / "manifest" / "teams"
_VERSION = re.compile(r"(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SHORT = "Report a contact that you ended; the right manager hears of it privately."
_FULL = (
    "Harbour carries out your organisation's unacceptable-behaviours policy. Report a contact that you ended, or a"
    " colleague who is named publicly, in under a minute. One manager reads what you send."
    " Everyone who reports hears back. Write to Harbour in your own chat with it: it answers nowhere else."
)
#: A file's date in the zip, so that the same manifest always gives the same package.
_DATE = (2026, 1, 1, 0, 0, 0)


def manifest(app_id: str | None, url: str, organisation: str = "", version: str = FIRST) -> dict[str, Any]:
    """The manifest of the bot with this app id, whose service is reached at `url`.

    `organisation` is who Teams names as its developer. Raises Misconfigured.
    """
    _numbers(version)
    if not app_id or not _GUID.fullmatch(app_id):
        raise Misconfigured(
            "TEAMS_APP_ID is not set to the application (client) id of the Azure bot: set it, such as"
            " 00000000-0000-0000-0000-000000000000, or give --app-id."
        )
    address = _address(url)
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id.lower(),
        "developer": {
            "name": organisation[:32] or "Harbour",
            "websiteUrl": f"{address}{about.ABOUT}",
            "privacyUrl": f"{address}{about.PRIVACY}",
            "termsOfUseUrl": f"{address}{about.TERMS}",
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


def package(
    app_id: str | None, url: str, organisation: str = "", version: str | None = None, earlier: bytes | None = None
) -> bytes:
    """The package as the bytes of a zip file.

    Without a version it has that of the `earlier` package, raised by one where the content differs: Teams takes
    another content under a higher version alone. Raises Misconfigured.
    """
    if earlier is None:
        return _zipped(manifest(app_id, url, organisation, FIRST if version is None else version))
    before = version_of(earlier)
    same = _zipped(manifest(app_id, url, organisation, before))
    if version is None:
        major, minor, patch = _numbers(before)
        raised = f"{major}.{minor}.{patch + 1}"
        return same if same == earlier else _zipped(manifest(app_id, url, organisation, raised))
    if _numbers(version) <= _numbers(before) and same != earlier:
        raise Misconfigured(f"Teams takes another content under a higher version alone: give one above {before}.")
    return _zipped(manifest(app_id, url, organisation, version))


def version_of(written: bytes) -> str:
    """The version of a package. Raises Misconfigured for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(written)) as file:
            version = json.loads(file.read("manifest.json"))["version"]
        _numbers(version)
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, Misconfigured):
        raise Misconfigured("What is there is no app package of Harbour's: give another --output.") from None
    return str(version)


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.fullmatch(version)
    if found is None:
        raise Misconfigured("A version is three numbers such as 1.2.0: give --version so.")
    return tuple(map(int, found.groups()))


def _zipped(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    files = {"manifest.json": text.encode()}
    files |= {name: (_ICONS / name).read_bytes() for name in ("color.png", "outline.png")}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, each in files.items():
            file.writestr(zipfile.ZipInfo(name, _DATE), each)
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
