"""Which workspace the bot token belongs to: asked once, and then known."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat.errors import CannotTell
from adapters.slack.client import UNREACHED, code
from bot.errors import Misconfigured

#: Seconds that a request waits for the answer.
_WAIT = 1.0
#: The token is wrong, and waiting will not mend it.
_WRONG_TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})


@dataclass(frozen=True, kw_only=True)
class Home:
    """The workspace, its enterprise if it has one, and the bot's own ids in it."""

    team: str
    enterprise: str | None
    bot_user: str
    bot: str | None

    def holds(self, team: str | None, enterprise: str | None) -> bool:
        """Whether somebody of this workspace or enterprise is one of ours. Without either: no."""
        if team == self.team:
            return True
        return self.enterprise is not None and enterprise == self.enterprise


_SLACKBOT = "USLACKBOT"
_BARRED = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_workflow_bot")


class Workspace:
    """Asks `auth.test` once."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._home: Home | None = None
        self._asking = asyncio.Lock()

    @property
    def is_known(self) -> bool:
        """Whether Slack has answered."""
        return self._home is not None

    async def who(self) -> Home:
        """The workspace. Raises Misconfigured for a wrong token, CannotTell where Slack does not answer."""
        async with self._asking:
            if self._home is None:
                self._home = await self._asked()
            return self._home

    async def has(self, profile: Mapping[str, object]) -> bool:
        """Whether this is somebody of the staff: no guest, no bot, nobody of elsewhere, and the account is open.

        Raises as `who` does.
        """
        if any(profile.get(key) for key in _BARRED) or profile.get("id") == _SLACKBOT:
            return False
        team = profile.get("team_id")
        if team is None:  # the envelope named the team, and a stranger is marked as one
            return True
        grid = profile.get("enterprise_user")
        enterprise = grid.get("enterprise_id") if isinstance(grid, dict) else None
        return (await self.who()).holds(
            team if isinstance(team, str) else None, enterprise if isinstance(enterprise, str) else None
        )

    async def _asked(self) -> Home:
        try:
            async with asyncio.timeout(_WAIT):
                answer = await self._client.auth_test()
        except SlackApiError as error:
            if code(error) in _WRONG_TOKEN:
                raise Misconfigured(
                    "SLACK_BOT_TOKEN is not accepted by Slack: install the app again and copy its bot token."
                ) from None
            raise CannotTell from None
        except UNREACHED:
            raise CannotTell from None
        return Home(
            team=str(answer.get("team_id", "")),
            enterprise=answer.get("enterprise_id") or None,
            bot_user=str(answer.get("user_id", "")),
            bot=answer.get("bot_id"),
        )
