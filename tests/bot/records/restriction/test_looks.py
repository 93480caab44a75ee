"""Looking at a restriction between its decisions: still right without a review (N23), and a review is coming (N22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, InvalidTransition
from bot.nudges import Series
from bot.people import PersonId
from bot.records.days import months_after
from bot.records.restriction import reviews
from bot.records.restriction.afterwards import Announced, Look
from bot.records.restriction.parts import ReviewOutcome, ReviewPlan
from bot.records.restriction.record import YEARS, Restriction
from tests.bot.records.restriction.test_record import (
    APPROVAL,
    ISLA,
    LATER,
    MORAG,
    NOW,
    PLAN,
    TODAY,
    TOLD,
    active,
    missing,
    ready,
    review,
    shared,
)

AILSA = PersonId("ailsa")
NONE = ReviewPlan(none_because="It protects staff from violence.", none_confirmed=True, sooner_if="A court.")
YEAR = months_after(TODAY, 12)


def unreviewed() -> Restriction:
    """In force without a review."""
    return shared(ready().approve(replace(APPROVAL, review=NONE), TODAY)).tell(TOLD, TODAY)


def look(plan: ReviewPlan | None = None, days: int = 365, reasons: str = "He was seen with a knife.") -> Look:
    """Ailsa looks at it, so many days later."""
    return Look(at=NOW + timedelta(days=days), by=AILSA, reasons=reasons, plan=plan)


def asked(record: Restriction) -> list[Series]:
    """The question to the management team."""
    return [series for series in record.nudges() if series.kind == "confirm_restriction"]


def announced(*, told: bool = True, of: date = LATER) -> Announced:
    """Morag's answer."""
    return Announced(of=of, at=NOW, by=MORAG, told=told)


# -- still right -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-9")
def test_the_team_is_asked_a_year_after_approval_and_each_year_after() -> None:
    """With whomever it lies, and only where there is no review."""
    days = [months_after(TODAY, 12 * n) for n in range(1, YEARS + 1)]
    assert [(s.to, s.since, s.item) for s in asked(unreviewed())] == [(None, day, day.isoformat()) for day in days]
    assert asked(unreviewed().moved(None, NOW))
    assert [reviews.asks_whether_right(unreviewed(), YEAR + timedelta(n)) for n in (-1, 0, 400)] == [False, True, True]
    for other in (
        active(),
        ready().approve(replace(APPROVAL, review=NONE), TODAY),
        reviews.end(unreviewed(), "They moved."),
    ):
        assert (asked(other), reviews.asks_whether_right(other, YEAR)) == ([], False)


@pytest.mark.requirement("R-1.8-9")
def test_a_reason_that_still_holds_is_asked_about_a_year_later() -> None:
    """The year begins with the look; it goes on as it is, and the individual has nothing to hear."""
    looked = reviews.looked_at(unreviewed(), look(), YEAR)
    assert asked(looked)[0].since == months_after(look().at.date(), 12)
    assert (reviews.asks_whether_right(looked, YEAR), looked.retell, looked.review) == (False, False, NONE)


@pytest.mark.requirement("R-1.8-9", "R-1.8-10")
def test_a_review_that_is_set_ends_the_question_and_is_told() -> None:
    """Its handler is reminded to tell the individual."""
    plan = replace(PLAN, on=YEAR + timedelta(days=100))
    looked = reviews.looked_at(unreviewed(), look(plan), YEAR)
    assert (asked(looked), looked.due, looked.retell, looked.review_just_set) == ([], plan.on, True, True)
    assert [(s.to, s.since) for s in looked.nudges() if s.kind == "tell_individual"] == [(MORAG, look().at)]
    told = looked.tell(replace(TOLD, at=look().at, on=YEAR), YEAR)
    assert (told.retell, told.told_before) == (False, (TOLD,))


def test_a_review_counts_as_a_look() -> None:
    """Its handler may ask at any time if it can be lifted."""
    done = replace(review(ReviewOutcome.CONTINUE, plan=NONE), at=look().at)
    assert asked(reviews.reviewed(unreviewed(), done, YEAR))[0].since == months_after(look().at.date(), 12)


def test_a_look_says_why_and_by_when() -> None:
    """A plan without a day is none."""
    record = unreviewed()
    assert missing(lambda: reviews.looked_at(record, look(reasons=""), YEAR)) == {"reasons"}
    assert missing(lambda: reviews.looked_at(record, look(NONE), YEAR)) == {"review_on"}
    assert missing(lambda: reviews.looked_at(record, look(replace(PLAN, on=TODAY)), YEAR)) == {"review_on"}


def test_nobody_whom_it_concerns_looks_at_it() -> None:
    """Nor is anything looked at that has a review."""
    with pytest.raises(Forbidden):
        reviews.looked_at(unreviewed(), replace(look(), by=ISLA), YEAR)
    with pytest.raises(AlreadyDone):
        reviews.looked_at(active(), look(), YEAR)


@pytest.mark.requirement("R-1.8-9")
@given(st.lists(st.integers(min_value=0, max_value=900), max_size=6))
def test_whenever_it_was_looked_at_the_next_question_is_a_year_later(waits: list[int]) -> None:
    """Never sooner, and never not at all."""
    record, days = unreviewed(), 0
    for wait in waits:
        days += wait
        record = reviews.looked_at(record, look(days=days), TODAY + timedelta(days=days))
    last = TODAY + timedelta(days=days)
    assert record.asked_on[0] == months_after(last, 12)
    assert list(record.asked_on) == sorted(set(record.asked_on))


# -- a review is coming ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [True, False])
def test_either_answer_ends_the_reminder(told: bool) -> None:
    """Both are kept; there is another one for the next review."""
    assert [s.to for s in active().nudges() if s.kind == "announce_review"] == [MORAG]
    done = reviews.announce(active(), announced(told=told))
    assert [s.kind for s in done.nudges()] == ["review_restriction"]
    assert done.announced[-1].told is told
    with pytest.raises(AlreadyDone):
        reviews.announce(done, announced(told=told))
    later = replace(PLAN, on=LATER + timedelta(days=200))
    again = reviews.reviewed(done, review(ReviewOutcome.CONTINUE, plan=later), TODAY)
    assert [s.item for s in again.nudges() if s.kind == "announce_review"] == [later.on.isoformat() if later.on else ""]


def test_what_is_announced_is_the_review_that_comes() -> None:
    """By the one with whom it lies, and only while one does."""
    with pytest.raises(AlreadyDone):
        reviews.announce(active(), announced(of=LATER + timedelta(days=1)))
    with pytest.raises(Forbidden):
        reviews.announce(active(), replace(announced(), by=AILSA))
    with pytest.raises(AlreadyDone):
        reviews.announce(unreviewed(), announced())
    with pytest.raises(InvalidTransition):
        reviews.announce(ready(), announced())
