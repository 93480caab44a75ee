"""A small type of record with every kind of attribute, so that storage is tested without knowing any by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar

from bot.nudges import Series
from bot.people import People, Person, PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.rights import Act, Part, Parties

ISLA, MORAG, EWAN = PersonId("1" * 32), PersonId("2" * 32), PersonId("3" * 32)


class Stage(StrEnum):
    """State of a matter."""

    WAITING = "waiting"
    SETTLED = "settled"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something nested."""

    at: datetime
    by: PersonId
    words: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Matter(Record):
    """A matter that somebody brought and a manager has to settle."""

    kind: ClassVar[str] = "matter"
    prefix: ClassVar[str] = "MT"

    text: str
    manager: PersonId | None = MORAG
    stage: Stage = Stage.WAITING
    day: date | None = None
    at: time | None = None
    steps: tuple[Step, ...] = ()
    tags: frozenset[Stage] = frozenset()
    answers: Mapping[str, str | tuple[str, ...] | None] = field(default_factory=dict)
    reference: str | None = None
    due_at: datetime | date | None = None
    listed: bool = False
    said: tuple[str, ...] = ()
    #: When the manager is nudged from; None: never.
    nudged_from: datetime | date | None = None

    @property
    def state(self) -> Stage:
        return self.stage

    @property
    def is_open(self) -> bool:
        return self.stage is Stage.WAITING

    @property
    def handler(self) -> PersonId | None:
        return self.manager

    @property
    def due(self) -> datetime | date | None:
        return self.due_at if self.is_open else None

    @property
    def on_management_list(self) -> bool:
        return self.listed

    @property
    def lookup(self) -> str | None:
        return self.reference

    def clues(self) -> frozenset[str]:
        return frozenset(self.said)

    def parties(self) -> Parties:
        handler = {(self.manager, Part.HANDLER)} if self.manager is not None else set()
        return frozenset({(self.origin.by, Part.REPORTER), *handler})

    def facts(self) -> Mapping[str, str | int | bool]:
        return {"steps": len(self.steps)}

    def nudges(self) -> Iterable[Series]:
        if self.is_open and self.nudged_from is not None:
            yield Series(kind="acknowledge_report", to=self.manager, since=self.nudged_from)

    def settled(self) -> Matter:
        """Nothing more to do."""
        return self.changed(stage=Stage.SETTLED)


@dataclass(frozen=True, kw_only=True)
class Part2(Record):
    """A child record of a matter."""

    kind: ClassVar[str] = "part"
    prefix: ClassVar[str] = "PT"

    @property
    def state(self) -> Stage:
        return Stage.WAITING

    @property
    def is_open(self) -> bool:
        return True

    def parties(self) -> Parties:
        return frozenset({(self.origin.by, Part.REPORTER)} if self.origin.by else ())


@dataclass(frozen=True, kw_only=True)
class Talk(Record):
    """Something that is not to be recorded unless a manager says so: its history names nobody."""

    kind: ClassVar[str] = "talk"
    prefix: ClassVar[str] = "TK"
    anonymous_history: ClassVar[bool] = True

    words: str = ""
    manager: PersonId | None = MORAG
    reference: str | None = None
    nudged: bool = False

    @property
    def state(self) -> Stage:
        return Stage.WAITING if self.words else Stage.SETTLED

    @property
    def is_open(self) -> bool:
        return bool(self.words)

    @property
    def handler(self) -> PersonId | None:
        return self.manager

    @property
    def lookup(self) -> str | None:
        return self.reference

    def parties(self) -> Parties:
        parts = {(self.origin.by, Part.REPORTER), (self.manager, Part.HANDLER)}
        return frozenset((who, part) for who, part in parts if who)

    def nudges(self) -> Iterable[Series]:
        if self.nudged:
            yield Series(kind="acknowledge_report", to=self.manager, since=self.origin.at)

    def wiped(self) -> Talk:
        """The shell of it."""
        origin = replace(self.origin, by=PersonId(""))
        return self.changed(origin=origin, words="", manager=None, reference=None, nudged=False)


@dataclass(frozen=True, kw_only=True)
class Gone(Record):
    """Shell of an erased record of any kind."""

    kind: ClassVar[str] = "gone"
    prefix: ClassVar[str] = "GN"

    was: str

    @classmethod
    def of(cls, record: Record) -> Gone:
        """The shell of it."""
        return cls(origin=replace(record.origin, by=PersonId("")), version=record.version, was=record.kind)

    @property
    def state(self) -> Stage:
        return Stage.SETTLED

    @property
    def is_open(self) -> bool:
        return False

    def parties(self) -> Parties:
        return frozenset()

    def facts(self) -> Mapping[str, str | int | bool]:
        return {"was": self.was}


KINDS: Mapping[str, type[Record]] = {record.kind: record for record in (Matter, Part2, Talk, Gone)}


def may(person: Person, _: Act, record: Record, people: People, _above: object = ()) -> bool:
    """Anybody with a part in it may do anything with it, as long as they work here."""
    return person.active and person in people and any(who == person.id for who, _ in record.parties())


def told(uow: UnitOfWork, text: str = "it happened", *, by: PersonId = ISLA, **attributes: object) -> Matter:
    """A new matter, kept."""
    matter = Matter(origin=uow.records.begin(Matter, by), text=text).changed(**attributes)
    return uow.records.add(matter, act="told")


def grown(uow: UnitOfWork, parent: RecordId) -> Part2:
    """Save a new child record."""
    return uow.records.add(Part2(origin=uow.records.begin(Part2, ISLA, parent)), act="grown")


def talked(uow: UnitOfWork, words: str = "we talked", *, parent: RecordId | None = None, **attributes: object) -> Talk:
    """A new talk, kept."""
    talk = Talk(origin=uow.records.begin(Talk, ISLA, parent), words=words).changed(**attributes)
    return uow.records.add(talk, act="talked")


def staff() -> tuple[Person, ...]:
    """A reporter, her manager, and somebody else."""
    return (
        Person(id=ISLA, email="isla@example.org", name="Isla Reid", line_manager=MORAG, ids={"slack": "U0ISLA"}),
        Person(id=MORAG, email="morag@example.org", name="Morag Bain", ids={"slack": "U0MORAG"}),
        Person(id=EWAN, email="ewan@example.org", name="Ewan Ross"),
    )
