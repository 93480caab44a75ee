"""What an appeal is made of: how it came in, and what was decided and told (1.3, 1.8; model.md §2.3)."""

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
    """How an appeal came in: in any form (R-1.8-7)."""

    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    ADVOCATE = "advocate"
    OTHER = "other"


class Elsewhere(StrEnum):
    """Where what they say stands, if it is not written down here."""

    PASSED_ON = "passed_on"
    WRITTEN = "written"


class Outcome(StrEnum):
    """What is decided on an appeal. Lifting is the first answer offered (R-1.6-2)."""

    LIFT = "lift"
    VARY = "vary"
    UPHOLD = "uphold"
    #: There is no restriction that it could be about.
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Received:
    """How it came in, as whoever recorded it says."""

    #: On any day: there is no time bar (R-1.8-7).
    on: date
    channel: Channel
    #: What it is about, as typed: the reference of a restriction, or of the individual, or what is known.
    about: str
    #: What they say; empty where it stands in what was passed on.
    says: str = ""
    passed_on: bool = False

    def missing(self, today: date) -> dict[str, Problem]:
        """Each thing that is not there. `today`: the day of whoever records it."""
        problems = lacking(about=self.about, says=self.says or self.passed_on)
        return problems | ({"on": Problem.OUTSIDE} if self.on > today else {})


@dataclass(frozen=True, kw_only=True)
class Against:
    """The restriction that it is against, as far as the appeal has to know it."""

    restriction: RecordId
    ref: str
    #: Who can never decide the appeal: who decided or proposed the restriction, and whom it concerns.
    barred: tuple[PersonId, ...] = ()

    @classmethod
    def of(cls, restriction: Restriction) -> Against:
        """As the restriction stands now."""
        lies_with = (restriction.handler,) if restriction.handler is not None else ()
        barred = {*restriction.conflicted(), *appeals.deciders(restriction), *lies_with}
        return cls(restriction=restriction.id, ref=restriction.ref, barred=tuple(sorted(barred)))


@dataclass(frozen=True, kw_only=True)
class StoodAside:
    """Somebody with whom it lay has said that they have a part in the matter."""

    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """That whoever appealed has heard that it arrived."""

    at: datetime
    by: PersonId
    on: date


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided, and why."""

    at: datetime
    by: PersonId
    outcome: Outcome
    reasons: str
    #: What they say, where whoever decides had to write it down.
    says: str = ""
    #: True where the restriction was over already: it is decided whether it was right.
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """That the individual has been told, and whom they can turn to now; or why not (R-1.3-3, R-1.6-4)."""

    at: datetime
    recorded_by: PersonId
    on: date | None = None
    how: str = ""
    by: str = ""
    #: They have heard of the ombudsman.
    ombudsman: bool = False
    not_told_because: str = ""
    #: They have heard when what was varied is looked at again.
    review_explained: bool = False

    def missing(self, today: date, *, since: date, varied: bool = False) -> dict[str, Problem]:
        """`since`: the day on which it was decided. Each thing that is not there."""
        if self.not_told_because:
            return {}
        problems = lacking(told_on=self.on, told_how=self.how, told_by=self.by, heard=self.ombudsman)
        if self.on is not None and not since <= self.on <= today:
            problems["told_on"] = Problem.NOT_AFTER
        if self.ombudsman and varied and not self.review_explained:
            problems["heard"] = Problem.REVIEW_UNSAID
        return problems
