"""What may be done about something online, and what came of asking for it to be taken down (1.9.3, 1.14.3).

Where something is missing, each part says so by the id of the field in which it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.people import PersonId
from bot.records.days import a_year_before


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

    def missing(self, today: date) -> dict[str, str]:
        """What is still needed. `today` is the manager's local day."""
        errors = {} if self.of else {"request_of": "Please say who is asked: the platform, the paper, the author."}
        if not a_year_before(today) <= self.on <= today:
            errors["request_on"] = "Please give the day on which it was asked; it cannot be in the future."
        return errors


def sound_choice(types: list[ActionType]) -> dict[str, str]:
    """What is still needed of what is chosen: at least one thing, and nothing together with nothing else."""
    if not types:
        return {"actions": "Please choose what is done, even if it is nothing."}
    if ActionType.NOTHING in types and len(types) > 1:
        return {"actions": "Please choose either nothing or what is done, not both."}
    return {}
