"""A request to see what is held about one person: a member of the public, or somebody who works here.

Those who keep the records decide piece by piece; somebody else looks a second time before anything goes out. What was
decided holds for the records as they were: one that has changed since is decided again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, Problem, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.base import Origin, Record, RecordId, must_be
from bot.records.days import months_after, within
from bot.records.documents import Document
from bot.records.rights import Act, Allowed, Part, Parties

#: The time to answer in, in months.
MONTHS = 1


class State(StrEnum):
    """State of a request."""

    #: The pieces are being found and decided.
    DECIDING = "deciding"
    #: Somebody else is asked to look at what would go out.
    SECOND_LOOK = "second_look"
    #: It may go out.
    READY = "ready"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"


class Fate(StrEnum):
    """Treatment of a piece."""

    #: All of it, with the names of others.
    KEEP = "keep"
    #: With the names of others masked.
    MASK = "mask"
    # Left out, and why.
    OTHERS = "others_data"
    CONFIDENCE = "confidential"
    PRIVILEGE = "legal_privilege"
    POLICE = "police_matter"


#: What is left out, and listed with its reason.
LEFT_OUT = frozenset({Fate.OTHERS, Fate.CONFIDENCE, Fate.PRIVILEGE, Fate.POLICE})


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One part of one record."""

    record: RecordId
    #: The record's reference and kind, and its version when this was decided.
    ref: str
    kind: str
    version: int
    #: The number of the part in the record as it is drawn.
    number: int
    fate: Fate
    #: Who decided so; None where it is as Harbour proposed.
    by: PersonId | None = None

    @property
    def key(self) -> str:
        """A name of it for a question."""
        return f"piece-{self.number}"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Request for a second look: of whom, since when, and after how many looks."""

    person: PersonId
    at: datetime
    after: int


@dataclass(frozen=True, kw_only=True)
class SecondLook:
    """Opinion of the second person."""

    by: PersonId
    at: datetime
    agrees: bool
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How it ended: handed over, or refused with the reason."""

    by: PersonId
    at: datetime
    on: date
    words: str


