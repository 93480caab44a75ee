"""Facts of a restriction for the totals: times as hours since it was proposed, and which safeguards are on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bot.records.days import hours
from bot.records.restriction.parts import Case, Decision, Fairness, Outcome, Protection, Review, ReviewPlan, Told


def safeguards(
    case: Case, fairness: Fairness, review: ReviewPlan | None, told: Told | None
) -> Mapping[str, str | bool]:
    """Points that a body has to be able to show of every restriction, each with whether it is there."""
    return {
        "evidence": bool(case.evidence and case.behaviour),
        "adjustments": bool(fairness.adjustments),
        "told": told is not None and told.on is not None,
        "review_set": review is not None and review.on is not None,
        "appeal_said": told is not None and told.appeal_explained,
        "training": str(fairness.training or ""),
    }


def times(
    since: datetime,
    decision: Decision | None,
    protection: Protection | None,
    tellings: tuple[Told | None, ...],
    ended: datetime | None,
) -> Mapping[str, int]:
    """Hours until it was decided, began to apply and ended; without those that have not come."""
    decided, began = decision.at if decision is not None else None, _began(decision, protection, tellings)
    ends = {"decided_after": decided, "began_after": began, "ended_after": ended}
    return {name: hours(since, at) for name, at in ends.items() if at is not None}


def _began(
    decision: Decision | None, protection: Protection | None, tellings: tuple[Told | None, ...]
) -> datetime | None:
    if protection is not None:
        return protection.at
    approved = decision is not None and decision.outcome is not Outcome.NOT_APPROVED
    return next((each.at for each in tellings if each is not None), None) if approved else None


def reviews(since: datetime, decision: Decision | None, reviews: tuple[Review, ...]) -> str:
    """Each review of its own, none on appeal: hours, whether it was in time, and what came of it."""
    return ",".join(f"{hours(since, each.at)}:{timing}:{each.outcome}" for each, timing in _timed(decision, reviews))


def _timed(decision: Decision | None, reviews: tuple[Review, ...]) -> Iterator[tuple[Review, str]]:
    plan = decision.review if decision is not None else None
    for each in reviews:
        if not each.appeal:
            yield each, _timing(each.at.date(), plan)
        plan = each.plan or plan


def _timing(on: date, plan: ReviewPlan | None) -> str:
    if plan is None or plan.on is None:
        return "unplanned"
    return "on_time" if on <= plan.on else "late"
