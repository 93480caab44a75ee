"""People of a tenant: all of them, or the changes since the last time.

A delta names the changed people and may leave out their unchanged fields: each of them is fetched anew, so that
everybody is read in the same way. If too many have changed, or the delta is no longer known (410), everybody is read.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import quote

import jwt

from adapters.chat.checks import Finding
from adapters.entra.credentials import Token
from adapters.entra.graph import Graph, Json, Refused, session
from adapters.entra.settings import EntraSettings
from adapters.sources import Unread
from adapters.teams.platform import TEAMS
from bot.directory.absences import Away
from bot.directory.sources import Member, Read
from bot.errors import HarbourError, Misconfigured
from bot.people import Role
from bot.platforms import Platform

_FIELDS = "id,displayName,mail,userPrincipalName,accountEnabled,employeeId,userType"
_MANAGER = "manager($select=id)"
#: The most that Graph gives at once.
_PAGE = "999"
#: With more changes than this everybody is read instead; and the number of requests at a time.
_MOST = 100
_AT_ONCE = 8
#: Application permissions, with the purpose of each; the second is needed only if groups are set.
USERS, GROUPS, MAILBOXES = "User.Read.All", "GroupMember.Read.All", "MailboxSettings.Read"
_FOR = {
    USERS: "read people and their managers",
    GROUPS: "read who is in the groups of directory.groups",
    MAILBOXES: "read which managers are away, for directory.absences",
}
_UTC = {"Prefer": 'outlook.timezone="UTC"'}


class EntraMembers:
    """Everybody who works in one tenant (`adapters.sources.Source`)."""

    name: ClassVar[str] = "entra"
    platform: ClassVar[Platform] = TEAMS

    def __init__(
        self,
        settings: EntraSettings,
        groups: Mapping[str, frozenset[Role]],
        *,
        absences: bool = False,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`groups`: which roles the members of a group have, by the group's object id; `absences`: are asked for."""
        self._settings = settings
        self._groups = groups
        self._needed = {USERS} | ({GROUPS} if groups else set()) | ({MAILBOXES} if absences else set())
        self._sleep = sleep
        self._token = Token(settings)

    async def read(self, mark: str = "") -> Read:
        """Read everybody, or the changes since the mark. Raises Unread."""
        async with session() as shared:
            graph = Graph(self._settings.graph_url, self._token.get, shared, self._sleep)
            try:
                changed = await self._changed(graph, mark) if mark and graph.is_ours(mark) else None
                return changed or await self._all(graph)
            except Misconfigured as error:
                raise Unread(error.message) from None

    async def absences(self, ids: Collection[str]) -> Mapping[str, Away | None]:
        """Absences by scheduled automatic replies; their words, which come along, are not read. Raises Unread."""
        gate = asyncio.Semaphore(_AT_ONCE)
        async with session() as shared:
            graph = Graph(self._settings.graph_url, self._token.get, shared, self._sleep)
            try:
                found = await asyncio.gather(*(self._replies(graph, id_, gate) for id_ in ids))
            except Misconfigured as error:
                raise Unread(error.message) from None
        return {id_: away for id_, (is_known, away) in zip(ids, found, strict=True) if is_known}

    async def _replies(self, graph: Graph, id_: str, gate: asyncio.Semaphore) -> tuple[bool, Away | None]:
        """True if there is a mailbox; and the absence that its automatic replies announce, if any."""
        async with gate:
            try:
                url = graph.url(f"users/{quote(id_)}/mailboxSettings", select="automaticRepliesSetting")
                return True, _away((await graph.one(url, _UTC)).get("automaticRepliesSetting"))
            except Refused as refused:
                if refused.status == 404:
                    return False, None
                raise

    async def check(self) -> list[Finding]:
        """Which permissions the token has: those that are missing, and those that nothing needs."""
        try:
            claims = jwt.decode(await self._token.get(), options={"verify_signature": False})
        except HarbourError as error:
            return [Finding(is_good=False, says=error.message)]
        except jwt.PyJWTError:
            return []  # no token of Microsoft's is like that, and none of it is ours to read
        return list(_permissions({*claims.get("roles", ())}, self._needed))

    # -- reading -----------------------------------------------------------------------------------

    async def _all(self, graph: Graph) -> Read:
        """Read everybody. The mark for the next time is fetched first, so that changes made meanwhile are read again,
        not missed.
        """
        start = graph.url("users/delta", deltatoken="latest", select=f"{_FIELDS},manager")
        mark = ""
        async for page in graph.pages(start):
            mark = str(page.get("@odata.deltaLink") or "")
        listed = graph.url("users", select=_FIELDS, expand=_MANAGER, top=_PAGE)
        members = [_member(each) async for page in graph.pages(listed) for each in page.get("value") or ()]
        return await self._read(graph, members, mark=mark)

    async def _changed(self, graph: Graph, mark: str) -> Read | None:
        """The changes since; None where everybody has to be read."""
        changed: dict[str, bool] = {}
        following = ""
        try:
            async for page in graph.pages(mark):
                changed |= {TEAMS.id(str(each["id"])): "@removed" in each for each in page.get("value") or ()}
                following = str(page.get("@odata.deltaLink") or "")
        except Refused as refused:
            if refused.status in (400, 404, 410):
                return None
            raise
        here = [id_ for id_, is_gone in changed.items() if not is_gone]
        if len(here) > _MOST:
            return None
        gate = asyncio.Semaphore(_AT_ONCE)
        found = dict(zip(here, await asyncio.gather(*(self._one(graph, id_, gate) for id_ in here)), strict=True))
        gone = frozenset(id_ for id_ in changed if found.get(id_) is None)
        members = [member for member in found.values() if member is not None]
        return await self._read(graph, members, mark=following, gone=gone)

    async def _one(self, graph: Graph, id_: str, gate: asyncio.Semaphore) -> Member | None:
        async with gate:
            try:
                return _member(await graph.one(graph.url(f"users/{quote(id_)}", select=_FIELDS, expand=_MANAGER)))
            except Refused as refused:
                if refused.status == 404:
                    return None
                raise

    async def _read(self, graph: Graph, members: list[Member], **more: Any) -> Read:  # noqa: ANN401 - by name
        silent = {"deputies", "time_zone", "ids"} | (set() if self._groups else {"roles"})
        roles = await self._roles(graph)
        return Read(platform=self.platform, members=tuple(members), silent=frozenset(silent), roles=roles, **more)

    async def _roles(self, graph: Graph) -> Mapping[str, frozenset[Role]]:
        """The members of a group, and of the groups in it."""
        found: defaultdict[str, frozenset[Role]] = defaultdict(frozenset)
        for group, roles in self._groups.items():
            async for page in graph.pages(
                graph.url(f"groups/{quote(group)}/transitiveMembers", select="id", top=_PAGE)
            ):
                for each in page.get("value") or ():
                    found[TEAMS.id(str(each.get("id")))] |= roles
        return found


