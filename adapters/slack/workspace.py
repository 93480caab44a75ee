"""Which workspace the bot token belongs to: asked once, and then known; and whether it still is of use."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat.errors import CannotTell
from adapters.slack.errors import NO_TOKEN, UNREACHED, code, delivery_error
from bot.errors import Misconfigured

#: Seconds that a request waits for the answer.
_WAIT = 1.0
#: Seconds for which Slack's last answer about itself is trusted.
FRESH = 5.0


@dataclass(frozen=True, kw_only=True)
class Home:
    """The workspace, its enterprise if it has one, and the bot's own ids in it."""

    team: str
    enterprise: str | None
    bot_user: str
    bot: str | None

    def holds(self, team: str | None, enterprise: str | None) -> bool:
        """True if somebody of this workspace or enterprise is one of ours. Without either: no."""
        if team == self.team:
            return True
        return self.enterprise is not None and enterprise == self.enterprise


_SLACKBOT = "USLACKBOT"
_BARRED = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_workflow_bot")


class Workspace:
    """Identity and health of the workspace: one `auth.test` for its ids, further ones to check the token.

    An answer about the token is trusted for `fresh` seconds.
    """

    def __init__(
        self, client: AsyncWebClient, *, fresh: float = FRESH, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._fresh = fresh
        self._monotonic = monotonic
        self._home: Home | None = None
        self._asking = asyncio.Lock()
        self._trouble: str | None = None
        self._until = monotonic()

    @property
    def is_known(self) -> bool:
        """True if Slack has answered."""
        return self._home is not None

    async def begin(self) -> Home:
        """The workspace. Raises Misconfigured for a malformed token, CannotTell if Slack does not answer for it.

        A revoked token may become valid again: the service starts with it, and is not ready.
        """
        async with self._asking:
            if self._home is None:
                self._home = await self._asked()
            return self._home

    async def who(self) -> Home:
        """The same while people act, who can mend nothing. Raises CannotTell."""
        try:
            return await self.begin()
        except Misconfigured:
            raise CannotTell from None

    async def trouble(self) -> str | None:
        """Reason why nobody is served by Slack now, with the remedy; None if it answers and accepts the token."""
        async with self._asking:
            if self._monotonic() >= self._until:
                self._trouble = await self._looked()
                self._until = self._monotonic() + self._fresh
            return self._trouble

    async def has(self, profile: Mapping[str, object]) -> bool:
        """True if this is somebody of the staff: no guest, no bot, nobody of elsewhere, and the account is open.

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
            return await self._tested()
        except SlackApiError as error:
            if code(error) in NO_TOKEN:
                raise Misconfigured(
                    "SLACK_BOT_TOKEN is not accepted by Slack: install the app again and copy its bot token."
                ) from None
            raise CannotTell from None
        except UNREACHED:
            raise CannotTell from None

    async def _looked(self) -> str | None:
        try:
            self._home = await self._tested()
        except (SlackApiError, *UNREACHED) as error:
            return delivery_error(error).advice
        return None

    async def _tested(self) -> Home:
        async with asyncio.timeout(_WAIT):
            answer = await self._client.auth_test()
        return Home(
            team=str(answer.get("team_id", "")),
            enterprise=answer.get("enterprise_id") or None,
            bot_user=str(answer.get("user_id", "")),
            bot=answer.get("bot_id"),
        )
