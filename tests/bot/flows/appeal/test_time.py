"""Notices of an appeal, with a clock that is moved: it waits for the person who decides it, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.directory import matters
from bot.people import Person, Role
from bot.policy import Policy
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.appeal.acts import (
    HEARD,
    PAUSE,
    SAYS,
    UPHOLD,
    acknowledged,
    appeal,
    appealed,
    decided,
    decided_by_the_chief,
    restriction,
)
from tests.bot.flows.restriction.test_conversation import active
from tests.bot.house import DOUGAL, House, card, labels, words
from tests.bot.world import Told, World

#: What moves a matter on in an organisation that has said so for everything.
EAGER = """
[nudges.decide_appeal]
pass_on = { at = ["1wd"] }
[nudges.tell_individual]
pass_on = { at = ["1wd"] }
"""


@pytest.fixture
def world(house: House) -> World:
    """The house with its courier."""
    return World(house)


@pytest.fixture
def eager(tmp_path: Path) -> Iterator[World]:
    """The same where the settings pass everything on."""
    own = tmp_path / "own.toml"
    own.write_text(EAGER, "utf-8")
    house = House(tmp_path / "eager.db", Policy.load(own))
    yield World(house)
    house.close()


def told(world: World, ref: str) -> list[tuple[str, str]]:
    """Recipients of its notices, with the time."""
    return [(t.to, f"{t.at:%a %d, %H:%M}") for t in world.told if ref in words(t.card)]


def of(world: World, ref: str) -> list[Told]:
    """The messages about it."""
    return [t for t in world.told if ref in words(t.card)]


@pytest.mark.requirement("R-1.8-7")
def test_n24_at_once_every_five_days_and_the_management_team_hears_that_it_waits(world: World) -> None:
    """It stays with the chief executive; nobody can be named in their place."""
    active(world.house)
    about = appealed(world.house)
    world.passes(16)
    assert [at for to, at in told(world, "AP-0001") if to == EWAN][:4] == [
        "Tue 24, 10:00", "Wed 02, 09:30", "Wed 09, 09:30", "Wed 16, 09:30",
    ]  # fmt: skip
    (late,) = [t for t in of(world, "AP-0001") if t.to == AILSA]
    assert f"{late.at:%a %d, %H:%M}" == "Wed 16, 17:00"
    assert labels(late.card) == ["Open"]
    assert "Name someone" not in labels(world.house.presses(AILSA, "home.management_list"))
    assert appeal(world.house, about).handler == EWAN
    assert {to for to, _ in told(world, "AP-0001")} == {EWAN, AILSA}


@pytest.mark.requirement("R-1.8-7")
def test_n24_waits_for_a_chief_executive_who_is_away(world: World) -> None:
    """No stand-in gets it, and it is there when they are back."""
    active(world.house)
    world.house.away(EWAN, back=world.house.clock.at.date() + timedelta(days=60))
    about = appealed(world.house)
    world.passes(20)
    assert appeal(world.house, about).handler == EWAN
    assert {to for to, _ in told(world, "AP-0001")} == {EWAN, AILSA}


@pytest.mark.requirement("R-1.8-7")
def test_silence_moves_it_to_nobody_whatever_the_settings_say(eager: World) -> None:
    """Neither the decision nor what is told afterwards."""
    active(eager.house)
    waits, to_tell = appealed(eager.house), decided(eager.house, UPHOLD)
    eager.passes(4)
    assert [appeal(eager.house, about).handler for about in (waits, to_tell)] == [EWAN, EWAN]


@pytest.mark.requirement("R-1.8-7")
def test_n24_ends_with_the_decision_and_n19_with_the_telling(world: World) -> None:
    """After a day the one who decided is reminded that the individual is to be told; then silence."""
    active(world.house)
    about = decided(world.house, UPHOLD)
    world.passes(2)
    assert [t.card.title for t in of(world, "AP-0001")] == ["The individual is to be told · AP-0001"] * 2
    card(world.house.sends(EWAN, "appeal.told", HEARD, about))
    before = len(world.told)
    world.passes(20)
    assert [t for t in world.told[before:] if "AP-0001" in words(t.card)] == []


@pytest.mark.requirement("R-1.8-7")
def test_where_nobody_may_decide_it_the_management_team_is_asked_to_name_someone(world: World) -> None:
    """Not who decided the restriction, nor who proposed it."""
    world.house.put(_team(world.house))
    decided_by_the_chief(world.house)
    about = appealed(world.house)
    world.settle()
    assert {to for to, _ in told(world, "AP-0001")} == {CALLUM}
    card(world.house.sends(CALLUM, "naming.name", {"to": (MORAG,)}, about))
    world.settle()
    assert "An appeal is waiting for you · AP-0001" in world.heard(MORAG)


def _team(house: House) -> Person:
    """Callum, as a member of the management team."""
    return replace(house.person(CALLUM), roles=frozenset({Role.MANAGEMENT_TEAM}))


@pytest.mark.requirement("R-1.8-7")
def test_a_chief_executive_who_has_left_has_it_no_more(world: World) -> None:
    """The management team names somebody: no line manager, no deputy, no duty manager gets it."""
    active(world.house)
    about = appealed(world.house)
    world.settle()
    world.house.leave(EWAN)
    world.house.run(matters.reroute)
    world.settle()
    assert (appeal(world.house, about).handler, appeal(world.house, about).needs_naming) == (None, True)
    assert DOUGAL not in {to for to, _ in told(world, "AP-0001")}


@pytest.mark.requirement("R-1.8-7")
def test_one_who_is_chief_executive_no_more_has_it_no_more(world: World) -> None:
    """The role went to somebody else, who gets what waited."""
    active(world.house)
    about = appealed(world.house)
    world.settle()
    ewan = world.house.person(EWAN)
    world.house.put(replace(ewan, roles=frozenset({Role.MANAGEMENT_TEAM})))
    world.house.put(replace(world.house.person(CALLUM), roles=frozenset({Role.CHIEF_EXECUTIVE})))
    assert "available to you" in words(world.house.sends(EWAN, "appeal.aside", {"reason": "I was there."}, about))
    world.passes(6)
    assert appeal(world.house, about).handler == CALLUM


@pytest.mark.requirement("R-1.14.1-6")
def test_no_message_says_anything_of_it(world: World) -> None:
    """References and what is asked; and who decided before hears once, with nothing to press."""
    restricted = active(world.house)
    about = acknowledged(world.house)
    card(world.house.sends(EWAN, "appeal.suspend", PAUSE, about))
    card(world.house.sends(EWAN, "appeal.decide", UPHOLD, about))
    card(world.house.sends(EWAN, "appeal.told", HEARD, about))
    world.passes(3)
    everything = "\n".join(words(t.card) for t in world.told)
    for secret in (SAYS, "leak", "T-4711", "Rory", "Ewan", "set day", "Upheld"):
        assert secret not in everything
    (made,) = [t for t in world.told if "An appeal has been made" in words(t.card)]
    assert (made.to, labels(made.card)) == (MORAG, [])
    assert "An appeal has been made about RS-0001. There is nothing for you to do." in words(made.card)
    assert restriction(world.house, restricted).in_force
    assert RORY not in {t.to for t in world.told if "AP-0001" in words(t.card)}
    assert ISLA not in {t.to for t in world.told if "AP-0001" in words(t.card)}


@pytest.mark.requirement("R-1.8-8")
def test_reviews_are_asked_for_while_it_is_suspended_and_say_so(world: World) -> None:
    """Nothing lapses and nothing rolls on because of an appeal."""
    restricted = active(world.house)
    about = acknowledged(world.house)
    card(world.house.sends(EWAN, "appeal.suspend", PAUSE, about))
    found = restriction(world.house, restricted)
    assert found.due is not None
    calendar = world.house.policy.calendar
    world.house.clock.at = calendar.moment(calendar.working_days_from(found.due, -19), calendar.opens)
    world.passes(1)
    coming = [t for t in world.told if "A review is coming" in t.card.title]
    assert {t.to for t in coming} == {MORAG}
    assert all("Suspended while an appeal is heard; its reviews go on." in words(t.card) for t in coming)
