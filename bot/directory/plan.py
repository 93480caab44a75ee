"""What a source would change in the directory, before anything is changed: a pure function of both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from uuid import uuid4

from bot.directory.matching import Decision, Matched, Question, matched
from bot.directory.rows import Row
from bot.people import People, Person, PersonId


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Somebody before, and as they would be."""

    #: None: they are new.
    before: Person | None = field(repr=False)
    after: Person = field(repr=False)
    #: Where they stand in the source; None for somebody who stands there no more.
    line: int | None = None

    @property
    def leaves(self) -> bool:
        """True if they would be here no longer."""
        return self.before is not None and self.before.active and not self.after.active

    @property
    def comes_back(self) -> bool:
        """True if they were here once, and would be again."""
        return self.before is not None and not self.before.active and self.after.active

    @property
    def has_another_manager(self) -> bool:
        """True if somebody else would handle what they bring."""
        return self.before is not None and self.before.line_manager != self.after.line_manager

    @property
    def lost(self) -> frozenset[str]:
        """The platforms on which they would no longer be who they were."""
        if self.before is None:
            return frozenset()
        now = {name: id_.casefold() for name, id_ in self.after.ids.items()}
        return frozenset(name for name, id_ in self.before.ids.items() if now.get(name) != id_.casefold())

    @property
    def is_known_otherwise(self) -> bool:
        """True if they would be known by another account or address: they are told, on the way known before."""
        before = self.before
        return before is not None and before.active and (bool(self.lost) or before.email not in ("", self.after.email))


