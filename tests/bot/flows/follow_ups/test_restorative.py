"""Steps to restore the relationship, and advice without names: help, recorded, counted against nobody (policy 1.7)."""

from __future__ import annotations

from datetime import time

import pytest

from bot.chat.cards import Buttons
from bot.chat.events import ActionEvent, ReshapeEvent, Value
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.follow_ups.restorative import Professional, RestorativeAction, State, What
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.follow_ups.acts import STEP, to_restore
from tests.bot.flows.restriction.test_conversation import DENY, LIGHTER, PROPOSE
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words
from tests.bot.world import World

OTHERS = (ISLA, RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)
ALONE: dict[str, Value] = {**STEP, "whom": "HA-20417"}


def record(house: House, about: str) -> RestorativeAction:
    """It as it is."""
    return house.record(about, RestorativeAction)


def newest(house: House) -> str:
    """The id of the newest step."""
    return house.run(lambda uow: uow.records.register(("restorative",)))[0].id


# -- noting it -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.7-1")
@pytest.mark.requirement("R-1.14.1-1")
def test_what_follows_opens_it_and_the_manager_notes_what_when_and_who(house: House) -> None:
    """And later how it went."""
    report, about = to_restore(house)
    assert "RA-0001 · restorative step: to be noted" in words(house.presses(MORAG, "ended_contact.open", report))
    assert set(errors(house.sends(MORAG, "restorative.note", {}, about))) == {"what", "words", "on", "by"}
    card(house.sends(MORAG, "restorative.note", {**STEP, "by": RORY}, about))
    shown = words(house.presses(MORAG, "restorative.open", about))
    for part in ("The individual: HA-20417", "What: A break", "When: Tue 24 Nov", "Who: Rory Muir", "Two calm weeks"):
        assert part in shown
    assert set(errors(house.sends(MORAG, "restorative.result", {}, about))) == {"words"}
    card(house.sends(MORAG, "restorative.result", {"words": "It is calmer."}, about))
    assert "It is calmer." in words(house.presses(MORAG, "restorative.open", about))
    assert record(house, about).state is State.CLOSED


@pytest.mark.requirement("R-1.14.1-1")
def test_it_is_noted_from_the_report_at_any_time(house: House) -> None:
    """Once it was seen; also where nothing follows, and more than once."""
    report = house.reports(ISLA, individual="HA-20417")
    pressed = button(
        house.presses(MORAG, "ended_contact.acknowledge", report), "Note a step to restore the relationship"
    )
    for _ in range(2):
        card(house.sends(MORAG, pressed.action.removeprefix("form:"), STEP, pressed.about))
    found = house.children(report, RestorativeAction)
    assert [each.state for each in found] == [State.NOTED, State.NOTED]


@pytest.mark.requirement("R-1.7-1")
def test_where_there_was_none_in_the_end_it_says_why(house: House) -> None:
    """Nothing stays open for ever."""
    _, about = to_restore(house)
    pressed = button(house.presses(MORAG, "restorative.open", about), "There was none, because…")
    card(house.sends(MORAG, pressed.action.removeprefix("form:"), {"words": "They moved away."}, about))
    assert record(house, about).is_open is False


@pytest.mark.requirement("R-1.14.1-1")
def test_a_manager_notes_one_without_a_report(house: House) -> None:
    """From where a restriction would be proposed: what is typed there is kept."""
    opened = house.types(MORAG, "restriction", "Nine calls")
    (pressed,) = next(part.buttons for part in form(opened).body if isinstance(part, Buttons))
    assert pressed.label == "Note a step to restore the relationship"
    drawn = house.handle(ActionEvent(person=MORAG, action=pressed.action, values={"behaviour": "Nine calls"}))
    assert fields(drawn)[0] == "whom"
    assert set(errors(house.sends(MORAG, "restorative.note", STEP))) == {"whom"}
    card(house.sends(MORAG, "restorative.note", ALONE))
    made = record(house, newest(house))
    assert (made.handler, made.parent) == (MORAG, None)
    assert form(house.types(MORAG, "restriction")).values["behaviour"] == "Nine calls"


def test_staff_who_manage_nobody_note_none(house: House) -> None:
    """Nor does anybody reach what is another's."""
    report, about = to_restore(house)
    assert NOTHING in words(house.presses(ISLA, "restorative.first"))
    assert NOTHING in words(house.sends(RORY, "restorative.note", ALONE))
    for other in OTHERS:
        for target in (about, report):
            assert NOTHING in words(house.sends(other, "restorative.note", STEP, target))
        assert NOTHING in words(house.presses(other, "restorative.open", about))
        assert NOTHING in words(house.sends(other, "restorative.result", {"words": "x"}, about))
    assert record(house, about).state is State.OPENED


def test_what_is_no_report_and_no_restriction_has_no_step(house: House) -> None:
    """An id is only a pointer."""
    house.types(MORAG, "support")
    house.presses(MORAG, "time_away.ask")

    def asked(uow: UnitOfWork) -> list[RecordId]:
        return [s.id for s in uow.records.with_part(AILSA, Part.HANDLER)]

    (about,) = house.run(asked)
    assert NOTHING in words(house.sends(AILSA, "restorative.note", STEP, about))


# -- where a restriction is weighed ----------------------------------------------------------------------


def fairness(house: House, report: str | None, by: PersonId = MORAG, whom: str = "HA-20417") -> str:
    """Text of a proposal."""
    values: dict[str, Value] = {"individual": whom}
    return words(house.handle(ReshapeEvent(person=by, form="restriction.propose", about=report, values=values)))


