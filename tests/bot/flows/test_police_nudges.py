"""When those who have a part in a police decision hear of it, as time passes."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from bot.chat.events import Value
from bot.people import PersonId
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, STAFF
from tests.bot.flows.police_acts import NOT_REPORT, decides, decision, says, statements, threat
from tests.bot.house import House, words
from tests.bot.town import Town


@pytest.fixture
def town(house: House) -> Town:
    """Nobody has been told anything yet."""
    return Town(house)


def at(town: Town, person: PersonId, ref: str) -> list[datetime]:
    """When this person was told something about the matter."""
    return [told.at for told in town.told if told.to == person and ref in told.card.title]


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
    """What is still to be noted comes in days, and ends with each step."""
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
    assert len(at(town, MORAG, "PD-0001")) == before + 1


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
