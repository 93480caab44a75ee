"""List "Waiting for you": later actions hide nothing, and an offer does not wait for ever."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.chat.events import Value
from bot.records.debrief import Debrief
from bot.views.examples.people import ISLA, MORAG, TODAY
from tests.bot.house import House, card, words

TRIAGE: dict[str, Value] = {
    "categories": ("abuse",),
    "zero_tolerance": "yes",
    "action": "The door is locked.",
    "follow_ups": ("restriction",),
    "words": "Thank you.",
}
TALKED: dict[str, Value] = {"happened": "talked", "on": TODAY.isoformat()}


def offered(house: House) -> str:
    """A debrief offered to Isla, about a report that is settled."""
    about = house.reports(ISLA)
    card(house.sends(MORAG, "ended_contact.triage", TRIAGE, about))
    card(house.sends(MORAG, "ended_contact.talked", TALKED, about))
    card(house.sends(MORAG, "ended_contact.no_restriction", {"why": "The door is enough."}, about))
    (offer,) = house.children(about, Debrief)
    return offer.id


def agreed(house: House, days: int) -> str:
    """A debrief held, with an action of Morag's so many days ahead."""
    about = offered(house)
    house.presses(ISLA, "debrief.yes", about)
    due = (TODAY + timedelta(days=days)).isoformat()
    action: dict[str, Value] = {"on": TODAY.isoformat(), "what": "x", "owner": (MORAG,), "due": due}
    card(house.sends(MORAG, "debrief.held", action, about))
    return about


def waiting(house: House) -> str:
    """Text of "Waiting for you" in Morag's home."""
    return words(house.goes_home(MORAG)).split("Your reports")[0]


@pytest.mark.parametrize("days", [30, 0])
def test_agreed_actions_never_hide_a_new_report(house: House, days: int) -> None:
    """Twelve of them, due next month or today; a report of a threat and one more are there."""
    for _ in range(12):
        agreed(house, days)
    reports = [house.reports(ISLA, reasons=("threat",)), house.reports(ISLA)]
    shown = waiting(house)
    assert shown.count("A private report: please open it") == len(reports)
    assert ("home.waiting" in {b.action for b in house.goes_home(MORAG).buttons()}) is (days == 0)
    everything = words(house.presses(MORAG, "home.waiting"))
    assert everything.count("An agreed action") == (12 if days == 0 else 0)


def test_many_new_reports_are_shown_all_of_them_behind_the_button(house: House) -> None:
    """Ten stand in the home, beside actions that are open for later."""
    for _ in range(12):
        agreed(house, 30)
    for _ in range(13):
        house.reports(ISLA)
    assert waiting(house).count("A private report: please open it") == 10
    assert "home.waiting" in {b.action for b in house.goes_home(MORAG).buttons()}
    assert words(house.presses(MORAG, "home.waiting")).count("A private report: please open it") == 13


@pytest.mark.requirement("R-1.12.2-6")
def test_an_offer_stops_waiting_after_its_second_time_and_can_be_answered(house: House) -> None:
    """It is offered at once and on the third working day; silence is fine, and so is a late answer."""
    about = offered(house)
    calendar = house.policy.calendar
    third = calendar.working_days_from(TODAY, 3)
    for day, waits in ((TODAY, True), (third, True), (third + timedelta(days=1), False)):
        house.clock.at = calendar.moment(day, time(15))
        shown = words(house.goes_home(ISLA)).split("Your reports")
        assert (day, "Would a conversation help?" in shown[0]) == (day, waits)
        assert "A conversation is offered, if you would like one." in shown[1]
    card(house.presses(ISLA, "debrief.yes", about))
    assert house.record(about, Debrief).answer == "yes"
