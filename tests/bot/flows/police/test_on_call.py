"""Outside working hours: the person on call is asked besides the manager, and may take it (model.md N9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from bot.chat.cards import Card
from bot.chat.events import Value
from bot.people import PersonId
from bot.policy import OnCall, Policy
from bot.records.police.record import PoliceDecision
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.police.acts import decides, decision, says, threat
from tests.bot.flows.police.test_nudges import at
from tests.bot.house import DOUGAL, NOTHING, House, button, labels, words
from tests.bot.world import World

FRIDAY = date(2026, 11, 27)
PD = "PD-0001"
REPORTED: dict[str, Value] = {"outcome": "report", "how": "101", "impact": "None.", "reasons": "It was meant."}


@pytest.fixture
def world(house: House) -> World:
    """Nobody is on call by the settings: the duty manager is. It is Friday, half past six in the evening."""
    return evening(World(house))


@pytest.fixture
def rota(tmp_path: Path) -> Iterator[World]:
    """The same evening, with a list: Callum is on call until the opening of Monday, then Rory."""
    turns = ((date(2026, 11, 23), "callum"), (date(2026, 11, 30), "rory"))
    listed = tuple(OnCall(since=since, email=f"{name}@example.org") for since, name in turns)
    house = House(tmp_path / "rota.db", replace(Policy.load(), on_call=listed))
    yield evening(World(house))
    house.close()


def evening(world: World) -> World:
    """It is Friday, half past six."""
    world.passes_to(world.house.policy.calendar.moment(FRIDAY, time(18, 30)))
    return world


def called(house: House, ref: str) -> str:
    """The id of the decision with this reference."""
    found = house.run(lambda uow: uow.records.by_ref(PoliceDecision, ref))
    assert found is not None
    return found.id


def newest(world: World, person: PersonId) -> Card:
    """The newest message about the decision in somebody's chat."""
    shown = [card for address, card in sorted(world.stands.items()) if world.owner[address] == person]
    return next(card for card in reversed(shown) if PD in card.title)


@pytest.mark.requirement("R-1.9.4-1", "R-1.9-1")
def test_a_threat_in_the_evening_reaches_the_duty_manager_in_the_same_minute(world: World) -> None:
    """Besides the manager, and by a message that says nothing of it."""
    threat(world.house, ISLA, note="CANARY")
    world.settle()
    assert at(world, MORAG, PD) == at(world, DOUGAL, PD) == [world.house.clock.at]
    (said,) = (words(told.card) for told in world.told if told.to == DOUGAL)
    assert [word for word in ("canary", "threat", "police", "isla", "morag") if word in said.casefold()] == []


@pytest.mark.requirement("R-1.9.4-1")
@pytest.mark.parametrize(
    ("day", "hour", "asked"),
    [
        (date(2026, 11, 28), time(3), CALLUM),
        (date(2026, 11, 30), time(8, 59), CALLUM),
        (date(2026, 11, 30), time(22), RORY),
        (date(2026, 12, 31), time(22), RORY),
    ],
)
def test_who_is_on_call_changes_at_the_opening_of_a_day(rota: World, day: date, hour: time, asked: PersonId) -> None:
    """The night before it belongs to whoever had the week before; the last of the list stays on call."""
    rota.house.clock.at = rota.house.policy.calendar.moment(day, hour)
    threat(rota.house, ISLA)
    rota.settle()
    assert [p for p in (CALLUM, RORY, DOUGAL) if at(rota, p, PD)] == [asked]


@pytest.mark.requirement("R-1.9.4-4")
def test_who_is_on_call_and_was_there_is_not_asked(rota: World) -> None:
    """The duty manager is, in their place; so for who is away."""
    threat(rota.house, ISLA, threat_against="colleague", targets=(CALLUM,))
    rota.settle()
    assert (at(rota, CALLUM, PD), len(at(rota, DOUGAL, PD))) == ([], 1)
    rota.house.away(CALLUM)
    threat(rota.house, ISLA)
    rota.settle()
    assert (at(rota, CALLUM, "PD-0002"), len(at(rota, DOUGAL, "PD-0002"))) == ([], 1)


