"""The individual: a member of the public whom records point at, so that the name sits in one place
(model.md §2, policy 1.2, 1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import ClassVar, Self

from bot.chat.forms import tidy
from bot.people import PersonId
from bot.records.base import Origin, Record, RecordId
from bot.records.rights import Allowed, Parties
from bot.records.said import Said


class Relationship(StrEnum):
    """How the individual engages with the organisation (R-1.2-1, R-1.2-2)."""

    TENANT = "tenant"
    SERVICE_USER = "service_user"
    STAKEHOLDER = "stakeholder"
    ADVOCATE = "advocate"
    ELECTED = "elected_representative"
    CONTRACTOR = "contractor"
    OTHER = "other"
    UNKNOWN = "unknown"


class Known(StrEnum):
    """Whether anything is kept about the individual still."""

    KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class Need:
    """What somebody has learnt of an individual's needs, and when. Nothing is written over."""

    at: datetime
    by: PersonId
    #: What helps them to be in contact with us; the need, never a diagnosis (R-1.5-1).
    adjustments: str = ""
    #: How they asked to be contacted (R-1.5-2).
    contact_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Name:
    """What somebody wrote of an individual whom records knew already."""

    by: PersonId
    words: str


@dataclass(frozen=True, kw_only=True)
class Individual(Record):
    """A member of the public."""

    kind: ClassVar[str] = "individual"
    prefix: ClassVar[str] = "IN"
    # The individual is read through the records that point at them, never on their own.
    allowed: ClassVar[Allowed] = {}

    #: Initials, a reference or an address, as staff typed it first.
    display: str
    relationship: Relationship = Relationship.UNKNOWN
    #: Oldest first.
    needs: tuple[Need, ...] = ()
    #: What others wrote since, oldest first.
    names: tuple[Name, ...] = ()
    #: Who is somebody else, as a person has said.
    others: tuple[RecordId, ...] = ()

    @classmethod
    def met(cls, origin: Origin, *, display: str, relationship: Relationship | None) -> Self:
        """Somebody mentioned for the first time."""
        return cls(origin=origin, display=tidy(display), relationship=relationship or Relationship.UNKNOWN)

    @property
    def state(self) -> Known:
        return Known.KEPT

    @property
    def is_open(self) -> bool:
        return False

    @property
    def said(self) -> Said:
        """All that was written of them, as it is compared."""
        return Said.of(self.display, *(name.words for name in self.names))

    def clues(self) -> frozenset[str]:
        return self.said.clues()

    def parties(self) -> Parties:
        # Nobody has a part in somebody: the individual stands on nobody's list.
        return frozenset()

    @property
    def adjustments(self) -> str:
        """What helps them, as it was noted last."""
        return next((need.adjustments for need in reversed(self.needs) if need.adjustments), "")

    @property
    def contact_by(self) -> str:
        """How they asked to be contacted, as it was noted last."""
        return next((need.contact_by for need in reversed(self.needs) if need.contact_by), "")

    def as_written_by(self, person: PersonId) -> Self:
        """As this person wrote of them last: what others wrote is theirs to tell."""
        own = (name.words for name in reversed((self._first, *self.names)) if name.by == person)
        return self.changed(display=next(own, self.display))

    def named(self, by: PersonId, words: str) -> Self:
        """With what somebody wrote of them, beside what was written before."""
        name = Name(by=by, words=tidy(words))
        return self if name in (self._first, *self.names) else self.changed(names=(*self.names, name))

    @property
    def _first(self) -> Name:
        return Name(by=self.origin.by, words=self.display)

    def joined(self, other: Individual) -> Self:
        """With all that is known of the other one, who is the same."""
        names = (name for name in (other._first, *other.names) if name not in (self._first, *self.names))
        needs = sorted((*self.needs, *other.needs), key=attrgetter("at"))
        relationship = other.relationship if self.relationship is Relationship.UNKNOWN else self.relationship
        others = tuple(each for each in dict.fromkeys((*self.others, *other.others)) if each != self.id)
        return self.changed(names=(*self.names, *names), needs=tuple(needs), relationship=relationship, others=others)

    def apart_from(self, other: RecordId) -> Self:
        """Knowing that the other one is somebody else."""
        return self if other in self.others else self.changed(others=(*self.others, other))

    def adjusted(self, by: PersonId, at: datetime, *, adjustments: str, contact_by: str) -> Self:
        """With what a manager has learnt about their needs, beside what was noted before.

        What is empty or noted already adds nothing.
        """
        news = Need(
            at=at,
            by=by,
            adjustments=new if (new := tidy(adjustments)) != self.adjustments else "",
            contact_by=new if (new := tidy(contact_by)) != self.contact_by else "",
        )
        return self.changed(needs=(*self.needs, news)) if news.adjustments or news.contact_by else self
