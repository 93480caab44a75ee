"""What is kept of a restriction besides its decisions: that it is shared, suspended, and looked at (1.8, 1.14.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.errors import Problem, lacking
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.restriction.parts import ReviewPlan


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The newest sharing decision."""

    decision: RecordId
    #: The change that it is about.
    change: str
    #: Whether anybody was told; where not, there is nothing to call back.
    with_somebody: bool
    #: Whether the card has reached everybody whom a message can reach.
    delivered: bool


@dataclass(frozen=True, kw_only=True)
class Ended:
    """That its measures apply again, and why."""

    at: datetime
    by: PersonId
    reasons: str
    #: How the individual hears of it, or why they do not (R-1.6-4).
    heard: str

    def missing(self) -> dict[str, Problem]:
        """Each thing that is not there."""
        return lacking(reasons=self.reasons, heard=self.heard)


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """That its measures do not apply while an appeal is heard, and why."""

    at: datetime
    by: PersonId
    reasons: str
    #: How the individual hears of it, or why they do not (R-1.6-4).
    heard: str
    #: The appeal, and its reference.
    appeal: RecordId
    ref: str
    #: True once it was varied on appeal: it ends by itself when the individual has been told (R-1.8-10).
    until_told: bool = False
    ended: Ended | None = None

    def missing(self) -> dict[str, Problem]:
        """Each thing that is not there."""
        return lacking(reasons=self.reasons, heard=self.heard)

    def once_told(self, at: datetime, by: PersonId) -> Suspension:
        """The individual has been told: what was varied on appeal applies now."""
        words = "The individual has been told what was varied on appeal."
        return replace(self, ended=Ended(at=at, by=by, reasons=words, heard=words)) if self.until_told else self


@dataclass(frozen=True, kw_only=True)
class Look:
    """A member of the management team has looked at one without a review (R-1.8-9): the reason still holds, or
    there is a review from now on."""

    at: datetime
    by: PersonId
    reasons: str
    #: None: it goes on without a review.
    plan: ReviewPlan | None = None

    def missing(self, today: date, latest: date) -> dict[str, Problem]:
        """Each thing that is not there. `latest`: the last day for a review."""
        if self.plan is None:
            return lacking(reasons=self.reasons)
        # A plan without a day would be no review again.
        return self.plan.missing(today, latest) | lacking(reasons=self.reasons, review_on=self.plan.on)


@dataclass(frozen=True, kw_only=True)
class Announced:
    """Whether the individual heard that a review is coming: recorded, or left out. Both are fine."""

    #: The day of the review.
    of: date
    at: datetime
    by: PersonId
    told: bool
