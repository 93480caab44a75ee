"""Examples of a limit on the use of the complaint process, and of a restriction between its decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.chat.cards import Card
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.nudges import Lane
from bot.people import PersonId
from bot.records.restriction import proposing, reviews
from bot.records.restriction.afterwards import Announced, Look
from bot.records.restriction.measures import Measure, MeasureType
from bot.records.restriction.parts import Answer, ReviewPlan
from bot.records.restriction.record import Restriction
from bot.views import lines
from bot.views.appeal import forms as appeal_forms
from bot.views.appeal import samples as appeal_records
from bot.views.context import Context
from bot.views.examples import people
from bot.views.examples.people import AILSA, EWAN, MORAG, NOW, TODAY
from bot.views.restriction import fields
from bot.views.restriction import looks as restriction_looks
from bot.views.restriction import reading as views
from bot.views.restriction import review as restriction_review
from bot.views.restriction import steps as restriction_steps
from bot.views.restriction.examples import states as examples

LIMIT = Measure(
    type=MeasureType.COMPLAINT_PROCESS,
    detail="One complaint about the fence at a time; anything new can be complained about at once.",
    exceptional="The same complaint was sent to nine colleagues a day, each time with a threat.",
)
CASE = replace(examples.CASE, measures=(examples.EMAIL_ONLY, LIMIT))
_MONTH = timedelta(days=31)


def proposed(decider: PersonId | None = AILSA) -> Restriction:
    """Proposal that Morag made of Isla's suggestion, for the management team to decide."""
    filled = proposing.prepared(examples.suggested(), case=CASE, fairness=examples.FAIRNESS, by=MORAG)
    return filled.moved(decider, NOW)


def approved() -> Restriction:
    """Approved by a member of the management team."""
    return proposed().approve(replace(examples.APPROVAL, by=AILSA), TODAY)


def active() -> Restriction:
    """In force."""
    return examples.shared(approved()).tell(examples.TOLD, TODAY)


def unreviewed() -> Restriction:
    """In force without a review."""
    return examples.shared(examples.lighter()).tell(examples.TOLD, TODAY)


def looked(plan: ReviewPlan | None = None) -> Restriction:
    """Restriction without a review, after a member of the management team looked at it."""
    look = Look(at=NOW, by=AILSA, reasons="He has been seen at the office with a knife since.", plan=plan)
    return reviews.looked_at(unreviewed(), look, TODAY)


def coming(*, told: bool | None = None) -> Restriction:
    """Restriction with a review in two weeks; the individual was told of it, or was not."""
    record = examples.active().changed(review=replace(examples.PLAN, on=TODAY + timedelta(days=14)))
    if told is None or record.due is None:
        return record
    return reviews.announce(record, Announced(of=record.due, at=NOW, by=MORAG, told=told))


# -- the views -----------------------------------------------------------------------------------------


def _read(record: Restriction, reader: PersonId, *, decides: bool = False, later: timedelta = timedelta()) -> Card:
    context = _context(reader, later)
    belongs = (lines.line(people.debrief(), context, opens=decides),)
    return views.for_decider(
        record, examples.individual(), belongs, context, decides=decides, affirms=reader in (AILSA, EWAN)
    )


def _context(reader: PersonId, later: timedelta = timedelta()) -> Context:
    return replace(people.context(reader), now=NOW + later)


def _decision(record: Restriction, answer: Answer = Answer.APPROVE, typed: Values | None = None) -> Form:
    desk = examples.desk(record, typed)
    return restriction_steps.decision(record, desk, answer, extra=f"{answer}.0")


def _begins() -> Form:
    return _decision(examples.suggested(), typed={"more": ("complaints",), "about_complaints": "yes"})


def _vary() -> Form:
    known = {**fields.measure_values(CASE.measures), **fields.review_values(examples.PLAN, _context(AILSA))}
    values: Values = {**known, "outcome": "vary"}
    return restriction_review.review(active(), examples.individual(), values, _context(AILSA), extra=".4")


def _on_appeal() -> Form:
    record, values = appeal_records.acknowledged(), {"outcome": "vary"}
    return appeal_forms.decide(record, active(), examples.individual(), values, _context(EWAN))


def _look(values: Values) -> Form:
    return restriction_looks.look(unreviewed(), values, _context(AILSA), extra=".5")


def _message(
    record: Restriction, reader: PersonId, kind: str, lane: Lane = Lane.REMIND, later: timedelta = timedelta()
) -> Card:
    return people.message(record, _context(reader, later), kind=kind, lane=lane)


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "restriction/approve, about the complaint process": _begins,
    "restriction/approve, about the complaint process, nothing answered": lambda: _begins().with_errors(
        replace(CASE, measures=(replace(LIMIT, detail="", exceptional=""),)).missing()
    ),
    "restriction/approve, as the management team has it": lambda: _decision(proposed()),
    "restriction/a lighter measure, about the complaint process": lambda: _decision(proposed(), Answer.LIGHTER),
    "restriction/goes to the management team": lambda: views.goes_to_team(proposed(), _context(MORAG)),
    "restriction/goes to the management team, nobody named": lambda: views.goes_to_team(
        proposed(None), _context(MORAG)
    ),
    "restriction/decider, about the complaint process": lambda: _read(proposed(), AILSA, decides=True),
    "restriction/decider, about the complaint process, in force": lambda: _read(active(), AILSA, decides=True),
    "restriction/review, about the complaint process": _vary,
    "appeal/decide, about the complaint process": _on_appeal,
    "restriction/still right": lambda: _look({}),
    "restriction/still right, yes": lambda: _look({"reviewing": "none"}),
    "restriction/still right, a review": lambda: _look({"reviewing": "on_a_day"}),
    "restriction/management team, still right": lambda: _read(unreviewed(), AILSA, later=12 * _MONTH),
    "restriction/management team, looked at": lambda: _read(looked(), AILSA),
    "restriction/decider, has got a review": lambda: _read(looked(examples.PLAN), MORAG, decides=True),
    "restriction/decider, a review is coming": lambda: _read(coming(), MORAG, decides=True),
    "restriction/decider, heard of the review": lambda: _read(coming(told=True), MORAG, decides=True),
    "restriction/decider, the review was not announced": lambda: _read(coming(told=False), MORAG, decides=True),
    "restriction/message, can hear of the review": lambda: _message(coming(), MORAG, "announce_review"),
    "restriction/message, has heard of the review": lambda: _message(coming(told=True), MORAG, "announce_review"),
    "restriction/message, still right": lambda: _message(unreviewed(), AILSA, "confirm_restriction", later=12 * _MONTH),
    "restriction/message, still right, looked at": lambda: _message(looked(), AILSA, "confirm_restriction"),
    "restriction/message, still right, to the chief executive": lambda: _message(
        unreviewed(), EWAN, "confirm_restriction", Lane.CHIEF_EXECUTIVE_LIST, later=13 * _MONTH
    ),
    "restriction/message, has got a review": lambda: _message(looked(examples.PLAN), MORAG, "tell_individual"),
    "restriction/message, the management team names": lambda: _message(proposed(None), EWAN, "name_handler"),
}
