"""A restriction until it is decided: suggested or proposed, prepared by its decider, and asked about (1.6, 1.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import Forbidden, Refused, lacking, refuse
from bot.people import PersonId
from bot.records.assignment import Assignment
from bot.records.base import Origin, RecordId, must_be
from bot.records.restriction.measures import limit_of
from bot.records.restriction.parts import Case, Fairness, Question
from bot.records.restriction.record import Restriction, State


def propose(
    origin: Origin,
    *,
    individual: RecordId | None,
    decider: PersonId | None,
    suggested: bool,
    targets: tuple[PersonId, ...] = (),
    witnesses: tuple[PersonId, ...] = (),
    not_to: PersonId | None = None,
    barred: tuple[PersonId, ...] = (),
    wish: str = "",
    report_ref: str = "",
    case: Case | None = None,
    fairness: Fairness | None = None,
) -> Restriction:
    """Suggest it as staff, or propose it as a manager, who then gives measures, reasons and fairness in full.

    A manager who was not involved may also decide what they bring: it then lies with them (R-1.8-5).
    """
    own = not suggested and decider == origin.by
    proposal = Restriction(
        origin=origin,
        individual=individual,
        assigned=Assignment(to=decider, since=origin.at),
        suggested=suggested,
        own=own,
        targets=targets,
        witnesses=witnesses,
        not_to=not_to,
        barred=barred,
        wish=wish,
        report_ref=report_ref,
        case=case or Case(),
        fairness=fairness or Fairness(),
    )
    if limit_of(proposal.case.measures) is not None:
        proposal = proposal.changed(limit_by=(origin.by,))
    if decider is not None and decider in proposal.conflicted():
        raise Refused("Nobody decides about what concerns them, or about what somebody else is to decide.")
    if not (suggested or own):
        refuse(proposal.case.missing() | proposal.fairness.missing())
    return proposal


def prepared(
    restriction: Restriction,
    *,
    case: Case | None = None,
    fairness: Fairness | None = None,
    individual: RecordId | None = None,
    by: PersonId | None = None,
) -> Restriction:
    """Keep what the decider has filled in or corrected so far, at every step.

    `by` is the person who does so. Adding a limit on the use of the complaint process makes them its proposer, who
    no longer decides (R-1.11-3). Raises Forbidden if a limit is added and `by` is None.
    """
    must_be(restriction.stage, State.PROPOSED, State.MORE_ASKED)
    prepared = restriction.changed(
        case=case or restriction.case,
        fairness=fairness or restriction.fairness,
        individual=individual or restriction.individual,
    )
    if limit_of(prepared.case.measures) is None or limit_of(restriction.case.measures) is not None:
        return prepared
    if by is None:
        raise Forbidden
    return prepared.changed(limit_by=(*restriction.limit_by, by))


def proposer(restriction: Restriction) -> PersonId:
    """Return the person who speaks for the proposal now: its author, or whoever added the limit."""
    limited = restriction.limit_by and restriction.for_management_team
    return restriction.limit_by[-1] if limited else restriction.origin.by


def hear_what_came(restriction: Restriction) -> tuple[PersonId, ...]:
    """Return the people who asked for something, and hear its outcome (R-1.13-5)."""
    return tuple(dict.fromkeys((restriction.origin.by, *restriction.limit_by)))


def ask_more(restriction: Restriction, by: PersonId, at: datetime, text: str) -> Restriction:
    """Ask the proposer for more."""
    must_be(restriction.stage, State.PROPOSED)
    restriction.only_decided_by(by)
    refuse(lacking(question=text))
    question = Question(at=at, by=by, text=text, of=proposer(restriction))
    return restriction.changed(stage=State.MORE_ASKED, questions=(*restriction.questions, question))


def answer(restriction: Restriction, at: datetime, text: str) -> Restriction:
    """Answer the latest question."""
    must_be(restriction.stage, State.MORE_ASKED)
    refuse(lacking(answer=text))
    answered = replace(restriction.questions[-1], answered_at=at, answer=text)
    return restriction.changed(stage=State.PROPOSED, questions=(*restriction.questions[:-1], answered))
