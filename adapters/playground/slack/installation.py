"""The installation of one app in a team."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

#: The scopes that the app's manifest asks for (platforms/slack.md, "Manifest").
SCOPES = frozenset({"commands", "chat:write", "im:write", "im:history", "users:read", "users:read.email", "files:read"})


@dataclass(frozen=True, kw_only=True)
class Installation:
    """The team, its app, and the app's credentials."""

    team_id: str = "T0HFL"
    team_domain: str = "hfl"
    team_name: str = "HfL"
    app_id: str = "A0HARBOUR"
    bot_id: str = "B0HARBOUR"
    bot_user: str = "U0HARBOUR"
    bot_name: str = "Harbour"
    bot_token: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(16)}", repr=False)
    app_token: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(16)}", repr=False)
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    scopes: frozenset[str] = SCOPES
