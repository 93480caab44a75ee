"""The person of each row, and the questions that only somebody who knows them can answer.

`bot.identity` sets the order. A row that leads to two people, or that looks like a present or former colleague with
another id, stops the import: it is neither joined with them nor silently made another person.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot import names
from bot.directory.rows import KEY, Row
from bot.identity import Doubt, differs, meant
from bot.people import People, Person, PersonId

#: The columns that may lead to somebody, besides the ids of platforms.
EMAIL, NAME = "email", "name"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who may be the one of a row."""

    person: Person = field(repr=False)
    #: The column that leads to them.
    column: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """Open question: is a row somebody who is or was here. Names nobody."""

    line: int
    #: The code by which it is answered. It stays the same as long as the row and the candidates do.
    code: str
    candidates: tuple[Candidate, ...]

    def __str__(self) -> str:
        columns = [candidate.column for candidate in self.candidates]
        if len(columns) > 1:
            each = " and ".join((", ".join(columns[:-1]), columns[-1]))
            return f"Line {self.line}: {each} lead to different people. Say which one is meant: {self.code}"
        here = "is" if self.candidates[0].person.active else "was"
        return (
            f"Line {self.line}, {columns[0]}: this leads to somebody who {here} here, and the rest does not tell that"
            f" it is the same person. Say whether it is: {self.code}"
        )


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Somebody's answer to a question."""

    code: str
    #: False for another person, unknown so far.
    same: bool
    #: The column that leads to the right one, where several lead to people.
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class Matched:
    """Known people and open questions, by line."""

    #: The line of a new person, or of an open question, has nobody.
    found: Mapping[int, Person]
    questions: tuple[Question, ...]


def matched(people: People, rows: Sequence[Row], decisions: Iterable[Decision] = ()) -> Matched:
    """Match each row to a person. No two rows are the same person."""
    led = {row.line: meant(people, row.shown) for row in rows}
    sure = {who.id for row in rows if isinstance(who := led[row.line], Person) and _has_an_id_of(row, who)}
    found: dict[int, Person] = {}
    asked: dict[int, tuple[Person, ...]] = {}
    for row in rows:
        who = led[row.line]
        if isinstance(who, Person) and who.id in sure and not _has_an_id_of(row, who):
            continue  # the address of somebody who is on another line, by an id
        if candidates := _in_doubt(people, row, who):
            asked[row.line] = candidates
        elif isinstance(who, Person):
            found[row.line] = who
    lookalikes = _Lookalikes(people, taken={who.id for who in found.values()})
    for row in rows:
        if row.line not in found and row.line not in asked and (like := lookalikes.of(row)):
            asked[row.line] = like
    questions = [_question(row, asked[row.line]) for row in rows if row.line in asked]
    return _answered(found, questions, {decision.code: decision for decision in decisions})


def _has_an_id_of(row: Row, person: Person) -> bool:
    if row.key and row.key == person.key:
        return True
    return any(person.ids.get(name, "").casefold() == id_.casefold() for name, id_ in row.ids.items())


def _in_doubt(people: People, row: Row, who: Person | Doubt | None) -> tuple[Person, ...]:
    """People whom the row may be, if that is not certain."""
    if isinstance(who, Doubt):
        return who.people
    if who is None or (row.key and row.key == who.key):
        return ()
    if _has_an_id_of(row, who):
        at_the_address = people.by_email(row.email)
        return () if at_the_address in (None, who) else (who, at_the_address)
    is_the_name = names.alike if who.active else names.same
    return () if is_the_name(row.name, who.name) else (who,)


class _Lookalikes:
    """People on no line, by the words that a row without any of their ids may share with them."""

    def __init__(self, people: People, taken: set[PersonId]) -> None:
        self._by_name: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        self._leaving: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.id in taken:
                continue
            words = names.words(person.name)
            self._by_name[tuple(sorted(words))].append(person)
            if person.active and person.listed:
                for word in {*(w for w in words if len(w) > 1), _before_the_at(person.email)} - {""}:
                    self._leaving[word].append(person)

    def of(self, row: Row) -> tuple[Person, ...]:
        """People of this name, and people about to leave who share a word of the name or address."""
        words = names.words(row.name)
        called = self._by_name.get(tuple(sorted(words)), ())
        like = (p for w in (*words, _before_the_at(row.email)) for p in self._leaving.get(w, ()))
        found = (*called, *(person for person in like if not differs(person, row.shown)))
        return tuple({person.id: person for person in found}.values())


def _before_the_at(email: str) -> str:
    """The part of an address that stays where its domain changes; empty where there is no address."""
    return f"{email.partition('@')[0]}@" if email else ""


def _question(row: Row, people: tuple[Person, ...]) -> Question:
    candidates = tuple(_candidates(row, people))
    told = (row.email, row.name, row.key or "", sorted(row.ids.items()), [(c.person.id, c.column) for c in candidates])
    code = hashlib.sha256(repr(told).encode()).hexdigest()[:10]
    return Question(line=row.line, code=code, candidates=candidates)


def _candidates(row: Row, people: tuple[Person, ...]) -> Iterator[Candidate]:
    used: Counter[str] = Counter()
    for person in people:
        column = _leading(row, person)
        used[column] += 1
        yield Candidate(person=person, column=column if used[column] == 1 else f"{column}-{used[column]}")


def _leading(row: Row, person: Person) -> str:
    """The column by which a row leads to somebody."""
    if row.key and row.key == person.key:
        return KEY
    same = (name for name, id_ in row.ids.items() if person.ids.get(name, "").casefold() == id_.casefold())
    here = bool(row.email) and row.email in (person.email, *person.former)
    return next((f"{name}_id" for name in same), EMAIL if here else NAME)


def _answered(found: dict[int, Person], questions: Iterable[Question], decisions: Mapping[str, Decision]) -> Matched:
    taken = {person.id for person in found.values()}
    left = []
    for question in questions:
        decision = decisions.get(question.code)
        if decision is not None and not decision.same:
            continue
        person = _said(question, decision)
        if person is None or person.id in taken:
            left.append(question)
        else:
            found[question.line] = person
            taken.add(person.id)
    return Matched(found=found, questions=tuple(left))


def _said(question: Question, decision: Decision | None) -> Person | None:
    """Person that a decision settles on, if there is one."""
    if decision is None:
        return None
    meant = [c for c in question.candidates if decision.column in ("", c.column)]
    return meant[0].person if len(meant) == 1 else None