def test_in_working_hours_nobody_on_call_is_asked_before_the_office_closes(house: House) -> None:
    """Then they are, if it still waits; what was decided by then is not told them."""
    world = World(house)
    for reporter in (ISLA, RORY):
        threat(house, reporter)
    second = called(house, "PD-0002")
    says(house, RORY, second)
    decides(house, CALLUM, second)
    world.passes(0, time(16, 45))
    assert at(world, DOUGAL, "PD-") == []
    world.passes(0, time(17, 15))
    calendar = house.policy.calendar
    assert at(world, DOUGAL, "PD-") == [calendar.close_of(calendar.today(house.clock.at))]


@pytest.mark.requirement("R-1.9.4-4", "R-1.9.4-5")
def test_who_is_on_call_reads_nothing_before_they_take_it(rota: World) -> None:
    """Open shows with whom it lies; taken, it is theirs with everything in it, and the manager reads that it moved."""
    _, police = threat(rota.house, ISLA, note="CANARY")
    rota.settle()
    (message,) = (told.card for told in rota.told if told.to == CALLUM)
    opened = rota.house.presses(CALLUM, button(message, "Open").action, police)
    assert labels(opened) == ["I'll take this"]
    assert "CANARY" not in words(opened)
    assert NOTHING in words(rota.house.presses(CALLUM, "form:police.decide", police))
    taken = rota.house.presses(CALLUM, button(opened, "I'll take this").action, police)
    assert "CANARY" in words(taken)
    found = decision(rota.house, police)
    assert (found.handler, found.assigned.before) == (CALLUM, (MORAG,))
    assert (CALLUM, "taken") in rota.house.history(police)
    rota.settle()
    assert "moved to a colleague" in words(newest(rota, MORAG))
    says(rota.house, ISLA, police)
    decides(rota.house, CALLUM, police, {**REPORTED, "on": "2026-11-27"})
    assert decision(rota.house, police).decision is not None


@pytest.mark.requirement("R-1.9.4-4")
def test_nobody_takes_it_who_was_not_asked_or_may_not_any_more(rota: World) -> None:
    """Not another manager; not who has given it back; not who turns out to have been there; not once it is decided."""
    _, police = threat(rota.house, ISLA)
    rota.settle()
    for person in (AILSA, EWAN, DOUGAL, RORY, ISLA):
        assert NOTHING in words(rota.house.presses(person, "police.take", police))
    rota.house.sends(MORAG, "police.witnesses", {"people": (CALLUM,)}, police)
    assert NOTHING in words(rota.house.presses(CALLUM, "police.take", police))
    _, other = threat(rota.house, ISLA)
    rota.settle()
    rota.house.presses(CALLUM, "police.take", other)
    rota.house.presses(CALLUM, "pass_on", other)
    assert NOTHING in words(rota.house.presses(CALLUM, "police.take", other))


def test_once_it_is_seen_to_the_message_says_so(world: World) -> None:
    """The person on call has no button left."""
    _, police = threat(world.house, ISLA)
    world.settle()
    says(world.house, ISLA, police)
    decides(world.house, MORAG, police, {**REPORTED, "on": "2026-11-27"})
    world.settle()
    card = newest(world, DOUGAL)
    assert (card.settled, labels(card)) == (True, [])
    assert NOTHING in words(world.house.presses(DOUGAL, "police.take", police))


def test_what_concerns_the_chief_executive_is_asked_of_no_duty_manager(world: World) -> None:
    """It is the management team that names somebody, at once (model.md §2.2)."""
    threat(world.house, EWAN)
    world.settle()
    assert at(world, DOUGAL, PD) == []
    assert "Somebody is needed · PD-0001" in world.heard(AILSA)


def test_reminders_slow_down_to_one_a_day_and_then_to_every_other(house: House) -> None:
    """Now, after half an hour, one and two; then each working morning, and after three days every other (N9)."""
    world, calendar = World(house), house.policy.calendar
    _, police = threat(house, ISLA)
    begun = calendar.today(house.clock.at)
    world.passes(8, time(16))
    holder = decision(house, police).handler
    assert holder is not None
    days = [day for moment in at(world, holder, PD) if (day := calendar.day_of(moment)) > begun]
    assert days == [calendar.working_days_from(begun, n) for n in (1, 2, 3, 5, 7)]
