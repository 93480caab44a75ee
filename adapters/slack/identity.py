"""Identity in Slack: from the ids in the verified envelope to a person of the directory.

Guests, bots, people of other organisations (Slack Connect) and closed accounts are refused politely. Everybody else in
the workspace may report, even if the directory does not know them (architecture, "Identity and authority").
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat import acquaintance
from adapters.chat.acquaintance import NOT_A_COLLEAGUE, Picked, Profile, Verdict, Verdicts
from adapters.chat.errors import CannotTell, NotStaff, OtherAccount, SomebodyElse, Unconfirmed
from adapters.house.service import TooSlow, Transactions
from adapters.slack.errors import UNREACHED, code
from adapters.slack.platform import SLACK
from adapters.slack.workspace import Workspace
from bot.chat.events import Value
from bot.errors import HarbourError
from bot.people import PersonId
from bot.ports import UnitOfWork

#: Seconds to wait for Slack, out of the three that it waits itself; a later answer is used the next time.
_WAIT = 1.0
_LATEST = 15.0

#: Nobody of this workspace, as it is just now: it is asked again each time.
_NOBODY = frozenset({"user_not_found", "user_not_visible", "users_not_found"})

CANNOT_CHECK = "Slack did not say who this is. Please choose again in a minute."


class Identity:
    """Finds out who somebody is, and remembers it for ten minutes."""

    def __init__(
        self,
        client: AsyncWebClient,
        workspace: Workspace,
        store: Transactions,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._workspace = workspace
        self._store = store
        self._verdicts = Verdicts(monotonic)

    async def person(self, user: str, team: str | None, enterprise: str | None = None) -> PersonId:
        """The person with this Slack id, of this workspace.

        Raises NotStaff, OtherAccount, Unconfirmed, or CannotTell where Slack could not be asked. It is to be looked at
        once more where it counts (`still`).
        """
        if not (await self._workspace.who()).holds(team, enterprise):
            raise NotStaff
        return await self._known(user)

    async def picked(self, fields: Mapping[str, tuple[str, ...]]) -> Picked:
        """The people picked, by field. Each is looked at like somebody who sends something."""
        users = list(dict.fromkeys(user for chosen in fields.values() for user in chosen))
        known = dict(zip(users, await asyncio.gather(*map(self._pick, users)), strict=True))
        values: dict[str, Value] = {}
        problems: dict[str, str] = {}
        for name, chosen in fields.items():
            people = [known[user] for user in chosen]
            values[name] = tuple(p for p in people if not isinstance(p, HarbourError))
            refusals = [p for p in people if isinstance(p, HarbourError)]
            if refusals:
                problems[name] = CANNOT_CHECK if isinstance(refusals[0], CannotTell | TooSlow) else NOT_A_COLLEAGUE
        return Picked(values=values, problems=problems)

    async def remember(self, person: PersonId, user: str, instead_of: str | None = None) -> bool:
        """Keep the Slack id of a person who was found by e-mail. False: it is not theirs, and nothing is for it."""
        return await self._store.arun(lambda uow: acquaintance.learn(uow, SLACK, person, user, instead_of=instead_of))

    def still(self, user: str, person: PersonId) -> Callable[[UnitOfWork], None]:
        """A look, in the unit of work that needs it, whether this is still their account. It raises SomebodyElse."""

        def look(uow: UnitOfWork) -> None:
            if not acquaintance.is_still(uow.people, SLACK, person, user):
                raise SomebodyElse

        return look

    def forget(self, user: str) -> None:
        """The directory has said something else of this account since: it is asked about anew."""
        self._verdicts.forget(user)

    async def _pick(self, user: str) -> PersonId | HarbourError:
        try:
            person = await self._known(user)
            if await self._store.arun(lambda uow: acquaintance.is_still(uow.people, SLACK, person, user)):
                return person
            self.forget(user)
            return await self._known(user)
        except (NotStaff, OtherAccount, Unconfirmed, CannotTell, TooSlow) as refusal:
            return refusal

    async def _known(self, user: str) -> PersonId:
        try:
            async with asyncio.timeout(_WAIT):
                return await self._verdicts.of(user, lambda: self._asked(user))
        except TimeoutError:
            return await self._by_the_directory(user)

    async def _by_the_directory(self, user: str) -> PersonId:
        """Return the person whom the directory lists with this account; used when Slack does not answer in time."""
        try:
            async with asyncio.timeout(_WAIT):
                return await self._store.arun(lambda uow: acquaintance.alone(uow, SLACK, user))
        except TimeoutError:
            raise TooSlow from None

    async def _asked(self, user: str) -> Verdict:
        try:
            async with asyncio.timeout(_LATEST):
                profile = (await self._client.users_info(user=user)).get("user")
        except (SlackApiError, *UNREACHED) as error:
            if isinstance(error, SlackApiError) and code(error) in _NOBODY:
                return Verdict(person=None, holds=False)
            profile = None
        if not isinstance(profile, dict):
            known = await self._store.arun(lambda uow: acquaintance.alone(uow, SLACK, user))
            return Verdict(person=known, holds=False)
        if not await self._workspace.has(profile):
            return Verdict(person=None)
        shown = described(user, profile)
        return await acquaintance.verdict(self._store, SLACK, shown)


def described(user: str, profile: Mapping[str, object]) -> Profile:
    """A member, as Slack describes them."""
    details = profile.get("profile")
    details = details if isinstance(details, dict) else {}
    names = (details.get("real_name"), profile.get("real_name"), profile.get("name"))
    address = (str(details.get("email") or ""),)
    is_theirs = has_confirmed(profile)
    return Profile(
        id=user,
        emails=address if is_theirs else (),
        names=tuple(n for n in names if isinstance(n, str)),
        unconfirmed=() if is_theirs else address,
    )


def has_confirmed(profile: Mapping[str, object]) -> bool:
    """True if the address of this profile is its owner's, for all that Slack says: anybody can type any.

    Slack says of every member whether it has confirmed it; where it says nothing, it has not doubted it either.
    """
    return profile.get("is_email_confirmed", True) is True
