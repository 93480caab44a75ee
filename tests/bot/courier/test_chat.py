"""Messages in a person's chat: one live message for each matter, and it is up to date (model.md §6, rhythm)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from functools import partial
from pathlib import Path

import pytest

from adapters.calendar import BankHolidays
from bot.chat.cards import Card
from bot.courier import nudging, outcome, parcels
from bot.courier.outgoing import Outgoing
from bot.errors import DeliveryError
from bot.people import PersonId
from bot.policy import Policy
from bot.views.examples.people import CALLUM, ISLA, MORAG
from tests.bot.courier.test_rules import TRIAGE
from tests.bot.house import House, labels, words
from tests.bot.world import World

WAITS = "A private report is waiting for you · EC-0001"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house and its courier; it is Tuesday, ten in the morning."""
    house = House(tmp_path / "harbour.db", Policy.load(closed_days=BankHolidays()))
    yield World(house)
    house.close()


def titles(world: World, person: PersonId) -> list[str]:
    """Titles of the cards in somebody's chat, oldest first."""
    return [card.title for card in world.chat(person)]


def live(world: World, person: PersonId) -> list[Card]:
    """Cards in the chat that still wait for the person."""
    return [card for card in world.chat(person) if not card.settled]


# -- one live message a matter -----------------------------------------------------------------------------


def test_a_reminder_takes_the_place_of_the_message_before_it(world: World) -> None:
    """Two have come, and one stands."""
    world.house.reports(ISLA)
    world.passes(0, time(16))
    assert (world.heard(MORAG), titles(world, MORAG)) == ([WAITS] * 2, [WAITS])


def test_where_the_platform_keeps_it_one_line_is_left(world: World) -> None:
    """Without a button, and without a word of the matter."""
    world.keeps_all = True
    world.house.reports(ISLA)
    world.passes(0, time(16))
    older, newer = world.chat(MORAG)
    assert (older.title, older.blocks) == ("There is a newer message about this below.", ())
    assert newer.title == WAITS


def test_a_matter_that_moves_on_leaves_one_message_with_whoever_had_it(world: World) -> None:
    """However often they were reminded: that it has moved."""
    world.house.reports(ISLA)
    world.passes(2)
    (left,) = world.chat(MORAG)
    assert (left.title, labels(left)) == ("EC-0001", [])
    assert "moved to a colleague" in words(left)


def test_an_older_message_goes_only_once_the_newer_one_stands(world: World) -> None:
    """A message that does not arrive replaces nothing, however often it is tried."""
    world.house.reports(ISLA)
    world.settle()
    world.house.clock.at += timedelta(hours=4)
    world.house.run(nudging.nudge)
    for _ in range(3):
        (outgoing,) = _ready(world)
        assert outgoing.parcel.message is None
        world.house.run(partial(outcome.failed, parcel=outgoing.parcel, error=DeliveryError("Not now.")))
        assert titles(world, MORAG) == [WAITS]
        world.house.clock.at += timedelta(minutes=10)
    world.settle()
    assert (len(world.heard(MORAG)), titles(world, MORAG)) == (2, [WAITS])


def test_a_newer_message_that_has_not_arrived_everywhere_takes_no_place(world: World) -> None:
    """Somebody who reads on the other platform still has the older one there, until the newer one is there too."""
    world.house.reports(ISLA)
    world.settle()
    world.house.clock.at += timedelta(hours=4)
    world.house.run(nudging.nudge)
    (outgoing,) = _ready(world)
    again = DeliveryError("Not now.")
    world.house.run(partial(outcome.delivered, outgoing=outgoing, places={"slack": "1", "teams": None}, problem=again))
    assert [each for each in _ready(world) if each.removes] == []
    world.house.clock.at += timedelta(minutes=1)
    follows = next(each for each in _ready(world) if each.follows)
    world.house.run(partial(outcome.delivered, outgoing=follows, places={"slack": "1", "teams": "2"}))
    assert [each.removes for each in _ready(world)] == [True]


def _ready(world: World) -> list[Outgoing]:
    """Messages that may go now, drawn."""
    claimed = world.house.run(parcels.claim)
    return [outgoing for p in claimed if (outgoing := world.house.run(partial(parcels.prepare, parcel=p)))]


