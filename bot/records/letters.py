"""Letters to an individual; one that was sent is kept with the record it is about (policy 1.3, 1.8, 1.13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people import PersonId


class Which(StrEnum):
    """Kinds of letter."""

    DECISION = "decision"
    #: Measures already apply for safety; the decision is to come.
    AT_ONCE = "at_once"
    #: The measures for safety have stopped.
    STOPPED = "stopped"
    REVIEW_OUTCOME = "review_outcome"
    REVIEW_COMING = "review_coming"
    #: The service has ended, and the restriction with it.
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
    """A letter as it was sent; an ombudsman may ask for it."""

    which: Which
    text: str
    #: The person who noted that it was sent, and the time.
    by: PersonId
    at: datetime
