"""The courier: recipients, times, and the moves of a matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from adapters.calendar import BankHolidays
from bot.chat.events import Value
from bot.courier import nudging
from bot.directory import matters
from bot.people import Role
from bot.policy import Policy
from bot.records.assignment import Assigned
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.restriction.record import Restriction, State
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.house import DOUGAL, House
from tests.bot.world import World

TRIAGE: dict[str, Value] = {
    "categories": ("demands",),
    "zero_tolerance": "no",
    "follow_ups": ("no_further",),
    "words_no_further": "It was right to end it.",
}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house and its courier; it is Tuesday, ten in the morning."""
    house = House(tmp_path / "harbour.db", Policy.load(closed_days=BankHolidays()))
    yield World(house)
    house.close()


def handler(world: World, about: str, kind: type[Assigned] = EndedContact) -> object:
    """Its handler."""
    return world.house.record(about, kind).handler


# -- what is done by the time that it would go ----------------------------------------------------------------


def test_an_offer_that_was_held_up_does_not_go_once_it_is_answered(world: World) -> None:
    """Not even to say that it is (model.md §6)."""
    house = world.house
    about = house.reports(ISLA)
    house.presses(MORAG, "ended_contact.acknowledge", about)
    house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": house.clock.at.date().isoformat()}, about)
    world.settle()
    zero: dict[str, Value] = {"zero_tolerance": "yes", "follow_ups": ("police",), "action": "A letter."}
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, **zero}, about)
    (offer,) = house.children(about, Debrief)
    house.run(nudging.nudge)
    house.presses(ISLA, "debrief.yes", offer.id)
    world.settle()
    assert not [title for title in world.heard(ISLA) if offer.ref in title]


def test_a_reminder_that_was_held_up_does_not_go_once_nothing_waits(world: World) -> None:
    """Not even to say that nothing does: the police decision keeps the report open, and has its own reminders."""
    house = world.house
    about = house.reports(ISLA, reasons=("threat",), threat_against="me")
    house.presses(MORAG, "ended_contact.acknowledge", about)
    world.passes(1, time(9))
    house.clock.at += timedelta(minutes=30)
    assert "talk_with_reporter" in house.run(nudging.nudge)
    house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": house.clock.at.date().isoformat()}, about)
    zero: dict[str, Value] = {"zero_tolerance": "yes", "follow_ups": ("police",), "action": "A letter."}
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, **zero}, about)
    house.sends(MORAG, "ended_contact.outcome", {"words": "Thank you."}, about)
    world.settle()
    assert house.record(about, EndedContact).state == "told"
    assert not [title for title in world.heard(MORAG) if "Nothing waits" in title]


# -- a matter that nobody answers --------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-6")
def test_silence_moves_a_report_once_and_then_the_management_team_hears(world: World) -> None:
    """To the deputy after a working day; after two it stands on the list, and stays with the deputy."""
    about = world.house.reports(ISLA)
    world.passes(1, time(16, 59))
    assert handler(world, about) == MORAG
    world.passes(0, time(17, 0))
    assert handler(world, about) == CALLUM
    world.passes(4)
    assert handler(world, about) == CALLUM
    assert world.house.record(about, EndedContact).on_management_list
    assert any("A matter is waiting" in title for title in world.heard(AILSA))


def test_nobody_loses_what_they_have_just_taken(world: World) -> None:
    """The deputy to whom it came late has a working day of their own, whenever it was sent."""
    about = world.house.reports(ISLA)
    world.passes(1, time(16, 50))
    world.house.presses(MORAG, "pass_on", about)
    world.passes(1, time(16, 59))
    assert handler(world, about) == CALLUM
    world.passes(0, time(17, 0))
    assert handler(world, about) == AILSA


def test_what_was_acknowledged_late_is_not_taken_away_at_once(world: World) -> None:
    """The days to talk count from the acknowledgement for whoever has it."""
    about = world.house.reports(ISLA)
    world.passes(4)
    world.house.presses(CALLUM, "ended_contact.acknowledge", about)
    world.passes(2, time(16, 0))
    assert handler(world, about) == CALLUM


def test_whom_the_management_team_names_keeps_it(world: World) -> None:
    """Naming is not undone by a clock that began long before."""
    about = world.house.reports(ISLA)
    world.passes(3)
    world.house.sends(AILSA, "naming.name", {"to": EWAN}, about)
    world.passes(3)
    assert handler(world, about) == EWAN
    assert world.heard(CALLUM)[-1] == "EC-0001"


def test_the_management_team_can_give_a_matter_on_its_list_to_somebody_else(world: World) -> None:
    """A matter is open to them once they have been told of it, and not before."""
    about = world.house.reports(ISLA)
    assert "form" not in repr(world.house.presses(AILSA, "form:naming.name", about))
    world.passes(3)
    world.house.sends(AILSA, "naming.name", {"to": EWAN}, about)
    assert handler(world, about) == EWAN


def test_after_an_outage_there_is_one_message_for_each_matter(world: World) -> None:
    """However many reminders fell due meanwhile: late, and never a burst."""
    about = world.house.reports(ISLA)
    world.passes(3)
    before = len(world.heard(CALLUM))
    calendar = world.house.policy.calendar
    day = calendar.working_days_from(calendar.today(world.house.clock.at), 10)
    world.house.clock.at = calendar.moment(day, time(10, 0))
    for _ in range(3):
        world.settle()
        world.house.clock.at += timedelta(seconds=1)
    assert world.heard(CALLUM)[before:] == ["A private report is waiting for you · EC-0001"]
    assert handler(world, about) == CALLUM


