"""Identity: the one order of precedence, for people as a platform shows them and as the directory lists them.

1. **An id counts first**: the employee's key, then the ids that the directory gave or that were learnt on a platform.
   Its owner is the person, in spite of any other detail.
2. **An address counts only if it is confirmed** (by the platform, or by the directory itself), and it leads only to a
   person without another id of the same kind. An address that was somebody else's before leads to nobody on a platform,
   which may be a day behind: then an id has to be given.
3. **A name never counts.** It can only raise a question (`bot.directory.matching`).

Anything that leads to two people, or to somebody who has another id, leads to nobody until a person has decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.people import People, Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A person as a platform or a source of the directory shows them."""

    #: Ids by the names of platforms.
    ids: Mapping[str, str] = field(default_factory=dict, repr=False)
    #: The employee's key, if the source has one.
    key: str | None = field(default=None, repr=False)
    #: Confirmed address, in lower case.
    addresses: tuple[str, ...] = field(default=(), repr=False)
    #: True for the directory's own source, which knows who has its addresses today.
    is_listed: bool = False


@dataclass(frozen=True)
class Doubt:
    """Doubt about a person: the details fit several people, or somebody known by another id."""

    people: tuple[Person, ...]


def meant(people: People, shown: Shown) -> Person | Doubt | None:
    """Find the person shown, by the order above; None for a new one. They may have left."""
    keyed = people.by_key(shown.key)
    holders = _each(people.known_as(platform, id_) for platform, id_ in shown.ids.items())
    if keyed is not None:
        others = [holder for holder in holders if holder != keyed]
        return Doubt((keyed, *others)) if others else keyed
    addressed = _addressed(people, shown)
    if holders:
        led = _each((*holders, *(p for p in addressed if not holders[0].active and p.active and p.listed)))
    else:
        former = _each(people.formerly_at(address) for address in shown.addresses)
        if former and not (addressed and shown.is_listed):
            return Doubt(tuple(_each((*addressed, *former))))
        led = addressed
    if len(led) > 1 or any(differs(person, shown) for person in led):
        return Doubt(tuple(led))
    return led[0] if led else None


def differs(person: Person, shown: Shown) -> bool:
    """True if they are known by another id than the one shown, on the same platform."""
    if shown.key and person.key and shown.key != person.key:
        return True
    return any(person.ids.get(name, id_).casefold() != id_.casefold() for name, id_ in shown.ids.items())


def _addressed(people: People, shown: Shown) -> list[Person]:
    """People listed in the directory under one of the addresses, or else anybody met under one."""
    met = _each(people.by_email(address) for address in shown.addresses)
    return [person for person in met if person.listed] or met


def _each(found: Iterable[Person | None]) -> list[Person]:
    return list(_unique(person for person in found if person is not None))


def _unique(people: Iterable[Person]) -> Iterator[Person]:
    yield from {person.id: person for person in people}.values()
