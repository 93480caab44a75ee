"""Notices of a police decision to everybody with a part in it, as time passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.chat.events import Value
from bot.people import PersonId
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, STAFF
from tests.bot.flows.police.acts import NOT_REPORT, decides, decision, says, statements, threat
from tests.bot.house import DOUGAL, House, card, labels, words
from tests.bot.world import World

#: Always an action, and a conversation offered to everybody involved.
ZERO_TOLERANCE: dict[str, Value] = {
    "categories": ("violence",),
    "zero_tolerance": "yes",
    "follow_ups": ("police",),
    "action": "A colleague takes over.",
}


@pytest.fixture
def world(house: House) -> World:
    """Nobody has been told anything yet."""
    return World(house)


def at(world: World, person: PersonId, ref: str) -> list[datetime]:
    """Times of the notices to this person about the matter."""
    return [told.at for told in world.told if told.to == person and ref in words(told.card)]


@pytest.mark.requirement("R-1.9.4-1")
def test_the_manager_hears_at_once_also_at_night(world: World) -> None:
    """And again in working hours alone."""
    world.passes(0, time(23, 0))
    begun = world.house.clock.at
    threat(world.house, ISLA)
    world.settle()
    assert at(world, MORAG, "PD-0001") == [begun]
    world.passes(1, time(9, 45))
    assert len(at(world, MORAG, "PD-0001")) == 2
    assert world.house.policy.calendar.is_open(at(world, MORAG, "PD-0001")[1])


def test_silence_moves_it_on_after_an_hour_and_the_management_team_hears_after_two(world: World) -> None:
    """To the deputy, who hears at once."""
    _, police = threat(world.house, ISLA)
    begun = world.house.clock.at
    world.passes_to(begun + timedelta(minutes=45))
    assert len(at(world, MORAG, "PD-0001")) == 2
    world.passes_to(begun + timedelta(hours=1))
    assert decision(world.house, police).handler == CALLUM
    assert at(world, CALLUM, "PD-0001")[0] == begun + timedelta(hours=1)
    world.passes_to(begun + timedelta(hours=2))
    assert decision(world.house, police).handler == CALLUM
    assert at(world, AILSA, "PD-0001") == at(world, EWAN, "PD-0001") == [begun + timedelta(hours=2)]


def test_once_it_is_decided_nobody_is_hurried_any_more(world: World) -> None:
    """Remaining notes are reminded of in days, each until it is made; the last is the closing."""
    _, police = threat(world.house, ISLA)
    says(world.house, ISLA, police)
    decides(world.house, MORAG, police)
    world.settle()
    before = len(at(world, MORAG, "PD-0001"))
    world.passes(2)
    assert len(at(world, MORAG, "PD-0001")) == before
    world.house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    world.passes(1)
    assert len(at(world, MORAG, "PD-0001")) == before + 1
    assert "A detail is still to be noted · PD-0001" in world.heard(MORAG)
    world.house.sends(MORAG, "police.reference", {"none": "none"}, police)
    world.passes(15)
    assert world.heard(MORAG)[-2:] == ["A step is left · PD-0001"] * 2
    world.house.presses(MORAG, "police.close", police)
    world.passes(30)
    assert len(at(world, MORAG, "PD-0001")) == before + 3


def test_something_new_is_as_urgent_as_the_first_time(world: World) -> None:
    """Its manager hears at once, and every nudge begins again."""
    _, police = threat(world.house, ISLA)
    says(world.house, ISLA, police)
    decides(world.house, MORAG, police, NOT_REPORT)
    world.passes(0, time(22, 0))
    before = len(at(world, MORAG, "PD-0001"))
    world.house.sends(MORAG, "police.reopen", {"news": "He called again."}, police)
    world.settle()
    assert len(at(world, MORAG, "PD-0001")) == before + 1


@pytest.mark.requirement("R-1.9.4-4")
def test_a_call_to_the_police_reaches_the_manager_at_night(world: World) -> None:
    """Without a word of what it is."""
    _, police = threat(world.house, ISLA)
    says(world.house, ISLA, police)
    decides(world.house, MORAG, police)
    world.passes(0, time(23, 0))
    before = len(world.told)
    world.house.presses(ISLA, "police.called", police)
    world.settle()
    assert [(told.to, told.at) for told in world.told[before:]] == [(MORAG, world.house.clock.at)]


@pytest.mark.requirement("R-1.9.4-8")
def test_a_witness_is_asked_thrice_and_then_the_manager_asks_in_person(world: World) -> None:
    """At once, after one day and after three; then nobody writes to them again."""
    _, police = threat(world.house, ISLA, witnesses=(RORY,))
    world.passes(6)
    days = [world.house.policy.calendar.day_of(moment).isoformat() for moment in at(world, RORY, "WS-0001")]
    assert days == ["2026-11-24", "2026-11-25", "2026-11-27"]
    holder = decision(world.house, police).handler
    assert holder is not None
    assert "Please ask in person · WS-0001" in world.heard(holder)
    asked = len(at(world, RORY, "WS-0001"))
    world.house.presses(holder, "police.in_person", police, RORY)
    world.passes(10)
    assert len(at(world, RORY, "WS-0001")) == asked


def called(world: World) -> tuple[int, int]:
    """Numbers of messages that say something was noted here, and that something was added here."""
    said = [words(told.card) for told in world.told if told.to == MORAG]
    return tuple(sum(sentence in text for text in said) for sentence in ("was noted here", "was added here"))  # type: ignore[return-value]


@pytest.mark.requirement("R-1.9.4-4")
def test_a_call_and_its_reference_are_one_message(world: World) -> None:
    """Unless the manager has read of the call before the reference came: then something was added."""
    _, police = threat(world.house, ISLA)
    world.settle()
    world.house.presses(ISLA, "police.called", police)
    world.settle()
    world.house.sends(ISLA, "police.call_reference", {"reference": "PS-7"}, police)
    world.settle()
    assert called(world) == (1, 0)
    world.house.presses(MORAG, "police.open", police)
    world.house.sends(ISLA, "police.call_reference", {"reference": "PS-8"}, police)
    world.settle()
    assert called(world) == (1, 1)
    world.house.presses(MORAG, "police.open", police)
    world.house.presses(ISLA, "police.called", police)
    world.settle()
    assert called(world) == (2, 1)


def test_what_the_manager_has_read_since_is_no_news(world: World) -> None:
    """A view given and read in the night is not announced in the morning."""
    _, police = threat(world.house, ISLA)
    world.passes(0, time(22, 0))
    says(world.house, ISLA, police)
    holder = decision(world.house, police).handler
    assert holder is not None
    world.house.presses(holder, "police.open", police)
    before = len(world.told)
    world.passes(1, time(9, 45))
    assert not [told for told in world.told[before:] if "was added here" in words(told.card)]
    says(world.house, ISLA, police, "And one more thing.")
    world.settle()
    assert [told.to for told in world.told[before:] if "was added here" in words(told.card)] == [holder]


@pytest.mark.requirement("R-1.9.4-8")
def test_whoever_gets_it_later_is_told_to_ask_in_person(world: World) -> None:
    """Even if nobody was its handler on the day the witness's time ran out; the card says so as well."""
    world.house.away(MORAG, CALLUM, AILSA, DOUGAL, back=date(2027, 1, 4))
    _, police = threat(world.house, ISLA, witnesses=(RORY,))
    world.passes(6)
    assert decision(world.house, police).handler is None
    world.house.sends(EWAN, "naming.name", {"to": (EWAN,)}, police)
    world.settle()
    assert world.heard(EWAN).count("Please ask in person · WS-0001") == 1
    assert "I have asked in person" in labels(world.house.presses(EWAN, "police.open", police))
    world.passes(2)
    assert world.heard(EWAN).count("Please ask in person · WS-0001") == 1


