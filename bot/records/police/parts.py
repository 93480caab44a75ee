"""The parts of a police decision: views, calls, the decision and its results (1.9.4; model.md §2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.people import PersonId


class Opinion(StrEnum):
    """Answers of a member of staff who was asked for their view."""

    WORDS = "words"
    #: They chose not to say: a complete answer.
    RATHER_NOT = "rather_not"
    #: They will tell the manager, who then notes it: no answer yet.
    TELL_MANAGER = "tell_manager"
    #: The manager could not ask them, and says why.
    COULD_NOT_ASK = "could_not_ask"


@dataclass(frozen=True, kw_only=True)
class View:
    """View of one member of staff on telling the police. Never overwritten."""

    of: PersonId
    #: Themselves, or the manager they told.
    by: PersonId
    at: datetime
    opinion: Opinion
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call to the police by a member of staff. Nobody has to ask for it or allow it (R-1.9.4-4)."""

    by: PersonId
    at: datetime
    #: The police's reference, if they gave one.
    reference: str = ""


class Outcome(StrEnum):
    """Outcomes of the decision. Reporting is the policy's normal answer (R-1.9.4-1)."""

    REPORT = "report"
    ALREADY = "already"
    NOT_REPORT = "not_report"


class How(StrEnum):
    """Means by which the police were told."""

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
    #: On other staff who may meet the individual; separate from anybody's views (R-1.9.4-7).
    impact: str
    reasons: str
    #: Day and means of telling the police; None if they were not told, or are still to be told.
    on: date | None = None
    how: How | None = None

    @property
    def reported(self) -> bool:
        """True if the police know, or are to know."""
        return self.outcome is not Outcome.NOT_REPORT

    @property
    def to_be_told(self) -> bool:
        """True if it is decided to tell the police, and that is still to be done."""
        return self.reported and self.how is None


@dataclass(frozen=True, kw_only=True)
class Told:
    """Record of telling the staff concerned of the decision."""

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
    """A later result, in words."""

    at: datetime
    by: PersonId
    words: str


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A decision that was looked at again because of news; kept as it was."""

    decision: Decision
    told: Told | None
    #: The news.
    news: Note
