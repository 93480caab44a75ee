"""An appeal, from a letter that comes in to telling the individual, over HTTP (policy 1.8, 1.3)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta

import pytest

from adapters.playground.people.example import address
from adapters.playground.people.person import Given
from adapters.playground.people.screen import Button
from tests.journeys.acts import LIMITS, approval, approves, closed, fill, opens, proposes, shares, suggests, tells
from tests.journeys.conftest import Worlds
from tests.journeys.world import NOT_YOURS, World, ref_in

CAME_IN: Mapping[str, Given] = {
    "How did it come in?": "Letter",
    "What is it about?": "RS-0001",
    "What do they say?": "He cannot report the leak",
}
THANKS = "Thank you. It has gone to the Chief Executive."
LIFT: Mapping[str, Given] = {"What do you decide?": "Lift the restriction", "Your reasons": "A set day will do"}
UPHOLD: Mapping[str, Given] = {
    "What do you decide?": "Uphold the restriction as it is",
    "Your reasons": "It protects the officers",
}
PAUSE: Mapping[str, Given] = {
    "Your reasons": "There is a leak now",
    "How does the individual hear of it?": "I ring him today",
}
#: Who decided, who asked for it, a line manager, the management team, who keeps the records, and others.
OTHERS = ("morag", "isla", "ailsa", "hamish", "catriona", "fiona", "callum", "angus", "elspeth", "tam")


async def in_force(world: World, whom: str = "HA-20417") -> str:
    """A restriction that Isla suggested and Morag decided."""
    ref = await suggests(world, "isla", whom)
    await approves(world, "morag", ref, world.today + timedelta(days=180))
    await tells(world, "morag", ref)
    return ref


async def by_the_chief(world: World) -> str:
    """A restriction that Hamish, who was there, proposed and Eilidh decided."""
    hamish, eilidh = world.person("hamish"), world.person("eilidh")
    await hamish.command("/restriction", "")
    await proposes(hamish, "HA-20417")
    ref = ref_in(hamish.modal(), "RS")
    await closed(hamish)
    await world.settle()
    await eilidh.press("Approve", near=ref)
    await fill(eilidh, approval(world.today + timedelta(days=180)))
    await eilidh.send()
    await closed(eilidh)
    await world.settle()
    await tells(world, "eilidh", ref)
    return ref


async def records(world: World, by: str = "rory", **changes: Given) -> str:
    """Somebody records an appeal; returns its reference."""
    labels = {"about": "What is it about?", "on": "When did it come in?"}
    person = world.person(by)
    await person.command("/appeal", "")
    await fill(person, {**CAME_IN, **{labels[key]: value for key, value in changes.items()}})
    await person.send()
    assert THANKS in person.modal().text
    ref = ref_in(person.modal(), "AP")
    await closed(person)
    await world.settle()
    return ref


async def step(world: World, who: str, ref: str, label: str, answers: Mapping[str, Given]) -> str:
    """Take a step from the appeal's page as the one who decides; returns the text shown then."""
    person = await opens(world, who, ref)
    await person.press(label)
    await fill(person, answers)
    await person.send()
    text = person.modal().text
    await closed(person)
    await world.settle()
    return text


async def acknowledged(world: World, who: str = "eilidh", on: date | None = None) -> str:
    """An appeal recorded, and known to have arrived."""
    ref = await records(world, on=on or world.today)
    await step(world, who, ref, "They know that it arrived", {})
    return ref


async def has_told(world: World, ref: str, who: str = "eilidh", *besides: str) -> str:
    """Record as the one who decides that the individual has been told, and of what else."""
    heard: Mapping[str, Given] = {
        "How": "Letter",
        "By whom": "Eilidh Grant",
        "They have heard": ("Whom they can turn to now: the ombudsman, as below", *besides),
    }
    return await step(world, who, ref, "They have been told", heard)


@pytest.fixture
async def chaired(worlds: Worlds) -> AsyncIterator[World]:
    """A world with the chair in its settings to decide in the chief executive's place."""
    async with worlds(policy=f'appeal_decider = "{address("elspeth")}"\n') as found:
        yield found


# -- the way of an appeal ------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7", "R-1.3-3")
async def test_an_appeal_is_upheld(world: World) -> None:
    """Recorded by who answers the phones, acknowledged, decided and told by the chief executive."""
    restricted = await in_force(world)
    ref = await acknowledged(world)
    eilidh = await opens(world, "eilidh", ref)
    assert "He cannot report the leak" in eilidh.modal().text
    await eilidh.press("Decide")
    assert "Ombudsman" in eilidh.modal().text
    await closed(eilidh)
    assert "It is decided" in await step(world, "eilidh", ref, "Decide", UPHOLD)
    assert "Nothing more to do" in await has_told(world, ref)
    assert (world.standing(ref), world.standing(restricted)) == ("closed", "active")
    assert world.leaks("He cannot report the leak", "It protects the officers", "HA-20417") == []


