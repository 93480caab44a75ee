"""The yearly question to the management team, and the announcement of a review: asked, answered, refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.events import Value
from bot.people import PersonId
from bot.records.restriction.record import Restriction
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
from tests.bot.flows.restriction.test_conversation import (
    APPROVE,
    EVERYBODY,
    LATER,
    TOLD,
    active,
    shared,
    suggested,
)
from tests.bot.house import DOUGAL, NOTHING, House, button, card, errors, fields, form, labels, words
from tests.bot.world import World

NONE: dict[str, Value] = {
    **APPROVE,
    "reviewing": "none",
    "none_because": "It protects staff from violence.",
    "none_confirmed": ("yes",),
}
STILL: dict[str, Value] = {"reviewing": "none", "reasons": "He was seen with a knife."}


def unreviewed(house: House) -> str:
    """A restriction in force without a review, with Morag as its handler."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.decision", NONE, about))
    shared(house, about)
    card(house.sends(MORAG, "restriction.told", TOLD, about))
    return about


def a_year_later(house: House, days: int = 0) -> None:
    """A year passes at once."""
    house.clock.at = house.clock.at.replace(year=2027) + timedelta(days=days)


def settled(house: House) -> World:
    """The house with everything due delivered."""
    world = World(house)
    world.settle()
    world.told.clear()
    return world


def titles(world: World, title: str) -> set[PersonId]:
    """People who got this notice, as a message of its own or in the day's digest."""
    return {told.to for told in world.told if title in words(told.card)}


def refused(house: House, about: str, people: tuple[PersonId, ...]) -> None:
    """Not on the button, not on the form."""
    before = house.record(about, Restriction)
    for person in people:
        assert NOTHING in words(house.presses(person, "form:restriction.look", about)), person
        assert NOTHING in words(house.sends(person, "restriction.look", STILL, about)), person
    assert house.record(about, Restriction) == before


# -- still right -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-9")
def test_the_whole_team_is_asked_after_a_year_and_not_before(house: House) -> None:
    """The message names nobody; it stays with Morag."""
    about = unreviewed(house)
    world = settled(house)
    a_year_later(house, -1)
    world.settle()
    assert titles(world, "Is this still right?") == set()
    house.clock.at += timedelta(days=1)
    world.settle()
    assert titles(world, "Is this still right? · RS-0001") == {AILSA, EWAN}
    told = next(t.card for t in world.told if t.to == AILSA and t.card.title.startswith("Is this"))
    assert words(told).count("T-4711") == 0
    assert labels(told) == ["Open", "Is this still right?"]
    assert house.record(about, Restriction).handler == MORAG


@pytest.mark.requirement("R-1.8-9")
def test_a_member_says_that_it_is_still_right(house: House) -> None:
    """With the reason in words; the messages say so, and the chief executive hears of nothing more."""
    about = unreviewed(house)
    world = settled(house)
    a_year_later(house)
    world.settle()
    assert "Is this still right?" in labels(house.presses(AILSA, "restriction.open", about))
    opened = form(house.presses(AILSA, "form:restriction.look", about))
    assert "It protects staff from violence." in words(opened)
    assert opened.values["reviewing"] is None
    assert set(errors(house.sends(AILSA, "restriction.look", {"reviewing": "none"}, about))) == {"reasons"}
    reply = house.sends(AILSA, "restriction.look", STILL, about)
    assert "He was seen with a knife." in words(reply)
    assert (AILSA, "still_right") in house.history(about)
    world.settle()
    assert [words(c) for c in world.stands.values() if c.title == "RS-0001"][-1].endswith("This has been looked at.")
    before = len(world.told)
    house.clock.at += timedelta(days=60)
    world.settle()
    assert [t.card.title for t in world.told[before:] if "still right" in t.card.title] == []


@pytest.mark.requirement("R-1.8-9", "R-1.8-10")
def test_a_member_sets_a_review_and_the_manager_tells_the_individual(house: House) -> None:
    """The form asks for the day; Morag hears that something is to be told."""
    about = unreviewed(house)
    a_year_later(house)
    day = house.clock.at.date() + timedelta(days=90)
    values: dict[str, Value] = {**STILL, "reviewing": "on_a_day", "review_on": day.isoformat(), "sooner_if": "A court."}
    assert "review_on" in fields(house.sends(AILSA, "restriction.look", {**values, "review_on": ""}, about))
    house.notices()
    card(house.sends(AILSA, "restriction.look", values, about))
    record = house.record(about, Restriction)
    assert (record.due, record.retell, record.handler) == (day, True, MORAG)
    assert (MORAG, "waiting", about) in house.notices()
    assert "The individual has to hear that there is a review, and when." in words(
        house.presses(MORAG, "restriction.open", about)
    )
    told: dict[str, Value] = {**TOLD, "told_on": house.clock.at.date().isoformat()}
    card(house.sends(MORAG, "restriction.told", told, about))
    assert "There is nothing" not in words(house.presses(MORAG, "restriction.open", about))
    assert "Nothing changed" in words(house.sends(AILSA, "restriction.look", STILL, about))


