"""Hand-over: all matters of one manager go to another, with exceptions; notified once, and undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.courier import parcels
from bot.directory import HandOver, hand_over, hand_over_planned, telling, undo
from bot.directory.handing import HANDED_ON, TAKEN_OVER
from bot.directory.notes import Step
from bot.errors import Refused
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.appeal.record import Appeal
from bot.records.assignment import Assigned
from bot.records.ended_contact.record import EndedContact
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot import one_of_each
from tests.bot.house import House, labels

WHY = "Secondment to the repairs team"


@pytest.fixture
def house(house: House) -> House:
    """Three reports with Morag: two of Isla's alone, and one where Callum was there."""
    house.reports(ISLA, reasons=("threat",))
    house.reports(ISLA)
    house.reports(ISLA, witnesses=(CALLUM,))
    house.notices()
    return house


def planned(house: House, giver: PersonId = MORAG, taker: PersonId = CALLUM) -> HandOver:
    """Plan of the hand-over."""
    return house.run(lambda uow: _planned(uow, giver, taker))


def _planned(uow: UnitOfWork, giver: PersonId, taker: PersonId) -> HandOver:
    one, other = uow.people.get(giver), uow.people.get(taker)
    assert one is not None
    assert other is not None
    return hand_over_planned(one, other, uow)


def hands_over(house: House, giver: PersonId = MORAG, taker: PersonId = CALLUM, why: str = WHY) -> None:
    """It is carried out."""
    house.run(lambda uow: hand_over(_planned(uow, giver, taker), why, uow))


def lies(house: House) -> dict[str, PersonId | None]:
    """Handler of each open matter."""

    def work(uow: UnitOfWork) -> dict[str, PersonId | None]:
        every = (uow.records.peek(line.id) for line in uow.records.register([k.kind for k in uow.records.kinds]))
        return {r.origin.ref: r.handler for r in every if isinstance(r, Assigned) and r.is_open}

    return house.run(work)


def test_all_goes_at_once_but_for_whom_it_concerns(house: House) -> None:
    """Callum was there at the third: that goes to whoever is next, and he reads nothing of it."""
    before = lies(house)
    assert set(before.values()) == {MORAG}
    drawn = planned(house)
    assert (set(drawn.taken) | set(drawn.passed), drawn.staying) == (set(before), ())
    assert lies(house) == before
    hands_over(house)
    after = lies(house)
    assert {after[ref] for ref in drawn.taken} == {CALLUM}
    assert ("EC-0003" in drawn.passed, after["EC-0003"]) == (True, AILSA)
    first = house.run(lambda uow: uow.records.by_ref(EndedContact, "EC-0001"))
    assert first is not None
    assert house.history(first.id)[-1] == (None, "hand_over")


def test_each_of_the_two_is_told_once(house: House) -> None:
    """However many matters there are; a pointer, which names nobody and no matter, and leads to what waits."""
    hands_over(house)
    told = [(to, view) for to, view, _ in house.notices() if to in (MORAG, CALLUM) and view != "nudge"]
    assert sorted(told) == sorted([(MORAG, HANDED_ON), (CALLUM, TAKEN_OVER)])


def test_the_pointer_says_nothing_of_it(house: House) -> None:
    """It is drawn by the courier."""
    hands_over(house)

    def titles(uow: UnitOfWork) -> list[tuple[PersonId, str]]:
        letters = [parcels.prepare(uow, parcel) for parcel in parcels.claim(uow)]
        return [(each.person.id, each.card.title) for each in letters if each is not None]

    assert (CALLUM, "Matters have come to you") in house.run(titles)
    assert labels(house.presses(CALLUM, "home.waiting"))


def test_the_reason_is_kept_with_each_matter_and_the_step(house: House) -> None:
    """And no hand-over is without one."""
    with pytest.raises(Refused, match="--reason"):
        hands_over(house, why=" ")
    hands_over(house)
    first = house.run(lambda uow: uow.records.by_ref(EndedContact, "EC-0001"))
    assert first is not None
    assert [each.reason for each in first.assigned.handed] == [WHY]
    (step,) = house.run(lambda uow: uow.notes.all(Step))
    assert (step.reason, step.between) == (WHY, (MORAG, CALLUM))
    assert house.noted(MORAG) == ["hand_over"]


def test_it_is_taken_back_and_told_once_again(house: House) -> None:
    """Every matter lies where it lay, what went to whoever was next too; and what has moved on since does not."""
    before = lies(house)
    hands_over(house)
    house.notices()
    house.run(undo)
    assert lies(house) == before
    told = [(to, view) for to, view, _ in house.notices() if to in (MORAG, CALLUM) and view != "nudge"]
    assert sorted(told) == sorted([(CALLUM, HANDED_ON), (MORAG, TAKEN_OVER)])


def test_who_has_said_that_they_cannot_take_it_does_not_get_it_back(house: House) -> None:
    """No reason was asked of them: it may concern them."""
    second = house.run(lambda uow: uow.records.by_ref(EndedContact, "EC-0002"))
    assert second is not None
    house.presses(MORAG, "pass_on", second.id)
    taker = lies(house)["EC-0002"]
    assert taker is not None
    hands_over(house, taker, MORAG)
    assert lies(house)["EC-0002"] not in (MORAG, None)


def test_what_only_some_may_decide_stays_where_it_is(house: House) -> None:
    """An appeal goes to nobody but those who decide appeals."""
    house.run(lambda uow: uow.records.add(_appeal(uow), act="received"))
    drawn = planned(house, EWAN, MORAG)
    assert (drawn.taken, len(drawn.staying)) == ((), 1)
    assert next(telling.handed(drawn)) == "To whoever takes over: nothing."
    assert telling.handed_as_json(drawn) == {"moves": [{"ref": drawn.staying[0], "to": "stays"}]}


def _appeal(uow: UnitOfWork) -> Appeal:
    appeal = one_of_each.appeal()
    assert isinstance(appeal, Appeal)
    origin = uow.records.begin(Appeal, RORY)
    return replace(appeal, origin=origin, named=None, assigned=replace(appeal.assigned, to=EWAN, before=()))


@pytest.mark.parametrize(
    ("taker", "said"),
    [(MORAG, "the same person"), (RORY, "manages nobody"), (CALLUM, "away today")],
)
def test_who_can_not_take_over_is_refused(house: House, taker: PersonId, said: str) -> None:
    """In a sentence that names nobody."""
    house.away(CALLUM)
    with pytest.raises(Refused, match=said):
        planned(house, MORAG, taker)
