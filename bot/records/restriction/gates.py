"""The gates of a restriction: what the policy asks for before each step, by the id of its field (1.5, 1.6, 1.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.errors import Problem, Refused, lacking
from bot.records.base import RecordId
from bot.records.days import months_after
from bot.records.restriction.measures import Measure, MeasureType, limit_of, missing_measures
from bot.records.restriction.parts import (
    Decision,
    Protection,
    Review,
    ReviewOutcome,
    ReviewPlan,
    TellingPlan,
)

#: Each thing that is missing, or wrong, by the id of its question.
Missing = dict[str, Problem]

#: No review lies further ahead, unless the organisation's settings say so.
LONGEST_REVIEW_MONTHS = 24


def somebody(individual: RecordId | None) -> Missing:
    """It is known whom it is about."""
    return lacking(individual=individual)


def considered(seen: bool, *, touches: bool) -> Missing:  # noqa: FBT001 - an answer, not a switch
    """Where a measure touches how they asked to be contacted, that was considered (R-1.5-2)."""
    return lacking(channel_considered=seen or not touches)


def limit_stood(measures: tuple[Measure, ...], before: tuple[Measure, ...]) -> Missing:
    """A limit on the use of the complaint process begins with a proposal: another person decides it (R-1.11-3)."""
    begins = limit_of(measures) is not None and limit_of(before) is None
    return {"measures": Problem.NOT_YET} if begins else {}


def at_once(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """What can start for safety: not a limit on the use of the complaint process, which waits for its decision."""
    if found := tuple(m for m in measures if m.type is not MeasureType.COMPLAINT_PROCESS):
        return found
    raise Refused("A limit on the use of the complaint process waits for its decision. Nothing changed.")


def can_start_at_once(measures: tuple[Measure, ...]) -> bool:
    """True if there is anything that can start for safety, as far as it is known what is proposed."""
    return not measures or any(m.type is not MeasureType.COMPLAINT_PROCESS for m in measures)


def lighter(measures: tuple[Measure, ...], *, than: tuple[Measure, ...]) -> Missing:
    """A lighter measure is another one than was proposed (R-1.6-7). Less of the same is for a person to judge."""
    problems = limit_stood(measures, than)
    if than and set(than) <= set(measures):
        problems["measures"] = Problem.NOT_LIGHTER
    return problems


def decision(made: Decision, today: date, latest: date | None) -> Missing:
    """Reasons, a plan for the review, and who tells the individual (R-1.8-5, R-1.8-8)."""
    plan, telling = made.review or ReviewPlan(), made.telling or TellingPlan()
    return lacking(reasons=made.reasons) | plan.missing(today, latest or latest_review(today)) | telling.missing()


def not_forward(made: Decision) -> Missing:
    """Why not, and what is done instead: what whoever asked will read (R-1.13-5)."""
    return lacking(reasons=made.reasons, instead=made.instead)


def protection(made: Protection) -> Missing:
    """Why it cannot wait, and why the individual has not been told (model.md §2.3)."""
    return lacking(reasons=made.reasons, not_told_because=made.not_told_because)


def review(made: Review, measures: tuple[Measure, ...], today: date, latest: date | None, *, touches: bool) -> Missing:
    """What was looked at, why, and what follows (R-1.6-2, R-1.8-8). `measures`: those that stand so far."""
    problems = lacking(reasons=made.reasons)
    if made.outcome is ReviewOutcome.LIFT:
        # Nothing is managed any more, so nothing has to be weighed.
        return problems
    problems |= (made.plan or ReviewPlan()).missing(today, latest or latest_review(today))
    problems |= lacking(
        since_then=made.since_then,
        individual_says=made.individual_says,
        adjustments=made.adjustments,
        reasons=made.reasons and made.lighter_options,
    )
    if made.outcome is ReviewOutcome.VARY:
        problems |= missing_measures(made.measures) | considered(made.channel_considered, touches=touches)
        problems |= limit_stood(made.measures, measures)
        if set(made.measures) == set(measures):
            problems["measures"] = Problem.SAME
    return problems


def on_appeal(
    made: Review, measures: tuple[Measure, ...], today: date, latest: date | None, *, touches: bool, member: bool
) -> Missing:
    """Reasons; and for what is varied what a review asks as well (R-1.5-1, R-1.6-7, R-1.8-8).

    `member`: a member of the management team decides; nobody else changes a limit on the use of the
    complaint process, besides ending it (R-1.11-3).
    """
    if made.outcome is ReviewOutcome.LIFT:
        return lacking(reasons=made.reasons)
    # What the individual says stands in the appeal, and what has happened since in its reasons.
    said = replace(made, since_then=made.appeal, individual_says=made.appeal)
    problems = review(said, measures, today, latest, touches=touches)
    changes = limit_of(made.measures) not in (None, limit_of(measures))
    return problems | ({"measures": Problem.UNFIT} if changes and not member else {})


def latest_review(today: date) -> date:
    """The last day for a review, where no settings say another."""
    return months_after(today, LONGEST_REVIEW_MONTHS)
