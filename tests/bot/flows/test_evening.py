"""Reminder of support for somebody who reports a threat outside working hours (N5)."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.chat.events import Value
from bot.views.examples.people import ISLA, MORAG, RORY
from tests.bot.house import House
from tests.bot.town import Town


@pytest.fixture
def town(house: House) -> Town:
    """It is Friday, half past six in the evening."""
    found = Town(house)
    found.passes_to(house.policy.calendar.moment(date(2026, 11, 27), time(18, 30)))
    return found


@pytest.mark.requirement("R-1.12.2-5")
def test_whoever_reports_a_threat_has_the_support_line_at_once(town: Town) -> None:
    """On the receipt, and as a message that stays when it is closed; whoever was there hears in the morning."""
    town.house.reports(ISLA, reasons=("threat",), witnesses=(RORY,))
    town.settle()
    assert town.heard(ISLA).count("Support is there for you") == 1
    assert "Support is there for you" not in town.heard(RORY)
    town.passes(2)
    assert [town.heard(person).count("Support is there for you") for person in (ISLA, RORY)] == [1, 1]


@pytest.mark.requirement("R-1.12.2-5")
def test_a_report_without_a_threat_brings_nothing_in_the_evening(town: Town) -> None:
    """It waits until the morning, as everything that may distress."""
    town.house.reports(ISLA)
    town.settle()
    assert town.heard(ISLA) == []


@pytest.mark.requirement("R-1.12.2-5")
def test_the_second_reminder_of_support_is_never_urgent(town: Town) -> None:
    """After zero tolerance it comes on a working morning, and not to somebody who is away by then."""
    about = town.house.reports(ISLA, reasons=("threat",))
    town.house.presses(MORAG, "ended_contact.acknowledge", about)
    zero: dict[str, Value] = {
        "categories": ("violence",),
        "zero_tolerance": "yes",
        "follow_ups": ("police",),
        "action": "A colleague takes over.",
    }
    town.house.sends(MORAG, "ended_contact.triage", zero, about)
    town.settle()
    town.house.away(ISLA, back=date(2026, 12, 7))
    town.passes_to(town.house.policy.calendar.moment(date(2026, 12, 4), time(16)))
    assert town.heard(ISLA).count("Support is there for you") == 1