@pytest.mark.requirement("R-1.7-1")
def test_what_was_tried_is_shown_to_who_weighs_a_restriction(house: House) -> None:
    """In words, to the proposer and to the decider; no number, and nothing is decided by it."""
    report, about = to_restore(house)
    card(house.sends(MORAG, "restorative.note", STEP, about))
    house.sends(MORAG, "restorative.result", {"words": "It is calmer."}, about)
    said = fairness(house, report)
    assert (
        "Noted before as tried, or to be tried:\nTue 24 Nov · A break: Two calm weeks. How it went: It is calmer."
        in said
    )
    house.sets(two_managers=True)
    card(house.sends(MORAG, "restriction.propose", {**PROPOSE, "individual": "HA-20417"}, report))
    (proposal,) = house.children(report, Restriction)
    decider = words(house.presses(AILSA, "restriction.approve", proposal.id))
    assert "A break: Two calm weeks." in decider
    for text in (said, decider):
        assert "1 step" not in text
        assert "times" not in text
    listed = words(house.presses(AILSA, "restriction.open", proposal.id))
    assert "RA-0001" not in listed


@pytest.mark.requirement("R-1.7-1")
def test_a_reference_typed_is_no_right_to_read_what_another_manager_noted(house: House) -> None:
    """Their own steps a proposer is shown."""
    card(house.sends(MORAG, "restorative.note", ALONE))
    assert "Two calm weeks" in fairness(house, None)
    assert "Two calm weeks" not in fairness(house, None, by=CALLUM)
    assert "Two calm weeks" not in fairness(house, None, whom="HA-1")


@pytest.mark.requirement("R-1.7-1")
@pytest.mark.parametrize("outcome", ["deny", "lighter"])
def test_a_step_is_offered_where_a_restriction_was_not_approved_as_it_was(house: House, outcome: str) -> None:
    """It is noted with the restriction, about the same individual."""
    report = house.reports(ISLA, individual="HA-20417", wishes=("restrict",))
    (suggestion,) = house.children(report, Restriction)
    assert "Note a step to restore the relationship" not in labels(
        house.presses(MORAG, "restriction.open", suggestion.id)
    )
    lighter = {**LIGHTER, "individual": "HA-20417"}
    name, answers = ("not_forward", DENY) if outcome == "deny" else ("decision", lighter)
    card(house.sends(MORAG, f"restriction.{name}", answers, suggestion.id, f"{outcome}.0"))
    shown = house.presses(MORAG, "restriction.open", suggestion.id)
    pressed = button(shown, "Note a step to restore the relationship")
    card(house.sends(MORAG, "restorative.note", STEP, pressed.about))
    (made,) = house.children(suggestion.id, RestorativeAction)
    assert made.matter.individual == suggestion.individual
    assert "RA-0001 · restorative step: noted" in words(house.presses(MORAG, "restriction.open", suggestion.id))


# -- time ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.7-1")
def test_how_it_went_is_asked_once_after_ten_working_days(house: House) -> None:
    """Content-free; then silence."""
    world = World(house)
    report, about = to_restore(house)
    house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": "2026-11-24"}, report)
    house.sends(MORAG, "ended_contact.outcome", {"words": "Thank you."}, report)
    card(house.sends(MORAG, "restorative.note", STEP, about))
    world.passes(9, time(17))
    assert [told for told in world.told if "RA-0001" in words(told.card)] == []
    world.passes(1)
    world.passes(30)
    said = [words(told.card) for told in world.told if "RA-0001" in words(told.card)]
    assert len(said) == 1
    assert "How did it go? A line is enough." in said[0]
    assert not any(word in said[0] for word in ("relationship", "HA-20417", "break", "Isla"))


# -- advice without names ----------------------------------------------------------------------------------


ASKED: dict[str, Value] = {"professional": "mental_health", "on": "2026-11-24"}


@pytest.mark.requirement("R-1.7-3")
def test_that_advice_was_sought_is_kept_and_nothing_leaves(house: House) -> None:
    """Day, kind of professional, and the question if somebody wrote it down; never the professional's name."""
    report = house.reports(ISLA, individual="HA-20417")
    asks = button(house.presses(MORAG, "ended_contact.acknowledge", report), "Ask for advice without names")
    drawn = words(house.presses(MORAG, asks.action, asks.about))
    assert "Ask without names" in drawn
    assert "HA-20417" not in drawn
    assert set(errors(house.sends(MORAG, "advice.ask", {}, report))) == {"professional", "on"}
    house.notices()
    card(house.sends(MORAG, "advice.ask", {**ASKED, "words": "How to visit calmly"}, report))
    (made,) = house.children(report, RestorativeAction)
    assert made.step is not None
    assert (made.step.what, made.step.professional) == (What.ADVICE, Professional.MENTAL_HEALTH)
    assert house.notices() == []
    read = words(house.presses(MORAG, "restorative.open", made.id))
    assert [part for part in ("From whom: Mental health", "How to visit calmly") if part not in read] == []


@pytest.mark.requirement("R-1.7-3")
def test_it_is_for_who_decides_about_the_report_or_the_restriction(house: House) -> None:
    """For nobody else, and about nothing else."""
    report = house.reports(ISLA)
    for other in OTHERS:
        assert NOTHING in words(house.presses(other, "form:advice.ask", report))
        assert NOTHING in words(house.sends(other, "advice.ask", ASKED, report))
    assert NOTHING in words(house.presses(MORAG, "form:advice.ask", None))
