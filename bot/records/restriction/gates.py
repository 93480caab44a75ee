"""The gates of a restriction: what the policy asks for before each step, by the id of its field (1.5, 1.6, 1.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.errors import Incomplete, Refused
from bot.records.base import RecordId
from bot.records.days import months_after
from bot.records.restriction.measures import Measure, MeasureType, limit_of, missing_measures
from bot.records.restriction.parts import (
    CONSIDER,
    WHOM,
    Decision,
    Protection,
    Review,
    ReviewOutcome,
    ReviewPlan,
    TellingPlan,
)

#: A sentence for each thing that is missing.
Missing = dict[str, str]

#: No review lies further ahead, unless the organisation's settings say so.
LONGEST_REVIEW_MONTHS = 24


ONLY_PROPOSED = (
    "A limit on the use of the complaint process is proposed first, and somebody else in the management team decides: "
    "please leave it out here, and propose it."
)
ONLY_MEMBERS = (
    "Only a member of the management team can change the limit on the use of the complaint process: please leave it "
    "as it is, or end it."
)


def passed(missing: Mapping[str, str]) -> None:
    """Refuse the step while anything is missing. Raises Incomplete."""
    if missing:
        raise Incomplete(missing)


def somebody(individual: RecordId | None) -> Missing:
    """It is known whom it is about."""
    return {"individual": WHOM} if individual is None else {}


def considered(seen: bool, *, touches: bool) -> Missing:  # noqa: FBT001 - an answer, not a switch
    """Where a measure touches how they asked to be contacted, that was considered (R-1.5-2)."""
    return {"channel_considered": CONSIDER} if touches and not seen else {}


def limit_stood(measures: tuple[Measure, ...], before: tuple[Measure, ...]) -> Missing:
    """A limit on the use of the complaint process begins with a proposal: another person decides it (R-1.11-3)."""
    begins = limit_of(measures) is not None and limit_of(before) is None
    return {"measures": ONLY_PROPOSED} if begins else {}


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
    errors = limit_stood(measures, than)
    if than and set(than) <= set(measures):
        errors["measures"] = "Please choose a measure that is lighter than the one proposed."
    return errors


def decision(made: Decision, today: date, latest: date | None) -> Missing:
    """Reasons, a plan for the review, and who tells the individual (R-1.8-5, R-1.8-8)."""
    errors = {} if made.reasons else {"reasons": "Please give the reasons for the decision."}
    plan, telling = made.review or ReviewPlan(), made.telling or TellingPlan()
    return errors | plan.missing(today, latest or latest_review(today)) | telling.missing()


def not_forward(made: Decision) -> Missing:
    """Why not, and what is done instead: what whoever asked will read (R-1.13-5)."""
    needed = {
        "reasons": "Please give the reasons: they are what the person who asked will read.",
        "instead": "Please say what is done instead: whoever asked needs something that helps.",
    }
    return {name: ask for name, ask in needed.items() if not getattr(made, name)}


def protection(made: Protection) -> Missing:
    """Why it cannot wait, and why the individual has not been told (model.md §2.3)."""
    errors = {} if made.reasons else {"reasons": "Please say why this cannot wait."}
    if not made.not_told_because:
        errors["not_told_because"] = "Please say why the individual has not been told yet."
    return errors


def review(made: Review, measures: tuple[Measure, ...], today: date, latest: date | None, *, touches: bool) -> Missing:
    """What was looked at, why, and what follows (R-1.6-2, R-1.8-8). `measures`: those that stand so far."""
    needed = {"reasons": "Please give the reasons."}
    if made.outcome is ReviewOutcome.LIFT:
        # Nothing is managed any more, so nothing has to be weighed.
        return {} if made.reasons else needed
    needed |= {
        "since_then": "Please say what has happened since.",
        "individual_says": "Please say what the individual says, or that they were not asked and why.",
        "adjustments": "Please say in words which needs or adjustments you considered.",
        "lighter_options": "Please say why nothing lighter is enough.",
    }
    errors = (made.plan or ReviewPlan()).missing(today, latest or latest_review(today))
    if made.outcome is ReviewOutcome.VARY:
        errors |= missing_measures(made.measures) | considered(made.channel_considered, touches=touches)
        errors |= limit_stood(made.measures, measures)
        if set(made.measures) == set(measures):
            errors["measures"] = "Please change a measure, or choose to continue it."
    return errors | {name: ask for name, ask in needed.items() if not getattr(made, name)}


def on_appeal(
    made: Review, measures: tuple[Measure, ...], today: date, latest: date | None, *, touches: bool, member: bool
) -> Missing:
    """Reasons; and for what is varied what a review asks as well (R-1.5-1, R-1.6-7, R-1.8-8).

    `member`: a member of the management team decides; nobody else changes a limit on the use of the
    complaint process, besides ending it (R-1.11-3).
    """
    errors = {} if made.reasons else {"reasons": "Please give the reasons."}
    if made.outcome is ReviewOutcome.LIFT:
        return errors
    # What the individual says stands in the appeal, and what has happened since in its reasons.
    said = replace(made, since_then=made.appeal, individual_says=made.appeal)
    errors |= review(said, measures, today, latest, touches=touches)
    changes = limit_of(made.measures) not in (None, limit_of(measures))
    return errors | ({"measures": ONLY_MEMBERS} if changes and not member else {})


def latest_review(today: date) -> date:
    """The last day for a review, where no settings say another."""
    return months_after(today, LONGEST_REVIEW_MONTHS)
