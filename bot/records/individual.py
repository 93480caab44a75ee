"""The individual: a member of the public whom records point at, so that the name sits in one place
(model.md §2, policy 1.2, 1.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.chat.forms import tidy
from bot.people import PersonId
from bot.records.base import Origin, Record
from bot.records.rights import Allowed, Parties


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


def reference(display: str) -> str | None:
    """The normalised outside reference in what was typed, or None.

    Only something with a digit is a reference; initials are not, for two people share them and
    must never be taken for one.
    """
    plain = re.sub(r"[\W_]+", "", tidy(display)).casefold()
    return plain if any(c.isdigit() for c in plain) else None


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
class Individual(Record):
    """A member of the public."""

    kind: ClassVar[str] = "individual"
    prefix: ClassVar[str] = "IN"
    # The individual is read through the records that point at them, never on their own.
    allowed: ClassVar[Allowed] = {}

    #: Initials or a tenancy reference, as staff typed it.
    display: str
    relationship: Relationship = Relationship.UNKNOWN
    #: Oldest first.
    needs: tuple[Need, ...] = ()

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
    def lookup(self) -> str | None:
        return reference(self.display)

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
