"""Reminder of support for somebody who reports a threat outside working hours (N5)."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.chat.events import Value
from bot.views.examples.people import ISLA, MORAG, RORY
from tests.bot.house import House
from tests.bot.world import World


@pytest.fixture
def world(house: House) -> World:
    """It is Friday, half past six in the evening."""
    found = World(house)
    found.passes_to(house.policy.calendar.moment(date(2026, 11, 27), time(18, 30)))
    return found


@pytest.mark.requirement("R-1.12.2-5")
def test_whoever_reports_a_threat_has_the_support_line_at_once(world: World) -> None:
    """On the receipt, and as a message that stays when it is closed; whoever was there hears in the morning."""
    world.house.reports(ISLA, reasons=("threat",), witnesses=(RORY,))
    world.settle()
    assert world.heard(ISLA).count("Support is there for you") == 1
    assert "Support is there for you" not in world.heard(RORY)
    world.passes(2)
    assert [world.heard(person).count("Support is there for you") for person in (ISLA, RORY)] == [1, 1]


@pytest.mark.requirement("R-1.12.2-5")
def test_a_report_without_a_threat_brings_nothing_in_the_evening(world: World) -> None:
    """It waits until the morning, as everything that may distress."""
    world.house.reports(ISLA)
    world.settle()
    assert world.heard(ISLA) == []


@pytest.mark.requirement("R-1.12.2-5")
def test_the_second_reminder_of_support_is_never_urgent(world: World) -> None:
    """After zero tolerance it comes on a working morning, and not to somebody who is away by then."""
    about = world.house.reports(ISLA, reasons=("threat",))
    world.house.presses(MORAG, "ended_contact.acknowledge", about)
    zero: dict[str, Value] = {
        "categories": ("violence",),
        "zero_tolerance": "yes",
        "follow_ups": ("police",),
        "action": "A colleague takes over.",
    }
    world.house.sends(MORAG, "ended_contact.triage", zero, about)
    world.settle()
    world.house.away(ISLA, back=date(2026, 12, 7))
    world.passes_to(world.house.policy.calendar.moment(date(2026, 12, 4), time(16)))
    assert world.heard(ISLA).count("Support is there for you") == 1
