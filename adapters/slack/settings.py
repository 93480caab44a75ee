"""How a workspace is reached; in a module of its own, for whoever has settings and may never load Bolt."""

from __future__ import annotations

from dataclasses import dataclass, field

from adapters.slack import client as web


@dataclass(frozen=True, kw_only=True)
class SlackSettings:
    """How to reach one workspace, and how it reaches us."""

    bot_token: str = field(repr=False)
    #: For HTTP.
    signing_secret: str = field(default="", repr=False)
    #: For Socket Mode instead of HTTP.
    app_token: str = field(default="", repr=False)
    api_url: str = web.SLACK_API
    #: Seconds between two messages in one channel.
    pace: float = 1.0
    #: Seconds for which somebody whose account was open is not looked at again before a message.
    holds: float = 600.0
