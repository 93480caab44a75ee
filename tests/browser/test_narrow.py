"""On a phone, 360 pixels wide."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from adapters.playground.page import Page
from tests.browser.desk import Desk
from tests.browser.test_audit import violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

_TOO_WIDE = "document.scrollingElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth"
_TOO_SMALL = """() => [...document.querySelectorAll("button, select, input:not([type=radio], [type=checkbox])")]
  .filter((each) => each.checkVisibility() && !each.closest("[inert]"))
  .filter((each) => each.getBoundingClientRect().height < 24 || each.getBoundingClientRect().width < 24)
  .map((each) => each.outerHTML.slice(0, 120))"""


_BROKEN = """() => [...document.querySelectorAll(".reference")]
  .filter((each) => getComputedStyle(each).whiteSpace !== "nowrap" || each.getClientRects().length > 1)
  .map((each) => each.textContent)"""


async def test_a_walk_on_a_phone(desk: Desk, page: Page) -> None:
    """The longest name of a walk fits, and so does the news; the highlight leads to the person's chip."""
    shown = await desk.visit(page.url, width=360, height=740, has_touch=True, reduced_motion="reduce")
    await shown.get_by_role("button", name="More").click()
    await shown.get_by_label("Which walk").select_option("asking")
    await shown.get_by_role("button", name="Less").click()
    await desk.type("isla", "/support")
    await desk.sees("isla", "Something else would help")
    await desk.press("isla", "I'd like a short time away")
    await desk.close("isla")
    await shown.get_by_role("button", name="More").click()
    await desk.leap("+ 1 week")
    await shown.get_by_role("button", name="Show all").click()
    assert await shown.evaluate(_TOO_WIDE) is False
    assert await shown.evaluate(_TOO_SMALL) == []
    await shown.get_by_role("button", name="Put away").click()
    await shown.get_by_label("Which walk").select_option("named-online")
    await shown.get_by_role("button", name="Show me").click()
    await expect(desk.window("rory")).to_be_in_viewport()
    assert await shown.evaluate(_TOO_WIDE) is False


async def test_a_report_on_a_phone(desk: Desk, page: Page) -> None:
    """Nothing is cut off or too small to hit; one window fills the screen, and chips lead to the others."""
    shown = await desk.visit(page.url, width=360, height=740, has_touch=True)
    assert await shown.evaluate(_TOO_WIDE) is False
    await desk.type("isla", "/ended-contact He swore at me")
    await desk.press("isla", "Example answers")
    await desk.press("isla", "Send")
    await desk.sees("isla", "Ending the contact was yours to decide")
    assert await shown.evaluate(_TOO_WIDE) is False
    assert await shown.evaluate(_TOO_SMALL) == []
    await desk.close("isla")
    await shown.locator(".chip", has_text="Morag").click()
    await desk.press("morag", "Open", near="A private report is waiting")
    await desk.sees("morag", "He swore at me")
    assert await shown.locator(".reference", has_text="EC-0001").count() > 0
    assert await shown.evaluate(_BROKEN) == []
    box = await desk.dialog("morag").bounding_box()
    assert box is not None
    assert (box["x"] >= 0, box["x"] + box["width"] <= 360) == (True, True)
    assert await shown.evaluate(_TOO_WIDE) is False


_SEEN_CHOICES = """() => { const body = document.querySelector(".dialog-body").getBoundingClientRect();
  return [...document.querySelectorAll(".dialog .tick")].map((each) => each.getBoundingClientRect())
    .filter((each) => each.top >= body.top && each.bottom <= body.bottom).length }"""


async def test_most_of_a_phone_is_the_chat(desk: Desk, page: Page, axe: str) -> None:
    """One line for the time, one for the people, two for the walk; the rest is behind a button, and is found there."""
    shown = await desk.visit(page.url, width=390, height=844, has_touch=True)
    assert await shown.evaluate("document.getElementById('table').getBoundingClientRect().top") < 844 / 5
    await expect(shown.get_by_role("button", name="Start over")).to_be_hidden()
    await shown.get_by_role("button", name="More").click()
    await expect(shown.get_by_role("button", name="Start over")).to_be_visible()
    assert await violations(shown, axe) == []


async def test_a_dialog_at_twice_the_size(desk: Desk, page: Page) -> None:
    """A laptop's screen enlarged to 200 %: the dialog has all of it, and shows several answers at once."""
    shown = await desk.visit(page.url, width=720, height=450)
    await desk.type("isla", "/ended-contact")
    await expect(desk.dialog("isla")).to_be_visible()
    assert await shown.evaluate(_SEEN_CHOICES) >= 5
    assert await shown.evaluate(_TOO_WIDE) is False
