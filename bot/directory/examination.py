"""Faults among the people: circles of managers, and people who look like somebody else.

A pure function of the directory, whichever source it came from; names nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from bot import names
from bot.people import People, Person, PersonId


def circles(people: People) -> Iterator[Sequence[PersonId]]:
    """Those at work who manage one another in a circle; one alone is above themselves."""
    done: set[PersonId] = set()
    for person in people:
        path: list[PersonId] = []
        current: Person | None = person
        while current is not None and current.active and current.id not in done:
            done.add(current.id)
            path.append(current.id)
            current = people.get(current.line_manager)
        if current is not None and current.id in path:
            yield path[path.index(current.id) :]


def alike(people: Iterable[Person]) -> list[tuple[Person, Person]]:
    """The pairs of those at work who may be one: the same name, or address before the @, and no id apart."""
    groups: dict[object, list[Person]] = defaultdict(list)
    for person in people:
        if person.active and person.listed:
            groups[tuple(sorted(names.words(person.name)))].append(person)
            groups[f"{person.email.partition('@')[0]}@"].append(person)
    groups.pop("@", None)
    groups.pop((), None)
    pairs = ((one, other) for group in groups.values() for one, other in combinations(group, 2))
    found = {
        (one.id, other.id): (one, other)
        for one, other in pairs
        if names.alike(one.name, other.name) and not _are_told_apart(one, other)
    }
    return list(found.values())


def _are_told_apart(one: Person, other: Person) -> bool:
    """True if each has an id of the same kind: then it is another one."""
    return bool(one.key and other.key) or not one.ids.keys().isdisjoint(other.ids)


def unknown_at(people: People) -> int:
    """Number of people with the address of somebody here before, and no id by which the chat would know them."""
    those = (person for person in people if person.active and person.email and not person.ids)
    return sum(people.formerly_at(person.email) not in (None, person) for person in those)
