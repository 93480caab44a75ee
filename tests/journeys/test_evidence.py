"""Evidence over HTTP, in the chat and in the browser: added, looked at in two steps, named; and never seen."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.playground.people.person import Person
from adapters.playground.people.screen import Screen
from bot.ports import UnitOfWork
from bot.records.evidence import EvidenceItem
from tests.adapters.pages.pictures import SECRET, with_metadata
from tests.journeys.acts import closed, opens, reports
from tests.journeys.world import NOT_YOURS, World

#: What stands in a text that is kept as evidence.
LETTER = f"I know where you live, {SECRET}.\n".encode()
NASTY = {"distressing": "yes", "materials": "threats"}


@pytest.fixture
async def browser(world: World) -> AsyncIterator[aiohttp.ClientSession]:
    """A browser on somebody's own machine."""
    assert world.surroundings.policy.public_url == world.house.url
    async with aiohttp.ClientSession() as session:
        yield session


def address(screen: Screen) -> str:
    """URL of the one button that opens the browser."""
    (url,) = [button.url for button in screen.buttons if button.url]
    return url


async def opens_own(person: Person, ref: str) -> None:
    """Somebody opens their own report, from their home."""
    await person.open_home()
    await person.press("Open", "home", near=ref)


async def adds_a_file(person: Person, browser: aiohttp.ClientSession, content: bytes, name: str = "mine.txt") -> str:
    """Add a file to the open record; returns the page's text."""
    await person.press("Add evidence")
    await person.fill({"What do you add?": "A file, such as a screenshot, an e-mail or a recording"})
    await person.send()
    url = address(person.modal())
    await person.press("Choose the file")
    await closed(person)
    form = aiohttp.FormData(NASTY)
    form.add_field("file", content, filename=name, content_type="text/plain")
    async with browser.get(url) as page:
        assert page.status == 200
    async with browser.post(url, data=form) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.text()


async def items(world: World, ref: str) -> list[EvidenceItem]:
    """The evidence of a record."""

    def read(uow: UnitOfWork) -> list[EvidenceItem]:
        found = [uow.records.by_ref(EvidenceItem, f"EV-{n:04d}") for n in range(1, 20)]
        return [item for item in found if item is not None and item.parent_ref == ref]

    return await world.store.arun(read)


@pytest.mark.requirement("R-1.14.1-2")
@pytest.mark.requirement("R-1.14.1-3")
@pytest.mark.requirement("R-1.9.2-5")
async def test_a_file_from_the_report_to_the_manager(world: World, browser: aiohttp.ClientSession) -> None:
    """Isla adds it, Morag hears that something was added, stops at the cover first, then looks at it once."""
    ref = await reports(world, "isla")
    isla, morag = world.person("isla"), world.person("morag")
    await opens_own(world.person("isla"), ref)
    assert f"DISTRESSING-{ref}-1.txt" in await adds_a_file(isla, browser, LETTER, f"{SECRET}.txt")
    await world.settle()
    assert "Something was added here." in world.messages("morag", ref)[-1].text
    await morag.press("Open", near="Something was added here.")
    line = next(part for part in morag.modal().text.split("\n") if part.startswith("EV-0001"))
    assert line.startswith("EV-0001 · a file, distressing: threats; added by Isla")
    await morag.press("Look at it", near="EV-0001")
    assert "Who may want to stop here" in morag.modal().text
    await morag.press("I want to look at it")
    url = address(morag.modal())
    async with browser.get(url) as before:
        assert "<button" in await before.text()
    async with browser.post(url) as shown:
        assert (shown.status, await shown.read()) == (200, LETTER)
        assert shown.headers["Content-Disposition"] == f'inline; filename="DISTRESSING-{ref}-1.txt"'
    async with browser.post(url) as again:
        assert again.status == 404
    (item,) = await items(world, ref)
    assert len(item.looks) == 1
    assert world.leaks(SECRET) == []