@dataclass(frozen=True, kw_only=True)
class Move:
    """A matter that would go to another manager."""

    ref: str
    #: False: nobody is left, and the management team would be asked to name someone.
    has_a_next: bool


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How many may leave at once, before somebody has to say that it is right."""

    #: In hundredths of those who are listed; and never fewer people than that is asked about.
    percent: int
    least: int


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a plan is drawn from, besides what was read; as long as it stays so, the plan is good."""

    people: People = field(repr=False)
    decisions: tuple[Decision, ...]

    def is_still(self, now: Known) -> bool:
        """True if nothing has changed: a unit of work gets the same object while the people are the same."""
        return self.people is now.people and self.decisions == now.decisions


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that would change."""

    changes: tuple[Change, ...]
    unchanged: int
    #: How many are at work here, and listed, before.
    listed: int
    questions: tuple[Question, ...] = ()
    moves: tuple[Move, ...] = ()

    def those(self, which: Callable[[Change], bool]) -> tuple[Change, ...]:
        """The changes of a kind."""
        return tuple(filter(which, self.changes))

    @property
    def added(self) -> tuple[Change, ...]:
        """Whoever is new."""
        return self.those(lambda change: change.before is None)

    @property
    def left(self) -> tuple[Change, ...]:
        """Whoever would be here no longer."""
        return self.those(lambda change: change.leaves)

    @property
    def back(self) -> tuple[Change, ...]:
        """Whoever would be here again."""
        return self.those(lambda change: change.comes_back)

    @property
    def changed(self) -> tuple[Change, ...]:
        """Whoever is listed and would be otherwise than before; those who are back among them."""
        return self.those(lambda change: change.before is not None and change.line is not None)

    @property
    def alone(self) -> tuple[Move, ...]:
        """The matters with which nobody would be left."""
        return tuple(move for move in self.moves if not move.has_a_next)

    def too_much(self, limit: Limit) -> Iterator[str]:
        """Why it is not carried out unless somebody says that it is right."""
        left = len(self.left)
        if left >= limit.least and left * 100 > self.listed * limit.percent:
            yield f"{left} of {self.listed} people would leave, which is more than {limit.percent} in 100."
        if alone := len(self.alone):
            yield f"{alone} open matter{'s' if alone > 1 else ''} would be left with nobody."


def plan(people: People, rows: Sequence[Row], decisions: Iterable[Decision] = ()) -> Plan:
    """What it takes for the directory to hold these people.

    Ids learnt from the chat, absences and where somebody wants to hear stay. Who is no longer listed is no
    longer active; people whom no source ever listed stay as they are. Whoever is in question stays as they are.
    """
    here = [row for row in rows if row.enabled]
    who = matched(people, here, decisions)
    draft = _Draft(people, here, who)
    listed = sum(person.active and person.listed for person in people)
    changes = tuple(draft.changes())
    asked = {question.line for question in who.questions}
    known = sum(row.line in who.found for row in here if row.line not in asked)
    changed = sum(change.before is not None and change.line is not None for change in changes)
    return Plan(changes=changes, unchanged=known - changed, listed=listed, questions=who.questions)


class _Draft:
    """Who gets what."""

    def __init__(self, people: People, rows: Sequence[Row], who: Matched) -> None:
        self._people = people
        self._rows = rows
        self._asked = {question.line: question.candidates[0].person for question in who.questions}
        in_question = {c.person.id for question in who.questions for c in question.candidates}
        #: Whoever a row is, new people too; of a row in question for now the first of those whom it may be.
        self._of: Mapping[int, PersonId] = {row.line: self._id(row, who) for row in rows}
        self._by_name = {row.called: self._of[row.line] for row in rows}
        self._kept = {*self._of.values(), *in_question}
        settled = [row for row in rows if row.line not in self._asked]
        #: What a row has and somebody else holds: of very many rows, very little.
        self._claimed = {
            trait: self._of[row.line]
            for row in settled
            for trait in _traits(row.ids, row.email, row.key)
            if not _holds(people, trait, self._of[row.line])
        }
        self._row_of = {self._of[row.line]: row for row in settled}

    def _id(self, row: Row, who: Matched) -> PersonId:
        known = who.found.get(row.line) or self._asked.get(row.line)
        return known.id if known is not None else PersonId(uuid4().hex)

    def changes(self) -> Iterator[Change]:
        """Those who are here, then those who are new."""
        for before in self._people:
            row = self._row_of.get(before.id)
            rest = without(before, self._claimed)
            after = self._listed(row, rest) if row is not None else self._unlisted(rest)
            if after != before:
                yield Change(before=before, after=after, line=row.line if row else None)
        for row in self._rows:
            id_ = self._of[row.line]
            if self._people.get(id_) is None:
                new = Person(id=id_, email=row.email, name=row.name)
                yield Change(before=None, after=self._listed(row, new), line=row.line)

    def _unlisted(self, person: Person) -> Person:
        """Somebody whom no row names."""
        stays = person.id in self._kept or not person.listed
        return person if stays else replace(person, active=False)

    def _listed(self, row: Row, base: Person) -> Person:
        """The person as the row has them; what it leaves out stays as it was learnt, or said by another source."""
        said: dict[str, Any] = {
            "line_manager": self._by_name.get(row.line_manager or ""),
            "deputies": tuple(self._by_name[name] for name in row.deputies if name in self._by_name),
            "roles": row.roles,
            "time_zone": row.time_zone,
        }
        return replace(
            base.addressed(row.email) if row.email else base,
            name=row.name,
            ids={**base.ids, **row.ids} if base.ids else row.ids,
            given=_one(frozenset(row.ids) | (base.given if "ids" in row.silent else frozenset())),
            key=row.key or base.key,
            active=True,
            listed=True,
            **{field: value for field, value in said.items() if field not in row.silent},
        )


@cache
def _one(names: frozenset[str]) -> frozenset[str]:
    """The same set for everybody who has the same: there are few, of very many people."""
    return names


# -- what belongs to one person at any moment ----------------------------------------------------------

#: An id on a platform, an address or a key; in whichever case it is written.
Trait = tuple[str, str]


def _traits(ids: Mapping[str, str], email: str, key: str | None) -> Iterator[Trait]:
    yield from ((name, id_.casefold()) for name, id_ in ids.items())
    if email:
        yield "@", email
    if key:
        yield "#", key


def _holds(people: People, trait: Trait, person: PersonId) -> bool:
    """True if an account or an address is theirs already, or nobody's. A key may be written for two."""
    name, value = trait
    if name == "#":
        return False
    holder = people.by_email(value) if name == "@" else people.known_as(name, value)
    return holder is None or holder.id == person


def traits(person: Person) -> Iterator[Trait]:
    """What belongs to this person, and to nobody else."""
    return _traits(person.ids, person.email, person.key)


def without(person: Person, claimed: Mapping[Trait, PersonId]) -> Person:
    """The person without what is somebody else's."""
    lost = {trait for trait in traits(person) if claimed.get(trait, person.id) != person.id}
    if not lost:
        return person
    ids = {name: id_ for name, id_ in person.ids.items() if (name, id_.casefold()) not in lost}
    return replace(
        person.addressed("") if ("@", person.email) in lost else person,
        ids=ids,
        given=person.given.intersection(ids),
        key=None if ("#", person.key) in lost else person.key,
    )


def writes(changes: Collection[Change]) -> Iterator[Person]:
    """Whom to keep, one after the other: whatever goes over to somebody is given up first."""
    claimed = {trait: change.after.id for change in changes for trait in traits(change.after)}
    given_up = set()
    for change in changes:
        if change.before is not None and (rest := without(change.before, claimed)) != change.before:
            given_up.add(rest)
            yield rest
    yield from (change.after for change in changes if change.after not in given_up)
