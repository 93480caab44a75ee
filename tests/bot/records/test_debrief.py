from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, HarbourError, Incomplete, NotFound
from bot.people import PersonId
from bot.records.debrief import Action, Answer, Debrief, State
from bot.records.rights import Part
from bot.views.examples import people as example
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, RORY, TODAY

TOMORROW = TODAY + timedelta(days=1)
ACTION = Action(id="a1", what="Swap the visit", owner=RORY, due=TOMORROW)


def nudged(record: Debrief) -> list[tuple[str, PersonId | None]]:
    """Running nudges, with their recipients."""
    return [(s.kind, s.to) for s in record.nudges()]


@pytest.mark.requirement("R-1.12.2-1")
@given(st.lists(st.sampled_from(Answer), max_size=6))
def test_every_answer_is_open_until_it_was_held(answers: list[Answer]) -> None:
    """The last one counts; nothing is final but the talk."""
    record = example.debrief()
    for answer in answers:
        if answer is not record.answer:
            record = record.answered(answer, ISLA, NOW)
    assert record.answer is (answers[-1] if answers else None)


@pytest.mark.parametrize("by", [MORAG, RORY, CALLUM])
def test_only_the_person_answers(by: PersonId) -> None:
    """Nobody says yes or no for them."""
    with pytest.raises(Forbidden):
        example.debrief().answered(Answer.YES, by, NOW)


def test_the_same_answer_and_an_answer_after_the_talk_are_told_so() -> None:
    """Nothing changes."""
    with pytest.raises(AlreadyDone, match="your answer already"):
        example.accepted().answered(Answer.YES, ISLA, NOW)
    with pytest.raises(AlreadyDone, match="had this conversation"):
        example.talked().answered(Answer.NO_THANKS, ISLA, NOW)


def test_a_day_goes_with_its_yes() -> None:
    """Yes again asks for a day again."""
    booked = example.accepted().booked(TODAY, TODAY)
    again = booked.answered(Answer.LATER, ISLA, NOW).answered(Answer.YES, ISLA, NOW)
    assert (booked.state, again.state) == (State.BOOKED, State.ACCEPTED)


@pytest.mark.parametrize("answer", [None, Answer.LATER, Answer.NO_THANKS])
def test_only_a_yes_is_booked(answer: Answer | None) -> None:
    """A debrief is voluntary."""
    record = example.debrief() if answer is None else example.debrief().answered(answer, ISLA, NOW)
    with pytest.raises(AlreadyDone):
        record.booked(TODAY, TODAY)


def test_a_conversation_that_simply_took_place_is_noted() -> None:
    """Nobody had answered the offer; it is silent from then on."""
    held = example.debrief().held(TODAY, (), TODAY)
    assert (held.state, list(held.nudges())) == (State.DONE, [])


def test_what_nobody_wanted_was_not_held() -> None:
    """Not against a no thanks, before the person has changed their mind."""
    record = example.debrief().answered(Answer.NO_THANKS, ISLA, NOW)
    with pytest.raises(AlreadyDone):
        record.held(TODAY, (), TODAY)


def test_it_was_held_on_a_day_that_has_come() -> None:
    """And once."""
    with pytest.raises(Incomplete):
        example.accepted().held(TOMORROW, (), TODAY)
    with pytest.raises(AlreadyDone):
        example.talked().held(TODAY, (), TODAY)


@pytest.mark.requirement("R-1.12.2-2")
def test_a_debrief_holds_its_actions_and_no_words_of_the_talk() -> None:
    """Task, owner, day, done; no attribute could hold anything said or felt."""
    text = {name for name, kind in Debrief.__annotations__.items() if kind == "str"}
    assert text == set()
    assert set(Action.__annotations__) == {"id", "what", "owner", "due", "done_at", "dropped_at", "dropped_because"}


def test_actions_are_added_once_it_was_held() -> None:
    """Each needs words."""
    with pytest.raises(AlreadyDone):
        example.accepted().agreed((ACTION,), TODAY)
    held = example.accepted().held(TODAY, (), TODAY)
    assert held.agreed((ACTION,), TODAY).state is State.ACTIONS_OPEN
    with pytest.raises(Incomplete):
        held.agreed((Action(id="a2", what="", owner=RORY, due=TOMORROW),), TODAY)


