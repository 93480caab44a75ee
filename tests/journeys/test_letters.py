"""A letter is drafted in a dialog, edited, copied or downloaded, and noted; no message ever holds a word of it."""

from __future__ import annotations

import io
from datetime import timedelta

import aiohttp
import docx
import pytest

from adapters.playground.people.screen import Screen
from tests.journeys.acts import TOLD_EVERYTHING, approves, closed, fill, opens, reports, shares, suggests, triages
from tests.journeys.world import NOT_YOURS, World

SECRET = "zebrafinch"
WISH = "corncrake"
FORM = "In which form?"


def letter(screen: Screen) -> str:
    """The text in the dialog, all parts of it."""
    return "\n\n".join(str(value) for label, value in screen.fields.items() if label.startswith("The text"))


def address(screen: Screen) -> str:
    """URL of the one button that opens the browser."""
    (url,) = [button.url for button in screen.buttons if button.url]
    return url


async def decided(world: World, whom: str = "HA-20417") -> str:
    """A restriction approved and shared by Morag; the individual has not been told."""
    ref = await suggests(world, "isla", whom, WISH)
    await approves(world, "morag", ref, world.today + timedelta(days=180))
    await shares(world, "morag", ref)
    return ref


@pytest.mark.requirement("R-1.3-3", "R-1.8-10", "R-1.13-4")
async def test_a_letter_is_drafted_edited_and_noted(world: World) -> None:
    """Morag's words are in no message; the sent letter is on the record's page, and the restriction can start."""
    ref = await decided(world)
    morag = await opens(world, "morag", ref)
    await morag.press("Draft the letter")
    drafted = letter(morag.modal())
    assert "appeal to our Chief Executive" in drafted
    assert "Nine calls in an hour" not in drafted
    assert WISH not in drafted
    label = next(label for label in morag.modal().fields if label.startswith("The text"))
    await fill(morag, {label: f"Dear T. B., {SECRET}"})
    await morag.press("Keep and finish later")
    await morag.press("Go on")
    assert letter(morag.modal()) == f"Dear T. B., {SECRET}"
    assert morag.modal().submit == "It was sent"
    await morag.send()
    await fill(morag, {"How were they told?": "Letter", "They have heard": TOLD_EVERYTHING})
    await morag.send()
    assert "In force" in morag.modal().text
    assert SECRET in morag.modal().text
    await closed(morag)
    await world.settle()
    assert world.leaks(SECRET, WISH, "Dear T. B.", "appeal to our Chief Executive") == []


@pytest.mark.requirement("R-1.13-6")
async def test_the_form_is_chosen_in_the_dialog(world: World) -> None:
    """Each choice has a text of its own, and what was typed for the first is not lost."""
    ref = await decided(world)
    morag = await opens(world, "morag", ref)
    await morag.press("Draft the letter")
    label = next(label for label in morag.modal().fields if label.startswith("The text"))
    await fill(morag, {label: f"Dear T. B., {SECRET}"})
    await fill(morag, {FORM: "Easy read"})
    assert "Hello [name]." in letter(morag.modal())
    await fill(morag, {FORM: "A letter or an e-mail"})
    assert letter(morag.modal()) == f"Dear T. B., {SECRET}"
    await fill(morag, {"Should it say this as well?": ("They can have a copy of the policy",)})
    assert "a copy of our policy" in letter(morag.modal())
    await closed(morag)


@pytest.mark.requirement("R-1.13-6")
async def test_a_letter_comes_as_a_document(world: World) -> None:
    """Through the browser, once."""
    ref = await decided(world)
    morag = await opens(world, "morag", ref)
    await morag.press("Draft the letter")
    await fill(morag, {FORM: "Easy read"})
    await morag.press("Download it as a document")
    url = address(morag.modal())
    async with aiohttp.ClientSession() as browser:
        async with browser.get(url) as before:
            assert "<button" in await before.text()
        async with browser.post(url) as answer:
            assert answer.status == 200
            read = docx.Document(io.BytesIO(await answer.read()))
        assert "What we have decided" in [p.text for p in read.paragraphs]
        async with browser.post(url) as again:
            assert again.status == 404
    await morag.press("Back to the letter")
    assert morag.modal().fields[FORM] == "Easy read"
    await closed(morag)


async def test_a_report_has_a_letter_and_nobody_else_gets_to_it(world: World) -> None:
    """A forged click by whoever reported it reads as if there were nothing."""
    ref = await reports(world, "isla")
    morag = await opens(world, "morag", ref)
    assert "Draft the letter" not in [button.label for button in morag.modal().buttons]
    await morag.press("Acknowledge")
    await closed(morag)
    await triages(world, "morag", ref)
    morag = await opens(world, "morag", ref)
    pressed = next(button for button in morag.modal().buttons if button.label == "Draft the letter")
    await morag.press("Draft the letter")
    assert "Nothing is restricted" in letter(morag.modal())
    await morag.send()
    assert "Please fill in or take out this line before it goes: [" in str(morag.modal().errors)
    await closed(morag)
    for who in ("isla", "callum"):
        await world.forge(who, pressed)
        assert NOT_YOURS in world.person(who).modal().text
        await closed(world.person(who))
