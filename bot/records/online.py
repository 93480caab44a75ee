"""What may be done about something online, and what came of asking for it to be taken down (1.9.3, 1.14.3).

Where something is missing, each part says so by the id of the field in which it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.errors import Problem, lacking
from bot.people import PersonId
from bot.records.days import a_year_before, within


class ActionType(StrEnum):
    """What may be done (1.9.3, 1.10.5, 1.14.3)."""

    #: Only where a colleague is named (R-1.14.3-8): whether to seek to have the name removed.
    REMOVAL = "removal"
    REPORT = "report"
    BLOCK = "block"
    RESTRICTION = "restriction"
    NOTHING = "nothing"


class Answer(StrEnum):
    """What came of a request to remove it."""

    REMOVED = "removed"
    REFUSED = "refused"
    NO_REPLY = "no_reply"


@dataclass(frozen=True, kw_only=True)
class Request:
    """That a platform, or whoever put it there, is asked to take it down; and what came of it (R-1.9.3-3)."""

    of: str
    by: PersonId
    on: date
    reference: str = ""
    answer: Answer | None = None
    answered_at: datetime | None = None

    def missing(self, today: date) -> dict[str, Problem]:
        """What is still needed. `today` is the manager's local day."""
        return lacking(request_of=self.of) | within(a_year_before(today), today, request_on=self.on)


def sound_choice(types: list[ActionType]) -> dict[str, Problem]:
    """What is still needed of what is chosen: at least one thing, and nothing together with nothing else."""
    if not types:
        return {"actions": Problem.MISSING}
    if ActionType.NOTHING in types and len(types) > 1:
        return {"actions": Problem.BOTH}
    return {}