# -- who has left ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["left", "no manager any more"])
def test_what_lies_with_somebody_who_is_gone_moves_the_same_day(world: World, how: str) -> None:
    """In any state, even with its next nudge months away (model.md §6)."""
    from tests.bot.flows.restriction.test_conversation import active  # noqa: PLC0415

    about = active(world.house)
    if how == "left":
        world.house.leave(MORAG)
    else:
        isla = world.house.person(ISLA)
        world.house.put(replace(isla, line_manager=CALLUM))
    assert world.house.run(matters.reroute) > 0
    assert handler(world, about, Restriction) == CALLUM
    assert world.house.run(matters.reroute) == 0


def test_a_short_absence_moves_what_waits_but_not_what_keeps_its_place(world: World) -> None:
    """A report goes to the stand-in; a restriction in force stays with the one who decided."""
    from tests.bot.flows.restriction.test_conversation import active  # noqa: PLC0415

    restriction, report = active(world.house), world.house.reports(ISLA)
    world.house.away(MORAG)
    world.passes(1)
    assert (handler(world, report), handler(world, restriction, Restriction)) == (CALLUM, MORAG)


# -- asking for more -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-8")
def test_a_question_that_nobody_answers_stops_no_clock(world: World) -> None:
    """The decider is reminded that they may go on, and the management team hears; the asker is asked thrice."""
    from tests.bot.flows.restriction.test_conversation import suggested  # noqa: PLC0415

    about = suggested(world.house)
    version = world.house.record(about, Restriction).version
    world.house.sends(MORAG, "restriction.asking", {"question": "When was it?"}, about, extra=f".{version}")
    assert world.house.record(about, Restriction).stage is State.MORE_ASKED
    world.passes(8)
    assert world.house.record(about, Restriction).on_management_list
    assert sum("A question for you" in title for title in world.heard(ISLA)) == 3
    assert any("RS-0001" in title for title in world.heard(AILSA))


# -- gentle, urgent, undeliverable ---------------------------------------------------------------------------


def test_an_answer_waits_for_the_morning_and_for_a_return(world: World) -> None:
    """Nothing about a distressing matter in the last hour of the day, or on leave (model.md §5)."""
    about = world.house.reports(ISLA)
    world.passes(0, time(16, 30))
    world.house.presses(MORAG, "ended_contact.acknowledge", about)
    world.house.sends(MORAG, "ended_contact.triage", TRIAGE, about)
    world.passes(0, time(18, 0))
    assert "EC-0001" not in world.heard(ISLA)
    world.passes(1, time(9, 45))
    assert "EC-0001" in world.heard(ISLA)


def test_a_threat_stays_urgent_when_it_moves(world: World) -> None:
    """The next manager hears at once, also at night."""
    world.passes(0, time(20, 0))
    about = world.house.reports(ISLA, reasons=("threat",))
    world.settle()
    world.house.presses(MORAG, "pass_on", about)
    world.settle()
    # The report, and the police decision that goes along with it.
    assert [told.at for told in world.told if told.to == CALLUM] == [world.house.clock.at] * 2


@pytest.mark.requirement("R-1.13-5")
def test_an_answer_that_cannot_be_delivered_is_for_the_manager_to_tell(world: World) -> None:
    """Everyone who reported hears back: then from a person."""
    about = world.house.reports(ISLA)
    world.unreachable.add(ISLA)
    world.house.presses(MORAG, "ended_contact.acknowledge", about)
    world.house.sends(MORAG, "ended_contact.triage", TRIAGE, about)
    world.settle()
    assert "could not be delivered" in repr([told.card for told in world.told if told.to == MORAG][-1])


def test_somebody_who_cannot_be_reached_does_not_hold_a_matter(world: World) -> None:
    """It goes to the next manager, and never to a channel."""
    world.unreachable.add(MORAG)
    about = world.house.reports(ISLA)
    world.settle()
    assert handler(world, about) == CALLUM


def test_what_is_added_after_the_manager_has_left_finds_another(world: World) -> None:
    """Also to a settled report."""
    about = world.house.reports(ISLA)
    world.house.presses(MORAG, "ended_contact.acknowledge", about)
    world.house.leave(MORAG)
    world.house.sends(ISLA, "ended_contact.add", {"text": "He came back."}, about)
    world.settle()
    assert handler(world, about) == CALLUM
    assert world.heard(CALLUM)


def test_a_nudge_to_nobody_is_sent_to_nobody(world: World) -> None:
    """Once it is done, what was due is dropped when it is looked at."""
    world.passes(0, time(18, 0))
    about = world.house.reports(RORY)
    world.settle()
    world.house.presses(CALLUM, "ended_contact.acknowledge", about)
    world.house.sends(CALLUM, "ended_contact.talked", {"happened": "talked", "on": "2026-11-24"}, about)
    world.house.sends(CALLUM, "ended_contact.triage", TRIAGE, about)
    world.passes(1, time(9, 0))
    assert world.heard(CALLUM) == []


def test_a_person_without_anybody_reaches_the_duty_manager(world: World) -> None:
    """And where the duty manager is away, the management team is asked to name someone."""
    world.house.away(DOUGAL)
    about = world.house.reports(EWAN)
    world.settle()
    assert handler(world, about) is None
    assert any("Somebody is needed" in title for title in world.heard(AILSA))
    assert Role.MANAGEMENT_TEAM in world.house.person(AILSA).roles
