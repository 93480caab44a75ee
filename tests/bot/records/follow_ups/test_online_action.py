"""Actions online: each with its reasons, and the answer of a platform that was asked (1.9.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, Incomplete, NotFound
from bot.people import PersonId
from bot.records.follow_ups.online_action import TYPES, Decision, OnlineAction, State, Step
from bot.records.online import ActionType, Answer, Request
from bot.records.rights import Part
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, RORY, TODAY
from bot.views.follow_ups import samples as example


def decision(*steps: Step, request: Request | None = None, by: PersonId = MORAG) -> Decision:
    """Decision of these steps."""
    return Decision(at=NOW, by=by, steps=steps, request=request)


def step(type_: ActionType = ActionType.NOTHING, reasons: str = "It was gone at once.") -> Step:
    """One thing."""
    if type_ is ActionType.BLOCK:
        return Step(type=type_, reasons=reasons, what="Comments are off", by=CALLUM, on=TODAY)
    return Step(type=type_, reasons=reasons)


ASKED = Request(of="Facebook", by=CALLUM, on=TODAY)


@pytest.mark.requirement("R-1.9.3-1")
@pytest.mark.parametrize("type_", TYPES)
def test_each_thing_has_its_own_reasons_and_nothing_as_well(type_: ActionType) -> None:
    """The sentence stands beside its own field."""
    with pytest.raises(Incomplete) as refused:
        example.online().decide(decision(step(type_, ""), request=ASKED), TODAY)
    assert set(refused.value.errors) == {f"{type_.value}_reasons"}
    assert example.online().decide(decision(step(type_), request=ASKED), TODAY).decisions


@pytest.mark.requirement("R-1.9.3-2")
@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"what": ""}, "block_what"),
        ({"by": None}, "block_by"),
        ({"on": None}, "block_on"),
        ({"on": TODAY + timedelta(days=1)}, "block_on"),
    ],
)
def test_a_block_says_what_who_and_when(changes: dict[str, object], missing: str) -> None:
    """Harbour does none of it itself."""
    block = replace(step(ActionType.BLOCK), **changes)  # type: ignore[arg-type]
    with pytest.raises(Incomplete) as refused:
        example.online().decide(decision(block), TODAY)
    assert set(refused.value.errors) == {missing}


@pytest.mark.requirement("R-1.9.3-3")
def test_reporting_to_a_platform_says_which_and_waits_for_its_answer() -> None:
    """It is open until what came of it is noted; no reply can still turn into one."""
    with pytest.raises(Incomplete) as refused:
        example.online().decide(decision(step(ActionType.REPORT)), TODAY)
    assert set(refused.value.errors) == {"request_of"}
    asked = example.asked()
    assert (asked.state, asked.is_open) == (State.DECIDED, True)
    silent = asked.answered("0", Answer.NO_REPLY, NOW)
    assert silent.state is State.CLOSED
    assert silent.answered("0", Answer.REMOVED, NOW).asked("0").answer is Answer.REMOVED
    with pytest.raises(AlreadyDone):
        asked.answered("0", Answer.REMOVED, NOW).answered("0", Answer.REFUSED, NOW)


@pytest.mark.parametrize("number", ["1", "", "x", "-1", "99999", "²"])
def test_what_was_not_asked_is_not_found(number: str) -> None:
    """A pointer is only a pointer."""
    with pytest.raises(NotFound):
        example.asked().asked(number)


def test_nothing_goes_with_nothing_else() -> None:
    """And at least one answer is needed; a name is never sought to be removed here."""
    for steps in ((), (step(), step(ActionType.BLOCK)), (Step(type=ActionType.REMOVAL, reasons="x"),)):
        with pytest.raises(Incomplete) as refused:
            example.online().decide(decision(*steps), TODAY)
        assert set(refused.value.errors) == {"actions"}


@pytest.mark.requirement("R-1.9.3-4")
def test_a_restriction_is_proposed_from_it() -> None:
    """Only if that was decided."""
    assert example.asked().proposes_restriction is True
    assert example.nothing_done().proposes_restriction is False


def test_whom_it_concerns_does_not_decide() -> None:
    """Nor anybody with whom it does not lie."""
    for person in (ISLA, RORY, CALLUM):
        with pytest.raises(Forbidden):
            example.online().decide(decision(step(), by=person), TODAY)
    with pytest.raises(Forbidden):
        example.online(manager=ISLA).decide(decision(step(), by=ISLA), TODAY)


def test_more_can_be_done_later_and_nothing_is_written_over() -> None:
    """An action may follow a decision for none."""
    more = example.nothing_done().decide(decision(step(ActionType.BLOCK)), TODAY)
    assert [d.steps[0].type for d in more.decisions] == [ActionType.NOTHING, ActionType.BLOCK]


def test_who_asked_has_a_part_of_their_own() -> None:
    """To say what came of it."""
    assert (CALLUM, Part.OWNER) in example.asked().parties()


@given(
    types=st.lists(st.sampled_from(ActionType), max_size=3, unique=True),
    reasons=st.sampled_from(["", "Because."]),
    asked=st.booleans(),
)
@pytest.mark.requirement("R-1.9.3-1")
def test_what_stands_has_reasons_for_each(types: list[ActionType], reasons: str, asked: bool) -> None:
    """In any decision that is accepted."""
    made = decision(*(step(type_, reasons) for type_ in types), request=ASKED if asked else None)
    try:
        record = example.online().decide(made, TODAY)
    except Incomplete:
        assert (
            not reasons
            or not types
            or ActionType.REMOVAL in types
            or (ActionType.NOTHING in types and len(types) > 1)
            or (ActionType.REPORT in types and not asked)
        )
        return
    assert isinstance(record, OnlineAction)
    assert all(each.reasons for each in record.decisions[0].steps)
    assert record.is_open is asked
