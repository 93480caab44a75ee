"""The individual: a member of the public. Other records point here, so the name is kept in one place
(model.md §2, policy 1.2, 1.5).
"""

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
    """The individual's relationship to the organisation (R-1.2-1, R-1.2-2)."""

    TENANT = "tenant"
    SERVICE_USER = "service_user"
    STAKEHOLDER = "stakeholder"
    ADVOCATE = "advocate"
    ELECTED = "elected_representative"
    CONTRACTOR = "contractor"
    OTHER = "other"
    UNKNOWN = "unknown"


class Known(StrEnum):
    """State of an individual; there is only one."""

    KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class Need:
    """Needs of an individual, as somebody learnt of them. Nothing is overwritten."""

    at: datetime
    by: PersonId
    #: Help for them in contact with us; the need, never a diagnosis (R-1.5-1).
    adjustments: str = ""
    #: Their preferred contact (R-1.5-2).
    contact_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Name:
    """Another wording for an individual already on record."""

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
    #: Later wordings by others, oldest first.
    names: tuple[Name, ...] = ()
    #: Individuals whom a person has said to be somebody else.
    others: tuple[RecordId, ...] = ()

    @classmethod
    def met(cls, origin: Origin, *, display: str, relationship: Relationship | None) -> Self:
        """Create an individual mentioned for the first time."""
        return cls(origin=origin, display=tidy(display), relationship=relationship or Relationship.UNKNOWN)

    @property
    def state(self) -> Known:
        return Known.KEPT

    @property
    def is_open(self) -> bool:
        return False

    @property
    def said(self) -> Said:
        """All wordings for them, in the form used for comparison."""
        return Said.of(self.display, *(name.words for name in self.names))

    def clues(self) -> frozenset[str]:
        return self.said.clues()

    def parties(self) -> Parties:
        # Nobody plays a part in an individual, who is on nobody's list.
        return frozenset()

    @property
    def adjustments(self) -> str:
        """Help for them, as last noted."""
        return next((need.adjustments for need in reversed(self.needs) if need.adjustments), "")

    @property
    def contact_by(self) -> str:
        """Their preferred contact, as last noted."""
        return next((need.contact_by for need in reversed(self.needs) if need.contact_by), "")

    def as_written_by(self, person: PersonId) -> Self:
        """Return them under this person's latest wording; the wording of others is not shown."""
        own = (name.words for name in reversed((self._first, *self.names)) if name.by == person)
        return self.changed(display=next(own, self.display))

    def named(self, by: PersonId, words: str) -> Self:
        """Add somebody's wording to the earlier ones."""
        name = Name(by=by, words=tidy(words))
        return self if name in (self._first, *self.names) else self.changed(names=(*self.names, name))

    @property
    def _first(self) -> Name:
        return Name(by=self.origin.by, words=self.display)

    def joined(self, other: Individual) -> Self:
        """Add everything known of the other one, who is the same."""
        names = (name for name in (other._first, *other.names) if name not in (self._first, *self.names))
        needs = sorted((*self.needs, *other.needs), key=attrgetter("at"))
        relationship = other.relationship if self.relationship is Relationship.UNKNOWN else self.relationship
        others = tuple(each for each in dict.fromkeys((*self.others, *other.others)) if each != self.id)
        return self.changed(names=(*self.names, *names), needs=tuple(needs), relationship=relationship, others=others)

    def apart_from(self, other: RecordId) -> Self:
        """Note that the other one is somebody else."""
        return self if other in self.others else self.changed(others=(*self.others, other))

    def adjusted(self, by: PersonId, at: datetime, *, adjustments: str, contact_by: str) -> Self:
        """Add what a manager has learnt about their needs to the earlier notes.

        Empty or repeated answers add nothing.
        """
        news = Need(
            at=at,
            by=by,
            adjustments=new if (new := tidy(adjustments)) != self.adjustments else "",
            contact_by=new if (new := tidy(contact_by)) != self.contact_by else "",
        )
        return self.changed(needs=(*self.needs, news)) if news.adjustments or news.contact_by else self
