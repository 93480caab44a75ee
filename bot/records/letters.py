"""The letters that an individual is sent, and one that was: kept with what it tells of (policy 1.3, 1.8, 1.13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people import PersonId


class Which(StrEnum):
    """Which letter."""

    DECISION = "decision"
    #: Measures apply for safety already; the decision is to come.
    AT_ONCE = "at_once"
    #: What applied for safety has stopped.
    STOPPED = "stopped"
    REVIEW_OUTCOME = "review_outcome"
    REVIEW_COMING = "review_coming"
    #: The service has ended, and with it what was put in place.
    ENDED = "ended"
    APPEAL_OUTCOME = "appeal_outcome"
    #: The sender hears that their correspondence is not acceptable (1.9.2).
    INFORMED = "informed"
    #: The same, and what may follow if it goes on.
    WARNING = "warning"
    #: A warning about a conversation, without a restriction.
    BEHAVIOUR = "behaviour"


@dataclass(frozen=True, kw_only=True)
class SentLetter:
    """A letter as it was sent: an ombudsman may ask for it."""

    which: Which
    text: str
    #: Who noted that it was sent, and when.
    by: PersonId
    at: datetime