@pytest.mark.requirement("R-1.8-7", "R-1.8-10")
async def test_an_appeal_lifts_the_restriction(world: World) -> None:
    """Its manager hears at once, and that whoever decided has told the individual: nobody tells them twice."""
    restricted = await in_force(world)
    ref = await acknowledged(world)
    await step(world, "eilidh", ref, "Decide", LIFT)
    assert world.standing(restricted) == "lifted"
    assert "Lifted" in world.messages("morag", restricted)[-1].text
    assert "Whoever decided the appeal tells the individual." in world.messages("morag", restricted)[-1].text
    await has_told(world, ref)
    assert "There is nothing for you to tell them." in world.messages("morag", restricted)[-1].text
    heard = len(world.messages("morag", restricted))
    await world.until(5)
    assert len(world.messages("morag", restricted)) == heard


@pytest.mark.requirement("R-1.8-7", "R-1.8-10", "R-1.5-1")
async def test_an_appeal_varies_the_restriction(world: World) -> None:
    """With the questions of a review; what is new applies once the individual has been told."""
    restricted = await in_force(world)
    ref = await acknowledged(world)
    answers: dict[str, Given] = {
        "What do you decide?": "Vary the restriction",
        "What are the measures from now on?": ("Limits on time or volume of contact",),
        "When, how long or how often?": "One call a week",
        **LIMITS,
        "Which needs or adjustments did you consider?": "Large print",
        "What would make us look sooner?": "Two calm months",
        "Your reasons, and why nothing lighter is enough": "He has to be able to ring",
    }
    await step(world, "eilidh", ref, "Decide", answers)
    morag = await opens(world, "morag", restricted)
    assert "He has to be able to ring" in morag.modal().text
    assert "He cannot report the leak" not in morag.modal().text
    await closed(morag)
    await shares(world, "morag", restricted)
    await has_told(world, ref, "eilidh", "When we look at it again, and what would bring it forward")
    assert "There is nothing for you to tell them." in world.messages("morag", restricted)[-1].text
    assert (world.standing(ref), world.standing(restricted)) == ("closed", "active")


@pytest.mark.requirement("R-1.8-7")
async def test_an_appeal_comes_years_later(world: World) -> None:
    """After the restriction was lifted, by a letter that is a year old: it is heard like any other."""
    restricted = await in_force(world)
    first = await acknowledged(world)
    await step(world, "eilidh", first, "Decide", LIFT)
    await world.until(date(2029, 5, 2))
    ref = await acknowledged(world, on=date(2028, 5, 1))
    shown = await step(
        world,
        "eilidh",
        ref,
        "Decide",
        {"What do you decide?": "It should not have been put in place", "Your reasons": "He was right"},
    )
    assert "It should not have been put in place" in shown
    assert world.standing(restricted) == "lifted"


@pytest.mark.requirement("R-1.8-7")
async def test_a_suspension_is_shown_wherever_the_restriction_is(world: World) -> None:
    """To its manager, and the management team; it ends when whoever decides ends it."""
    restricted = await in_force(world)
    ref = await acknowledged(world)
    await step(world, "eilidh", ref, "Suspend the restriction", PAUSE)
    assert world.standing(restricted) == "suspended"
    assert any("Suspended while an appeal is heard" in m.text for m in world.messages("morag", restricted))
    morag = world.person("morag")
    await morag.press("Open", on=world.messages("morag", restricted)[-1])
    assert "Suspended while an appeal is heard" in morag.modal().text
    assert "leak" not in morag.modal().text
    await closed(morag)
    await step(world, "eilidh", ref, "End the suspension", PAUSE)
    assert world.standing(restricted) == "active"
    assert world.leaks("There is a leak now", "I ring him today") == []


# -- who may not -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7", "R-1.14.1-6")
async def test_what_comes_back_tells_nothing_of_what_it_met(world: World) -> None:
    """A restriction in force, one that does not exist, and somebody's initials: the same screen but for its number."""
    await in_force(world)
    said = set()
    rory = world.person("rory")
    for about in ("RS-0001", "HA-20417", "RS-0404", "T. B."):
        await rory.command("/appeal", "")
        await fill(rory, {**CAME_IN, "What is it about?": about})
        await rory.send()
        said.add(rory.modal().text.replace(ref_in(rory.modal(), "AP"), "AP"))
        await closed(rory)
        await world.settle()
    assert len(said) == 1
    assert world.messages("rory", "AP-") == []