@pytest.mark.requirement("R-1.14.1-3")
async def test_canary_bytes_are_nowhere_to_be_found(world: World, browser: aiohttp.ClientSession) -> None:
    """In no message, log line, metric, e-mail, database file or evidence folder; also of what is refused."""
    ref = await reports(world, "isla")
    isla = world.person("isla")
    for content in (LETTER, with_metadata("PNG"), with_metadata("JPEG"), b"%PDF-1.7\n" + SECRET.encode()):
        await opens_own(world.person("isla"), ref)
        await adds_a_file(isla, browser, content, f"{SECRET}.png")
    await opens_own(world.person("isla"), ref)
    await isla.press("Add evidence")
    await isla.fill({"What do you add?": "A file, such as a screenshot, an e-mail or a recording"})
    await isla.send()
    form = aiohttp.FormData({"distressing": "yes", "words": SECRET})
    form.add_field("file", b"PK\x03\x04" + SECRET.encode(), filename=SECRET)
    async with browser.post(address(isla.modal()), data=form) as answer:
        assert answer.status == 400
    await closed(isla)
    await world.settle()
    assert len(list(world.surroundings.folder.glob("evidence/*"))) == 4
    assert world.leaks(SECRET) == []


@pytest.mark.requirement("R-1.14.1-3")
@pytest.mark.requirement("R-1.14.1-4")
async def test_a_link_and_a_thing_stay_in_dialogs(world: World) -> None:
    """Their names are in no message."""
    ref = await reports(world, "isla")
    isla, morag = world.person("isla"), world.person("morag")
    for what, answers in (
        ("A link", {"The link": f"https://{SECRET}.example.org/post"}),
        ("A thing, such as a letter", {"What is it?": SECRET, "Where is it kept?": f"Cabinet {SECRET}"}),
    ):
        await opens_own(world.person("isla"), ref)
        await isla.press("Add evidence")
        await isla.fill({"What do you add?": what})
        await isla.fill(answers)
        await isla.fill({"Could it distress whoever looks at it?": "Yes"})
        await isla.fill({"What is in it?": ("Threats",)})
        await isla.send()
        assert "It is kept as EV-" in isla.modal().text
        await closed(isla)
    await world.settle()
    await opens(world, "morag", ref)
    await morag.press("Look at it", near="EV-0001")
    assert SECRET not in morag.modal().text
    await morag.press("I want to look at it")
    assert f"https[:]//{SECRET}[.]example[.]org/post" in morag.modal().text
    await closed(morag)
    assert world.leaks(SECRET) == []


@pytest.mark.requirement("R-1.14.1-6")
async def test_a_forged_click_opens_nothing(world: World) -> None:
    """A button never shown to its sender gives the same answer as one that does not exist."""
    ref = await reports(world, "isla")
    isla, morag = world.person("isla"), world.person("morag")
    await opens_own(world.person("isla"), ref)
    await isla.press("Add evidence")
    await isla.fill({"What do you add?": "A link"})
    await isla.fill({"The link": "https://example.org/a", "Could it distress whoever looks at it?": "No"})
    await isla.send()
    await closed(isla)
    await world.settle()
    await opens(world, "morag", ref)
    button = next(b for b in morag.modal().buttons if b.label == "Look at it")
    await closed(morag)
    for who in ("isla", "callum"):
        await world.forge(who, button)
        assert NOT_YOURS in world.person(who).modal().text
        await closed(world.person(who))


async def test_what_was_added_is_there_after_a_restart(world: World, browser: aiohttp.ClientSession) -> None:
    """At the same address, from the same folder."""
    ref = await reports(world, "isla")
    await opens_own(world.person("isla"), ref)
    await adds_a_file(world.person("isla"), browser, LETTER)
    await world.settle()
    await world.close()
    await world.reopen()
    morag = world.person("morag")
    await opens(world, "morag", ref)
    await morag.press("Look at it", near="EV-0001")
    await morag.press("I want to look at it")
    async with browser.post(address(morag.modal())) as shown:
        assert await shown.read() == LETTER


@pytest.mark.requirement("R-1.14.1-3")
@pytest.mark.requirement("R-1.9.2-5")
async def test_a_file_in_the_chat_is_not_fetched_and_its_sender_hears_how_to_remove_it(world: World) -> None:
    """Neither its name nor what was written with it is said again, and nothing is kept."""
    isla = world.person("isla")
    before = world.state()
    await isla.say(f"/ended-contact {SECRET}", file=f"{SECRET}.png", retries=2)
    answer = isla.newest()
    assert "only you can remove that" in answer.text
    assert "Add evidence" in answer.text
    assert world.state() == before
    assert list(world.surroundings.folder.glob("evidence/*")) == []
    assert [place for place in world.leaks(SECRET) if place != isla.name] == []
