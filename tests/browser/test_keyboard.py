"""The report and its first answer, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _focus(page: Page) -> str:
    """Name of the element that has the focus."""
    name: str = await page.evaluate(
        """() => {
          const at = document.activeElement;
          const own = at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent;
          return own.trim();
        }"""
    )
    return name


async def _tab_to(page: Page, name: str, *, backwards: bool = False) -> None:
    for _ in range(80):
        if await _focus(page) == name:
            return
        await page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"The tab key never came to {name!r}.")


async def test_a_report_by_keyboard(laptop: Desk) -> None:
    """From the first tab to the manager's acknowledgement, without a pointer."""
    page = laptop.page
    await _tab_to(page, "Message from Isla Fraser to Harbour")
    await page.keyboard.type("/end")
    await expect(laptop.window("isla").get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(laptop.window("isla").get_by_role("combobox")).to_have_value("/ended-contact ")
    await page.keyboard.type("He swore at me")
    await page.keyboard.press("Enter")

    await laptop.dialog("isla").wait_for()
    await expect(laptop.dialog("isla").get_by_label("Phone")).to_be_focused()
    await page.keyboard.press("Space")
    await expect(laptop.dialog("isla").get_by_role("group", name="Did you give a warning?")).to_be_visible()
    await expect(laptop.dialog("isla").get_by_label("Phone")).to_be_focused()
    await _tab_to(page, "Abusive language")
    await page.keyboard.press("Space")
    await _tab_to(page, "Send")
    await page.keyboard.press("Enter")
    await laptop.sees("isla", "Ending the contact was yours to decide")
    assert await page.evaluate("document.activeElement.closest('[role=dialog]') !== null")

    await page.keyboard.press("Escape")
    await expect(laptop.dialog("isla")).to_have_count(0)
    assert await _focus(page) == "Message from Isla Fraser to Harbour"

    await page.keyboard.press("F6")
    assert await _focus(page) == "Message from Morag Sinclair to Harbour"
    await _tab_to(page, "Open", backwards=True)
    await page.keyboard.press("Enter")
    await laptop.sees("morag", "He swore at me")
    await _tab_to(page, "Acknowledge")
    await page.keyboard.press("Enter")
    await laptop.sees("morag", "Please talk with Isla Fraser")


async def test_the_focus_stays_in_a_dialog(laptop: Desk) -> None:
    """The tab key goes round inside, and comes to the first field that needs something."""
    page = laptop.page
    await laptop.type("isla", "/ended-contact")
    await laptop.dialog("isla").wait_for()
    for _ in range(60):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    await laptop.press("isla", "Send")
    await expect(laptop.dialog("isla").get_by_label("Phone")).to_be_focused()
    await expect(page.locator("#assertive")).to_contain_text("Please complete this required field.")


async def test_the_tabs_of_a_window(laptop: Desk) -> None:
    """Arrow keys go from tab to tab, and the home tab shows what waits."""
    await laptop.window("isla").get_by_role("tab", name="Messages").focus()
    await laptop.page.keyboard.press("ArrowRight")
    await expect(laptop.window("isla").get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    await laptop.sees("isla", "Nothing waits for you.")
