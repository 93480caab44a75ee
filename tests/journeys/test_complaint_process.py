"""A limit on the use of the complaint process, from a manager's step to its decision by the management team (1.11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from adapters.playground.people.person import Given, Person
from tests.journeys.acts import CASE, FAIR, TOUCHES, approval, closed, fill, opens, suggests
from tests.journeys.world import World

ABOUT = "Is this about repeated use of the complaint process itself?"
LIMIT: Mapping[str, Given] = {
    ABOUT: "Yes",
    "What is limited, and how can they still complain?": "One about the fence at a time",
    "Which exceptional circumstances are there?": "Each one held a threat to a child",
}
CANARIES = ("One about the fence", "a threat to a child", "HA-20417")


async def puts_it_in(person: Person) -> str:
    """Fill in everything that a decision asks for, with the limit; returns the text shown then."""
    await fill(person, {"What should change?": ("Contact by certain channels only",)})
    await fill(person, {"How can they be in contact instead?": "By e-mail", **TOUCHES, **CASE, **FAIR})
    await fill(person, {"Is there more to say?": ("It is about use of the complaint process itself",), **LIMIT})
    await person.send()
    text = person.modal().text
    await closed(person)
    return text


async def limited(world: World) -> str:
    """A restriction suggested by Isla, with the limit added by Morag, and Hamish as its handler."""
    ref = await suggests(world, "isla")
    morag = world.person("morag")
    await morag.press("Approve", near=ref)
    assert "Hamish Drummond can see this privately, and decides." in await puts_it_in(morag)
    await world.settle()
    return ref


@pytest.mark.requirement("R-1.11-2", "R-1.11-3", "R-1.3-2")
async def test_a_member_of_the_management_team_decides_what_a_line_manager_proposed(world: World) -> None:
    """The line manager's message has nothing to press any more; both hear what came of it; no message says why."""
    ref = await limited(world)
    assert "moved to a colleague" in world.messages("morag", ref)[-1].text
    assert not world.messages("morag", ref)[-1].buttons
    hamish = world.person("hamish")
    await hamish.press("Approve", near=ref)
    assert "no open complaint is closed, paused or hidden by it" in hamish.modal().text
    await fill(hamish, approval(world.today + timedelta(days=180)))
    await hamish.send()
    assert "Each one held a threat to a child" in hamish.modal().text
    await closed(hamish)
    await world.settle()
    assert world.standing(ref) == "approved"
    for person in ("isla", "morag"):
        assert "There is an answer" in world.messages(person, ref)[-1].text
        found = await opens(world, person, ref)
        assert "Approved." in found.modal().text
        await closed(found)
    assert world.leaks(*CANARIES) == []


@pytest.mark.requirement("R-1.11-3")
async def test_where_the_member_cannot_take_it_the_team_names_another_of_its_own(world: World) -> None:
    """Nobody outside it; and no message says what it is about."""
    ref = await limited(world)
    hamish = await opens(world, "hamish", ref)
    await hamish.press("I can't take this")
    await closed(hamish)
    await world.settle()
    assert world.standing(ref) == "proposed"
    for person in ("eilidh", "catriona"):
        assert "It is for one of you alone" in world.messages(person, ref)[-1].text
    eilidh = world.person("eilidh")
    await eilidh.press("Name someone", near=ref)
    await fill(eilidh, {"Who should handle it?": "Ailsa Munro"})
    await eilidh.send()
    assert "please choose one of its members" in eilidh.modal().text
    await fill(eilidh, {"Who should handle it?": "Catriona Bell"})
    await eilidh.send()
    await closed(eilidh)
    await world.settle()
    assert "waiting for your decision" in world.messages("catriona", ref)[-1].text
    told = [m.text for who in ("isla", "morag", "hamish", "eilidh", "catriona") for m in world.messages(who, ref)]
    assert [text for text in told if "complain" in text.lower()] == []
    assert world.leaks(*CANARIES) == []


@pytest.mark.requirement("R-1.11-2")
async def test_the_question_says_no_and_asks_nothing_more(world: World) -> None:
    """Nobody meets the exceptional circumstances who does not say that it is about complaints."""
    ref = await suggests(world, "isla")
    morag = world.person("morag")
    await morag.press("Approve", near=ref)
    assert "exceptional circumstances" not in morag.modal().text
    assert "A limit on the use of the complaint process" not in morag.modal().text
    assert ABOUT not in morag.modal().fields
    await fill(morag, {"Is there more to say?": ("It is about use of the complaint process itself",)})
    await fill(morag, {ABOUT: "Yes"})
    assert "exceptional circumstances" in morag.modal().text
    await fill(morag, {ABOUT: "No"})
    assert "exceptional circumstances" not in morag.modal().text