@pytest.mark.requirement("R-1.12.2-2")
@pytest.mark.parametrize("by", [RORY, ISLA, MORAG])
def test_an_action_is_done_or_dropped_by_who_has_to_do_with_it(by: PersonId) -> None:
    """Its owner, the person, the manager; then it is settled."""
    held = example.accepted().held(TODAY, (ACTION,), TODAY)
    silent = held.dropped("a1", by, NOW)
    for settled in (held.done("a1", by, NOW), held.dropped("a1", by, NOW, "No need."), silent):
        assert settled.state is State.DONE
        with pytest.raises(AlreadyDone):
            settled.done("a1", by, NOW)


def test_others_settle_no_action() -> None:
    """And one that is not there is not found."""
    held = example.accepted().held(TODAY, (ACTION,), TODAY)
    with pytest.raises(Forbidden):
        held.done("a1", CALLUM, NOW)
    with pytest.raises(NotFound):
        held.done("a2", RORY, NOW)


def test_who_must_act() -> None:
    """Nobody while it is offered, the manager while it is to be booked or held, the owners afterwards."""
    held = example.accepted().held(TODAY, (ACTION,), TODAY)
    stages = [
        example.debrief(),
        example.accepted(),
        example.accepted().booked(TODAY, TODAY),
        held,
        held.done("a1", RORY, NOW),
    ]
    acting = [{p for p, part in record.parties() if part in (Part.MUST_ACT, Part.TO_DO)} for record in stages]
    assert acting == [set(), {MORAG}, {MORAG}, {RORY}, set()]


def test_it_concerns_the_person_alone() -> None:
    """Their manager may have been there: that does not bar them from talking."""
    assert example.debrief().conflicted() == {ISLA}


@pytest.mark.requirement("R-1.12.2-1")
def test_the_offer_is_gentle_and_ends_with_an_answer() -> None:
    """Later is asked once more; a no thanks is left alone; nothing of it is passed on to anybody."""
    offered = example.debrief()
    assert nudged(offered) == [("offer_debrief", ISLA)]
    assert all(s.gentle for s in offered.nudges())
    assert nudged(offered.answered(Answer.LATER, ISLA, NOW)) == [("offer_debrief_again", ISLA)]
    assert nudged(offered.answered(Answer.NO_THANKS, ISLA, NOW)) == []


@pytest.mark.requirement("R-1.12.2-2")
def test_the_manager_books_and_the_owners_are_reminded() -> None:
    """Of each open action, from the day it is due."""
    held = example.accepted().held(TODAY, (ACTION,), TODAY)
    assert nudged(example.accepted()) == [("hold_debrief", MORAG)]
    assert nudged(example.accepted().booked(TODAY, TODAY)) == [("hold_debrief", MORAG)]
    assert [(s.kind, s.to, s.since, s.item) for s in held.nudges()] == [("agreed_action", RORY, TOMORROW, "a1")]
    assert nudged(held.done("a1", RORY, NOW)) == []


def test_a_yes_with_nobody_left_asks_for_somebody() -> None:
    """An offer alone does not."""
    offered = example.debrief(manager=None)
    assert not offered.needs_naming
    accepted = offered.answered(Answer.YES, ISLA, NOW)
    assert accepted.needs_naming
    assert nudged(accepted) == [("name_handler", None)]


STEPS = st.lists(st.sampled_from(["yes", "later", "no_thanks", "book", "hold", "agree", "done", "drop"]), max_size=12)


@given(STEPS)
def test_whatever_is_pressed_a_debrief_stays_whole(steps: list[str]) -> None:
    """Never booked without a yes, never an action without a talk, never a nudge after the end."""
    record = example.debrief()
    for n, step in enumerate(steps):
        try:
            record = taken(record, step, n)
        except HarbourError:
            continue
    assert record.booked_on is None or record.answer is Answer.YES
    assert not record.actions or record.held_on is not None
    assert record.is_open or nudged(record) == []
    assert record.facts()["actions"] == len(record.actions)


def taken(record: Debrief, step: str, n: int) -> Debrief:
    """The record after a step."""
    match step:
        case "book":
            return record.booked(TODAY, TODAY)
        case "hold":
            return record.held(TODAY, (), TODAY)
        case "agree":
            return record.agreed((Action(id=f"a{n}", what="x", owner=RORY, due=TOMORROW),), TODAY)
        case "done":
            return record.done(record.actions[0].id if record.actions else "", RORY, NOW)
        case "drop":
            return record.dropped(record.actions[-1].id if record.actions else "", MORAG, NOW, "No need.")
        case _:
            return record.answered(Answer(step), ISLA, NOW)
