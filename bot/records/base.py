"""Common base of all records (model.md §2).

A record is a frozen, keyword-only dataclass; a step returns a new one, and refuses what the policy refuses.
The properties here become plain columns in storage, so they reveal nobody's identity and nothing that happened;
people who play a part appear there under pseudonyms.
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
from bot.records.documents import Document
from bot.records.letters import SentLetter
from bot.records.rights import Act, Allowed, Part, Parties

RecordId = NewType("RecordId", str)

#: Author of records that no person made.
HARBOUR = PersonId("harbour")

#: Non-identifying facts of a record, by name.
Facts = Mapping[str, str | int | bool]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Origin of a record: id, reference, time and author; given by the unit of work."""

    id: RecordId
    #: The reference that people use, such as "EC-0042".
    ref: str
    at: datetime
    by: PersonId
    #: The version of the organisation's policy in force (R-1.15-1).
    policy_version: str
    #: The record that led to this one.
    parent: RecordId | None = None


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """A reading by somebody who keeps the records, with the reason (model.md §3)."""

    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """Decision to keep a record beyond its time, with the reason (model.md §8)."""

    by: PersonId
    at: datetime
    reason: str
    #: The day on which it is reviewed again.
    until: date
    #: True for a legal hold, by law or for a case: not erased until somebody says that it has ended.
    hold: bool = False


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record of one kind."""

    #: The kind as storage and the access matrix know it, and the letters that its ref begins with.
    kind: ClassVar[str]
    prefix: ClassVar[str]
    #: Acts allowed to each part and role (model.md §4).
    allowed: ClassVar[Allowed]
    #: True if its history names nobody, so that no trace of anybody remains after erasure (R-1.10.4-2).
    anonymous_history: ClassVar[bool] = False
    #: True if access to it follows from access to its parent (`bot.access`).
    under_parent: ClassVar[bool] = False
    #: True if it is listed on its parent's page.
    listed_below: ClassVar[bool] = False
    #: True if `lookup` is the individual it points at.
    points_at_individual: ClassVar[bool] = False

    origin: Origin
    #: Number of saves; storage compares and sets it.
    version: int = 0
    #: Readings by those who keep the records; erased together with it.
    inspections: tuple[Inspection, ...] = ()
    #: Decisions to keep it beyond its time, oldest first.
    keepings: tuple[Keeping, ...] = ()
    #: Letters sent to the individual about it, oldest first.
    letters: tuple[SentLetter, ...] = ()
    #: Documents of it that were handed out, oldest first.
    documents: tuple[Document, ...] = ()

    @property
    def id(self) -> RecordId:
        """Opaque id."""
        return self.origin.id

    @property
    def ref(self) -> str:
        """Reference, such as "EC-0042"."""
        return self.origin.ref

    @property
    def parent(self) -> RecordId | None:
        """The parent: the record that led to this one."""
        return self.origin.parent

    @property
    def state(self) -> StrEnum:
        """State of the record."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """True if anything may still happen to it."""
        raise NotImplementedError

    @property
    def handler(self) -> PersonId | None:
        """The manager it lies with; None if there is none, or somebody has to be named."""
        return None

    @classmethod
    def stands_alone(cls) -> bool:
        """True if it is reviewed by itself at the end of its time; other records go with their parent (model.md §8)."""
        return Act.RETAIN in cls.allowed.get(Role.RECORDS_ADMIN, frozenset())

    @classmethod
    def periods(cls) -> tuple[str, ...]:
        """Retention settings that may apply to it."""
        return (cls.kind,)

    @property
    def period(self) -> str:
        """The retention setting that applies to it."""
        return self.kind

    @property
    def at_rest(self) -> bool:
        """True if nothing about it is under way, so that it can be erased with its parent."""
        return not self.is_open

    @property
    def needs_naming(self) -> bool:
        """True if it needs a manager and has none: the management team names one."""
        return False

    @property
    def due(self) -> datetime | date | None:
        """Time at which the next step is due, for sorting lists."""
        return None

    @property
    def for_management_team(self) -> bool:
        """True if only a member of the management team may be named for it, and decide."""
        return False

    @property
    def may_be_given_away(self) -> bool:
        """True if the management team may name its handler: nobody is left, or it has waited past its time."""
        return self.needs_naming or self.on_management_list

    def may_be_decided_by(self, person: PersonId, people: People) -> bool:
        """True if a manager may decide about this kind of record at all, given that it lies with them (R-1.8-5)."""
        return not self.for_management_team or person in people.management_team()

    @property
    def on_management_list(self) -> bool:
        """True if it has waited so long that it is on the management team's list."""
        return False

    @property
    def above(self) -> tuple[RecordId, ...]:
        """Records it is kept under: its parent first, then those that name it."""
        return () if self.origin.parent is None else (self.origin.parent,)

    @property
    def lookup(self) -> str | None:
        """Normalised outside reference by which it can be found, through a blind index."""
        return None

    def clues(self) -> frozenset[str]:
        """Other clues by which it can be found; several records may share one."""
        return frozenset()

    def pointing_at(self, individual: RecordId) -> Self:
        """Point it at this individual, whom somebody has identified as the same (`points_at_individual`)."""
        raise NotImplementedError

    def parties(self) -> Parties:
        """People and the parts they play."""
        raise NotImplementedError

    def shown_to(self, role: Role) -> bool:
        """True if what the matrix lets this role read is already open to it."""
        return isinstance(role, Role)

    def conflicted(self) -> frozenset[PersonId]:
        """People who can never decide about it (model.md §3): by default reporter, affected, witness, proposer."""
        barred = {Part.REPORTER, Part.AFFECTED, Part.WITNESS, Part.PROPOSER}
        return frozenset(p for p, part in self.parties() if part in barred)

    def facts(self) -> Facts:
        """Non-identifying facts for the totals; readable with the keys, even after erasure."""
        return {}

    @property
    def came(self) -> tuple[Came, ...]:
        """Outcomes that the reporter may know of; oldest first (R-1.13-5)."""
        return ()

    def nudges(self) -> Iterable[Series]:
        """The series of nudges that follow from its present state."""
        return ()

    def inspected(self, inspection: Inspection) -> Self:
        """Log a reading by somebody who keeps the records. Raises Incomplete without a reason."""
        refuse(lacking(reason=inspection.reason))
        return self.changed(inspections=(*self.inspections, inspection))

    def kept(self, keeping: Keeping) -> Self:
        """Keep it longer, as somebody decided on review. Raises Incomplete without a reason."""
        refuse(lacking(reason=keeping.reason))
        return self.changed(keepings=(*self.keepings, keeping))

    def sent(self, letter: SentLetter) -> Self:
        """Add a letter sent to the individual; a repeat is kept once."""
        known = any((each.which, each.text) == (letter.which, letter.text) for each in self.letters)
        return self if known else self.changed(letters=(*self.letters, letter))

    def handed_out(self, document: Document) -> Self:
        """Add a document of it. Raises Incomplete where a reason is missing."""
        refuse(document.wanted.missing())
        return self.changed(documents=(*self.documents, document))

    @property
    def keeping(self) -> Keeping | None:
        """The latest decision to keep it longer."""
        return self.keepings[-1] if self.keepings else None

    def changed(self, **changes: object) -> Self:
        """Return a copy with these attributes."""
        return replace(self, **changes)  # type: ignore[arg-type]


def must_be(state: StrEnum, *expected: StrEnum) -> None:
    """Refuse a step that does not follow from the record's state."""
    if state not in expected:
        raise InvalidTransition(expected, state)


def not_yet(done: object) -> None:
    """Refuse a step that was already taken."""
    if done is not None:
        raise AlreadyDone
