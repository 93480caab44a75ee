"""Outcomes told to the reporter, and cards to those concerned, over HTTP."""

from __future__ import annotations

import pytest

from tests.journeys.acts import acknowledges, approves, closed, fill, opens, reports, shares, talks, tells, triages
from tests.journeys.world import NOT_YOURS, World

FURTHER = {
    "Which kind of engagement is it?": ("Demands on our office",),
    "Is it a zero tolerance incident?": "No",
    "What follows?": ("A restriction",),
}
OWN = {
    "Which kind of engagement is it?": ("Demands on our office",),
    "Is it a zero tolerance incident?": "No",
    "What follows?": ("No further management needed",),
    "What is being done": "A word with his landlord",
}
NEWS = "There is news of what came of your report."


async def reads_news(world: World, who: str) -> str:
    """Somebody opens the news, and closes it."""
    person = world.person(who)
    await person.press("Open", near=NEWS)
    text = person.modal().text
    await closed(person)
    return text


@pytest.mark.platforms
@pytest.mark.requirement("R-1.13-5")
async def test_the_reporter_hears_what_came_of_it(world: World) -> None:
    """In force, and later lifted: a pointer each, though Morag presses nothing to tell; nobody else gets one."""
    ref = await reports(world, "isla", "canarybird", whom="HA-20417", wishes=("I would like contact to be restricted",))
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    await triages(world, "morag", ref, FURTHER)
    assert world.standing(ref) == "promised"
    await approves(world, "morag", "RS-0001", world.day(60))
    await shares(world, "morag", "RS-0001")
    assert NEWS not in " ".join(message.text for message in world.messages("isla"))
    await tells(world, "morag", "RS-0001")
    assert world.standing(ref) == "closed"
    assert "Contact is restricted from now on." in await reads_news(world, "isla")
    assert [NEWS in m.text for who in ("callum", "rory", "morag") for m in world.messages(who)].count(True) == 0
    assert world.leaks("canarybird", "HA-20417", "restricted from now on") == []


@pytest.mark.platforms
@pytest.mark.requirement("R-1.13-5")
async def test_what_only_a_manager_knows_is_asked_for_until_it_is_told(world: World) -> None:
    """Nothing in the house will come of her word with the landlord: she is reminded, and it is in her home."""
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    await triages(world, "morag", ref, OWN)
    await world.until(6)
    assert "Word is waiting" in world.messages("morag", ref)[-1].text
    morag = world.person("morag")
    await morag.open_home()
    await morag.press("Open", "home", near=ref)
    await morag.press("Tell what came of it")
    await fill(morag, {"What they will read": "canaryanswer"})
    await morag.send()
    await closed(morag)
    await world.settle()
    assert world.standing(ref) == "closed"
    isla = world.person("isla")
    await isla.press("Open", near="There is an answer to your report")
    assert "canaryanswer" in isla.modal().text
    assert world.leaks("canaryanswer") == []


@pytest.mark.platforms
@pytest.mark.requirement("R-1.14.2-4", "R-1.14.2-5")
async def test_who_was_there_hears_of_the_card_and_reads_it(world: World) -> None:
    """The phones are ticked because it was on the phone; Callum, who was there, hears once it applies."""
    wishes, there = ("I would like contact to be restricted",), ("Callum Stewart",)
    await reports(world, "isla", "canarybird", whom="HA-20417", wishes=wishes, witnesses=there)
    await approves(world, "morag", "RS-0001", world.day(60))
    morag = await opens(world, "morag", "RS-0001")
    await morag.press("Decide who needs to know")
    ticked = str(morag.modal().fields["Who needs to know, for their work?"])
    assert "Those who answer the phones" in ticked
    assert "who was there" in ticked
    await fill(morag, {"What should they do?": "Ask for an e-mail"})
    await morag.send()
    assert "Callum Stewart" in morag.modal().text  # whom the preview names gets it
    await morag.send()
    await closed(morag)
    await world.settle()
    assert [m for m in world.messages("callum") if "card" in m.text] == []
    await tells(world, "morag", "RS-0001")
    callum = world.person("callum")
    message = await callum.wait_for("This card is in force now.")
    assert not {word for word in ("HA-20417", "e-mail", "Isla") if word in message.text}
    await callum.press("Open", near="This card is in force now.")
    assert "Ask for an e-mail" in callum.modal().text
    assert "canarybird" not in callum.modal().text
    await closed(callum)
    button = next(b for b in message.buttons if b.label == "Open")
    await world.forge("shona", button)
    assert NOT_YOURS in world.person("shona").modal().text
