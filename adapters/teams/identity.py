"""Identity in Teams: from the ids in the verified activity to a person of the directory, and to their chat.

Guests, bots and people of other tenants are refused politely. Everybody else in the tenant may report, even if the
directory does not know them (architecture, "Identity and authority").
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from adapters.chat import acquaintance
from adapters.chat.acquaintance import NOT_A_COLLEAGUE, Picked, Profile, Verdict, Verdicts
from adapters.chat.errors import NotStaff
from adapters.house.service import Transactions
from adapters.teams.errors import TeamsError
from adapters.teams.inbound import Heard
from adapters.teams.people import Colleagues
from adapters.teams.platform import TEAMS
from adapters.teams.reference import Member, Reference
from adapters.teams.values import Answers
from bot.chat.events import Value
from bot.people import People, PersonId
from bot.ports import UnitOfWork

#: Seconds for which the Bot Connector is waited for, as long as it leaves time for an answer.
_WAIT = 6.0
#: How many references are known to be kept, and for how many seconds that is believed.
_MOST = 10_000
_KEPT = 600.0
_BARRED = frozenset({"guest", "bot", "skill", "anonymous", "federated"})
_BOT = "28:"
_GUEST = "#ext#"

CHOOSE = "Please choose the colleague from the list."
NOBODY = "No colleague has this in their name or e-mail. Please try another part of it."


class Connector(Protocol):
    """Calls of the Bot Connector used here (`adapters.teams.sdk.Bot`)."""

    async def member(self, reference: Reference, user: str) -> Member | None:
        """The person as a member of the chat. Raises TeamsError."""
        ...


class Identity:
    """Finds out who somebody is, and remembers it for ten minutes. Serves one tenant."""

    def __init__(
        self, connector: Connector, tenant: str, store: Transactions, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._connector = connector
        self._tenant = tenant.casefold()
        self._store = store
        self._monotonic = monotonic
        self._verdicts = Verdicts(monotonic)
        #: Last saved reference, and the time until which it need not be checked.
        self._kept: OrderedDict[PersonId, tuple[Reference, float]] = OrderedDict()

    async def person(self, heard: Heard) -> PersonId:
        """The person who did this.

        Raises NotStaff, OtherAccount, or CannotTell where the Bot Connector could not be asked.
        """
        if heard.tenant.casefold() != self._tenant or not heard.user or heard.account.startswith(_BOT):
            raise NotStaff
        person = await self._verdicts.of(heard.user, lambda: self._asked(heard))
        if await self._store.arun(lambda uow: acquaintance.is_still(uow.people, TEAMS, person, heard.user)):
            return person
        # The directory has given this person another account since: it counts at once.
        self._verdicts.forget(heard.user)
        return await self._verdicts.of(heard.user, lambda: self._asked(heard))

    async def picked(self, answers: Answers) -> Picked:
        """Picked people by field, looked up in the directory; typed text that means one person alone counts, too."""
        if not answers.picked and not answers.finding:
            return Picked(values={}, problems={})
        return await self._store.arun(lambda uow: _picked(uow.people, answers))

    async def remember(self, heard: Heard, person: PersonId) -> None:
        """Keep where the chat with this person is, if that has changed."""
        here = _reference(heard)
        kept, until = self._kept.get(person, (None, 0.0))
        if kept == here and until > self._monotonic():
            return
        if not await self._store.arun(lambda uow: _remembered(uow, heard, person, here)):
            return
        self._kept[person] = here, self._monotonic() + _KEPT
        self._kept.move_to_end(person)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    async def forget(self, person: PersonId) -> None:
        """There is no chat with this person any more."""
        self._kept.pop(person, None)
        await self._store.arun(lambda uow: uow.chats.forget(person, TEAMS.name))

    async def removed(self, heard: Heard) -> None:
        """Somebody took the app away: their chat is forgotten. The Bot Connector cannot be asked about it any more."""
        if heard.tenant.casefold() != self._tenant or not heard.user:
            return
        gone = await self._store.arun(lambda uow: _removed(uow, heard))
        if gone is not None:
            self._kept.pop(gone, None)

    async def _asked(self, heard: Heard) -> Verdict:
        try:
            async with asyncio.timeout(_WAIT):
                member = await self._connector.member(_reference(heard), heard.account)
        except (TeamsError, TimeoutError):
            member = None
        if member is None or member.user.casefold() not in ("", heard.user.casefold()):
            known = await self._store.arun(lambda uow: acquaintance.alone(uow, TEAMS, heard.user))
            return Verdict(person=known, holds=False)
        if not self._is_staff(member):
            return Verdict(person=None)
        profile = Profile(id=heard.user, emails=(member.email, member.upn), names=(member.name,))
        return await acquaintance.verdict(self._store, TEAMS, profile)

    def _is_staff(self, member: Member) -> bool:
        if member.role in _BARRED or _GUEST in member.upn.casefold():
            return False
        return member.tenant.casefold() in ("", self._tenant)


def _reference(heard: Heard) -> Reference:
    return Reference(service=heard.service_url, conversation=heard.conversation, user=heard.account)


def _remembered(uow: UnitOfWork, heard: Heard, person: PersonId, here: Reference) -> bool:
    """Keep the chat with this person, if the account is still theirs. Returns whether it is."""
    if not acquaintance.is_still(uow.people, TEAMS, person, heard.user):
        return False
    uow.chats.keep(person, TEAMS.name, here.packed())
    return True


def _removed(uow: UnitOfWork, heard: Heard) -> PersonId | None:
    """Forget this chat, and return the person it belonged to; None if it is not the one kept for them."""
    person = uow.people.known_as(TEAMS.name, heard.user)
    kept = Reference.unpacked(uow.chats.find(person.id, TEAMS.name)) if person is not None else None
    if person is None or kept is None or kept.conversation != heard.conversation:
        return None
    uow.chats.forget(person.id, TEAMS.name)
    return person.id


def _picked(people: People, answers: Answers) -> Picked:
    colleagues = Colleagues.of(people) if answers.finding else Colleagues(())
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for name in dict.fromkeys((*answers.picked, *answers.finding)):
        chosen = [people.get(PersonId(id_)) for id_ in answers.picked.get(name, ())]
        here = [p.id for p in chosen if p is not None and p.active and p.listed]
        if len(here) < len(chosen):
            problems[name] = NOT_A_COLLEAGUE
        if sought := answers.finding.get(name):
            meant = colleagues.exactly(sought)
            if meant is not None:
                here.append(meant)
            else:
                problems[name] = CHOOSE if colleagues.matching(sought) else NOBODY
        values[name] = tuple(dict.fromkeys(here))
    return Picked(values=values, problems=problems)
