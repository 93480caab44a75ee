"""A step to restore the relationship: help that is recorded, and counts against nobody (1.7, 1.14.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, Incomplete
from bot.records.follow_ups.restorative import Professional, Result, State, Step, What
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, RORY, TODAY, individual
from bot.views.follow_ups import samples as example


@pytest.mark.requirement("R-1.7-1")
@pytest.mark.requirement("R-1.14.1-1")
def test_what_when_by_whom_and_how_it_went_are_kept() -> None:
    """With whom, in one place: the individual."""
    record = example.went()
    assert record.step is not None
    assert record.result is not None
    assert (record.step.what, record.step.on, record.step.by) == (What.BREAK, TODAY, RORY)
    assert record.result.words == "Calmer since, and the repair is done."
    assert (record.lookup, record.state) == (individual().id, State.CLOSED)


@pytest.mark.requirement("R-1.7-1")
def test_a_step_says_what_is_done() -> None:
    """In words; advice says from which kind of professional instead."""
    for step, missing in (
        (replace(example.step(), words=""), {"words"}),
        (replace(example.step(What.ADVICE), professional=None), {"professional"}),
        (replace(example.step(), on=TODAY + timedelta(days=400)), {"on"}),
        (replace(example.step(), on=TODAY - timedelta(days=400)), {"on"}),
    ):
        with pytest.raises(Incomplete) as refused:
            example.to_follow().noted(step, TODAY)
        assert set(refused.value.errors) == missing


def test_nothing_is_written_over() -> None:
    """Noted once, and ended once."""
    with pytest.raises(AlreadyDone):
        example.noted().noted(example.step(), TODAY)
    for record in (example.went(), example.none_after_all()):
        with pytest.raises(AlreadyDone):
            record.ended(Result(at=NOW, by=MORAG, words="x"))
        with pytest.raises(AlreadyDone):
            record.noted(example.step(), TODAY)


def test_only_its_manager_notes_it() -> None:
    """And nobody whom the matter concerns."""
    for person in (ISLA, CALLUM):
        with pytest.raises(Forbidden):
            example.to_follow().noted(replace(example.step(), noted_by=person), TODAY)
        with pytest.raises(Forbidden):
            example.noted().ended(Result(at=NOW, by=person, words="x"))
    with pytest.raises(Forbidden):
        example.to_follow(manager=ISLA).noted(replace(example.step(), noted_by=ISLA), TODAY)


def test_its_manager_is_reminded_until_it_is_noted_and_once_of_how_it_went() -> None:
    """Nobody has to say how it went."""
    assert [(s.item, s.most) for s in example.to_follow().nudges()] == [("step", None)]
    assert [(s.item, s.most) for s in example.noted().nudges()] == [("result", 1)]


def test_how_it_went_needs_words() -> None:
    """A sentence."""
    with pytest.raises(Incomplete):
        example.noted().ended(Result(at=NOW, by=MORAG, words=""))


@pytest.mark.requirement("R-1.7-1")
def test_its_facts_tell_nothing_of_whom() -> None:
    """For the totals: what kind, and whether it came to an end."""
    assert example.went().facts() == {"what": "break", "ended": True}
    assert example.to_follow().facts() == {"what": "", "ended": False}


@given(
    what=st.sampled_from(What),
    words=st.sampled_from(["", "A break"]),
    professional=st.none() | st.sampled_from(Professional),
    days=st.integers(-500, 500),
)
@pytest.mark.requirement("R-1.7-1")
def test_a_step_that_stands_can_be_understood(
    what: What, words: str, professional: Professional | None, days: int
) -> None:
    """In any step that is accepted."""
    on = TODAY + timedelta(days=days)
    step = Step(at=NOW, noted_by=MORAG, what=what, on=on, by=RORY, words=words, professional=professional)
    try:
        record = example.to_follow().noted(step, TODAY)
    except Incomplete:
        assert not (words and professional and abs(days) <= 365)
        return
    assert record.state is State.NOTED
    assert (professional is not None) if what is What.ADVICE else bool(words)
    assert abs(days) <= 366
