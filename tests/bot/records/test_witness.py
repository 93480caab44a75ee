from __future__ import annotations

import pytest

from bot.errors import AlreadyDone, Forbidden, Incomplete
from bot.people import PersonId
from bot.records.rights import Part
from bot.records.witness import Answer, State
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, NOW, RORY
from bot.views.police import samples as example


@pytest.mark.requirement("R-1.9.4-8")
@pytest.mark.parametrize(
    ("answer", "words", "state"),
    [
        (Answer.STATEMENT, "I heard it.", State.GIVEN),
        (Answer.DECLINED, "", State.DECLINED),
        (Answer.DID_NOT_SEE, "", State.NOT_A_WITNESS),
    ],
)
def test_each_answer_is_an_answer(answer: Answer, words: str, state: State) -> None:
    """Nothing waits for it any more."""
    record = example.statement().answered(answer, words, RORY, NOW)
    assert (record.state, record.is_open, list(record.nudges())) == (state, False, [])


@pytest.mark.requirement("R-1.9.4-8")
def test_what_is_said_stands_and_more_can_be_added() -> None:
    """Also after another answer, and after nobody waits for it any more."""
    for begun in (example.given(), example.declined(), example.did_not_see(), example.no_reply()):
        more = begun.answered(Answer.STATEMENT, "One more thing.", RORY, NOW)
        assert more.entries[:-1] == begun.entries
        assert more.state is State.GIVEN
    with pytest.raises(AlreadyDone):
        example.declined().answered(Answer.DECLINED, "", RORY, NOW)
    with pytest.raises(Incomplete):
        example.statement().answered(Answer.STATEMENT, "", RORY, NOW)


@pytest.mark.parametrize("person", [ISLA, CALLUM, MORAG, AILSA])
def test_nobody_answers_for_a_witness(person: PersonId) -> None:
    """Not even the manager."""
    with pytest.raises(Forbidden):
        example.statement().answered(Answer.STATEMENT, "I heard it.", person, NOW)


def test_it_lies_with_whom_the_decision_lies_with() -> None:
    """And is kept from everybody else whom it concerns."""
    moved = example.opened().moved(AILSA, NOW)
    record = example.given().goes_with(moved)
    assert record.handler == AILSA
    assert record.conflicted() == {ISLA, CALLUM, RORY}
    assert (MORAG, Part.HANDLER) not in record.parties()
    assert (AILSA, Part.HANDLER) in record.parties()


def test_asked_in_person_ends_the_reminders_and_waits_on() -> None:
    """Once; an answer is asked for no longer."""
    asked = example.asked_in_person()
    assert (asked.state, list(asked.nudges())) == (State.ASKED, [])
    for record in (asked, example.given()):
        with pytest.raises(AlreadyDone):
            record.was_asked_in_person(MORAG, NOW)
    assert [series.kind for series in example.statement().nudges()] == ["ask_witness"]
    assert example.given().left(NOW) == example.given()