def test_before_that_day_nobody_is_told_to_ask_in_person(world: World) -> None:
    """Nor once the witness has answered."""
    _, police = threat(world.house, ISLA, witnesses=(RORY,))
    world.settle()
    world.house.presses(MORAG, "pass_on", police)
    world.settle()
    assert "Please ask in person · WS-0001" not in world.heard(CALLUM)


@pytest.mark.parametrize("late", [time(16, 30), time(20, 0)])
def test_a_witness_is_asked_neither_at_night_nor_late_in_the_day(world: World, late: time) -> None:
    """The next morning, once."""
    world.passes(0, late)
    threat(world.house, ISLA, witnesses=(RORY,))
    world.settle()
    assert at(world, RORY, "WS-0001") == []
    world.passes(1)
    assert len(at(world, RORY, "WS-0001")) == 1


def test_an_answer_ends_the_reminders_to_a_witness(world: World) -> None:
    """Any of the three."""
    _, police = threat(world.house, ISLA, witnesses=(RORY,))
    world.settle()
    assert len(at(world, RORY, "WS-0001")) == 1
    world.house.sends(RORY, "witness.answer", {"instead": "declined"}, statements(world.house, police)[RORY].id)
    world.passes(6)
    assert len(at(world, RORY, "WS-0001")) == 1
    assert "Please ask in person · WS-0001" not in world.heard(MORAG)


