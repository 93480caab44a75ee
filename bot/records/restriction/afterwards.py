"""Events in the life of a restriction besides its decisions: sharing, suspensions, looks (1.8, 1.14.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.errors import Problem, lacking
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.restriction.parts import ReviewPlan


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The latest sharing decision."""

    decision: RecordId
    #: The change it is about.
    change: str
    #: True if anybody was told; otherwise there is nothing to call back.
    with_somebody: bool
    #: True if the card has reached everybody whom a message can reach.
    delivered: bool


@dataclass(frozen=True, kw_only=True)
class Ended:
    """End of a suspension, with its reasons: the measures apply again."""

    at: datetime
    by: PersonId
    reasons: str
    #: Means by which the individual hears of it, or why they do not (R-1.6-4).
    heard: str

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers."""
        return lacking(reasons=self.reasons, heard=self.heard)


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """Suspension of the measures while an appeal is heard, with its reasons."""

    at: datetime
    by: PersonId
    reasons: str
    #: Means by which the individual hears of it, or why they do not (R-1.6-4).
    heard: str
    #: The appeal, and its reference.
    appeal: RecordId
    ref: str
    #: True once it was varied on appeal: the suspension ends when the individual has been told (R-1.8-10).
    until_told: bool = False
    ended: Ended | None = None

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers."""
        return lacking(reasons=self.reasons, heard=self.heard)

    def once_told(self, at: datetime, by: PersonId) -> Suspension:
        """End it if it waited for the individual to be told of a variation on appeal."""
        words = "The individual has been told what was varied on appeal."
        return replace(self, ended=Ended(at=at, by=by, reasons=words, heard=words)) if self.until_told else self


@dataclass(frozen=True, kw_only=True)
class Look:
    """A member of the management team has looked at one without a review (R-1.8-9): the reason still holds, or
    there is a review from now on."""

    at: datetime
    by: PersonId
    reasons: str
    #: None: it continues without a review.
    plan: ReviewPlan | None = None

    def missing(self, today: date, latest: date) -> dict[str, Problem]:
        """Return the missing or invalid answers. `latest` is the last day for a review."""
        if self.plan is None:
            return lacking(reasons=self.reasons)
        # A plan without a day would be no review again.
        return self.plan.missing(today, latest) | lacking(reasons=self.reasons, review_on=self.plan.on)


@dataclass(frozen=True, kw_only=True)
class Announced:
    """Note on announcing a review: the individual was told, or it was left out. Both are fine."""

    #: The day of the review.
    of: date
    at: datetime
    by: PersonId
    told: bool
