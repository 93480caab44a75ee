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
from tests.bot.town import Town

WAITS = "A private report is waiting for you · EC-0001"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A house and its courier; it is Tuesday, ten in the morning."""
    house = House(tmp_path / "harbour.db", Policy.load(closed_days=BankHolidays()))
    yield Town(house)
    house.close()


def titles(town: Town, person: PersonId) -> list[str]:
    """Titles of the cards in somebody's chat, oldest first."""
    return [card.title for card in town.chat(person)]


def live(town: Town, person: PersonId) -> list[Card]:
    """Cards in the chat that still wait for the person."""
    return [card for card in town.chat(person) if not card.settled]


# -- one live message a matter -----------------------------------------------------------------------------


def test_a_reminder_takes_the_place_of_the_message_before_it(town: Town) -> None:
    """Two have come, and one stands."""
    town.house.reports(ISLA)
    town.passes(0, time(16))
    assert (town.heard(MORAG), titles(town, MORAG)) == ([WAITS] * 2, [WAITS])


def test_where_the_platform_keeps_it_one_line_is_left(town: Town) -> None:
    """Without a button, and without a word of the matter."""
    town.keeps_all = True
    town.house.reports(ISLA)
    town.passes(0, time(16))
    older, newer = town.chat(MORAG)
    assert (older.title, older.blocks) == ("There is a newer message about this below.", ())
    assert newer.title == WAITS


def test_a_matter_that_moves_on_leaves_one_message_with_whoever_had_it(town: Town) -> None:
    """However often they were reminded: that it has moved."""
    town.house.reports(ISLA)
    town.passes(2)
    (left,) = town.chat(MORAG)
    assert (left.title, labels(left)) == ("EC-0001", [])
    assert "moved to a colleague" in words(left)


def test_an_older_message_goes_only_once_the_newer_one_stands(town: Town) -> None:
    """A message that does not arrive replaces nothing, however often it is tried."""
    town.house.reports(ISLA)
    town.settle()
    town.house.clock.at += timedelta(hours=4)
    town.house.run(nudging.nudge)
    for _ in range(3):
        (outgoing,) = _ready(town)
        assert outgoing.parcel.message is None
        town.house.run(partial(outcome.failed, parcel=outgoing.parcel, error=DeliveryError("Not now.")))
        assert titles(town, MORAG) == [WAITS]
        town.house.clock.at += timedelta(minutes=10)
    town.settle()
    assert (len(town.heard(MORAG)), titles(town, MORAG)) == (2, [WAITS])


def test_a_newer_message_that_has_not_arrived_everywhere_takes_no_place(town: Town) -> None:
    """Somebody who reads on the other platform still has the older one there, until the newer one is there too."""
    town.house.reports(ISLA)
    town.settle()
    town.house.clock.at += timedelta(hours=4)
    town.house.run(nudging.nudge)
    (outgoing,) = _ready(town)
    again = DeliveryError("Not now.")
    town.house.run(partial(outcome.delivered, outgoing=outgoing, places={"slack": "1", "teams": None}, problem=again))
    assert [each for each in _ready(town) if each.removes] == []
    town.house.clock.at += timedelta(minutes=1)
    follows = next(each for each in _ready(town) if each.follows)
    town.house.run(partial(outcome.delivered, outgoing=follows, places={"slack": "1", "teams": "2"}))
    assert [each.removes for each in _ready(town)] == [True]


def _ready(town: Town) -> list[Outgoing]:
    """Messages that may go now, drawn."""
    claimed = town.house.run(parcels.claim)
    return [outgoing for p in claimed if (outgoing := town.house.run(partial(parcels.prepare, parcel=p)))]


def test_what_cannot_be_taken_away_yet_is_tried_again(town: Town) -> None:
    """As every message to be written again is."""
    town.house.reports(ISLA)
    town.settle()
    town.house.clock.at += timedelta(hours=4)
    town.house.run(nudging.nudge)
    (newer,) = _ready(town)
    town.house.run(partial(outcome.delivered, outgoing=newer, places={"chat": "77"}))
    for _ in range(3):
        (outgoing,) = _ready(town)
        assert outgoing.removes
        town.house.run(partial(outcome.failed, parcel=outgoing.parcel, error=DeliveryError("Not now.")))
        assert _ready(town) == []
        town.house.clock.at += timedelta(minutes=16)
    (outgoing,) = _ready(town)
    town.house.run(partial(outcome.removed, outgoing=outgoing))
    town.house.clock.at += timedelta(minutes=16)
    assert _ready(town) == []


