"""Who somebody in Slack is: the verified envelope's ids to a person of the directory.

Guests, bots, people of other organisations (Slack Connect) and closed accounts are refused
politely. Whoever else is in the workspace may report, also when the directory does not know them
(architecture, "Identity and authority").
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.errors import CannotTell, NotStaff
from adapters.service import Store
from adapters.slack.client import UNREACHED, code
from adapters.slack.workspace import Workspace
from bot.chat.events import Value
from bot.errors import HarbourError
from bot.people import Person, PersonId, is_email
from bot.ports import UnitOfWork

#: Seconds for which a verdict holds, and for which Slack is waited for.
_HOLDS = 600.0
_WAIT = 1.0
_MOST = 10_000

_SLACKBOT = "USLACKBOT"
_GONE = frozenset({"user_not_found", "user_not_visible", "users_not_found", "account_inactive"})

NOT_A_COLLEAGUE = "Please choose somebody who works here and uses their own account."
CANNOT_CHECK = "Slack did not say who this is. Please choose again in a minute."


@dataclass(frozen=True, kw_only=True)
class _Verdict:
    """What was found out about one Slack id. No person: refused."""

    person: PersonId | None
    until: float


@dataclass(frozen=True, kw_only=True)
class Picked:
    """People picked in a form, as people of the directory, and a sentence for each field that cannot stand."""

    values: Mapping[str, Value]
    problems: Mapping[str, str]


class Identity:
    """Finds out who somebody is, and remembers it for ten minutes."""

    def __init__(
        self,
        client: AsyncWebClient,
        workspace: Workspace,
        store: Store,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._workspace = workspace
        self._store = store
        self._monotonic = monotonic
        self._asking: dict[str, asyncio.Task[_Verdict]] = {}
        self._verdicts: OrderedDict[str, _Verdict] = OrderedDict()

    async def person(self, user: str, team: str | None, enterprise: str | None = None) -> PersonId:
        """The person with this Slack id, of this workspace.

        Raises NotStaff, or CannotTell where Slack could not be asked.
        """
        if not (await self._workspace.who()).holds(team, enterprise):
            raise NotStaff
        return await self._known(user)

    async def picked(self, fields: Mapping[str, tuple[str, ...]]) -> Picked:
        """The people picked, by field. Each is looked at like somebody who sends something."""
        users = list(dict.fromkeys(user for chosen in fields.values() for user in chosen))
        found = dict(zip(users, await asyncio.gather(*map(self._pick, users)), strict=True))
        values: dict[str, Value] = {}
        problems: dict[str, str] = {}
        for name, chosen in fields.items():
            people = [found[user] for user in chosen]
            values[name] = tuple(p for p in people if not isinstance(p, HarbourError))
            refusals = [p for p in people if isinstance(p, HarbourError)]
            if refusals:
                problems[name] = NOT_A_COLLEAGUE if isinstance(refusals[0], NotStaff) else CANNOT_CHECK
        return Picked(values=values, problems=problems)

    async def remember(self, person: PersonId, user: str) -> None:
        """Keep the Slack id of a person who was found by e-mail."""
        await self._store.arun(lambda uow: _remembered(uow, person, user))

    async def _pick(self, user: str) -> PersonId | HarbourError:
        try:
            return await self._known(user)
        except (NotStaff, CannotTell) as refusal:
            return refusal

    async def _known(self, user: str) -> PersonId:
        verdict = self._verdicts.get(user)
        if verdict is None or verdict.until <= self._monotonic():
            verdict = await self._asked_once(user)
        if verdict.person is None:
            raise NotStaff
        return verdict.person

    async def _asked_once(self, user: str) -> _Verdict:
        """Somebody who is new and quick is not asked about, and not written down, twice at a time."""
        asking = self._asking.get(user)
        if asking is None:
            asking = self._asking[user] = asyncio.ensure_future(self._asked(user))
            asking.add_done_callback(lambda _: self._asking.pop(user, None))
        return await asyncio.shield(asking)

    async def _asked(self, user: str) -> _Verdict:
        try:
            async with asyncio.timeout(_WAIT):
                profile = (await self._client.users_info(user=user)).get("user")
        except (SlackApiError, *UNREACHED) as error:
            if isinstance(error, SlackApiError) and code(error) in _GONE:
                return self._held(user, None)
            return await self._unasked(user)
        if not isinstance(profile, dict) or not await self._is_staff(profile):
            return self._held(user, None)
        person = await self._store.arun(lambda uow: _found(uow, user, profile))
        return self._held(user, person)

    async def _unasked(self, user: str) -> _Verdict:
        """Slack cannot be asked at the moment: the organisation's own directory is believed, alone."""
        known = await self._store.arun(lambda uow: uow.people.by_slack_id(user))
        if known is None or not known.active or not known.listed:
            raise CannotTell
        return _Verdict(person=known.id, until=0.0)

    async def _is_staff(self, profile: Mapping[str, object]) -> bool:
        barred = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_workflow_bot")
        if any(profile.get(key) for key in barred) or profile.get("id") == _SLACKBOT:
            return False
        team = profile.get("team_id")
        if team is None:  # the envelope named the team, and a stranger is marked as one
            return True
        grid = profile.get("enterprise_user")
        enterprise = grid.get("enterprise_id") if isinstance(grid, dict) else None
        return (await self._workspace.who()).holds(
            team if isinstance(team, str) else None, enterprise if isinstance(enterprise, str) else None
        )

    def _held(self, user: str, person: PersonId | None) -> _Verdict:
        verdict = _Verdict(person=person, until=self._monotonic() + _HOLDS)
        self._verdicts[user] = verdict
        self._verdicts.move_to_end(user)
        while len(self._verdicts) > _MOST:
            self._verdicts.popitem(last=False)
        return verdict


def _found(uow: UnitOfWork, user: str, profile: Mapping[str, object]) -> PersonId | None:
    """The person with this Slack id, or with this profile's e-mail, or a new one; None if they have left."""
    details = profile.get("profile")
    details = details if isinstance(details, dict) else {}
    email = str(details.get("email") or "").strip().casefold()
    email = email if is_email(email) else ""
    known = uow.people.by_slack_id(user) or (uow.people.by_email(email) if email else None)
    if known is None:
        return uow.directory.put(_newcomer(user, email, details, profile)).id
    if not known.active:
        return None
    if known.slack_id != user:
        _remembered(uow, known.id, user)
    return known.id


def _newcomer(user: str, email: str, details: Mapping[str, object], profile: Mapping[str, object]) -> Person:
    names = (details.get("real_name"), profile.get("real_name"), profile.get("name"))
    name = next((n for n in names if isinstance(n, str) and n.strip()), "Somebody")
    return Person(id=PersonId(uuid.uuid4().hex), email=email, name=name.strip()[:200], slack_id=user, listed=False)


def _remembered(uow: UnitOfWork, person: PersonId, user: str) -> None:
    known = uow.people.get(person)
    if known is not None and known.slack_id != user:
        uow.directory.put(replace(known, slack_id=user))
