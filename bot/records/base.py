"""What every record has in common (model.md §2).

A record is a frozen, keyword-only dataclass; a step makes a new one and refuses what the policy
refuses. What storage keeps in plain columns is what the properties here return: nothing that
tells who anybody is or what happened; who plays a part stands there under another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, NewType, Self

from bot.errors import AlreadyDone, InvalidTransition, lacking, refuse
from bot.nudges import Series
from bot.people import People, PersonId, Role
from bot.records.came import Came
from bot.records.letters import SentLetter
from bot.records.rights import Act, Allowed, Part, Parties

RecordId = NewType("RecordId", str)

#: Who makes what nobody brought.
HARBOUR = PersonId("harbour")

#: Non-identifying facts of a record, by name.
Facts = Mapping[str, str | int | bool]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a record comes from; given by the unit of work."""

    id: RecordId
    #: What people call it, such as "EC-0042".
    ref: str
    at: datetime
    by: PersonId
    #: The version of the organisation's policy in force (R-1.15-1).
    policy_version: str
    #: The record it grew out of.
    parent: RecordId | None = None


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """That somebody who keeps the records has read it, and why (model.md §3)."""

    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """That a record is kept beyond its time, and why (model.md §8)."""

    by: PersonId
    at: datetime
    reason: str
    #: The day on which somebody looks at it again.
    until: date
    #: The law, or a case, asks for it: it is not erased before somebody has said that this has ended.
    hold: bool = False


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record of one kind."""

    #: The kind as storage and the access matrix know it, and the letters that its ref begins with.
    kind: ClassVar[str]
    prefix: ClassVar[str]
    #: Who may do what with it, by what they are to it and by the roles they hold (model.md §4).
    allowed: ClassVar[Allowed]
    #: True where its history names nobody, so that nothing does once it is erased (R-1.10.4-2).
    anonymous_history: ClassVar[bool] = False
    #: True where who may do what with it follows from the record that it grew out of (`bot.access`).
    under_parent: ClassVar[bool] = False
    #: True where it stands as a line on the page of the record that it grew out of.
    listed_below: ClassVar[bool] = False
    #: True where its outside reference is the individual at whom it points (`lookup`).
    points_at_individual: ClassVar[bool] = False

    origin: Origin
    #: Counts the saves; storage compares and sets it.
    version: int = 0
    #: Who has read it to keep the records; kept with it, and gone with it.
    inspections: tuple[Inspection, ...] = ()
    #: For how long it was decided to keep it beyond its time, oldest first.
    keepings: tuple[Keeping, ...] = ()
    #: What the individual was sent about it, oldest first.
    letters: tuple[SentLetter, ...] = ()

    @property
    def id(self) -> RecordId:
        """Its id: opaque."""
        return self.origin.id

    @property
    def ref(self) -> str:
        """Its reference, such as "EC-0042"."""
        return self.origin.ref

    @property
    def parent(self) -> RecordId | None:
        """The record it grew out of."""
        return self.origin.parent

    @property
    def state(self) -> StrEnum:
        """Where it stands."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """True if anything may still happen to it."""
        raise NotImplementedError

    @property
    def handler(self) -> PersonId | None:
        """The one manager with whom it lies; None where there is none, or somebody has to be named."""
        return None

    @classmethod
    def stands_alone(cls) -> bool:
        """True if somebody looks at it once its time is over; others go with what they grew out of (model.md §8)."""
        return Act.RETAIN in cls.allowed.get(Role.RECORDS_ADMIN, frozenset())

    @classmethod
    def periods(cls) -> tuple[str, ...]:
        """The settings of the retention table by which it may be kept."""
        return (cls.kind,)

    @property
    def period(self) -> str:
        """The one by which it is kept."""
        return self.kind

    @property
    def at_rest(self) -> bool:
        """True if nothing of it is under way, so that it can go with the record that it grew out of."""
        return not self.is_open

    @property
    def needs_naming(self) -> bool:
        """True where it should lie with somebody and nobody is left: the management team names one."""
        return False

    @property
    def due(self) -> datetime | date | None:
        """When the next thing is due, for the order of a list."""
        return None

    @property
    def for_management_team(self) -> bool:
        """True if only a member of the management team may be named for it, and decide."""
        return False

    @property
    def may_be_given_away(self) -> bool:
        """True if the management team may name who handles it: nobody is left, or it has waited past its time."""
        return self.needs_naming or self.on_management_list

    def may_be_decided_by(self, person: PersonId, people: People) -> bool:
        """True if a manager may decide about a record of this kind at all, if it lies with them (R-1.8-5)."""
        return not self.for_management_team or person in people.management_team()

    @property
    def on_management_list(self) -> bool:
        """True if it has waited so long that it stands on the management team's list."""
        return False

    @property
    def above(self) -> tuple[RecordId, ...]:
        """Where it is kept under other records: first the one that it belongs to, then those that name it."""
        return () if self.origin.parent is None else (self.origin.parent,)

    @property
    def lookup(self) -> str | None:
        """The normalised outside reference that it can be found by, through a blind index."""
        return None

    def clues(self) -> frozenset[str]:
        """What else it can be found by, through a blind index: several records may have one in common."""
        return frozenset()

    def pointing_at(self, individual: RecordId) -> Self:
        """The same record, about this individual: somebody has said that it is the same (`points_at_individual`)."""
        raise NotImplementedError

    def parties(self) -> Parties:
        """Who plays which part."""
        raise NotImplementedError

    def shown_to(self, role: Role) -> bool:
        """True if what this role may read of it by the matrix is open to the role yet."""
        return isinstance(role, Role)

    def conflicted(self) -> frozenset[PersonId]:
        """Who can never decide about it (model.md §3): by default reporter, affected, witness, proposer."""
        barred = {Part.REPORTER, Part.AFFECTED, Part.WITNESS, Part.PROPOSER}
        return frozenset(p for p, part in self.parties() if part in barred)

    def facts(self) -> Facts:
        """Non-identifying facts for the totals; readable with the keys, also once the record is erased."""
        return {}

    @property
    def came(self) -> tuple[Came, ...]:
        """What has come of it, as far as whoever reported may know; oldest first (R-1.13-5)."""
        return ()

    def nudges(self) -> Iterable[Series]:
        """The series of nudges that run while it stands as it does."""
        return ()

    def inspected(self, inspection: Inspection) -> Self:
        """Somebody reads it to keep the records, for a reason. Raises Incomplete without one."""
        refuse(lacking(reason=inspection.reason))
        return self.changed(inspections=(*self.inspections, inspection))

    def kept(self, keeping: Keeping) -> Self:
        """Somebody has looked at it, and it is kept longer. Raises Incomplete without a reason."""
        refuse(lacking(reason=keeping.reason))
        return self.changed(keepings=(*self.keepings, keeping))

    def sent(self, letter: SentLetter) -> Self:
        """The individual was sent this letter; the same one is kept once."""
        known = any((each.which, each.text) == (letter.which, letter.text) for each in self.letters)
        return self if known else self.changed(letters=(*self.letters, letter))

    @property
    def keeping(self) -> Keeping | None:
        """What was decided last about keeping it."""
        return self.keepings[-1] if self.keepings else None

    def changed(self, **changes: object) -> Self:
        """The same record with these attributes."""
        return replace(self, **changes)  # type: ignore[arg-type]


def must_be(state: StrEnum, *expected: StrEnum) -> None:
    """Refuse a step that does not follow from where the record stands."""
    if state not in expected:
        raise InvalidTransition(expected, state)


def not_yet(done: object) -> None:
    """Refuse a step that has been taken already."""
    if done is not None:
        raise AlreadyDone
