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

#: Missing or invalid answers, by the id of their question.
Missing = dict[str, Problem]

#: The furthest ahead for a review, unless the organisation's settings say otherwise.
LONGEST_REVIEW_MONTHS = 24


def somebody(individual: RecordId | None) -> Missing:
    """Require a known individual."""
    return lacking(individual=individual)


def considered(seen: bool, *, touches: bool) -> Missing:  # noqa: FBT001 - an answer, not a switch
    """Require that a measure affecting their preferred contact was considered (R-1.5-2)."""
    return lacking(channel_considered=seen or not touches)


def limit_stood(measures: tuple[Measure, ...], before: tuple[Measure, ...]) -> Missing:
    """Require that a limit on the complaint process is proposed first: another person decides it (R-1.11-3)."""
    begins = limit_of(measures) is not None and limit_of(before) is None
    return {"measures": Problem.NOT_YET} if begins else {}


def at_once(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Return the measures that can start for safety: a limit on the use of the complaint process cannot."""
    if found := tuple(m for m in measures if m.type is not MeasureType.COMPLAINT_PROCESS):
        return found
    raise Refused("A limit on the use of the complaint process waits for its decision. Nothing changed.")


def can_start_at_once(measures: tuple[Measure, ...]) -> bool:
    """True if any of the measures can start for safety, or if they are not known yet."""
    return not measures or any(m.type is not MeasureType.COMPLAINT_PROCESS for m in measures)


def lighter(measures: tuple[Measure, ...], *, than: tuple[Measure, ...]) -> Missing:
    """Require a lighter measure to differ from the proposal (R-1.6-7). Less of the same is for a person to judge."""
    problems = limit_stood(measures, than)
    if than and set(than) <= set(measures):
        problems["measures"] = Problem.NOT_LIGHTER
    return problems


def decision(made: Decision, today: date, latest: date | None) -> Missing:
    """Require reasons, a plan for the review, and a person to tell the individual (R-1.8-5, R-1.8-8)."""
    plan, telling = made.review or ReviewPlan(), made.telling or TellingPlan()
    return lacking(reasons=made.reasons) | plan.missing(today, latest or latest_review(today)) | telling.missing()


def not_forward(made: Decision) -> Missing:
    """Require reasons, and what is done instead: the person who asked reads both (R-1.13-5)."""
    return lacking(reasons=made.reasons, instead=made.instead)


def protection(made: Protection) -> Missing:
    """Require the reasons why it cannot wait, and why the individual has not been told (model.md §2.3)."""
    return lacking(reasons=made.reasons, not_told_because=made.not_told_because)


def review(made: Review, measures: tuple[Measure, ...], today: date, latest: date | None, *, touches: bool) -> Missing:
    """Require findings, reasons and what follows (R-1.6-2, R-1.8-8). `measures` are the present ones."""
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
    """Require reasons, and for a variation what a review requires as well (R-1.5-1, R-1.6-7, R-1.8-8).

    `member`: a member of the management team decides; nobody else changes a limit on the use of the complaint
    process, except to end it (R-1.11-3).
    """
    if made.outcome is ReviewOutcome.LIFT:
        return lacking(reasons=made.reasons)
    # The appeal has the individual's statement, and its reasons say what has happened since.
    said = replace(made, since_then=made.appeal, individual_says=made.appeal)
    problems = review(said, measures, today, latest, touches=touches)
    changes = limit_of(made.measures) not in (None, limit_of(measures))
    return problems | ({"measures": Problem.UNFIT} if changes and not member else {})


def latest_review(today: date) -> date:
    """Return the last day for a review, if the settings set no other."""
    return months_after(today, LONGEST_REVIEW_MONTHS)
