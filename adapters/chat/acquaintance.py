"""Who somebody on a platform is in the directory, and for how long that is believed.

What every platform does alike: known by its own id, else by e-mail, else written down as somebody
whom the directory does not list. A person met on two platforms is one person, by e-mail.

Where an address may stand for several accounts, and change hands, it leads only to whoever has no
account yet (`Platform.shares_addresses`).
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from adapters.chat.errors import CannotTell, NotStaff, OtherAccount
from bot.chat.events import Value
from bot.people import People, Person, PersonId, is_email
from bot.platforms import Platform
from bot.ports import UnitOfWork

#: Seconds for which a verdict holds, and how many are kept.
HOLDS = 600.0
_MOST = 10_000
#: Characters of a name that is written down.
_LONGEST_NAME = 200

NOT_A_COLLEAGUE = "Please choose somebody who works here and uses their own account."


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Somebody as a platform describes them, once it is known that they are staff."""

    #: The platform's id of them.
    id: str = field(repr=False)
    #: Whatever might be their e-mail address, the best first; what is none is passed over.
    emails: tuple[str, ...] = field(repr=False)
    #: Whatever might be their name, the best first.
    names: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Picked:
    """People picked in a form, as people of the directory, and a sentence for each field that cannot stand."""

    values: Mapping[str, Value]
    problems: Mapping[str, str]


def found(uow: UnitOfWork, platform: Platform, profile: Profile) -> PersonId | None:
    """The person with this profile's id, or with its e-mail, or a new one; None if they have left.

    Whose id it was may have left, and the directory lists them anew under another address: then that counts.
    Raises CannotTell where its addresses are those of two people: nobody is taken for somebody else.
    Raises OtherAccount where the address is a shared one, and leads to somebody who has another account there.
    """
    emails = [email for email in (e.strip().casefold() for e in profile.emails) if is_email(email)]
    known = uow.people.known_as(platform.name, profile.id)
    if known is not None and not known.active:
        known = _listed_anew(uow, platform, known, emails)
    elif known is None:
        known = _addressed(uow.people, platform, emails)
    if known is None:
        return uow.directory.put(_newcomer(platform, profile, emails[0] if emails else "")).id
    if not known.active:
        return None
    remember(uow, platform, known.id, profile.id)
    return known.id


def alone(uow: UnitOfWork, platform: Platform, user: str) -> PersonId:
    """The person with this id where the platform cannot be asked: the organisation's own directory is believed, alone.

    Raises CannotTell for whoever it does not list.
    """
    known = uow.people.known_as(platform.name, user)
    if known is None or not known.active or not known.listed:
        raise CannotTell
    return known.id


def remember(uow: UnitOfWork, platform: Platform, person: PersonId, user: str) -> None:
    """Keep the platform's id of a person. Nothing is written where it is the same."""
    known = uow.people.get(person)
    if known is not None and uow.people.known_as(platform.name, user) != known:
        uow.directory.put(known.known_as(platform.name, platform.id(user)))


def _addressed(people: People, platform: Platform, emails: Iterable[str]) -> Person | None:
    """Whom the directory lists under one of these addresses, or else whoever was met under one.

    Asked about an account that is not theirs yet.
    """
    met = dict.fromkeys(person for email in emails if (person := people.by_email(email)) is not None)
    meant = [person for person in met if person.listed] or list(met)
    if len(meant) > 1:
        raise CannotTell
    if meant and meant[0].active and platform.shares_addresses and platform.name in meant[0].ids:
        raise OtherAccount
    return meant[0] if meant else None


def _listed_anew(uow: UnitOfWork, platform: Platform, left: Person, emails: Iterable[str]) -> Person:
    """Whom the directory lists now, to whom the id goes over; or else whoever has left."""
    now = _addressed(uow.people, platform, emails)
    if now is None or not now.active or not now.listed:
        return left
    uow.directory.put(left.known_as(platform.name, None))
    return now


def _newcomer(platform: Platform, profile: Profile, email: str) -> Person:
    name = next((n.strip() for n in profile.names if n.strip()), "Somebody")[:_LONGEST_NAME]
    new = Person(id=PersonId(uuid.uuid4().hex), email=email, name=name, listed=False)
    return new.known_as(platform.name, platform.id(profile.id))


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was found out about somebody. No person: refused. `holds` is False for what is to be asked again."""

    person: PersonId | None
    holds: bool = True


class Verdicts:
    """Remembers verdicts for ten minutes, and asks about nobody twice at a time."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._held: OrderedDict[str, tuple[Verdict, float]] = OrderedDict()
        self._asking: dict[str, asyncio.Task[Verdict]] = {}

    async def of(self, user: str, ask: Callable[[], Awaitable[Verdict]]) -> PersonId:
        """The person with this id of the platform. Raises NotStaff, and what `ask` raises, which is not held."""
        verdict, until = self._held.get(user, (None, 0.0))
        if verdict is None or until <= self._monotonic():
            verdict = await self._asked_once(user, ask)
        if verdict.person is None:
            raise NotStaff
        return verdict.person

    def forget(self, user: str) -> None:
        """What was found out about them holds no more."""
        self._held.pop(user, None)

    async def _asked_once(self, user: str, ask: Callable[[], Awaitable[Verdict]]) -> Verdict:
        """Somebody who is new and quick is not asked about, and not written down, twice at a time."""
        asking = self._asking.get(user)
        if asking is None:
            asking = self._asking[user] = asyncio.ensure_future(self._asked(user, ask))
            asking.add_done_callback(lambda _: self._asking.pop(user, None))
        return await asyncio.shield(asking)

    async def _asked(self, user: str, ask: Callable[[], Awaitable[Verdict]]) -> Verdict:
        verdict = await ask()
        if verdict.holds:
            self._held[user] = verdict, self._monotonic() + HOLDS
            self._held.move_to_end(user)
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
        return verdict
