"""A restriction once it is in force: reviewed, varied or lifted, also on appeal, and ended (1.8; model.md §2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.errors import AlreadyDone, Forbidden, Refused, lacking, refuse
from bot.records.base import must_be
from bot.records.restriction import appeals, gates, sharing
from bot.records.restriction.afterwards import Announced, Look
from bot.records.restriction.parts import Review, ReviewOutcome
from bot.records.restriction.record import Restriction, State


def overdue(restriction: Restriction, today: date) -> bool:
    """True if it is past its review: it neither lapses nor is extended; a decision is needed."""
    return restriction.due is not None and restriction.due < today


def reviewed(
    restriction: Restriction, review: Review, today: date, *, latest: date | None = None, touches: bool = False
) -> Restriction:
    """Lift, vary or continue, each with reasons (R-1.8-8). Nothing lapses and nothing renews itself.

    A variation applies once the individual has been told (R-1.8-10). `today` is the decider's local day, `latest`
    the last day for the next review; `touches` is as in `Restriction.approve`.
    """
    must_be(restriction.stage, State.ACTIVE)
    restriction.only_decided_by(review.by)
    refuse(gates.review(review, restriction.case.measures, today, latest, touches=touches))
    done = restriction.changed(reviews=(*restriction.reviews, review), listed=False, retell=True)
    match review.outcome:
        case ReviewOutcome.LIFT:
            return done.changed(stage=State.LIFTED)
        case ReviewOutcome.VARY:
            return _until_told(_varied(done, review), restriction)
        case ReviewOutcome.CONTINUE:
            return done.changed(review=review.plan)


def on_appeal(
    restriction: Restriction,
    review: Review,
    today: date,
    *,
    latest: date | None = None,
    touches: bool = False,
    member: bool = False,
) -> Restriction:
    """Lift or vary it on appeal, whoever decided before (R-1.8-7); the individual is told.

    The caller has checked that the appeal is theirs to decide; `review.appeal` names it. The rest is as in
    `reviewed`: a variation applies once the individual has been told. `member`: they are in the management team
    (R-1.11-3).
    """
    if restriction.stage in (State.PROPOSED, State.MORE_ASKED):
        raise Refused("It is still to be decided. Until then its measures can be suspended, or left as they are.")
    must_be(restriction.stage, State.ACTIVE, State.APPROVED)
    measures = restriction.case.measures
    refuse(gates.on_appeal(review, measures, today, latest, touches=touches, member=member))
    done = restriction.changed(reviews=(*restriction.reviews, review), listed=False)
    if review.outcome is ReviewOutcome.LIFT:
        return done.changed(stage=State.LIFTED, retell=True)
    varied = _varied(done, review)
    if restriction.stage is State.ACTIVE:
        varied = _until_told(varied.changed(retell=True), restriction)
    return appeals.until_told_of_it(varied)


def _varied(restriction: Restriction, review: Review) -> Restriction:
    return restriction.changed(case=replace(restriction.case, measures=review.measures), review=review.plan)


def _until_told(varied: Restriction, before: Restriction) -> Restriction:
    """Keep the earlier measures until the individual has been told."""
    return varied.changed(until_told=before.applies, until_told_as=sharing.applies_as(before))


def end(restriction: Restriction, because: str, at: datetime | None = None) -> Restriction:
    """End it, and its cycle of reviews, because the service to the individual has ended (R-1.8-11)."""
    must_be(restriction.stage, State.ACTIVE, State.APPROVED)
    refuse(lacking(because=because))
    return restriction.changed(stage=State.ENDED, ended_because=because, ended_at=at, listed=False, retell=False)


# -- between them: still right without a review, and whether the individual heard that one is coming -----


def asks_whether_right(restriction: Restriction, today: date) -> bool:
    """True if the management team is asked now whether having no review is still right (R-1.8-9, N23)."""
    return any(day <= today for day in restriction.asked_on[:1])


def looked_at(restriction: Restriction, look: Look, today: date, *, latest: date | None = None) -> Restriction:
    """Record a look by the management team at a restriction without a review (R-1.8-9, N23).

    The caller has checked that the person is a member. If a review is set, the individual is told when (R-1.8-10).
    `today` is the person's local day, `latest` the last day for the review.
    """
    if not restriction.without_review:
        raise AlreadyDone("It has a review, or is not in force. Nothing changed.")
    if look.by in restriction.conflicted():
        raise Forbidden
    refuse(look.missing(today, latest or gates.latest_review(today)))
    looked = restriction.changed(looks=(*restriction.looks, look))
    return looked if look.plan is None else looked.changed(review=look.plan, retell=True)


def announce(restriction: Restriction, announced: Announced) -> Restriction:
    """Note that the individual heard of the coming review, or that this was left out (N22)."""
    must_be(restriction.stage, State.ACTIVE)
    restriction.only_decided_by(announced.by)
    if not restriction.to_announce or announced.of != restriction.due:
        raise AlreadyDone("That has been recorded already, or there is no review on that day. Nothing changed.")
    return restriction.changed(announced=(*restriction.announced, announced))
