"""What one record adds to the counts of a quarter: each step in the quarter in which it was taken."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.years import quarters
from bot.flows.keeping.found import BY_KIND, Span
from bot.ports import Counted
from bot.records.base import Facts
from bot.records.keeping.figures import SPLITS

JULY = datetime(2026, 7, 1, tzinfo=UTC)
SPAN = Span(
    JULY,
    datetime(2026, 10, 1, tzinfo=UTC),
    {f"2026-{month:02}": datetime(2026, month + 1, 1, tzinfo=UTC) for month in (7, 8, 9)},
)
BEFORE, WITHIN = JULY - timedelta(days=10), JULY + timedelta(days=10)


def counts(kind: str, facts: Facts, at: datetime = WITHIN, state: str = "closed", **more: datetime) -> dict[str, int]:
    """What it adds."""
    made = Counted(state=state, created_at=at, closed_at=None, due=more.get("due"), facts=facts)
    return dict(Counter(BY_KIND[kind](made, SPAN)))


def test_a_report_counts_once_under_its_gravest_ground() -> None:
    """By channel and by how long after the event it came."""
    facts: dict[str, str | int | bool] = {
        "channel": "phone",
        "reasons": "abusive,distressing,threat",
        "reported_after": 5,
    }
    assert counts("ended_contact", facts) == {
        "reported": 1,
        "reported.channel.phone": 1,
        "reported.ground.threat": 1,
        "reported.delay.day": 1,
    }


def test_a_step_counts_when_it_is_taken() -> None:
    """Of a report from the quarter before, only what happened in this one."""
    facts: dict[str, str | int | bool] = {
        "channel": "phone",
        "reasons": "threat",
        "seen_after": 3,
        "triaged_after": 250,
        "told_after": 300,
    }
    facts |= {"talked_after": 240, "zero_tolerance": True, "follow_ups": "police,restriction"}
    assert counts("ended_contact", facts, BEFORE) == {
        "talked": 1,
        "talked.took.two_weeks": 1,
        "told": 1,
        "told.took.two_weeks": 1,
        "triaged": 1,
        "triaged.outcome.zero_restriction": 1,
    }


@pytest.mark.parametrize(
    ("zero", "follows", "expected"),
    [
        (True, "police", "zero_police"),
        (True, "no_further", "zero_other"),
        (False, "restorative", "followed"),
        (False, "no_further", "no_further"),
    ],
)
def test_what_followed_counts_by_the_weightiest(zero: bool, follows: str, expected: str) -> None:
    """One group each."""
    found = counts("ended_contact", {"triaged_after": 1, "zero_tolerance": zero, "follow_ups": follows})
    assert f"triaged.outcome.{expected}" in found


def test_whoever_chose_not_to_talk_waited_for_nothing() -> None:
    """It is an answer of its own."""
    found = counts("ended_contact", {"talked_after": 24, "chose_not_to_talk": True}, BEFORE + timedelta(days=9))
    assert found == {"talked": 1, "talked.took.chose_not_to": 1}


def test_a_conversation_counts_with_its_answer_and_its_actions() -> None:
    """Actions as they are agreed, and as they are done."""
    facts: dict[str, str | int | bool] = {
        "answer": "yes",
        "answered_after": 20,
        "held_after": 48,
        "actions": 2,
        "done_after": "70:in_time,9000:late",
    }
    assert counts("debrief", facts) == {
        "offered": 1,
        "answered": 1,
        "answered.answer.yes": 1,
        "held": 1,
        "agreed": 2,
        "done": 1,
        "done.timing.in_time": 1,
    }


def test_a_restriction_counts_with_what_is_on_record_of_it() -> None:
    """Decided, begun and in force; where no review was meant to be, the reason is what has to be there."""
    facts: dict[str, str | int | bool] = {
        "outcome": "approved",
        "decided_after": 5,
        "began_after": 30,
        "measure_types": "channel,complaint_process",
    }
    facts |= {"evidence": True, "adjustments": True, "told": False, "no_review": True, "appeal_said": True}
    found = counts("restriction", facts, state="active")
    assert {name for name in found if name.startswith("started.")} == {
        *("started.evidence.yes", "started.adjustments.yes", "started.told.no", "started.review.yes"),
        "started.appeal.yes",
    }
    assert found["decided.complaint_process.yes"] == 1
    assert {name: found[name] for name in found if name.partition(".")[0] in ("in_force", "standing")} == {
        **{f"in_force.2026-{month:02}": 1 for month in (7, 8, 9)},
        "standing.none": 1,
    }


def test_a_restriction_stands_until_it_ends() -> None:
    """At the ends of the months between; its review counts on its own day."""
    facts: dict[str, str | int | bool] = {
        "began_after": 1,
        "ended_after": 24 * 45,
        "reviewed_after": "1080:late:lift",
        "outcome": "approved",
    }
    found = counts("restriction", facts, state="lifted")
    assert {name for name in found if name.startswith(("in_force", "standing"))} == {"in_force.2026-07"}
    assert (found["ended"], found["reviewed.timing.late"], found["reviewed.outcome.lift"]) == (1, 1, 1)


@pytest.mark.parametrize(("due", "expected"), [(JULY, "standing.past"), (JULY + timedelta(days=200), "standing.ahead")])
def test_a_restriction_in_force_waits_for_its_review_or_is_past_it(due: datetime, expected: str) -> None:
    """As its date is at the end of the quarter."""
    assert expected in counts("restriction", {"began_after": 1}, state="active", due=due)


@pytest.mark.parametrize("kind", BY_KIND)
def test_of_a_record_from_before_steps_were_measured_nothing_is_made_up(kind: str) -> None:
    """It counts as having come, at most; never as having been done."""
    assert {name.partition(".")[0] for name in counts(kind, {})} <= {
        "reported",
        "offered",
        "appealed",
        "named",
        "asked",
    }


def test_every_group_that_is_counted_is_told_and_every_split_adds_up_to_its_total() -> None:
    """Over years of all kinds of records."""
    for quarter in quarters(2000, 1, seed=5):
        for split in SPLITS:
            assert sum(split.counts(quarter.counts)) == quarter.counts.get(split.of, 0)
