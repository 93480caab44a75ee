"""A request to see what is held: its states, the four eyes, and the month to answer in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.errors import AlreadyDone, Forbidden, Incomplete, InvalidTransition
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.documents import Document, Purpose, Wanted
from bot.records.rights import Part
from bot.records.subject_access.record import Answered, Fate, Piece, SecondLook, State, SubjectAccess
from bot.views.examples import people as example
from bot.views.examples.people import AILSA, CALLUM, MORAG, NOW, TODAY

KIT, KEIR = PersonId("kit"), PersonId("keir")
PIECE = Piece(record=RecordId("a"), ref="EC-0001", kind="ended_contact", version=1, number=0, fate=Fate.MASK)


def begun(received_on: date = TODAY, staff: PersonId | None = MORAG) -> SubjectAccess:
    """Kit sees to it, and all is looked through."""
    received = SubjectAccess.received(
        example.origin("SA-0001", KIT), received_on=received_on, known_by="By sight.", today=TODAY, staff=staff
    )
    return received.found([PIECE], is_gathered=True)


def look(by: PersonId = KEIR, *, agrees: bool = True, words: str = "") -> SecondLook:
    """A second look."""
    return SecondLook(by=by, at=NOW, agrees=agrees, words=words)


def agreed() -> SubjectAccess:
    """Keir has agreed."""
    return begun().asks(KEIR, KIT, NOW).looked_at(look())


def made(record: SubjectAccess) -> SubjectAccess:
    """Its document was made."""
    return record.handed_out(Document(wanted=Wanted(purpose=Purpose.SUBJECT), by=KIT, at=NOW, digest="ab"))


def answered(words: str = "By hand.") -> Answered:
    """It was handed over today."""
    return Answered(by=KIT, at=NOW, on=TODAY, words=words)


def test_only_who_was_asked_looks_and_nobody_who_decided_any_of_it() -> None:
    """Neither another keeper, nor whoever sees to it, even where they were asked before they decided something."""
    asked = begun().asks(KEIR, KIT, NOW)
    for person in (KIT, AILSA, MORAG):
        with pytest.raises(Forbidden):
            asked.looked_at(look(person))
    had_a_part = asked.changed(pieces=(replace(PIECE, by=KEIR),))
    with pytest.raises(Forbidden):
        had_a_part.looked_at(look())
    assert asked.looked_at(look()).state is State.READY


@pytest.mark.parametrize("second", [KIT, MORAG, None])
def test_whoever_decided_or_is_concerned_is_not_asked(second: PersonId | None) -> None:
    """Nor nobody."""
    with pytest.raises(Incomplete):
        begun().asks(second, KIT, NOW)
    with pytest.raises(Incomplete):
        begun().decides("EC-0001", {0: Fate.KEEP}, CALLUM).asks(CALLUM, KIT, NOW)


@pytest.mark.parametrize(
    "step",
    [
        lambda: made(begun()),
        lambda: made(begun().asks(KEIR, KIT, NOW)),
        lambda: begun().hand_over(answered(), TODAY),
        lambda: begun().looked_at(look()),
        lambda: made(agreed()).hand_over(answered(), TODAY).decides("EC-0001", {0: Fate.KEEP}, KIT),
        lambda: agreed().asks(AILSA, KIT, NOW),
    ],
)
def test_a_step_that_does_not_follow_is_refused(step: Callable[[], SubjectAccess]) -> None:
    """Nothing is made or handed over before a second look, and nothing decided after its end."""
    with pytest.raises(InvalidTransition):
        step()


def test_what_is_decided_or_found_anew_is_looked_at_anew() -> None:
    """Whoever agreed has not agreed to that."""
    assert agreed().decides("EC-0001", {0: Fate.KEEP}, KIT).state is State.DECIDING
    assert agreed().found([PIECE], is_gathered=True).state is State.DECIDING
    assert agreed().found([], is_gathered=True).state is State.READY
    again = agreed().decides("EC-0001", {0: Fate.KEEP}, KIT).asks(KEIR, KIT, NOW)
    assert again.state is State.SECOND_LOOK
    assert again.looked_at(look(agrees=False, words="Page two.")).state is State.DECIDING


def test_it_ends_once_handed_over_or_refused() -> None:
    """Each with words."""
    done = made(agreed()).hand_over(answered(), TODAY)
    assert (done.state, done.is_open, list(done.nudges())) == (State.HANDED_OVER, False, [])
    with pytest.raises(AlreadyDone):
        done.refused(answered())
    with pytest.raises(Incomplete):
        begun().refused(answered(""))
    assert begun().refused(answered("It was not them.")).state is State.REFUSED


@pytest.mark.parametrize(
    ("received_on", "due"),
    [(date(2026, 11, 24), date(2026, 12, 24)), (date(2026, 1, 31), date(2026, 2, 28))],
)
def test_there_is_a_month_to_answer_in(received_on: date, due: date) -> None:
    """A calendar month; whoever has it is reminded from that day."""
    record = begun(received_on)
    assert record.due == due
    (nudge,) = record.nudges()
    assert (nudge.kind, nudge.to, nudge.since) == ("answer_subject_access", KIT, due)


def test_it_waits_for_one_person_at_a_time() -> None:
    """Whoever sees to it, or who is asked for the second look, who is nudged from then on."""
    asked = begun().asks(KEIR, KIT, NOW)
    assert (KIT, Part.MUST_ACT) in begun().parties()
    assert {part for who, part in asked.parties() if who == KEIR} == {Part.SECOND, Part.MUST_ACT}
    assert (KIT, Part.MUST_ACT) not in asked.parties()
    assert [(each.kind, each.to, each.since) for each in asked.nudges()][1:] == [("look_a_second_time", KEIR, NOW)]


def test_nobody_sees_to_their_own() -> None:
    """Nor does it begin without how it is known that it is them."""
    with pytest.raises(Forbidden):
        begun(staff=KIT)
    with pytest.raises(Incomplete):
        SubjectAccess.received(example.origin("SA-0001", KIT), received_on=TODAY, known_by="", today=TODAY)
    with pytest.raises(Incomplete):
        begun(date(2020, 1, 1))