def test_an_offer_stands_apart_from_what_else_there_is_of_its_matter(town: Town) -> None:
    """An answer to the reporter, who has not looked at the support yet: neither waits behind the other."""
    about = town.house.reports(ISLA)
    town.settle()
    town.house.presses(MORAG, "ended_contact.acknowledge", about)
    town.house.sends(MORAG, "ended_contact.triage", TRIAGE, about)
    town.settle()
    offered, answered = town.chat(ISLA)
    assert (offered.title, answered.title) == ("Support is there for you", "EC-0001")
    assert "There is an answer to your report." in words(answered)
    acts = [{button.action for button in card.buttons()} for card in (offered, answered)]
    assert acts == [{"ended_contact.support_seen"}, {"ended_contact.open"}]
    town.house.presses(ISLA, "ended_contact.support_seen", about)
    town.settle()
    assert "Support is there whenever you want it" in words(town.chat(ISLA)[0])


def test_news_takes_the_place_of_nothing_that_waits(town: Town) -> None:
    """News of an addition is sent, and the message that waits keeps its buttons beside it."""
    about = town.house.reports(ISLA)
    town.settle()
    town.house.presses(MORAG, "ended_contact.acknowledge", about)
    town.settle()
    town.house.clock.at += timedelta(minutes=5)
    town.house.sends(ISLA, "ended_contact.add", {"text": "He rang again."}, about)
    town.settle()
    (one,) = town.chat(MORAG)
    assert "Something was added to this report." in words(one)
    assert "A conversation is waiting · EC-0001" in words(one)
    assert not one.settled


# -- what comes at the same hour is one message --------------------------------------------------------------


def test_reminders_of_the_same_hour_are_one_message(town: Town) -> None:
    """Each with its reference and its button; the one before of each is gone."""
    for minutes in (2, 20, 25):
        town.house.clock.at = town.house.clock.at.replace(minute=minutes)
        town.house.reports(ISLA)
        town.settle()
    before = len(town.heard(MORAG))
    town.passes(0, time(16))
    assert town.heard(MORAG)[before:] == ["What waits for you today"]
    (one,) = town.chat(MORAG)
    assert [button.label for button in one.buttons()] == ["Open"] * 3
    assert all(f"EC-000{n}" in words(one) for n in (1, 2, 3))


def test_a_matter_that_is_seen_to_leaves_the_digest(town: Town) -> None:
    """Its own newer message says what is next, and its line goes; the others stay."""
    first, _ = (town.house.reports(ISLA) for _ in range(2))
    town.settle()
    town.passes(0, time(16))
    town.house.presses(MORAG, "ended_contact.acknowledge", first)
    town.passes(1, time(9, 45))
    assert [sum(f"EC-000{n}" in words(card) for card in town.chat(MORAG)) for n in (1, 2)] == [1, 1]


def test_several_matters_that_move_at_once_are_one_message_to_each(town: Town) -> None:
    """To whoever had them, and to whoever has them now."""
    for _ in range(3):
        town.house.reports(ISLA)
    town.settle()
    town.passes(1, time(16, 45))
    before = len(town.heard(MORAG))
    town.passes(0, time(17))
    assert (len(town.heard(MORAG)) - before, len(town.heard(CALLUM))) == (1, 1)


# -- and then the rhythm slows -------------------------------------------------------------------------------


def test_left_alone_for_two_weeks_one_report_is_few_messages(town: Town) -> None:
    """By the hour on the first day, then with the digest, after three days weekly; one of them stands."""
    town.house.reports(ISLA)
    town.passes(10)
    assert len(town.heard(MORAG)) <= 8
    assert len(town.heard(CALLUM)) <= 8
    assert len(town.chat(MORAG)) == len(town.chat(CALLUM)) == 1
    town.passes(10)
    assert town.told[-1].to == CALLUM  # never less than once a week, until it is done
