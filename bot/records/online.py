"""Actions on something online, and requests to have it taken down (1.9.3, 1.14.3).

Each part reports what is missing by the id of its field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.errors import Problem, lacking
from bot.people import PersonId
from bot.records.days import a_year_before, within


class ActionType(StrEnum):
    """Possible actions (1.9.3, 1.10.5, 1.14.3)."""

    #: Only if a colleague is named (R-1.14.3-8): a decision on seeking to have the name removed.
    REMOVAL = "removal"
    REPORT = "report"
    BLOCK = "block"
    RESTRICTION = "restriction"
    NOTHING = "nothing"


class Answer(StrEnum):
    """Answer to a request for removal."""

    REMOVED = "removed"
    REFUSED = "refused"
    NO_REPLY = "no_reply"


@dataclass(frozen=True, kw_only=True)
class Request:
    """Request to a platform, or to the author, to take it down, and the answer (R-1.9.3-3)."""

    of: str
    by: PersonId
    on: date
    reference: str = ""
    answer: Answer | None = None
    answered_at: datetime | None = None

    def missing(self, today: date) -> dict[str, Problem]:
        """Return the missing or invalid answers. `today` is the manager's local day."""
        return lacking(request_of=self.of) | within(a_year_before(today), today, request_on=self.on)


def sound_choice(types: list[ActionType]) -> dict[str, Problem]:
    """Return the problems of a choice: it has at least one action, and "nothing" only by itself."""
    if not types:
        return {"actions": Problem.MISSING}
    if ActionType.NOTHING in types and len(types) > 1:
        return {"actions": Problem.BOTH}
    return {}
