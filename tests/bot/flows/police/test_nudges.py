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
from tests.bot.town import Town

#: Always an action, and a conversation offered to everybody involved.
ZERO_TOLERANCE: dict[str, Value] = {
    "categories": ("violence",),
    "zero_tolerance": "yes",
    "follow_ups": ("police",),
    "action": "A colleague takes over.",
}


@pytest.fixture
def town(house: House) -> Town:
    """Nobody has been told anything yet."""
    return Town(house)


def at(town: Town, person: PersonId, ref: str) -> list[datetime]:
    """Times of the notices to this person about the matter."""
    return [told.at for told in town.told if told.to == person and ref in words(told.card)]


@pytest.mark.requirement("R-1.9.4-1")
def test_the_manager_hears_at_once_also_at_night(town: Town) -> None:
    """And again in working hours alone."""
    town.passes(0, time(23, 0))
    begun = town.house.clock.at
    threat(town.house, ISLA)
    town.settle()
    assert at(town, MORAG, "PD-0001") == [begun]
    town.passes(1, time(9, 45))
    assert len(at(town, MORAG, "PD-0001")) == 2
    assert town.house.policy.calendar.is_open(at(town, MORAG, "PD-0001")[1])


def test_silence_moves_it_on_after_an_hour_and_the_management_team_hears_after_two(town: Town) -> None:
    """To the deputy, who hears at once."""
    _, police = threat(town.house, ISLA)
    begun = town.house.clock.at
    town.passes_to(begun + timedelta(minutes=45))
    assert len(at(town, MORAG, "PD-0001")) == 2
    town.passes_to(begun + timedelta(hours=1))
    assert decision(town.house, police).handler == CALLUM
    assert at(town, CALLUM, "PD-0001")[0] == begun + timedelta(hours=1)
    town.passes_to(begun + timedelta(hours=2))
    assert decision(town.house, police).handler == CALLUM
    assert at(town, AILSA, "PD-0001") == at(town, EWAN, "PD-0001") == [begun + timedelta(hours=2)]


def test_once_it_is_decided_nobody_is_hurried_any_more(town: Town) -> None:
    """Remaining notes are reminded of in days, each until it is made; the last is the closing."""
    _, police = threat(town.house, ISLA)
    says(town.house, ISLA, police)
    decides(town.house, MORAG, police)
    town.settle()
    before = len(at(town, MORAG, "PD-0001"))
    town.passes(2)
    assert len(at(town, MORAG, "PD-0001")) == before
    town.house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    town.passes(1)
    assert len(at(town, MORAG, "PD-0001")) == before + 1
    assert "A detail is still to be noted · PD-0001" in town.heard(MORAG)
    town.house.sends(MORAG, "police.reference", {"none": "none"}, police)
    town.passes(15)
    assert town.heard(MORAG)[-2:] == ["A step is left · PD-0001"] * 2
    town.house.presses(MORAG, "police.close", police)
    town.passes(30)
    assert len(at(town, MORAG, "PD-0001")) == before + 3


def test_something_new_is_as_urgent_as_the_first_time(town: Town) -> None:
    """Its manager hears at once, and every nudge begins again."""
    _, police = threat(town.house, ISLA)
    says(town.house, ISLA, police)
    decides(town.house, MORAG, police, NOT_REPORT)
    town.passes(0, time(22, 0))
    before = len(at(town, MORAG, "PD-0001"))
    town.house.sends(MORAG, "police.reopen", {"news": "He called again."}, police)
    town.settle()
    assert len(at(town, MORAG, "PD-0001")) == before + 1


@pytest.mark.requirement("R-1.9.4-4")
def test_a_call_to_the_police_reaches_the_manager_at_night(town: Town) -> None:
    """Without a word of what it is."""
    _, police = threat(town.house, ISLA)
    says(town.house, ISLA, police)
    decides(town.house, MORAG, police)
    town.passes(0, time(23, 0))
    before = len(town.told)
    town.house.presses(ISLA, "police.called", police)
    town.settle()
    assert [(told.to, told.at) for told in town.told[before:]] == [(MORAG, town.house.clock.at)]


