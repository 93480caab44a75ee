"""Names of people who work here, found as Harbour wrote them and as somebody typed them, and masked.

A word that could be a name and is none is masked as well: that is the safe side, and masks stand in square brackets.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from bot.chat.cards import Block, Facts, Heading, Item, Quote, Small, Text
from bot.names import folded
from bot.people import People, Person, PersonId
from bot.records.references import References, plain

#: A word with no digit beside it, with an apostrophe inside it but not with the possessive after it; and what may stand
#: between two of a name.
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’‘ʼ`´](?![sS]\b)[^\W\d_]+)*(?![^\W_])")
_BETWEEN = re.compile(r"[\s.,@_+-]{1,3}")
#: What may be a reference.
_RUN = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")
#: A mask where several people could be meant.
SOMEBODY = "a colleague"
INDIVIDUAL = "a member of the public"
#: Names that are words as well, and days and months as Harbour writes them: taken for a name with a capital alone, and
#: of people without a part in the matter only beside their other names.
_ALSO = (
    "may april june august will mark grant bill frank hope grace rose faith joy young brown white black green long "
    "short king hill wood street more body mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec"
)
_WORDS_AS_WELL = frozenset(_ALSO.split())


@dataclass(frozen=True)
class Span:
    """A place in a text, and whom it may name."""

    start: int
    end: int
    whom: frozenset[PersonId]


@dataclass(frozen=True)
class Names:
    """The names of these people; of those concerned in a matter, in any spelling."""

    people: Iterable[Person]
    concerned: Collection[PersonId] = ()

    @classmethod
    def among(cls, people: Iterable[Person], concerned: Collection[PersonId], texts: Iterable[str]) -> Self:
        """The names of those who could be named in these texts: a directory can hold many more."""
        words = {folded(word) for text in texts for word in _WORD.findall(text)}
        return cls(tuple(person for person in people if _could_be(person, words)), concerned)

    def found(self, text: str) -> Iterator[Span]:
        """The names in a text, from left to right, each as long as it can be."""
        words = list(_WORD.finditer(text))
        keys = [folded(word.group()) for word in words]
        n = 0
        while n < len(words):
            length, whom = self._at(n, words, keys, text)
            if whom:
                yield Span(words[n].start(), words[n + length - 1].end(), whom)
            n += length

    def _at(self, n: int, words: list[re.Match[str]], keys: list[str], text: str) -> tuple[int, frozenset[PersonId]]:
        for writing, whom in self._by_first.get(keys[n], ()):
            end = n + len(writing)
            if tuple(keys[n:end]) == writing and all(
                _BETWEEN.fullmatch(text, words[i].end(), words[i + 1].start()) for i in range(n, end - 1)
            ):
                meant = whom if len(writing) > 1 else frozenset(p for p in whom if self._counts(p, words[n].group()))
                if meant:
                    return len(writing), meant
        return 1, frozenset()

    def _counts(self, person: PersonId, word: str) -> bool:
        """True if a single word is taken for this person's name."""
        if person not in self.concerned:
            return word[0].isupper() and folded(word) not in _WORDS_AS_WELL
        return word[0].isupper() or folded(word) not in _WORDS_AS_WELL

    @cached_property
    def _by_first(self) -> Mapping[str, list[tuple[tuple[str, ...], frozenset[PersonId]]]]:
        """Ways to write people, with those who are written so, by the first word; the longest first."""
        whom: dict[tuple[str, ...], set[PersonId]] = defaultdict(set)
        for person in self.people:
            for writing in _writings(person):
                whom[writing].add(person.id)
        found: dict[str, list[tuple[tuple[str, ...], frozenset[PersonId]]]] = defaultdict(list)
        for writing in sorted(whom, key=len, reverse=True):
            found[writing[0]].append((writing, frozenset(whom[writing])))
        return found


def _could_be(person: Person, words: Set[str]) -> bool:
    """True if any way to write a person could stand among these words."""
    name = _words(person.name)
    if not words.isdisjoint(name) or "".join(name) in words or name[0][:1] + name[-1] in words:
        return True
    if any(f"{word}s" in words for word in name):
        return True
    return any(not words.isdisjoint(_words(address)[:1]) for address in (person.email, *person.former) if address)


def _writings(person: Person) -> Iterator[tuple[str, ...]]:
    """Ways to write a person: the whole name, its words one by one and run together, and their addresses."""
    words = _words(person.name)
    for address in (person.email, *person.former):
        if address:
            yield _words(address)
            yield _words(address.partition("@")[0])
    if len(words) > 1:
        first, *_, last = words
        yield from (words, (last, *words[:-1]), ("".join(words),), (first[0] + last,), (first[0], last))
    yield from ((form,) for word in words if len(word) > 1 for form in (word, f"{word}s"))


def _words(text: str) -> tuple[str, ...]:
    return tuple(folded(word) for word in _WORD.findall(text)) or ("",)


@dataclass(frozen=True, kw_only=True)
class Masks:
    """Labels in place of names."""

    names: Names
    #: By person, such as "witness 1".
    labels: Mapping[PersonId, str]
    #: Those whose names stay.
    shown: Collection[PersonId] = field(default=frozenset())
    #: Words for members of the public, who are masked as well, and references as one has.
    individuals: Collection[str] = ()
    references: References | None = None

    def text(self, text: str) -> str:
        """The text with the names of everybody else masked."""
        for words in sorted(self.individuals, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", f"[{INDIVIDUAL}]", text, flags=re.IGNORECASE)
        if self.references is not None:
            text = _RUN.sub(self._unreferenced, text)
        parts, at = [], 0
        for span in self.names.found(text):
            if not span.whom <= set(self.shown):
                parts += [text[at : span.start], f"[{self._label(span.whom)}]"]
                at = span.end
        return "".join((*parts, text[at:]))

    def _unreferenced(self, run: re.Match[str]) -> str:
        """A mask in place of a reference of somebody's; anything else as it was."""
        assert self.references is not None  # else nothing is looked for
        is_one = self.references.among(frozenset({plain(run.group())})) is not None
        return f"[{INDIVIDUAL}]" if is_one else run.group()

    def _label(self, whom: Iterable[PersonId]) -> str:
        labels = {self.labels.get(person, SOMEBODY) for person in whom}
        return labels.pop() if len(labels) == 1 else SOMEBODY

    def block(self, block: Block) -> Block:
        """The block, masked; one with a button as its text alone."""
        match block:
            case Text(text) | Item(text):
                return Text(self.text(text))
            case Quote(text):
                return Quote(self.text(text))
            case Heading(text):
                return Heading(self.text(text))
            case Small(text):
                return Small(self.text(text))
            case Facts(facts):
                return Facts(tuple((self.text(label), self.text(value)) for label, value in facts))
            case _:
                return block


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of these blocks."""
    for block in blocks:
        match block:
            case Facts(facts):
                yield from (part for fact in facts for part in fact)
            case Text(text) | Item(text) | Quote(text) | Heading(text) | Small(text):
                yield text
            case _:
                continue


def labelled(named: Iterable[PersonId], witnesses: Collection[PersonId], people: People) -> Mapping[PersonId, str]:
    """Labels by what each is in the matter: "witness 1", "manager 1", "colleague 1", in the order of being named."""
    count: dict[str, int] = defaultdict(int)
    labels = {}
    for person in dict.fromkeys(named):
        kind = "witness" if person in witnesses else "manager" if people.is_manager(person) else "colleague"
        count[kind] += 1
        labels[person] = f"{kind} {count[kind]}"
    return labels
