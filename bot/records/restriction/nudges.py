"""Who is reminded of what about a restriction, and until when (model.md §6, N18, N19, N21 to N23)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.nudges import Series
from bot.records.restriction.standing import Standing, State


@dataclass(frozen=True, kw_only=True)
class Nudging(Standing):
    """The nudges that run while it stands as it does."""

    @property
    def _round(self) -> str:
        """Tells the nudges after a question from those before it: each round begins anew."""
        return str(len(self.questions)) if self.questions else ""

    def nudges(self) -> Iterable[Series]:
        yield from self.naming()
        yield from self._still_right()
        if self.stage is State.MORE_ASKED:
            yield Series(kind="answer_question", to=self.asked, since=self.questions[-1].at, item=self._round)
        if self.assigned.to is None:
            return
        if self.stage is State.PROPOSED:
            asked = self.questions[-1].answered_at if self.questions else None
            yield self.waits("decide_restriction", asked or self.origin.at, item=self._round, begun=asked)
        elif self.stage is State.MORE_ASKED:
            yield self.waits("decide_without_answer", self.questions[-1].at, item=self._round)
        yield from self._telling()
        if self.stage is State.ACTIVE and self.due:
            yield self.waits("review_restriction", self.due, item=self.due.isoformat())
            if self.to_announce:
                yield self.waits("announce_review", self.due, item=self.due.isoformat())

    def _still_right(self) -> Iterable[Series]:
        """The management team is asked, with whomever it lies; each year anew, so that silence is not the end (N23)."""
        for day in self.asked_on:
            yield Series(kind="confirm_restriction", to=None, since=day, item=day.isoformat())

    def _telling(self) -> Iterable[Series]:
        """Somebody has to tell the individual, and record it (N19)."""
        if self.protected and self.protection and self.protection.told is None:
            yield self.waits("tell_individual", self.protection.at, item="protective")
        if self.stage is State.APPROVED and self.decision:
            yield self.waits("tell_individual", self.decision.at)
        if self.retell and self.decision and self.stage is State.NOT_APPROVED:
            yield self.waits("tell_individual", self.decision.at, item="stopped")
        elif self.retell and self.has_got_a_review:
            yield self.waits("tell_individual", self._since_when(), item=f"look{len(self.looks)}")
        elif self.retell and self.reviews:
            yield self.waits("tell_individual", self.reviews[-1].at, item=f"review{len(self.reviews)}")
        if self.sharing_due and not self.waits_for_sharing:
            # Where it waits for sharing, the nudge above says so as well.
            yield self.waits("tell_individual", self._changed_at, item=f"share-{self.change}")

    @property
    def _changed_at(self) -> datetime:
        """When the newest change was decided."""
        if self.stage is State.ENDED and self.ended_at is not None:
            return self.ended_at
        if self.protected and self.protection is not None:
            return self.protection.at
        return self._decided_at