def _member(user: Json) -> Member:
    """Somebody as Graph shows them; a guest and a closed account are nobody who works here."""
    manager = user.get("manager")
    name = user.get("userPrincipalName") or ""
    return Member(
        id=TEAMS.id(str(user.get("id"))),
        name=str(user.get("displayName") or ""),
        email=str(user.get("mail") or ("" if "#EXT#" in name else name)),
        manager=str(manager.get("id") or "") if isinstance(manager, dict) else "",
        key=str(user.get("employeeId") or ""),
        enabled=user.get("accountEnabled") is True and user.get("userType") != "Guest",
    )


def _away(replies: object) -> Away | None:
    """Scheduled replies alone: those that are always on are no statement of being away."""
    if not isinstance(replies, dict) or replies.get("status") != "scheduled":
        return None
    start, end = (_moment(replies.get(name)) for name in ("scheduledStartDateTime", "scheduledEndDateTime"))
    return Away(start=start, end=end) if start is not None and end is not None and start < end else None


def _moment(told: object) -> datetime | None:
    if not isinstance(told, dict) or told.get("timeZone") != "UTC":
        return None
    try:
        return datetime.fromisoformat(str(told.get("dateTime"))).replace(tzinfo=UTC)
    except ValueError:
        return None


def _permissions(granted: set[str], needed: set[str]) -> list[Finding]:
    consent = "Add it under 'API permissions' of the app registration (Microsoft Graph, application), and consent."
    missing = [
        Finding(is_good=False, says=f"The permission {name} is missing: {_FOR[name]}.", mend=consent)
        for name in sorted(needed - granted)
    ]
    more = ", ".join(sorted(granted - needed))
    if more:
        missing.append(Finding(is_good=True, says=f"Entra grants more than is needed to read people: take out {more}."))
    return missing or [Finding(is_good=True, says="Entra grants what is needed to read people, and nothing else.")]
