"""Sharing of a restriction: the card reaches those who need to know over HTTP, is read, looked up and recalled."""

from __future__ import annotations

import pytest

from tests.journeys.acts import LIFTED, approves, closed, fill, opens, shares, suggests, tells
from tests.journeys.world import NOT_YOURS, World

WHAT = "Take no calls; ask for an e-mail"
CALLS = {"What should they do?": WHAT}


async def looks_up(world: World, who: str, reference: str) -> str:
    """Text for somebody who checks before they contact an individual."""
    person = world.person(who)
    await person.command("/check-contact", reference)
    text = person.modal().text
    await closed(person)
    return text


async def in_force(world: World, whom: str = "HA-20417") -> str:
    """A restriction about calls, shared with those who answer the phones."""
    ref = await suggests(world, "isla", whom)
    await approves(world, "morag", ref, world.day(60))
    await shares(world, "morag", ref, CALLS)
    await tells(world, "morag", ref)
    return ref


@pytest.mark.requirement("R-1.14.2-1", "R-1.14.2-4", "R-1.14.1-8")
async def test_the_card_reaches_those_who_answer_the_phones_and_nobody_else(world: World) -> None:
    """Before it starts; the message says nothing, the card what to do, and nothing starts without it."""
    ref = await suggests(world, "isla")
    await approves(world, "morag", ref, world.day(60))
    morag, rory = world.person("morag"), world.person("rory")
    await opens(world, "morag", ref)
    assert "The individual has been told" not in morag.modal().labels
    await closed(morag)
    before = world.counts()
    await shares(world, "morag", ref, CALLS)
    heard = {name for name, count in world.counts().items() if count > before.get(name, 0)}
    assert heard <= {"rory", "morag"}
    message = await rory.wait_for("A card to read")
    assert not {word for word in ("HA-20417", "Isla", "calls", "e-mail") if word in message.text}
    await rory.press("Open", near="A card to read")
    assert {part for part in (WHAT, "HA-20417", "The duty manager") if part in rory.modal().text} == {
        WHAT, "HA-20417", "The duty manager",
    }  # fmt: skip
    assert "He reads my name out" not in rory.modal().text
    await rory.press("I have read it")
    await closed(rory)
    await tells(world, "morag", ref)
    assert world.standing(ref) == "active"
    (message,) = world.messages("rory", "SD-0001")
    assert "This card is in force now." in message.text


@pytest.mark.requirement("R-1.14.1-6", "R-1.14.1-8")
async def test_check_contact_reads_the_same_for_no_card_and_for_not_for_you(world: World) -> None:
    """To those who need it the card; to everybody else nothing that tells whether there is one."""
    await in_force(world)
    assert WHAT in await looks_up(world, "rory", "HA-20417")
    assert WHAT in await looks_up(world, "morag", "ha 20417")
    nothing = {await looks_up(world, who, ref) for who, ref in (
        ("shona", "HA-20417"), ("callum", "HA-20417"), ("shona", "HA-20418"), ("rory", "HA-20471"),
    )}  # fmt: skip
    assert len(nothing) == 1
    shona = world.person("shona")
    await shona.say("check contact HA-20417")
    await shona.press("Open the form")
    assert nothing == {shona.modal().text}


@pytest.mark.platforms
@pytest.mark.requirement("R-1.14.1-7")
async def test_whoever_answers_the_phone_types_what_the_caller_says(world: World) -> None:
    """The card is found by it, also typed in a message; of two who share it, none is shown."""
    await in_force(world, "T.B., 12 Mill Road")
    rory = world.person("rory")
    await rory.say("check contact t b")
    await rory.press("Open the form")
    assert WHAT in rory.modal().text
    assert "Two people can share" in rory.modal().text
    await closed(rory)
    found = await looks_up(world, "rory", "TB, 12 mill rd.")
    assert (WHAT in found, "Two people can share" in found) == (True, False)
    await in_force(world, "T.B., 3 High Street")
    more = await looks_up(world, "rory", "T.B.")
    assert "more than one person may be meant" in more
    assert not {part for part in (WHAT, "Mill", "High") if part in more}


@pytest.mark.requirement("R-1.14.2-3", "R-1.14.1-8")
async def test_lifted_the_card_is_called_back(world: World) -> None:
    """The messages are written again, the card is not found any more, and it is asked who else needs to know."""
    ref = await in_force(world)
    rory, morag = world.person("rory"), world.person("morag")
    await opens(world, "morag", ref)
    await morag.press("Can this be lifted?")
    await fill(morag, LIFTED)
    await morag.send()
    await closed(morag)
    await world.settle()
    assert all("no longer in force" in message.text for message in world.messages("rory", "SD-0001"))
    assert "There is no card for you" in await looks_up(world, "rory", "HA-20417")
    await tells(world, "morag", ref, ())
    assert world.standing(ref) == "lifted"
    await shares(world, "morag", ref, {})
    await opens(world, "morag", ref)
    assert "Lifted. Nothing more to do." in morag.modal().text
    await closed(morag)
    await rory.command("/harbour")
    assert "SD-0001" not in rory.modal().text


@pytest.mark.requirement("R-1.14.2-2")
async def test_nobody_else_opens_the_decision(world: World) -> None:
    """A button of somebody else's message leads nowhere, and reads as what does not exist."""
    await in_force(world)
    rory, shona = world.person("rory"), world.person("shona")
    (card, *_) = world.messages("rory", "SD-0001")
    assert card.labels
    await rory.press("Open", near="SD-0001")
    await closed(rory)
    await shona.command("/check-contact", "SD-0001")
    assert WHAT not in shona.modal().text
    assert NOT_YOURS not in shona.modal().text
