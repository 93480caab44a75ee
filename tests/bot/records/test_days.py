"""Limits of days ahead or back, on any route: in the records themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.errors import Incomplete, Problem
from bot.records.days import a_year_after, a_year_before, months_after
from bot.records.debrief import Action
from bot.records.ended_contact.record import EndedContact
from bot.records.restriction import reviews
from bot.records.restriction.parts import ReviewOutcome
from bot.records.time_away import Arrangement
from bot.views.examples import people as example
from bot.views.examples.people import ISLA, MORAG, NOW, TODAY
from bot.views.restriction.examples import states as examples
from tests.bot.records.restriction.test_record import APPROVAL, PLAN, TOLD, active, missing, ready, review, shared

YEAR_AHEAD = date(2027, 11, 24)
YEAR_BACK = date(2025, 11, 24)
TWO_YEARS = date(2028, 11, 24)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months(day: date, months: int, expected: date) -> None:
    """The same day of another month, or its last."""
    assert months_after(day, months) == expected
    assert (a_year_after(TODAY), a_year_before(TODAY)) == (YEAR_AHEAD, YEAR_BACK)


@pytest.mark.requirement("R-1.8-8")
@pytest.mark.parametrize("far", [TWO_YEARS + ONE, date.max])
def test_a_review_is_not_put_off_for_years(far: date) -> None:
    """Two years at most, or what the organisation says; by the decider's own day, at a decision and at a review."""
    plan = replace(PLAN, on=far)
    assert missing(lambda: ready().approve(replace(APPROVAL, review=plan), TODAY)) == {"review_on"}
    goes_on = review(ReviewOutcome.CONTINUE, plan=plan)
    assert missing(lambda: reviews.reviewed(active(), goes_on, TODAY)) == {"review_on"}
    on = replace(PLAN, on=TWO_YEARS)
    assert ready().approve(replace(APPROVAL, review=on), TODAY).review == on
    assert missing(lambda: ready().approve(replace(APPROVAL, review=on), TODAY, latest=YEAR_AHEAD)) == {"review_on"}
    soon = replace(PLAN, on=TODAY + ONE)
    assert missing(lambda: ready().approve(replace(APPROVAL, review=soon), TODAY + ONE)) == {"review_on"}


@pytest.mark.parametrize("long_ago", [YEAR_BACK - ONE, date.min])
def test_what_is_recorded_as_done_is_of_the_last_year(long_ago: date) -> None:
    """Telling the individual, the talk with the reporter, the debrief."""
    approved = shared(ready().approve(APPROVAL, TODAY))
    assert missing(lambda: approved.tell(replace(TOLD, on=long_ago), TODAY)) == {"told_on"}
    report = example.report(occurred_on=NOW - timedelta(days=400))
    assert missing(lambda: report.talked(MORAG, long_ago, NOW, today=TODAY)) == {"on"}
    assert report.talked(MORAG, YEAR_BACK, NOW, today=TODAY).discussion is not None
    assert missing(lambda: example.accepted().held(long_ago, (), TODAY)) == {"on"}
    assert example.accepted().held(YEAR_BACK, (), TODAY).held_on == YEAR_BACK


@pytest.mark.requirement("R-1.8-10")
def test_nobody_is_told_before_it_is_decided() -> None:
    """Nor do people talk about a contact before it took place; a day is to spare for another time zone."""
    approved = shared(ready().approve(APPROVAL, TODAY))
    assert missing(lambda: approved.tell(replace(TOLD, on=TODAY - 2 * ONE), TODAY)) == {"told_on"}
    assert approved.tell(replace(TOLD, on=TODAY), TODAY).told is not None
    assert missing(lambda: example.report().talked(MORAG, TODAY - 3 * ONE, NOW, today=TODAY)) == {"on"}
    assert example.report().talked(MORAG, TODAY, NOW, today=TODAY).discussion is not None


def arranged(first: date, back: date) -> object:
    """Time away on these days."""
    return example.time_away().arrange(Arrangement(at=NOW, by=MORAG, first_day=first, back=back), TODAY)


def agreed(due: date) -> object:
    """An action by this day."""
    return example.accepted().held(TODAY, (), TODAY).agreed((Action(id="a1", what="x", owner=ISLA, due=due),), TODAY)


def trying_again(on: date) -> object:
    """A report with this day for trying again."""
    full = example.report()
    return EndedContact.submit(full.origin, replace(full.account, reengage_on=on), handler=MORAG)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (lambda day: example.accepted().booked(day, TODAY), "on"),
        (agreed, "due"),
        (lambda day: example.accepted().held(TODAY, (Action(id="a", what="x", owner=ISLA, due=day),), TODAY), "due"),
        (lambda day: arranged(TODAY, day), "back"),
        (trying_again, "reengage_on"),
    ],
)
def test_what_is_planned_is_within_a_year(plan: Callable[[date], object], field: str) -> None:
    """An agreed action, a conversation, time away, trying again."""
    assert plan(YEAR_AHEAD)
    for far in (YEAR_AHEAD + 2 * ONE, date.max):
        with pytest.raises(Incomplete) as refused:
            plan(far)
        assert refused.value.errors == {field: Problem.OUTSIDE}


def test_examples_keep_to_it() -> None:
    """The example restriction is as the records would have it."""
    assert examples.active().review == examples.PLAN
