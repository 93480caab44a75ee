"""A colleague named publicly, over HTTP: found, told by a person, heard, decided, shared (1.14.3)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.playground.people.person import Given, Person
from tests.journeys.acts import closed, fill, opens
from tests.journeys.world import NOT_YOURS, World, shown

LINK = "https://www.example.org/posts/17"
SENT = "Thank you. Sent to the right manager. Please don't pass it on, so that they hear it privately."
FOUND: Mapping[str, Given] = {"Where?": "Facebook", "Does it hold a threat?": "No"}
NOTHING: Mapping[str, Given] = {"What is done?": ("Nothing",), "Why nothing is done": "Few have seen it."}
OFFERED: Mapping[str, Given] = {"Did you offer an informal talk?": "Yes", "Did you offer counselling?": "Yes"}
TEAM = ("hamish", "catriona", "eilidh")


async def finds(world: World, who: str, named: tuple[str, ...] = ("Isla Fraser",), **more: Given) -> Person:
    """Report a find; the answer is open."""
    labels = {"threat": "Does it hold a threat?", "link": "The link, if there is one"}
    person = world.person(who)
    await person.command("/named-online", LINK)
    await fill(person, {"Who is named?": named, **FOUND, **{labels[key]: value for key, value in more.items()}})
    await person.send()
    await world.settle()
    return person


async def does(world: World, who: str, what: str, answers: Mapping[str, Given]) -> None:
    """Somebody opens it, presses, fills in and sends."""
    person = await opens(world, who, "NO-0001")
    await person.press(what)
    await fill(person, answers)
    await person.send()
    assert not (person.has_modal and person.modal().errors), person.modal().errors
    await closed(person)
    await world.settle()


async def tells(world: World, who: str = "morag") -> None:
    """The manager has told Isla, and notes it."""
    person = await opens(world, who, "NO-0001")
    await person.press("Acknowledge")
    await closed(person)
    await world.settle()
    await does(world, who, "I have told them", {"How": "In person"})


@pytest.mark.requirement("R-1.14.3-1", "R-1.14.3-3", "R-1.14.3-4", "R-1.14.3-5", "R-1.14.3-9", "R-1.14.3-10")
async def test_the_whole_way(world: World) -> None:
    """From the finder to the last answer; each hears what is theirs, when it is."""
    rory = await finds(world, "rory")
    assert SENT in rory.modal().text
    assert "Open" not in rory.modal().labels
    await closed(rory)
    assert world.counts() == {"morag": 1}
    await tells(world)
    assert "You have a say in what happens next." in world.messages("isla", "NO-0001")[-1].text
    await does(
        world,
        "isla",
        "Say what you would like",
        {"What would you like?": "I will write it here", "In your own words": "Let it lie"},
    )
    await does(world, "morag", "Decide what is done", NOTHING)
    await does(world, "morag", "Note what was offered", OFFERED)
    await does(world, "morag", "Share a summary", {})
    assert [len(world.messages(name, "in confidence")) for name in (*TEAM, "rory")] == [1, 1, 1, 0]
    hamish = world.person("hamish")
    await hamish.press("Open", near="in confidence")
    assert "A member of staff has been named publicly" in hamish.modal().text
    assert all(word not in hamish.modal().text for word in ("Isla", "example", "Facebook", "Few have seen"))
    await closed(hamish)
    await does(world, "morag", "Personal records", {"Should a record be made there?": "Yes"})
    await does(world, "isla", "Personal records", {"Should a record be made there?": "No"})
    assert world.standing("NO-0001") == "closed"
    assert "rory" not in world.counts()


@pytest.mark.requirement("R-1.14.3-2", "R-1.14.3-3")
async def test_a_link_leaves_no_dialog(world: World) -> None:
    """Not in messages, logs, metrics or the database; and in the dialog it is no link."""
    await closed(await finds(world, "rory"))
    morag = await opens(world, "morag", "NO-0001")
    assert "example" not in morag.modal().text
    await morag.press("Show the link")
    assert "https[:]//www[.]example[.]org/posts/17" in morag.modal().text
    await closed(morag)
    await world.until(1)
    assert world.leaks("example.org/posts/17") == []


@pytest.mark.requirement("R-1.14.3-3", "R-1.14.3-11")
async def test_the_answer_is_the_same_in_every_case(world: World) -> None:
    """New, known, several, the chief executive, the finder the manager, everybody away; and sent twice at once."""
    seen = [shown((await finds(world, "rory")).modal())]
    await closed(world.person("rory"))
    cases: list[tuple[str, tuple[str, ...]]] = [
        ("rory", ("Isla Fraser",)),
        ("callum", ("Isla Fraser",)),
        ("morag", ("Isla Fraser",)),
        ("rory", ("Isla Fraser", "Morag Sinclair", "Callum Stewart")),
        ("rory", ("Eilidh Grant",)),
        ("hamish", ("Morag Sinclair",)),
    ]
    for name in ("morag", "ailsa"):
        await world.is_away(name, world.day(3))
    cases.append(("shona", ("Callum Stewart",)))
    for who, named in cases:
        person = await finds(world, who, named)
        seen.append(shown(person.modal()))
        await closed(person)
    assert all(each == seen[0] for each in seen)
    before = world.state()
    rory = world.person("rory")
    await rory.command("/named-online", LINK)
    await fill(rory, {"Who is named?": ("Isla Fraser",), **FOUND})
    await rory.send(repeat=2)
    assert shown(rory.modal()) == seen[0]
    await world.settle()
    assert world.state() == before


@pytest.mark.requirement("R-1.14.3-3", "R-1.14.3-4")
async def test_neither_finder_nor_who_is_named_can_open_it(world: World) -> None:
    """By the manager's own buttons, forged: the answer for what does not exist."""
    await closed(await finds(world, "rory"))
    (message,) = world.messages("morag", "NO-0001")
    assert message.labels == ("Open", "I can't take this")
    before = world.state()
    for who in ("rory", "isla", "hamish", "fiona"):
        for button in message.buttons:
            await world.forge(who, button)
            assert NOT_YOURS in world.person(who).modal().text
            await closed(world.person(who))
        home = await world.person(who).open_home()
        assert "NO-0001" not in home.text
    assert world.state() == before


@pytest.mark.requirement("R-1.14.3-4")
async def test_weeks_go_by_and_who_is_named_hears_nothing(world: World) -> None:
    """Nobody does anything: it moves on, the team is told that something waits, and Isla hears of nothing."""
    await closed(await finds(world, "rory", threat="Yes"))
    await world.until(12)
    assert not {"isla", "rory"} & set(world.counts())
    assert "NO-0001" not in (await world.person("isla").open_home()).text
    assert any("NO-0001" in m.text for m in world.messages("hamish"))


@pytest.mark.requirement("R-1.9.3-5", "R-1.9.4-4")
async def test_a_threat_asks_the_manager_about_the_police_at_once(world: World) -> None:
    """And the finder can say that they have called them."""
    rory = await finds(world, "rory", threat="Yes")
    assert "call 999" in rory.modal().text
    await rory.press("I have called the police")
    assert NOT_YOURS not in rory.modal().text
    await closed(rory)
    await world.settle()
    assert world.refs() == ["NO-0001", "PD-0001"]
    assert len(world.messages("morag", "PD-0001")) >= 1
