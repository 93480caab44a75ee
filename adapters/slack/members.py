"""The members of a workspace, as a source of the directory: `users.list`, and a profile field for the manager.

Slack knows no employee's key, no roles and no deputies. Its limits by the minute are heeded, however long that takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, ClassVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat.checks import Finding
from adapters.chat.errors import CannotTell
from adapters.slack.checks import lacks
from adapters.slack.client import session, web_client
from adapters.slack.errors import UNREACHED, code, retry_after
from adapters.slack.identity import described
from adapters.slack.platform import SLACK
from adapters.slack.settings import SlackSettings
from adapters.slack.workspace import Workspace
from adapters.sources import Unread
from bot.directory.absences import Away
from bot.directory.sources import Member, Read
from bot.errors import Misconfigured
from bot.platforms import Platform

#: How many Slack suggests to ask for at once.
_PAGE = 200
#: Seconds for one page of them.
_TOTAL = 30.0
#: How often a call is tried while Slack asks to wait.
_TRIES = 20
#: The scope for the manager's field, with its purpose.
PROFILE_SCOPE = "users.profile:read"

Call = Callable[..., Awaitable[Any]]


class SlackMembers:
    """Everybody who works in one workspace (`adapters.sources.Source`)."""

    name: ClassVar[str] = SLACK.name
    platform: ClassVar[Platform] = SLACK

    def __init__(
        self,
        settings: SlackSettings,
        manager_field: str = "",
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`manager_field`: the id of the profile field, such as "Xf0123ABCD"; without one Slack knows no managers."""
        self._settings = settings
        self._field = manager_field
        self._sleep = sleep

    async def read(self, mark: str = "") -> Read:  # noqa: ARG002 - Slack does not say what has changed
        """Everybody. Raises Unread."""
        async with session(_TOTAL) as shared:
            client = self._client(shared)
            workspace = Workspace(client)
            try:
                members = [await self._member(client, workspace, each) for each in await self._listed(client)]
            except (Misconfigured, CannotTell) as error:
                raise Unread(error.message) from None
        silent = {"deputies", "roles", "time_zone", "ids"} | (set() if self._field else {"line_manager"})
        return Read(platform=self.platform, members=tuple(members), silent=frozenset(silent))

    async def absences(self, ids: Collection[str]) -> Mapping[str, Away | None]:  # noqa: ARG002 - as every source
        """Nobody's: a status in Slack is no statement that somebody is away from work."""
        return {}

    async def check(self) -> list[Finding]:
        """Check that the token has the scope for the manager's field."""
        if not self._field:
            return []
        async with session() as shared:
            return await lacks(self._client(shared), {PROFILE_SCOPE: "read the profile field of the manager"})

    def _client(self, shared: aiohttp.ClientSession) -> AsyncWebClient:
        return web_client(self._settings.bot_token, self._settings.api_url, shared)

    async def _listed(self, client: AsyncWebClient) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = []
        cursor = ""
        while True:
            page = await self._asked(client.users_list, limit=_PAGE, cursor=cursor)
            found += page.get("members") or []
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return found

    async def _member(self, client: AsyncWebClient, workspace: Workspace, listed: Mapping[str, Any]) -> Member:
        id_ = str(listed.get("id"))
        if not await workspace.has(listed):
            return Member(id=id_, name="", enabled=False)
        shown = described(id_, listed)
        return Member(
            id=id_,
            name=next(filter(None, shown.names), ""),
            email=next(iter(shown.emails), ""),
            manager=await self._manager(client, id_, listed) if self._field else "",
        )

    async def _manager(self, client: AsyncWebClient, id_: str, listed: Mapping[str, Any]) -> str:
        """The id or the address in the field; asked for where the list does not carry the fields."""
        fields = (listed.get("profile") or {}).get("fields")
        if not fields:
            answer = await self._asked(client.users_profile_get, user=id_)
            fields = (answer.get("profile") or {}).get("fields")
        value = (fields.get(self._field) or {}).get("value") if isinstance(fields, Mapping) else None
        return str(value or "").partition(",")[0]

    async def _asked(self, call: Call, **arguments: object) -> Any:  # noqa: ANN401 - JSON
        """The answer of a method, after the waits that Slack asks for. Raises Unread."""
        for _ in range(_TRIES):
            try:
                return await call(**arguments)
            except SlackApiError as error:
                wait = retry_after(error)
                if wait is None:
                    raise Unread(_why(error)) from None
                await self._sleep(wait)
            except UNREACHED:
                break
        raise Unread("Slack does not answer. Nothing was changed: it is tried again.")


def _why(error: SlackApiError) -> str:
    if code(error) == "missing_scope":
        needed = error.response.get("needed", "users:read")
        return f"The bot token lacks the scope {needed}: add it to the Slack app, and install the app again."
    return f"Slack does not list its members ({code(error) or 'no reason given'}): run 'harbour doctor'."
