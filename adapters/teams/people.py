"""Colleagues as a picker shows them: from our own directory, because a card cannot ask Microsoft's for them.

A person is chosen by our own opaque id, which is checked again when it comes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from bot.names import folded, same, words
from bot.people import People, Person, PersonId

#: So many colleagues are all on offer in one list, and so many entries in all lists of one form; among more, one
#: looks for somebody. A list of its own with a box to search in (`filtered`) is not in Microsoft's schema of 1.5.
MOST_LISTED = 40
_MOST_ENTRIES = 80


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who can be picked."""

    id: PersonId
    name: str = field(repr=False)
    email: str = field(repr=False)
    #: The name, and the e-mail where two share it.
    shown: str = field(repr=False)

    @cached_property
    def sought(self) -> str:
        """Text that a search looks in."""
        return f"{' '.join(words(self.name))} {self.email}"


@dataclass(frozen=True)
class Colleagues:
    """Everybody who can be picked, by name."""

    everybody: tuple[Colleague, ...]

    @classmethod
    def of(cls, people: People) -> Colleagues:
        """Listed people of the directory who work here."""
        return cls(_listed(people))

    def are_few(self, questions: int) -> bool:
        """True if all of them are on offer in each of so many questions of one form."""
        return len(self.everybody) <= MOST_LISTED and len(self.everybody) * questions <= _MOST_ENTRIES

    @cached_property
    def _by_id(self) -> dict[str, Colleague]:
        return {c.id: c for c in self.everybody}

    def those(self, ids: Iterable[str]) -> list[Colleague]:
        """The colleagues with these ids, in this order, each once; others are left out."""
        return [self._by_id[id_] for id_ in dict.fromkeys(ids) if id_ in self._by_id]

    def matching(self, text: str) -> list[Colleague]:
        """Those in whose name or e-mail every word of the text occurs; none for a blank text."""
        sought = words(text) if "@" not in text else (text.strip().casefold(),)
        return [c for c in self.everybody if sought and all(word in c.sought for word in sought)]

    def exactly(self, text: str) -> PersonId | None:
        """The one person whom the text means: by e-mail, by name, or by whole words of a name that nobody else has.

        Part of a word never picks anybody: "Ann" is not Joanna.
        """
        sought = words(text)
        tests = (
            [c for c in self.everybody if c.email and c.email == text.strip().casefold()],
            [c for c in self.everybody if same(c.name, text)],
            [c for c in self.everybody if sought and set(sought) <= set(words(c.name))],
        )
        found = next((some for some in tests if some), [])
        return found[0].id if len(found) == 1 else None


@lru_cache(maxsize=1)
def _listed(people: People) -> tuple[Colleague, ...]:
    """Colleagues that can be picked, by name. A snapshot of the directory never changes, and serves many forms."""
    here = sorted((p for p in people if p.active and p.listed), key=lambda p: (folded(p.name), p.email))
    names = Counter(folded(p.name) for p in here)
    return tuple(_colleague(p, alone=names[folded(p.name)] == 1) for p in here)


def _colleague(person: Person, *, alone: bool) -> Colleague:
    name = person.name.strip() or person.email or "Somebody"
    shown = name if alone or not person.email or name == person.email else f"{name} ({person.email})"
    return Colleague(id=person.id, name=name, email=person.email.casefold(), shown=shown)
