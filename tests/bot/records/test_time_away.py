from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Incomplete
from bot.records.rights import Part
from bot.records.time_away import Arrangement, State, TimeAway
from bot.views.examples import people as example
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, TODAY


@pytest.mark.requirement("R-1.12.2-3")
def test_time_away_is_asked_for_and_arranged_and_there_is_no_third_state() -> None:
    """No step refuses it, and nothing holds a reason."""
    assert list(State) == [State.ASKED, State.ARRANGED]
    steps = {name for name in dir(TimeAway) if not name.startswith("_")}
    assert steps & {"deny", "refuse", "decline", "reject", "reason", "because", "why"} == set()


@pytest.mark.requirement("R-1.12.2-3")
@given(first=st.integers(-30, 30), days=st.integers(-30, 30))
def test_it_begins_today_or_later_and_ends_after_it_began(first: int, days: int) -> None:
    """Everything else comes back with a sentence beside its field."""
    day = TODAY + timedelta(days=first)
    arrangement = Arrangement(at=NOW, by=MORAG, first_day=day, back=day + timedelta(days=days))
    wrong = {name for name, is_wrong in (("first_day", first < 0), ("back", days <= 0)) if is_wrong}
    if not wrong:
        assert example.time_away().arrange(arrangement, TODAY).state is State.ARRANGED
        return
    with pytest.raises(Incomplete) as missing:
        example.time_away().arrange(arrangement, TODAY)
    assert set(missing.value.errors) == wrong


def test_it_is_arranged_once_and_then_it_is_too_late_to_say_when() -> None:
    """A stale click changes nothing."""
    done = example.arranged()
    assert done.arrangement is not None
    with pytest.raises(AlreadyDone):
        done.arrange(done.arrangement, TODAY)
    with pytest.raises(AlreadyDone):
        done.suits("Friday")
    assert example.time_away().suits("Friday").when == "Friday"


def test_the_manager_acts_until_it_is_arranged() -> None:
    """Then nothing waits and nothing is nudged."""
    asked = example.time_away()
    assert (MORAG, Part.MUST_ACT) in asked.parties()
    assert [(s.kind, s.to) for s in asked.nudges()] == [("arrange_time_away", MORAG)]
    assert (MORAG, Part.MUST_ACT) not in example.arranged().parties()
    assert list(example.arranged().nudges()) == []


def test_with_nobody_left_somebody_is_to_be_named() -> None:
    """The management team is asked."""
    assert [(s.kind, s.to) for s in example.time_away(manager=None).nudges()] == [("name_handler", None)]


def test_the_manager_who_was_passed_by_cannot_arrange_it() -> None:
    """Nor can whoever asked."""
    record = TimeAway.ask(example.origin("SR-0001", ISLA), manager=CALLUM, not_to=MORAG)
    assert record.conflicted() == {ISLA, MORAG}