@pytest.mark.requirement("R-1.9.4-8")
def test_a_witness_is_asked_thrice_and_then_the_manager_asks_in_person(town: Town) -> None:
    """At once, after one day and after three; then nobody writes to them again."""
    _, police = threat(town.house, ISLA, witnesses=(RORY,))
    town.passes(6)
    days = [town.house.policy.calendar.day_of(moment).isoformat() for moment in at(town, RORY, "WS-0001")]
    assert days == ["2026-11-24", "2026-11-25", "2026-11-27"]
    holder = decision(town.house, police).handler
    assert holder is not None
    assert "Please ask in person · WS-0001" in town.heard(holder)
    asked = len(at(town, RORY, "WS-0001"))
    town.house.presses(holder, "police.in_person", police, RORY)
    town.passes(10)
    assert len(at(town, RORY, "WS-0001")) == asked


def called(town: Town) -> tuple[int, int]:
    """Numbers of messages that say something was noted here, and that something was added here."""
    said = [words(told.card) for told in town.told if told.to == MORAG]
    return tuple(sum(sentence in text for text in said) for sentence in ("was noted here", "was added here"))  # type: ignore[return-value]


@pytest.mark.requirement("R-1.9.4-4")
def test_a_call_and_its_reference_are_one_message(town: Town) -> None:
    """Unless the manager has read of the call before the reference came: then something was added."""
    _, police = threat(town.house, ISLA)
    town.settle()
    town.house.presses(ISLA, "police.called", police)
    town.settle()
    town.house.sends(ISLA, "police.call_reference", {"reference": "PS-7"}, police)
    town.settle()
    assert called(town) == (1, 0)
    town.house.presses(MORAG, "police.open", police)
    town.house.sends(ISLA, "police.call_reference", {"reference": "PS-8"}, police)
    town.settle()
    assert called(town) == (1, 1)
    town.house.presses(MORAG, "police.open", police)
    town.house.presses(ISLA, "police.called", police)
    town.settle()
    assert called(town) == (2, 1)


def test_what_the_manager_has_read_since_is_no_news(town: Town) -> None:
    """A view given and read in the night is not announced in the morning."""
    _, police = threat(town.house, ISLA)
    town.passes(0, time(22, 0))
    says(town.house, ISLA, police)
    holder = decision(town.house, police).handler
    assert holder is not None
    town.house.presses(holder, "police.open", police)
    before = len(town.told)
    town.passes(1, time(9, 45))
    assert not [told for told in town.told[before:] if "was added here" in words(told.card)]
    says(town.house, ISLA, police, "And one more thing.")
    town.settle()
    assert [told.to for told in town.told[before:] if "was added here" in words(told.card)] == [holder]


@pytest.mark.requirement("R-1.9.4-8")
def test_whoever_gets_it_later_is_told_to_ask_in_person(town: Town) -> None:
    """Even if nobody was its handler on the day the witness's time ran out; the card says so as well."""
    town.house.away(MORAG, CALLUM, AILSA, DOUGAL, back=date(2027, 1, 4))
    _, police = threat(town.house, ISLA, witnesses=(RORY,))
    town.passes(6)
    assert decision(town.house, police).handler is None
    town.house.sends(EWAN, "naming.name", {"to": (EWAN,)}, police)
    town.settle()
    assert town.heard(EWAN).count("Please ask in person · WS-0001") == 1
    assert "I have asked in person" in labels(town.house.presses(EWAN, "police.open", police))
    town.passes(2)
    assert town.heard(EWAN).count("Please ask in person · WS-0001") == 1


def test_before_that_day_nobody_is_told_to_ask_in_person(town: Town) -> None:
    """Nor once the witness has answered."""
    _, police = threat(town.house, ISLA, witnesses=(RORY,))
    town.settle()
    town.house.presses(MORAG, "pass_on", police)
    town.settle()
    assert "Please ask in person · WS-0001" not in town.heard(CALLUM)


@pytest.mark.parametrize("late", [time(16, 30), time(20, 0)])
def test_a_witness_is_asked_neither_at_night_nor_late_in_the_day(town: Town, late: time) -> None:
    """The next morning, once."""
    town.passes(0, late)
    threat(town.house, ISLA, witnesses=(RORY,))
    town.settle()
    assert at(town, RORY, "WS-0001") == []
    town.passes(1)
    assert len(at(town, RORY, "WS-0001")) == 1


