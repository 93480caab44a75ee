"""A matter as a page in a real browser: opened by a press, read wide, narrow, dark and large, and printed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from adapters.house.metrics import Metrics
from adapters.house.web import WebServer, application
from adapters.pages.browser import BrowserPages
from bot.chat.cards import Link
from bot.people import PersonId, Role
from bot.policy import Policy
from bot.views.examples.people import ISLA, MORAG
from tests.bot.house import BOARD, House, card
from tests.browser.matter import whole
from tests.browser.test_audit import violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

Scheme = Literal["light", "dark"]
_ASIDE = "document.documentElement.scrollWidth > innerWidth"


@dataclass
class Served:
    """The house behind its pages, with one matter in it."""

    house: House
    url: str
    about: str

    def address(self, person: PersonId, action: str = "page.open", about: str | None = None) -> str:
        """What the chat gives."""
        where = (about or self.about) if action == "page.open" else None
        (link,) = [b for b in card(self.house.presses(person, action, where)).blocks if isinstance(b, Link)]
        return link.url


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """On a free port, for all who look."""
    house = House(tmp_path_factory.mktemp("pages") / "harbour.db", Policy.load())
    pages = BrowserPages(house.store)
    web = WebServer(application(pages.posts, {}, Metrics(), pages.gets), "127.0.0.1", 0)
    await web.start()
    url = f"http://127.0.0.1:{web.port}"
    house.sets(public_url=url)
    about = whole(house)
    house.put(replace(house.person(BOARD), roles=frozenset({Role.RECORDS_ADMIN})))
    yield Served(house, url, about)
    await web.stop()
    house.close()


async def opened(context: BrowserContext, url: str) -> tuple[Page, list[str]]:
    """The page behind an address, and what its console complains of."""
    shown = await context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text))
    await shown.goto(url)
    await shown.get_by_role("button", name="Open it").press("Enter")
    await shown.get_by_text("Confidential", exact=True).wait_for()
    return shown, complaints


async def sound(shown: Page, axe: str) -> None:
    """Nothing is found, and nothing scrolls aside."""
    assert await violations(shown, axe) == []
    aside: Any = await shown.evaluate(_ASIDE)
    assert aside is False


@pytest.mark.parametrize(
    ("scheme", "width"),
    [("light", 1440), *(pytest.param(*each, marks=pytest.mark.thorough) for each in (("dark", 390), ("dark", 1440)))],
)
async def test_no_violation(scheme: Scheme, width: int, browser: Browser, served: Served, axe: str) -> None:
    """Before, on the matter, printed, and on both lists, also after a search."""
    size = {"width": width, "height": 900}
    context = await browser.new_context(color_scheme=scheme, viewport=size, bypass_csp=True)  # type: ignore[arg-type] # a size
    before = await context.new_page()
    await before.goto(served.address(MORAG))
    await sound(before, axe)
    shown, _ = await opened(context, served.address(MORAG))
    await sound(shown, axe)
    await shown.emulate_media(media="print")
    assert await violations(shown, axe) == []
    for person, action in ((MORAG, "page.matters"), (BOARD, "page.register")):
        listed, _ = await opened(context, served.address(person, action))
        await sound(listed, axe)
        await listed.get_by_label("Reference").fill("ZZ-0001")
        await listed.get_by_role("button", name="Find").click()
        await listed.get_by_text("is like that").wait_for()
        await sound(listed, axe)
    await context.close()


async def test_with_the_keyboard_and_without_script(browser: Browser, served: Served) -> None:
    """The page's own policy allows all of it; what is next leads to its record, and reloading keeps the page."""
    context = await browser.new_context(java_script_enabled=False)
    url = served.address(MORAG)
    shown, complaints = await opened(context, url)
    assert shown.url == url
    heading = shown.get_by_role("heading", level=1)
    assert await heading.inner_text() == "EC-0001 and what came of it"
    await shown.get_by_role("region", name="What is next for you").get_by_role("link").first.press("Enter")
    assert shown.url.startswith(f"{url}#")
    await shown.reload()
    assert await heading.is_visible()
    assert complaints == []
    other = await browser.new_context()
    elsewhere = await other.new_page()
    await elsewhere.goto(url)
    assert "This address does not work" in await elsewhere.inner_text("main")
    await other.close()
    await context.close()


async def test_each_reader_has_a_page_of_their_own(browser: Browser, served: Served) -> None:
    """Two pages in one browser do not get into each other's way."""
    context = await browser.new_context()
    of_morag, _ = await opened(context, served.address(MORAG))
    of_isla, _ = await opened(context, served.address(ISLA))
    for shown, who in ((of_morag, "Morag Reid"), (of_isla, "Isla Fraser")):
        await shown.reload()
        assert f"Opened by {who}" in await shown.inner_text("main")
    assert "Your report EC-0001" in await of_isla.inner_text("main")
    await context.close()


async def test_at_twice_the_size(browser: Browser, served: Served) -> None:
    """What was 1,280 pixels wide is 640 then: nothing scrolls aside, on a phone neither."""
    for width in (640, 195):
        size = {"width": width, "height": 450}
        context = await browser.new_context(viewport=size, device_scale_factor=2)  # type: ignore[arg-type] # a size
        shown, _ = await opened(context, served.address(MORAG))
        aside: Any = await shown.evaluate(_ASIDE)
        assert aside is False
        await context.close()


async def test_a_print_says_whose_it_is_and_leaves_out_what_is_pressed(browser: Browser, served: Served) -> None:
    """Confidential, by whom and when, on paper of any make."""
    context = await browser.new_context()
    shown, _ = await opened(context, served.address(MORAG, "page.matters"))
    await shown.emulate_media(media="print")
    assert await shown.get_by_text("Confidential", exact=True).is_visible()
    assert await shown.get_by_text("Printed by Morag Reid, as it was on Wed 25 Nov 2026").is_visible()
    for left_out in (shown.get_by_role("button", name="Find"), shown.get_by_role("button", name="Open RS-0001")):
        assert not await left_out.first.is_visible()
    assert len(await shown.pdf()) > 10_000
    await context.close()


async def test_a_matter_opens_from_the_list_and_leads_back(browser: Browser, served: Served) -> None:
    """At the same address."""
    context = await browser.new_context(java_script_enabled=False)
    url = served.address(MORAG, "page.matters")
    shown, complaints = await opened(context, url)
    await shown.get_by_role("button", name="Open EC-0001").press("Enter")
    await shown.get_by_role("heading", name="EC-0001 and what came of it").wait_for()
    assert shown.url == url
    await shown.get_by_role("link", name="Back to My matters").press("Enter")
    await shown.get_by_role("heading", name="My matters").wait_for()
    assert shown.url == url
    assert complaints == []
    await context.close()


async def test_a_list_is_searched_and_comes_back(browser: Browser, served: Served) -> None:
    """With the keyboard; the address stays as it is, and holds no word of what was looked for."""
    context = await browser.new_context(java_script_enabled=False)
    url = served.address(MORAG, "page.matters")
    shown, complaints = await opened(context, url)
    await shown.get_by_label("Where it stands").select_option("In force in my team")
    await shown.get_by_label("Reference").fill("RS-0001")
    await shown.get_by_label("Reference").press("Enter")
    await shown.get_by_role("heading", name="Found").wait_for()
    assert await shown.get_by_role("main").get_by_role("listitem").count() == 1
    assert shown.url == url
    assert complaints == []
    await context.close()
