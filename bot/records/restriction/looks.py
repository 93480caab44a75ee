"""Looking at a restriction between its decisions: whether it is still right without a review, and whether the
individual heard that a review is coming (1.8; model.md §6, N22 and N23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.people import PersonId
from bot.records.restriction.parts import ReviewPlan

#: For how many years after it was last looked at the question is put again, if nobody answers it.
YEARS = 10


@dataclass(frozen=True, kw_only=True)
class Look:
    """A member of the management team has looked at one without a review (R-1.8-9): the reason still holds, or
    there is a review from now on."""

    at: datetime
    by: PersonId
    reasons: str
    #: None: it goes on without a review.
    plan: ReviewPlan | None = None

    def missing(self, today: date, latest: date) -> dict[str, str]:
        """A sentence for each thing that is not there. `latest`: the last day for a review."""
        errors = {} if self.reasons else {"reasons": "Please give the reason in words."}
        if self.plan is None:
            return errors
        # A plan without a day would be no review again.
        needed = {} if self.plan.on is not None else {"review_on": "Please choose the day of the review."}
        return errors | self.plan.missing(today, latest) | needed


@dataclass(frozen=True, kw_only=True)
class Announced:
    """Whether the individual heard that a review is coming: recorded, or left out. Both are fine."""

    #: The day of the review.
    of: date
    at: datetime
    by: PersonId
    told: bool