def test_a_witness_on_leave_hears_nothing_of_it_there(world: World) -> None:
    """On the day they are back."""
    world.house.away(RORY)
    threat(world.house, ISLA, witnesses=(RORY,))
    world.passes(3)
    assert at(world, RORY, "WS-0001") == []


def test_a_manager_who_is_away_is_passed_by_at_once(world: World) -> None:
    """The stand-in hears in the same minute."""
    world.house.away(MORAG)
    _, police = threat(world.house, ISLA)
    world.settle()
    assert decision(world.house, police).handler == CALLUM
    assert len(at(world, CALLUM, "PD-0001")) == 1


def test_where_nobody_is_left_the_management_team_is_asked_at_once(world: World) -> None:
    """Also at night."""
    world.passes(0, time(23, 0))
    threat(world.house, EWAN)
    world.settle()
    assert "Somebody is needed · PD-0001" in world.heard(AILSA)
    assert at(world, EWAN, "Somebody is needed") == []


@pytest.mark.requirement("R-1.9.4-8")
def test_no_message_tells_a_stranger_what_it_is_about(world: World) -> None:
    """Not the words threat, police or witness, nobody's name, and nothing that anybody wrote."""
    said: dict[str, Value] = {"note": "CANARY one", "individual": "CANARY two", "witnesses": (RORY,)}
    _, police = threat(world.house, ISLA, threat_against="colleague", targets=(CALLUM,), **said)
    world.settle()
    world.house.presses(MORAG, "police.ask", police, CALLUM)
    says(world.house, ISLA, police, "CANARY three")
    says(world.house, CALLUM, police, "CANARY four")
    world.house.presses(ISLA, "police.called", police)
    world.house.sends(ISLA, "police.call_reference", {"reference": "CANARY five"}, police)
    account = statements(world.house, police)[RORY].id
    world.house.sends(RORY, "witness.answer", {"words": "CANARY six"}, account)
    world.passes_to(world.house.clock.at + timedelta(hours=3))
    holder = decision(world.house, police).handler
    assert holder is not None
    decides(world.house, holder, police, {**NOT_REPORT, "reasons": "CANARY seven", "impact": "CANARY eight"})
    world.house.sends(holder, "police.tell", {"on": "2026-11-24"}, police)
    world.house.sends(holder, "police.reopen", {"news": "CANARY nine"}, police)
    world.passes(12)
    cards = [*(told.card for told in world.told), *world.stands.values()]
    names = [name.casefold() for person in STAFF for name in person.name.split()]
    for word in ("canary", "threat", "police", "witness", "999", *names):
        assert [card.title for card in cards if word in words(card).casefold()] == []


# -- a colleague who does not know of it yet ---------------------------------------------------------------------


def ways(house: House, about: str, police: str, way: str) -> None:
    """The manager says, in one way or another, that Rory knows."""
    said: dict[str, Value] = {f"view-{RORY}": "Please tell them.", f"instead-{RORY}": "words"}
    match way:
        case "ask":
            house.presses(MORAG, "police.ask", police, RORY)
        case "note":
            house.sends(MORAG, "police.note_view", said, police, RORY)
        case "decide":
            says(house, ISLA, police)
            decides(house, MORAG, police, {**NOT_REPORT, **said})
        case "tell":
            says(house, ISLA, police)
            house.away(RORY)
            away: dict[str, Value] = {f"view-{RORY}": "On leave.", f"instead-{RORY}": "could_not_ask"}
            decides(house, MORAG, police, {**NOT_REPORT, **away})
            house.put(replace(house.person(RORY), absence=None))
            assert not house.record(about, EndedContact).knows(RORY)
            house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    assert house.record(about, EndedContact).knows(RORY)


@pytest.mark.requirement("R-1.12.2-5")
@pytest.mark.requirement("R-1.9.4-6")
@pytest.mark.parametrize("way", ["ask", "note", "decide", "tell"])
def test_who_is_threatened_hears_nothing_of_it_before_a_person_has_told_them(world: World, way: str) -> None:
    """Neither that support is there nor the offer of a conversation; then both, and what they think is asked."""
    house = world.house
    about, police = threat(house, ISLA, threat_against="colleague", targets=(RORY,))
    house.presses(MORAG, "ended_contact.acknowledge", about)
    card(house.sends(MORAG, "ended_contact.triage", ZERO_TOLERANCE, about))
    world.settle()
    assert world.heard(RORY) == []
    assert [debrief.person for debrief in house.children(about, Debrief)] == [ISLA]
    ways(house, about, police, way)
    world.passes(1)
    assert "Support is there for you" in world.heard(RORY)
    assert [debrief.person for debrief in house.children(about, Debrief)] == [ISLA, RORY]
    assert ("Something is asked of you · PD-0001" in world.heard(RORY)) == (way == "ask")