def test_an_answer_ends_the_reminders_to_a_witness(town: Town) -> None:
    """Any of the three."""
    _, police = threat(town.house, ISLA, witnesses=(RORY,))
    town.settle()
    assert len(at(town, RORY, "WS-0001")) == 1
    town.house.sends(RORY, "witness.answer", {"instead": "declined"}, statements(town.house, police)[RORY].id)
    town.passes(6)
    assert len(at(town, RORY, "WS-0001")) == 1
    assert "Please ask in person · WS-0001" not in town.heard(MORAG)


def test_a_witness_on_leave_hears_nothing_of_it_there(town: Town) -> None:
    """On the day they are back."""
    town.house.away(RORY)
    threat(town.house, ISLA, witnesses=(RORY,))
    town.passes(3)
    assert at(town, RORY, "WS-0001") == []


def test_a_manager_who_is_away_is_passed_by_at_once(town: Town) -> None:
    """The stand-in hears in the same minute."""
    town.house.away(MORAG)
    _, police = threat(town.house, ISLA)
    town.settle()
    assert decision(town.house, police).handler == CALLUM
    assert len(at(town, CALLUM, "PD-0001")) == 1


def test_where_nobody_is_left_the_management_team_is_asked_at_once(town: Town) -> None:
    """Also at night."""
    town.passes(0, time(23, 0))
    threat(town.house, EWAN)
    town.settle()
    assert "Somebody is needed · PD-0001" in town.heard(AILSA)
    assert at(town, EWAN, "Somebody is needed") == []


@pytest.mark.requirement("R-1.9.4-8")
def test_no_message_tells_a_stranger_what_it_is_about(town: Town) -> None:
    """Not the words threat, police or witness, nobody's name, and nothing that anybody wrote."""
    said: dict[str, Value] = {"note": "CANARY one", "individual": "CANARY two", "witnesses": (RORY,)}
    _, police = threat(town.house, ISLA, threat_against="colleague", targets=(CALLUM,), **said)
    town.settle()
    town.house.presses(MORAG, "police.ask", police, CALLUM)
    says(town.house, ISLA, police, "CANARY three")
    says(town.house, CALLUM, police, "CANARY four")
    town.house.presses(ISLA, "police.called", police)
    town.house.sends(ISLA, "police.call_reference", {"reference": "CANARY five"}, police)
    account = statements(town.house, police)[RORY].id
    town.house.sends(RORY, "witness.answer", {"words": "CANARY six"}, account)
    town.passes_to(town.house.clock.at + timedelta(hours=3))
    holder = decision(town.house, police).handler
    assert holder is not None
    decides(town.house, holder, police, {**NOT_REPORT, "reasons": "CANARY seven", "impact": "CANARY eight"})
    town.house.sends(holder, "police.tell", {"on": "2026-11-24"}, police)
    town.house.sends(holder, "police.reopen", {"news": "CANARY nine"}, police)
    town.passes(12)
    cards = [*(told.card for told in town.told), *town.stands.values()]
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
def test_who_is_threatened_hears_nothing_of_it_before_a_person_has_told_them(town: Town, way: str) -> None:
    """Neither that support is there nor the offer of a conversation; then both, and what they think is asked."""
    house = town.house
    about, police = threat(house, ISLA, threat_against="colleague", targets=(RORY,))
    house.presses(MORAG, "ended_contact.acknowledge", about)
    card(house.sends(MORAG, "ended_contact.triage", ZERO_TOLERANCE, about))
    town.settle()
    assert town.heard(RORY) == []
    assert [debrief.person for debrief in house.children(about, Debrief)] == [ISLA]
    ways(house, about, police, way)
    town.passes(1)
    assert "Support is there for you" in town.heard(RORY)
    assert [debrief.person for debrief in house.children(about, Debrief)] == [ISLA, RORY]
    assert ("Something is asked of you · PD-0001" in town.heard(RORY)) == (way == "ask")
