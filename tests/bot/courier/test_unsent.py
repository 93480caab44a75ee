"""Forms begun and not sent: listed in the home, one reminder, and gone once they are sent or thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from adapters.calendar import BankHolidays
from bot.chat.events import Value
from bot.policy import Policy
from bot.views.ended_contact.reading import REPORT
from bot.views.examples.people import ISLA, RORY
from tests.bot.house import REPORT as COMPLETE
from tests.bot.house import House, button, errors, form, labels, words
from tests.bot.world import World

#: The ticks are there; what happened is not.
HALF: dict[str, Value] = {"channel": "phone", "reasons": ("threat",), "threat_against": "me"}
TITLE = "Not sent yet"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house and its courier; it is Tuesday, ten in the morning."""
    house = House(tmp_path / "harbour.db", Policy.load(closed_days=BankHolidays()))
    yield World(house)
    house.close()


def begins(world: World) -> None:
    """Isla sends half a report, and closes the form."""
    assert list(errors(world.house.sends(ISLA, REPORT, HALF))) == ["note"]


def test_what_was_refused_and_closed_is_in_the_home_with_every_tick(world: World) -> None:
    """For its reporter alone; none of it stands there."""
    begins(world)
    home = world.house.goes_home(ISLA)
    assert TITLE in words(home)
    assert TITLE not in words(world.house.goes_home(RORY))
    opening = button(home, "Open")
    again = form(world.house.presses(ISLA, opening.action, extra=opening.extra))
    assert {name: again.values[name] for name in HALF} == HALF
    assert "Nothing lies here unsent" in words(world.house.presses(RORY, opening.action, extra=opening.extra))


def test_words_that_were_typed_and_never_sent_are_in_the_home_too(world: World) -> None:
    """They open in their form."""
    world.house.writes(ISLA, "ended contact she swore at me")
    home = world.house.goes_home(ISLA)
    assert "swore" not in words(home)
    opening = button(home, "Open")
    again = form(world.house.presses(ISLA, opening.action, extra=opening.extra))
    assert again.values["note"] == "she swore at me"


def test_one_reminder_comes_in_working_hours_however_often_it_was_refused(world: World) -> None:
    """It says what was begun, and nothing of it."""
    world.passes(0, time(16, 30))
    begins(world)
    begins(world)
    world.passes(0, time(23))
    assert TITLE not in world.heard(ISLA)
    world.passes(1, time(11))
    assert world.heard(ISLA).count(TITLE) == 1
    assert "threat" not in str(world.told[-1].card)
    world.passes(10)
    assert world.heard(ISLA).count(TITLE) == 1


def test_what_is_sent_in_time_is_not_reminded_of(world: World) -> None:
    """And has left the home."""
    begins(world)
    world.house.sends(ISLA, REPORT, COMPLETE, key="k1")
    world.passes(2)
    assert TITLE not in world.heard(ISLA)
    assert TITLE not in words(world.house.goes_home(ISLA))


@pytest.mark.parametrize("ends", ["sent", "thrown away"])
def test_the_reminder_says_when_it_is_no_longer_so(world: World, ends: str) -> None:
    """Its buttons go."""
    begins(world)
    world.passes(1)
    (at,) = [at for at, card in world.stands.items() if card.title == TITLE]
    if ends == "sent":
        world.house.sends(ISLA, REPORT, COMPLETE, key="k1")
    else:
        away = button(world.stands[at], "Throw it away")
        assert "nobody has seen it" in words(world.house.presses(ISLA, away.action, extra=away.extra))
        assert "Throw it away" not in labels(world.house.goes_home(ISLA))
    world.settle()
    assert ("Nothing lies here unsent" in words(world.stands[at]), world.stands[at].buttons()) == (True, ())


def test_two_kinds_lie_there_side_by_side(world: World) -> None:
    """Sending one leaves the other."""
    begins(world)
    world.house.writes(ISLA, "named online https://example.org/a")
    world.house.sends(ISLA, REPORT, COMPLETE, key="k1")
    home = world.house.goes_home(ISLA)
    assert [b.extra for b in home.buttons() if b.label == "Throw it away"] == ["named_online"]
