"""An audit of accessibility by axe-core: everything that a machine can find, and nothing is allowed."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.async_api import Page as BrowserPage

from adapters.playground.page import Page
from tests.browser.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: Everything that axe knows, best practices too.
_RUN = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"


async def violations(page: BrowserPage, axe: str) -> list[str]:
    """Findings of axe-core, a line each."""
    await page.wait_for_timeout(400)  # what moves has come to rest: colours are measured as they stand
    await page.evaluate(axe)
    found: list[dict[str, Any]] = await page.evaluate(_RUN)
    return [f"{each['id']}: {node['html'][:160]} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page(scheme: Literal["light", "dark"], desk: Desk, page: Page, axe: str) -> None:
    """No violation at first, with messages, in a dialog with errors, with every panel open, in a home."""
    shown = await desk.visit(page.url, color_scheme=scheme, reduced_motion="reduce")
    assert await violations(shown, axe) == []

    await desk.type("isla", "/ended-contact")
    await desk.press("isla", "Send")
    await desk.sees("isla", "Please complete this required field.")
    assert await violations(shown, axe) == []

    await desk.press("isla", "Example answers")
    await desk.press("isla", "Send")
    await desk.sees("isla", "Thank you.")
    await desk.sees("morag", "A private report is waiting for you")
    for name in ("Faults", "Under the floor"):
        await shown.get_by_role("button", name=name).click()
    await desk.window("hamish").get_by_role("tab", name="Home").click()
    await desk.sees("hamish", "Nothing waits for you.")
    await desk.leap("+ 1 week")
    await shown.get_by_role("button", name="Show all").click()
    await shown.get_by_label("Which walk").select_option("asking")
    for name in ("Stored", "Outbox", "E-mail", "Nudges ahead", "History"):
        await shown.get_by_role("tab", name=name).click()
        assert await violations(shown, axe) == []


async def test_on_a_phone(desk: Desk, page: Page, axe: str) -> None:
    """No violation at 360 pixels, with the commands offered."""
    shown = await desk.visit(page.url, width=360, height=740, has_touch=True, reduced_motion="reduce")
    await desk.window("isla").get_by_role("combobox").fill("/")
    assert await violations(shown, axe) == []
