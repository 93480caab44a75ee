"""The first walk, by somebody who does nothing but press what the finger points at."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")

_PRESSES = 60
_STEP = "async () => (await import('/static/state.js')).state.walk.step"
_POINTED = """async () => {
  const { STEPS } = await import("/static/steps.js");
  const { state } = await import("/static/state.js");
  return STEPS[state.walk.step]?.target() ?? null;
}"""


async def test_the_walk_leads_to_its_end(laptop: Desk) -> None:
    """Ten steps, from Isla's box to the lifted restriction, each press as the finger says."""
    page = laptop.page
    await page.get_by_role("button", name="Type it for me").click()
    await expect(laptop.window("isla").get_by_role("combobox")).to_be_focused()
    await page.keyboard.press("Enter")
    await laptop.dialog("isla").wait_for()
    for _ in range(_PRESSES):
        await expect(page.locator("#now")).to_have_class("now")
        await page.wait_for_timeout(120)
        pointed = (await page.evaluate_handle(_POINTED)).as_element()
        if pointed is not None:
            await pointed.click()
        elif await page.get_by_text("The first walk is over", exact=True).is_visible():
            break
    await expect(page.get_by_text("The first walk is over", exact=True)).to_be_visible()
    await laptop.sees("morag", "Lifted. Nothing more to do.")


async def test_it_is_left_and_taken_up_again(laptop: Desk) -> None:
    """Also after the page was loaded anew; starting over begins it anew."""
    page = laptop.page
    await laptop.type("isla", "/ended-contact")
    await expect(page.get_by_text("First walk · 2 of 10")).to_be_visible()
    await page.get_by_role("button", name="Leave the walk").click()
    await expect(page.get_by_text("First walk · 2 of 10")).to_be_hidden()
    await page.reload()
    await laptop.dialog("isla").wait_for()
    await page.get_by_role("button", name="First walk").click()
    await expect(page.get_by_text("First walk · 2 of 10")).to_be_visible()
    await page.get_by_role("button", name="Start over").click()
    await expect(page.get_by_text("First walk · 1 of 10")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
