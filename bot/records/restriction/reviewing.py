"""A restriction once it is in force: reviewed, varied or lifted, also on appeal, and ended (1.8; model.md §2.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, Refused
from bot.records.base import must_be
from bot.records.restriction import gates
from bot.records.restriction.looks import Announced, Look
from bot.records.restriction.nudges import Nudging
from bot.records.restriction.parts import Review, ReviewOutcome
from bot.records.restriction.standing import Standing, State


@dataclass(frozen=True, kw_only=True)
class Reviewed(Nudging):
    """What a review, an appeal and the end of the service do to it."""

    def reviewed(self, review: Review, today: date, *, latest: date | None = None, touches: bool = False) -> Self:
        """Lift, vary or continue, each with reasons (R-1.8-8). Nothing lapses and nothing rolls on.

        What is varied applies once the individual has been told (R-1.8-10). `today`: the decider's own
        day. `latest`: the last day for the next review. `touches`: as in `approve`.
        """
        must_be(self.stage, State.ACTIVE)
        self._may_decide(review.by)
        gates.passed(gates.review(review, self.case.measures, today, latest, touches=touches))
        done = self.changed(reviews=(*self.reviews, review), listed=False)
        match review.outcome:
            case ReviewOutcome.LIFT:
                return done.changed(stage=State.LIFTED, retell=True)
            case ReviewOutcome.VARY:
                case = replace(self.case, measures=review.measures)
                return done.changed(case=case, review=review.plan, retell=True)._until_told_of_it_as(self)
            case ReviewOutcome.CONTINUE:
                return done.changed(review=review.plan, retell=True)

    def on_appeal(
        self,
        review: Review,
        today: date,
        *,
        latest: date | None = None,
        touches: bool = False,
        member: bool = False,
    ) -> Self:
        """Lifted or varied by whoever decides an appeal, whoever decided before (R-1.8-7); the individual is told.

        The caller has seen that the appeal is theirs to decide; `review.appeal` names it. The rest is as in
        `reviewed`: what is varied applies once the individual has been told. `member`: whether they are a member
        of the management team (R-1.11-3).
        """
        if self.stage in (State.PROPOSED, State.MORE_ASKED):
            raise Refused("It is still to be decided. Until then its measures can be suspended, or left as they are.")
        must_be(self.stage, State.ACTIVE, State.APPROVED)
        gates.passed(gates.on_appeal(review, self.case.measures, today, latest, touches=touches, member=member))
        done = self.changed(reviews=(*self.reviews, review), listed=False)
        if review.outcome is ReviewOutcome.LIFT:
            return done.changed(stage=State.LIFTED, retell=True)
        varied = done.changed(case=replace(self.case, measures=review.measures), review=review.plan)
        if self.stage is State.ACTIVE:
            varied = varied.changed(retell=True)._until_told_of_it_as(self)
        return varied.until_told_of_it()

    def _until_told_of_it_as(self, before: Standing) -> Self:
        """What applied before goes on until the individual has been told."""
        return self.changed(until_told=before.applies, until_told_as=before.applies_as)

    def looked_at(self, look: Look, today: date, *, latest: date | None = None) -> Self:
        """A member of the management team has looked whether it is still right without a review (R-1.8-9, N23).

        The caller has seen that they are one. Where it has a review from now on, the individual is told when
        (R-1.8-10). `today`: their own day. `latest`: the last day for the review.
        """
        if not self.without_review:
            raise AlreadyDone("It has a review, or is not in force. Nothing changed.")
        if look.by in self.conflicted():
            raise Forbidden
        gates.passed(look.missing(today, latest or gates.latest_review(today)))
        looked = self.changed(looks=(*self.looks, look))
        return looked if look.plan is None else looked.changed(review=look.plan, retell=True)

    def announce(self, announced: Announced) -> Self:
        """It is recorded, or left out, that the individual heard of the coming review (N22)."""
        must_be(self.stage, State.ACTIVE)
        self._may_decide(announced.by)
        if not self.to_announce or announced.of != self.due:
            raise AlreadyDone("That has been recorded already, or there is no review on that day. Nothing changed.")
        return self.changed(announced=(*self.announced, announced))

    def end(self, because: str, at: datetime | None = None) -> Self:
        """The service to the individual has ended, and with it the cycle of reviews (R-1.8-11)."""
        must_be(self.stage, State.ACTIVE, State.APPROVED)
        if not because:
            raise Incomplete({"because": "Please say why the service has ended."})
        return self.changed(stage=State.ENDED, ended_because=because, ended_at=at, listed=False, retell=False)
