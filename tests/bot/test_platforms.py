"""A platform is described once: the core needs no more of another one than its description."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.app.platforms import PLATFORMS
from bot.chat.events import MessageEvent
from bot.directory import columns, import_into, read
from bot.people import BOTH
from bot.platforms import Platform
from bot.policy import Policy
from bot.ports import EMAIL
from bot.views.examples.people import ISLA, MORAG
from bot.ways import ways
from tests.bot.house import House, labels, words

#: As somebody who adds one would describe it.
PIGEON = Platform(name="pigeon", called="Pigeon Post", removing="ask the pigeon to bring it back.", folds_ids=True)


def housed(folder: Path, policy: Policy) -> House:
    """A house with one more platform."""
    return House(folder / "harbour.db", replace(policy, platforms=(*PLATFORMS, PIGEON)))


def test_the_directory_file_has_a_column_for_it(tmp_path: Path, policy: Policy) -> None:
    """Its cells are kept, in the form of the platform's ids, and find the person."""
    house = housed(tmp_path, policy)
    header = columns(house.policy.platforms)
    assert header[-3:] == ("teams_id", "pigeon_id", "time_zone")
    found = read(f"{','.join(header)}\nwren@example.org,Wren,,,,,,COO-1,\n".encode(), house.policy.platforms)
    assert found.problems == ()
    house.run(lambda uow: import_into(uow, found.rows))
    wren = house.run(lambda uow: uow.people.known_as("pigeon", "Coo-1"))
    assert wren is not None
    assert (wren.email, wren.ids) == ("wren@example.org", {"pigeon": "coo-1"})
    assert ways(wren, ("slack", "pigeon", EMAIL)) == (("pigeon",), ("slack",), (EMAIL,))


def test_whoever_is_there_too_can_choose_it(tmp_path: Path, policy: Policy) -> None:
    """In its own name."""
    house = housed(tmp_path, policy)
    house.put(house.person(MORAG).known_as("pigeon", "m").known_as("slack", "U1"))
    assert "Where Harbour writes to me" in labels(house.presses(MORAG, "home.more"))
    assert "in Pigeon Post" in words(house.presses(MORAG, "form:home.where"))
    assert "in Pigeon Post" in words(house.sends(MORAG, "home.where", {"where": "pigeon"}))
    assert house.person(MORAG).prefers == "pigeon"
    house.sends(MORAG, "home.where", {"where": BOTH})
    assert ways(house.person(MORAG), ("slack", "pigeon", EMAIL)) == (("slack", "pigeon"), (EMAIL,))


def test_a_file_that_came_there_is_removed_as_it_has_it(tmp_path: Path, policy: Policy) -> None:
    """In its own words."""
    house = housed(tmp_path, policy)
    house.put(house.person(ISLA).known_as("pigeon", "i"))
    said = words(house.handle(MessageEvent(person=ISLA, text="see this", with_file=True)))
    assert f"To remove it: {PIGEON.removing}" in said