@dataclass(frozen=True, kw_only=True)
class SubjectAccess(Record):
    """A request of one person to see what is held about them."""

    kind: ClassVar[str] = "subject_access"
    prefix: ClassVar[str] = "SA"
    allowed: ClassVar[Allowed] = {
        Role.RECORDS_ADMIN: frozenset({Act.READ, Act.RELEASE, Act.RETAIN}),
        Part.SECOND: frozenset({Act.READ, Act.AFFIRM}),
    }

    #: The member of the public whom it is about, in their own words for themself or as they are known here …
    individual: RecordId | None = None
    #: … or the person who works here.
    staff: PersonId | None = None
    received_on: date
    #: How it is known that they are who they say.
    known_by: str
    pieces: tuple[Piece, ...] = ()
    #: True once all records have been looked through for what mentions them.
    is_gathered: bool = False
    #: Who sees to it, and who is asked to look a second time.
    keeper: PersonId
    asked: Asked | None = None
    looks: tuple[SecondLook, ...] = ()
    answered: Answered | None = None
    is_refused: bool = False

    @classmethod
    def received(
        cls,
        origin: Origin,
        *,
        received_on: date,
        known_by: str,
        today: date,
        individual: RecordId | None = None,
        staff: PersonId | None = None,
    ) -> Self:
        """Begin it. Raises Incomplete with what is missing, Forbidden for somebody's own."""
        if staff == origin.by:
            raise Forbidden
        refuse(within(months_after(today, -12), today, received_on=received_on) | lacking(known_by=known_by))
        return cls(
            origin=origin,
            individual=individual,
            staff=staff,
            received_on=received_on,
            known_by=known_by,
            keeper=origin.by,
        )

    # -- deciding ------------------------------------------------------------------------------------------

    def found(self, pieces: Iterable[Piece], *, is_gathered: bool) -> Self:
        """Add the pieces of further records, and take those of a record that has changed as new ones."""
        must_be(self.state, State.DECIDING, State.SECOND_LOOK, State.READY)
        new = tuple(pieces)
        again = {piece.record for piece in new}
        kept = tuple(piece for piece in self.pieces if piece.record not in again)
        changed = self.changed(pieces=(*kept, *new), is_gathered=is_gathered)
        return changed._reopened() if new else changed

    def decides(self, ref: str, fates: Mapping[int, Fate], by: PersonId) -> Self:
        """Decide the pieces of one record. Whoever has looked a second time looks again."""
        must_be(self.state, State.DECIDING, State.SECOND_LOOK, State.READY)
        pieces = tuple(
            replace(piece, fate=fates[piece.number], by=by) if piece.ref == ref and piece.number in fates else piece
            for piece in self.pieces
        )
        return self.changed(pieces=pieces, keeper=by)._reopened()

    def _reopened(self) -> Self:
        return self.changed(asked=None)

    @property
    def deciders(self) -> frozenset[PersonId]:
        """Those who have decided any of it, or began it."""
        return frozenset({self.origin.by, self.keeper, *(piece.by for piece in self.pieces if piece.by is not None)})

    # -- the second look -----------------------------------------------------------------------------------

    def asks(self, second: PersonId | None, by: PersonId, at: datetime) -> Self:
        """Ask somebody else to look at what would go out. Raises Incomplete for anybody who had a part in it."""
        must_be(self.state, State.DECIDING, State.SECOND_LOOK)
        if not self.is_gathered:
            raise Incomplete({"second": Problem.NOT_YET})
        refuse(lacking(second=second))
        assert second is not None  # it would have been refused
        if second in (*self.deciders, by) or second in self.conflicted():
            raise Incomplete({"second": Problem.INVOLVED})
        return self.changed(asked=Asked(person=second, at=at, after=len(self.looks)), keeper=by)

    def looked_at(self, look: SecondLook) -> Self:
        """Add the second look. Raises Forbidden for anybody but who was asked, or who decided any of it."""
        must_be(self.state, State.SECOND_LOOK)
        if look.by != self.second or look.by in self.deciders:
            raise Forbidden
        refuse(lacking(words=look.words or look.agrees))
        looked = self.changed(looks=(*self.looks, look))
        return looked if look.agrees else looked._reopened()

    @property
    def second(self) -> PersonId | None:
        """The person asked to look a second time, or who has looked at it as it is."""
        return self.asked.person if self.asked is not None else None

    @property
    def _agreed(self) -> bool:
        """True if whoever was asked has agreed to it as it is."""
        return self.asked is not None and len(self.looks) > self.asked.after and self.looks[-1].agrees

    # -- its end --------------------------------------------------------------------------------------------

    def handed_out(self, document: Document) -> Self:
        must_be(self.state, State.READY)
        return super().handed_out(document)

    def hand_over(self, answered: Answered, today: date) -> Self:
        """Note that it was handed over, once its file was made."""
        must_be(self.state, State.READY)
        if not self.documents:
            raise Incomplete({"on": Problem.NOT_YET})
        refuse(within(self.received_on, today, on=answered.on) | lacking(words=answered.words))
        return self.changed(answered=answered)

    def refused(self, answered: Answered) -> Self:
        """Note that nothing is handed over, and why."""
        if self.answered is not None:
            raise AlreadyDone
        refuse(lacking(words=answered.words))
        return self.changed(answered=answered, is_refused=True, asked=None)

    # -- what others need to know ----------------------------------------------------------------------------

    @property
    def due(self) -> date:
        """Day by which it has to be answered."""
        return months_after(self.received_on, MONTHS)

    @property
    def state(self) -> State:
        if self.answered is not None:
            return State.REFUSED if self.is_refused else State.HANDED_OVER
        if self._agreed:
            return State.READY
        return State.SECOND_LOOK if self.asked is not None else State.DECIDING

    @property
    def is_open(self) -> bool:
        return self.answered is None

    @property
    def lookup(self) -> str | None:
        return self.individual or self.staff

    def parties(self) -> Parties:
        parties = set[tuple[PersonId, Part]]()
        if self.second is not None:
            parties.add((self.second, Part.SECOND))
        if self.is_open:
            waits = self.second if self.state is State.SECOND_LOOK and self.second is not None else self.keeper
            parties.add((waits, Part.MUST_ACT))
        return frozenset(parties)

    def conflicted(self) -> frozenset[PersonId]:
        return frozenset() if self.staff is None else frozenset({self.staff})

    def facts(self) -> Mapping[str, str | int | bool]:
        left_out = sum(piece.fate in LEFT_OUT for piece in self.pieces)
        return {"staff": self.staff is not None, "pieces": len(self.pieces), "left_out": left_out}

    def nudges(self) -> Iterable[Series]:
        if not self.is_open:
            return
        yield Series(kind="answer_subject_access", to=self.keeper, since=self.due)
        if self.state is State.SECOND_LOOK and self.asked is not None:
            yield Series(kind="look_a_second_time", to=self.second, since=self.asked.at, item=self.asked.person)