@pytest.mark.requirement("R-1.8-7", "R-1.8-5", "R-1.14.1-6")
async def test_nobody_else_gets_anywhere_with_a_button_or_a_form_of_it(world: World) -> None:
    """Not who decided, nor a line manager, nor the management team: on no route, and nothing changes."""
    restricted = await in_force(world)
    ref = await records(world)
    eilidh = world.person("eilidh")
    buttons: list[Button] = [b for m in world.messages("eilidh", ref) for b in m.buttons]
    forms = []
    for label, answers in {
        "They know that it arrived": {},
        "Suspend the restriction": PAUSE,
        "Say which restriction it is about": {"Its reference": "RS-0001"},
        "I have a part in this matter": {"Which part do you have in it?": "I was there"},
    }.items():
        await eilidh.press("Open", near=ref)
        buttons += [b for b in eilidh.modal().buttons if b.label != "Open"]
        await eilidh.press(label)
        await fill(eilidh, answers)
        forms.append(eilidh.pending())
        await closed(eilidh)
    await step(world, "eilidh", ref, "They know that it arrived", {})
    await eilidh.press("Open", near=ref)
    await eilidh.press("Decide")
    await fill(eilidh, LIFT)
    forms.append(eilidh.pending())
    await closed(eilidh)
    before, heard = world.state(), world.counts()
    for who in OTHERS:
        person = world.person(who)
        for button in buttons:
            if who == "fiona" and button.action in ("appeal.open", "page.open", "form:document.make"):
                continue  # she keeps the records: she may read it, and hand it over
            await world.forge(who, button)
            assert NOT_YOURS in person.modal().text, (who, button.label)
            await closed(person)
        for payload in forms:
            assert await world.is_refused(who, payload), who
    await world.settle()
    assert (world.state(), world.counts()) == (before, heard)
    assert (world.standing(ref), world.standing(restricted)) == ("acknowledged", "active")


@pytest.mark.requirement("R-1.8-7")
async def test_who_decided_before_hears_that_there_is_one(world: World) -> None:
    """A message with nothing to press, and a line; no word of what was said."""
    restricted = await in_force(world)
    await records(world)
    (message,) = [m for m in world.messages("morag") if "An appeal has been made" in m.text]
    assert (f"about {restricted}" in message.text, list(message.buttons)) == (True, [])
    assert world.leaks("He cannot report the leak", "HA-20417") == []


# -- the conflict ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
async def test_the_chief_executive_decided_and_the_settings_name_somebody(chaired: World) -> None:
    """The chair has it from the first moment, and decides it; the chief executive hears that there is one."""
    restricted = await by_the_chief(chaired)
    ref = await acknowledged(chaired, "elspeth")
    assert chaired.messages("eilidh", ref) == []
    assert any("An appeal has been made" in m.text for m in chaired.messages("eilidh"))
    await step(chaired, "elspeth", ref, "Decide", LIFT)
    assert chaired.standing(restricted) == "lifted"


@pytest.mark.requirement("R-1.8-7")
async def test_the_chief_executive_decided_and_the_management_team_names_somebody(world: World) -> None:
    """Neither who proposed it nor the chief executive is asked; nobody has it until somebody is named."""
    await by_the_chief(world)
    ref = await records(world)
    assert [len(world.messages(who, ref)) for who in ("catriona", "hamish", "eilidh", "elspeth")] == [1, 0, 0, 0]
    catriona = world.person("catriona")
    await catriona.press("Name someone", near=ref)
    await fill(catriona, {"Who should handle it?": "Eilidh Grant"})
    await catriona.send()
    assert "They cannot take this one" in catriona.modal().text
    await fill(catriona, {"Who should handle it?": "Elspeth Rennie"})
    await catriona.send()
    await closed(catriona)
    await world.settle()
    assert [len(world.messages(who, ref)) for who in ("elspeth", "eilidh")] == [1, 0]
    await step(world, "elspeth", ref, "They know that it arrived", {})
    await step(world, "elspeth", ref, "Decide", UPHOLD)
    assert world.standing(ref) == "decided"


@pytest.mark.requirement("R-1.8-7")
async def test_n24_silence_moves_it_to_nobody(world: World) -> None:
    """Every five days to the chief executive, who is away; the management team hears after fifteen."""
    await in_force(world)
    await world.is_away("eilidh", world.day(40))
    ref = await records(world)
    await world.until(17, "12:00")
    assert world.times("eilidh", ref) == [
        "Mon 11 Jan, 10:00", "Mon 18 Jan, 09:30", "Mon 25 Jan, 09:30", "Mon 1 Feb, 09:30",
    ]  # fmt: skip
    assert [world.times(who, ref) for who in ("hamish", "catriona")] == [["Mon 1 Feb, 17:00"]] * 2
    assert all("Name someone" not in m.labels for m in world.messages("hamish", ref))
    assert [world.messages(who, ref) for who in ("morag", "ailsa", "elspeth", "isla")] == [[], [], [], []]
