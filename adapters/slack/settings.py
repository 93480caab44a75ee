"""Settings of a workspace, in a module of their own so that they load without Slack's libraries."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The Web API; ends in a slash, as the SDK wants it.
API_URL = "https://slack.com/api/"


@dataclass(frozen=True, kw_only=True)
class SlackSettings:
    """Credentials and limits of one workspace."""

    bot_token: str = field(repr=False)
    #: For HTTP.
    signing_secret: str = field(default="", repr=False)
    #: For Socket Mode instead of HTTP.
    app_token: str = field(default="", repr=False)
    api_url: str = API_URL
    #: Seconds between two messages in one channel.
    pace: float = 1.0
    #: Seconds for which somebody whose account was open is not looked at again before a message.
    holds: float = 600.0
    #: Seconds for which Slack's last answer about itself is trusted, for `/readyz`.
    fresh: float = 5.0
