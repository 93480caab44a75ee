"""What an appeal does to a restriction: it may be suspended until the appeal is decided (1.8; model.md §2.3).

A restriction stays as it is until whoever decides the appeal suspends it; nobody else does, and nobody
else ends that. Its reviews go on all the while.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from bot.errors import AlreadyDone, Incomplete, Refused
from bot.people import PersonId
from bot.records.assignment import Assigned
from bot.records.base import RecordId
from bot.records.restriction.measures import Measure


class Shown(StrEnum):
    """How a restriction is shown, whatever its stage."""

    SUSPENDED = "suspended"


@dataclass(frozen=True, kw_only=True)
class Ended:
    """That its measures apply again, and why."""

    at: datetime
    by: PersonId
    reasons: str
    #: How the individual hears of it, or why they do not (R-1.6-4).
    heard: str


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """That its measures do not apply while an appeal is heard, and why."""

    at: datetime
    by: PersonId
    reasons: str
    #: How the individual hears of it, or why they do not (R-1.6-4).
    heard: str
    #: The appeal, and its reference.
    appeal: RecordId
    ref: str
    #: True once it was varied on appeal: it ends by itself when the individual has been told (R-1.8-10).
    until_told: bool = False
    ended: Ended | None = None

    def missing(self) -> dict[str, str]:
        """A sentence for each thing that is not there."""
        return _missing(self.reasons, self.heard)


def _missing(reasons: str, heard: str) -> dict[str, str]:
    errors = {} if reasons else {"reasons": "Please give the reasons."}
    if not heard:
        errors["heard"] = "Please say how the individual hears of it, or why they do not."
    return errors


@dataclass(frozen=True, kw_only=True)
class Contested(Assigned):
    """A record that an appeal can be made against."""

    #: Oldest first; at most the last one runs.
    suspensions: tuple[Suspension, ...] = ()
    #: With whom the appeals lie that are open: they read it, and the original decider's part in it.
    appeals_with: tuple[PersonId, ...] = ()

    # -- what the record itself says -----------------------------------------------------------------

    @property
    def applies(self) -> tuple[Measure, ...]:
        """What applies at this moment, unless it is suspended."""
        raise NotImplementedError

    @property
    def over(self) -> bool:
        """Whether it applies no longer, for good."""
        raise NotImplementedError

    # -- appeals ---------------------------------------------------------------------------------------

    @property
    def suspension(self) -> Suspension | None:
        """The suspension that runs, if one does."""
        last = self.suspensions[-1] if self.suspensions and not self.over else None
        return last if last is not None and last.ended is None else None

    @property
    def measures_now(self) -> tuple[Measure, ...]:
        """What applies at this moment; nothing while it is suspended."""
        return () if self.suspension is not None else self.applies

    @property
    def in_force(self) -> bool:
        """Whether the measures apply now."""
        return bool(self.measures_now)

    def appeals_lie_with(self, people: tuple[PersonId, ...]) -> Self:
        """The appeals against it that are open lie with these from now on."""
        return self.changed(appeals_with=people)

    def suspend(self, suspension: Suspension) -> Self:
        """Its measures do not apply until the appeal is decided. Only whoever decides the appeal gets here."""
        if self.suspension is not None:
            raise AlreadyDone("It is suspended already. Nothing changed.")
        if not self.applies:
            raise Refused("None of its measures applies now, so there is nothing to suspend.")
        if errors := suspension.missing():
            raise Incomplete(errors)
        return self.changed(suspensions=(*self.suspensions, suspension))

    def resume(self, appeal: RecordId, ended: Ended) -> Self:
        """Its measures apply again. Only whoever decides the same appeal gets here."""
        running = self.suspension
        if running is None or running.appeal != appeal:
            raise AlreadyDone("It is not suspended because of this appeal. Nothing changed.")
        if errors := _missing(ended.reasons, ended.heard):
            raise Incomplete(errors)
        return self._instead(replace(running, ended=ended))

    def until_told_of_it(self) -> Self:
        """It was varied on appeal: a suspension ends once the individual has been told of that."""
        running = self.suspension
        return self if running is None else self._instead(replace(running, until_told=True))

    def told_of_it(self, at: datetime, by: PersonId) -> Self:
        """The individual has been told: what was varied on appeal applies now."""
        running = self.suspension
        if running is None or not running.until_told:
            return self
        words = "The individual has been told what was varied on appeal."
        return self._instead(replace(running, ended=Ended(at=at, by=by, reasons=words, heard=words)))

    def _instead(self, last: Suspension) -> Self:
        return self.changed(suspensions=(*self.suspensions[:-1], last))