def test_what_cannot_be_taken_away_yet_is_tried_again(world: World) -> None:
    """As every message to be written again is."""
    world.house.reports(ISLA)
    world.settle()
    world.house.clock.at += timedelta(hours=4)
    world.house.run(nudging.nudge)
    (newer,) = _ready(world)
    world.house.run(partial(outcome.delivered, outgoing=newer, places={"chat": "77"}))
    for _ in range(3):
        (outgoing,) = _ready(world)
        assert outgoing.removes
        world.house.run(partial(outcome.failed, parcel=outgoing.parcel, error=DeliveryError("Not now.")))
        assert _ready(world) == []
        world.house.clock.at += timedelta(minutes=16)
    (outgoing,) = _ready(world)
    world.house.run(partial(outcome.removed, outgoing=outgoing))
    world.house.clock.at += timedelta(minutes=16)
    assert _ready(world) == []


def test_an_offer_stands_apart_from_what_else_there_is_of_its_matter(world: World) -> None:
    """An answer to the reporter, who has not looked at the support yet: neither waits behind the other."""
    about = world.house.reports(ISLA)
    world.settle()
    world.house.presses(MORAG, "ended_contact.acknowledge", about)
    world.house.sends(MORAG, "ended_contact.triage", TRIAGE, about)
    world.settle()
    offered, answered = world.chat(ISLA)
    assert (offered.title, answered.title) == ("Support is there for you", "EC-0001")
    assert "There is an answer to your report." in words(answered)
    acts = [{button.action for button in card.buttons()} for card in (offered, answered)]
    assert acts == [{"ended_contact.support_seen"}, {"ended_contact.open"}]
    world.house.presses(ISLA, "ended_contact.support_seen", about)
    world.settle()
    assert "Support is there whenever you want it" in words(world.chat(ISLA)[0])


def test_news_takes_the_place_of_nothing_that_waits(world: World) -> None:
    """News of an addition is sent, and the message that waits keeps its buttons beside it."""
    about = world.house.reports(ISLA)
    world.settle()
    world.house.presses(MORAG, "ended_contact.acknowledge", about)
    world.settle()
    world.house.clock.at += timedelta(minutes=5)
    world.house.sends(ISLA, "ended_contact.add", {"text": "He rang again."}, about)
    world.settle()
    (one,) = world.chat(MORAG)
    assert "Something was added to this report." in words(one)
    assert "A conversation is waiting · EC-0001" in words(one)
    assert not one.settled


# -- what comes at the same hour is one message --------------------------------------------------------------


def test_reminders_of_the_same_hour_are_one_message(world: World) -> None:
    """Each with its reference and its button; the one before of each is gone."""
    for minutes in (2, 20, 25):
        world.house.clock.at = world.house.clock.at.replace(minute=minutes)
        world.house.reports(ISLA)
        world.settle()
    before = len(world.heard(MORAG))
    world.passes(0, time(16))
    assert world.heard(MORAG)[before:] == ["What waits for you today"]
    (one,) = world.chat(MORAG)
    assert [button.label for button in one.buttons()] == ["Open"] * 3
    assert all(f"EC-000{n}" in words(one) for n in (1, 2, 3))


def test_a_matter_that_is_seen_to_leaves_the_digest(world: World) -> None:
    """Its own newer message says what is next, and its line goes; the others stay."""
    first, _ = (world.house.reports(ISLA) for _ in range(2))
    world.settle()
    world.passes(0, time(16))
    world.house.presses(MORAG, "ended_contact.acknowledge", first)
    world.passes(1, time(9, 45))
    assert [sum(f"EC-000{n}" in words(card) for card in world.chat(MORAG)) for n in (1, 2)] == [1, 1]


def test_several_matters_that_move_at_once_are_one_message_to_each(world: World) -> None:
    """To whoever had them, and to whoever has them now."""
    for _ in range(3):
        world.house.reports(ISLA)
    world.settle()
    world.passes(1, time(16, 45))
    before = len(world.heard(MORAG))
    world.passes(0, time(17))
    assert (len(world.heard(MORAG)) - before, len(world.heard(CALLUM))) == (1, 1)


# -- and then the rhythm slows -------------------------------------------------------------------------------


def test_left_alone_for_two_weeks_one_report_is_few_messages(world: World) -> None:
    """By the hour on the first day, then with the digest, after three days weekly; one of them stands."""
    world.house.reports(ISLA)
    world.passes(10)
    assert len(world.heard(MORAG)) <= 8
    assert len(world.heard(CALLUM)) <= 8
    assert len(world.chat(MORAG)) == len(world.chat(CALLUM)) == 1
    world.passes(10)
    assert world.told[-1].to == CALLUM  # never less than once a week, until it is done
