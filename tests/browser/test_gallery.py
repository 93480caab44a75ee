"""The gallery in the browser: everything is drawn, and nothing is unknown."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from adapters.playground.gallery.exhibits import exhibits
from adapters.playground.page import Page
from tests.browser.desk import SOON, Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_every_exhibit_is_drawn(laptop: Desk, page: Page) -> None:
    """Each view has its frame, and no block or element is one that the page does not know."""
    await laptop.page.goto(f"{page.url}gallery")
    await expect(laptop.page.locator("body[data-drawn]")).to_be_visible(timeout=SOON)
    await expect(laptop.page.locator(".frame")).to_have_count(sum(1 for _ in exhibits()))
    await expect(laptop.page.locator(".unknown")).to_have_count(0)
