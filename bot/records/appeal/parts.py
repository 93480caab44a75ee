"""The parts of an appeal: receipt, acknowledgement, decision, telling the individual (1.3, 1.8; model.md §2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.errors import Problem, lacking
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.restriction import appeals
from bot.records.restriction.record import Restriction


class Channel(StrEnum):
    """Form in which an appeal arrived; any is accepted (R-1.8-7)."""

    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    ADVOCATE = "advocate"
    OTHER = "other"


class Elsewhere(StrEnum):
    """Place of the individual's statement: written here, or in the papers passed on."""

    PASSED_ON = "passed_on"
    WRITTEN = "written"


class Outcome(StrEnum):
    """Outcomes of an appeal; lifting is offered first (R-1.6-2)."""

    LIFT = "lift"
    VARY = "vary"
    UPHOLD = "uphold"
    #: There is no restriction that it could be about.
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Received:
    """Receipt of an appeal, as a member of staff recorded it."""

    #: On any day: there is no time bar (R-1.8-7).
    on: date
    channel: Channel
    #: Subject as typed: the reference of a restriction or individual, or whatever is known.
    about: str
    #: Their statement; empty if it is in the papers passed on.
    says: str = ""
    passed_on: bool = False

    def missing(self, today: date) -> dict[str, Problem]:
        """Return the missing or invalid answers. `today` is the recorder's local day."""
        problems = lacking(about=self.about, says=self.says or self.passed_on)
        return problems | ({"on": Problem.OUTSIDE} if self.on > today else {})


@dataclass(frozen=True, kw_only=True)
class Against:
    """The restriction appealed against, as far as the appeal has to know it."""

    restriction: RecordId
    ref: str
    #: People who can never decide the appeal: deciders and proposers of the restriction, and those it concerns.
    barred: tuple[PersonId, ...] = ()

    @classmethod
    def of(cls, restriction: Restriction) -> Against:
        """Take the details from the restriction's current state."""
        lies_with = (restriction.handler,) if restriction.handler is not None else ()
        barred = {*restriction.conflicted(), *appeals.deciders(restriction), *lies_with}
        return cls(restriction=restriction.id, ref=restriction.ref, barred=tuple(sorted(barred)))


@dataclass(frozen=True, kw_only=True)
class StoodAside:
    """A handler's statement that they have a part in the matter."""

    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """Confirmation to the appellant that the appeal arrived."""

    at: datetime
    by: PersonId
    on: date


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Decision on an appeal, with its reasons."""

    at: datetime
    by: PersonId
    outcome: Outcome
    reasons: str
    #: Their statement, if the decider had to write it down.
    says: str = ""
    #: True if the restriction was already over; the decision is then whether it was right.
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """Record of telling the individual the outcome and where to turn next, or of why not (R-1.3-3, R-1.6-4)."""

    at: datetime
    recorded_by: PersonId
    on: date | None = None
    how: str = ""
    by: str = ""
    #: True if they were told about the ombudsman.
    ombudsman: bool = False
    not_told_because: str = ""
    #: True if they were told when the varied restriction will be reviewed.
    review_explained: bool = False

    def missing(self, today: date, *, since: date, varied: bool = False) -> dict[str, Problem]:
        """Return the missing or invalid answers. `since` is the day of the decision."""
        if self.not_told_because:
            return {}
        problems = lacking(told_on=self.on, told_how=self.how, told_by=self.by, heard=self.ombudsman)
        if self.on is not None and not since <= self.on <= today:
            problems["told_on"] = Problem.NOT_AFTER
        if self.ombudsman and varied and not self.review_explained:
            problems["heard"] = Problem.REVIEW_UNSAID
        return problems