@pytest.mark.requirement("R-1.8-9")
def test_nobody_else_looks_at_it(house: House) -> None:
    """Not the manager with whom it lies, who reviews it; nor a member whom it concerns."""
    about = unreviewed(house)
    refused(house, about, tuple(p for p in EVERYBODY if p not in (AILSA, EWAN)))
    concerned = suggested(house, targets=(AILSA,))
    card(house.sends(MORAG, "restriction.decision", NONE, concerned))
    shared(house, concerned)
    card(house.sends(MORAG, "restriction.told", TOLD, concerned))
    refused(house, concerned, (AILSA, MORAG))
    world = settled(house)
    a_year_later(house)
    world.settle()
    assert titles(world, "Is this still right? · RS-0002") == {EWAN}


@pytest.mark.requirement("R-1.8-9")
def test_silence_is_told_to_the_chief_executive(house: House) -> None:
    """After twenty working days; and a year later everybody is asked anew."""
    unreviewed(house)
    world = settled(house)
    a_year_later(house)
    world.settle()
    world.told.clear()
    a_day = house.policy.calendar.working_days_from(house.clock.at.date(), 21)
    house.clock.at = house.clock.at.replace(year=a_day.year, month=a_day.month, day=a_day.day)
    world.settle()
    house.clock.at = house.clock.at.replace(year=2028, month=1, day=12)
    world.settle()
    assert titles(world, "Is this still right?") == {EWAN}
    world.told.clear()
    house.clock.at = house.clock.at.replace(year=2028, month=11, day=24)
    world.settle()
    assert titles(world, "Is this still right?") == {AILSA, EWAN}


# -- a review is coming ----------------------------------------------------------------------------------------------


def near(house: House) -> str:
    """Its review is in a fortnight."""
    about = active(house)
    house.clock.at += LATER - TODAY - timedelta(days=15)
    return about


@pytest.mark.parametrize(
    ("label", "told", "act"),
    [
        ("They have heard of it", True, "review_announced"),
        ("Skip", False, "announcement_left_out"),
    ],
)
def test_who_decided_records_it_or_leaves_it_out(house: House, label: str, told: bool, act: str) -> None:
    """From the message or the page; then nothing is asked about it any more."""
    about = active(house)
    world = settled(house)
    house.clock.at += LATER - TODAY - timedelta(days=15)
    world.settle()
    asked = [t.card for t in world.told if t.to == MORAG and label in labels(t.card)]
    page = house.presses(MORAG, "restriction.open", about)
    pressed = button(asked[0] if asked else card(page), label)
    assert button(page, label) == pressed
    reply = house.presses(MORAG, pressed.action, about, pressed.extra)
    assert label not in labels(reply)
    record = house.record(about, Restriction)
    assert [(a.of, a.told) for a in record.announced] == [(LATER, told)]
    assert (MORAG, act) in house.history(about)
    assert "recorded already" in words(house.presses(MORAG, pressed.action, about, pressed.extra))


def test_it_is_no_matter_of_others(house: House) -> None:
    """Nor of a day that has passed, or of words that no button carries."""
    about = near(house)
    for person in (ISLA, RORY, CALLUM, AILSA, EWAN, DOUGAL):
        assert NOTHING in words(house.presses(person, "restriction.announced", about, f"told.{LATER}"))
    for extra in ("", "told", "told.soon", f"no.{LATER}"):
        assert NOTHING in words(house.presses(MORAG, "restriction.announced", about, extra))
    other = (LATER + timedelta(days=1)).isoformat()
    assert "Nothing changed" in words(house.presses(MORAG, "restriction.announced", about, f"told.{other}"))
    assert house.record(about, Restriction).announced == ()


def test_it_is_asked_in_the_last_weeks_alone(house: House) -> None:
    """Neither long before nor once the day is past."""
    about = active(house)
    assert "Skip" not in labels(house.presses(MORAG, "restriction.open", about))
    house.clock.at += LATER - TODAY + timedelta(days=1)
    assert "Skip" not in labels(house.presses(MORAG, "restriction.open", about))


def test_the_reminder_comes_fifteen_working_days_ahead(house: House) -> None:
    """Once, and with the day's digest."""
    active(house)
    world = settled(house)
    ahead = house.policy.calendar.working_days_from(LATER, -15)
    house.clock.at = house.clock.at.replace(year=ahead.year, month=ahead.month, day=ahead.day, hour=8)
    world.settle()
    world.told.clear()
    house.clock.at += timedelta(hours=3)
    world.settle()
    told = " ".join(words(t.card) + " ".join(labels(t.card)) for t in world.told if t.to == MORAG)
    assert "The individual can hear that the review is coming" in told
