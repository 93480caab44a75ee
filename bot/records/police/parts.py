"""What a police decision is made of: views, calls, the decision, and what came of it (1.9.4; model.md §2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.people import PersonId


class Opinion(StrEnum):
    """How a member of staff answered when they were asked what they think."""

    WORDS = "words"
    #: They chose not to say: a full answer.
    RATHER_NOT = "rather_not"
    #: They want to say it to the manager, who then notes it: no answer yet.
    TELL_MANAGER = "tell_manager"
    #: The manager could not ask them, and says why.
    COULD_NOT_ASK = "could_not_ask"


@dataclass(frozen=True, kw_only=True)
class View:
    """What one member of staff thinks of telling the police. Nothing is ever written over."""

    of: PersonId
    #: Themselves, or the manager whom they told.
    by: PersonId
    at: datetime
    opinion: Opinion
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """That somebody has called the police. Nobody asks or allows it (R-1.9.4-4)."""

    by: PersonId
    at: datetime
    #: The police's own, where they gave one.
    reference: str = ""


class Outcome(StrEnum):
    """What a manager decided. To report is the policy's normal answer (R-1.9.4-1)."""

    REPORT = "report"
    ALREADY = "already"
    NOT_REPORT = "not_report"


class How(StrEnum):
    """How the police were told."""

    NON_EMERGENCY = "101"
    EMERGENCY = "999"
    ONLINE = "online"
    IN_PERSON = "in_person"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The decision, clearly recorded (R-1.9.4-5)."""

    at: datetime
    by: PersonId
    outcome: Outcome
    #: On other staff who may come into contact with the individual; apart from anybody's views (R-1.9.4-7).
    impact: str
    reasons: str
    #: The day on which the police were told, and how; None where they were not, or are still to be told.
    on: date | None = None
    how: How | None = None

    @property
    def reported(self) -> bool:
        """True if the police know, or are to know."""
        return self.outcome is not Outcome.NOT_REPORT

    @property
    def to_be_told(self) -> bool:
        """True if it is decided that they are told, and that is still to be done."""
        return self.reported and self.how is None


@dataclass(frozen=True, kw_only=True)
class Told:
    """That the staff concerned have been told of the decision."""

    at: datetime
    by: PersonId
    on: date


@dataclass(frozen=True, kw_only=True)
class Reference:
    """The police's reference, or that they gave none."""

    at: datetime
    by: PersonId
    #: Empty: none was given.
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """What came of it later, in words."""

    at: datetime
    by: PersonId
    words: str


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A decision that was looked at again, because of something new. It stays as it was."""

    decision: Decision
    told: Told | None
    #: What was new.
    news: Note
