"""Matching of platform accounts to people of the directory, and the time for which a match is trusted.

The same on every platform: a person is known by the platform's id, else by an address that the platform has confirmed,
else recorded as somebody whom the directory does not list (`bot.identity` sets the order). One person on two platforms
is matched by e-mail. In doubt, the person is refused in a sentence, and the case is noted for those who can put it
right.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from adapters.chat.errors import CannotTell, NotStaff, OtherAccount, Unconfirmed
from adapters.house.service import Transactions
from bot.chat.events import Value
from bot.chat.forms import tidy
from bot.directory.notes import Claim
from bot.errors import Refused
from bot.identity import Doubt, Shown, meant
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
    #: Confirmed e-mail addresses, the best first; invalid ones are passed over.
    emails: tuple[str, ...] = field(repr=False)
    #: Whatever might be their name, the best first.
    names: tuple[str, ...] = field(repr=False)
    #: An address that is theirs only by their own word.
    unconfirmed: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class Picked:
    """People picked in a form, as people of the directory, and a sentence for each field that cannot be accepted."""

    values: Mapping[str, Value]
    problems: Mapping[str, str]


async def met(store: Transactions, platform: Platform, profile: Profile) -> PersonId | None:
    """The person with this profile, or a new one; None if they have left.

    Raises OtherAccount where it leads to somebody who is known by another account, or to several people;
    Unconfirmed where only an address that is not confirmed leads to somebody.
    """
    who = await store.arun(lambda uow: found(uow, platform, profile))
    if isinstance(who, Refused):
        raise who
    return who


def found(uow: UnitOfWork, platform: Platform, profile: Profile) -> PersonId | Refused | None:
    """As `met`, with the refusal as a value, so that the note of it is committed."""
    addresses = tuple(_addresses(profile.emails))
    who = meant(uow.people, Shown(ids={platform.name: profile.id}, addresses=addresses))
    if isinstance(who, Doubt):
        _claimed(uow, platform, profile.id, who.people)
        return OtherAccount()
    if who is None:
        if any(uow.people.by_email(address) for address in _addresses(profile.unconfirmed)):
            return Unconfirmed()
        return uow.directory.put(_newcomer(platform, profile, next(iter(addresses), ""))).id
    if not who.active:
        return None
    learn(uow, platform, who.id, profile.id)
    return who.id


def alone(uow: UnitOfWork, platform: Platform, user: str) -> PersonId:
    """The person with this id while the platform cannot be asked: the organisation's own directory alone decides.

    Raises CannotTell for anybody it does not list.
    """
    known = uow.people.known_as(platform.name, user)
    if known is None or not known.active or not known.listed:
        raise CannotTell
    return known.id


def is_still(people: People, platform: Platform, person: PersonId, user: str) -> bool:
    """True if this is the account of this person, who is here."""
    known = people.known_as(platform.name, user)
    return known is not None and known.id == person and known.active


def learn(uow: UnitOfWork, platform: Platform, person: PersonId, user: str, *, instead_of: str | None = None) -> bool:
    """Keep the platform's id of a person, and say whether it is theirs. Nothing is written where it is the same.

    An id that is anybody else's, also of somebody who has left, is not taken from them; nor does it take the place of
    one that the person has, other than `instead_of`.
    """
    known, holder = uow.people.get(person), uow.people.known_as(platform.name, user)
    if known is None:
        return False
    # Whose the account is that has an address which was somebody else's before, only the directory can say.
    other = holder or uow.people.formerly_at(known.email)
    if other is not None and other.id != person:
        _claimed(uow, platform, user, (known, other))
        return False
    if holder is None:
        if known.ids.get(platform.name) not in (None, instead_of):
            return False
        uow.directory.put(known.known_as(platform.name, platform.id(user)))
        uow.directory.noted(person, "account_learnt")
        uow.notes.drop(Claim, _name(platform, user))
    return True


def _claimed(uow: UnitOfWork, platform: Platform, user: str, people: Iterable[Person]) -> None:
    """Note once that an account was refused, in the history of each person it might belong to."""
    of = tuple(person.id for person in people)
    noted = uow.notes.find(Claim, _name(platform, user))
    if noted is None or noted.of != of:
        uow.notes.keep(_name(platform, user), Claim(at=uow.now, platform=platform.name, account=user, of=of))
        for person in of:
            uow.directory.noted(person, "account_refused")


def _name(platform: Platform, user: str) -> str:
    return f"{platform.name} {user.casefold()}"


def _addresses(texts: Iterable[str]) -> Iterable[str]:
    return (email for text in texts if is_email(email := text.strip().casefold()))


def _newcomer(platform: Platform, profile: Profile, email: str) -> Person:
    tidied = (" ".join(tidy(name).split()) for name in profile.names)
    name = next(filter(None, tidied), "Somebody")[:_LONGEST_NAME]
    new = Person(id=PersonId(uuid.uuid4().hex), email=email, name=name, listed=False)
    return new.known_as(platform.name, platform.id(profile.id))


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Result of looking somebody up. Without a person they are refused; `holds` is False if the look-up must be
    repeated.
    """

    person: PersonId | None
    holds: bool = True


async def verdict(store: Transactions, platform: Platform, profile: Profile) -> Verdict:
    """As `met`. A leaver is looked up again each time: the directory may list them again at any moment."""
    person = await met(store, platform, profile)
    return Verdict(person=person, holds=person is not None)


class Verdicts:
    """Remembers verdicts for ten minutes, and asks about nobody twice at a time."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._held: OrderedDict[str, tuple[Verdict, float]] = OrderedDict()
        self._asking: dict[str, asyncio.Task[Verdict]] = {}

    async def of(self, user: str, ask: Callable[[], Awaitable[Verdict]]) -> PersonId:
        """The person with this id of the platform. Raises NotStaff and any error of `ask`; errors are not cached."""
        verdict, until = self._held.get(user, (None, 0.0))
        if verdict is None or until <= self._monotonic():
            verdict = await self._asked_once(user, ask)
        if verdict.person is None:
            raise NotStaff
        return verdict.person

    def forget(self, user: str) -> None:
        """Drop the result cached for this account."""
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
