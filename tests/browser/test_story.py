"""The story in the page, while one looks."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from adapters.playground.page import Page
from adapters.playground.page.watch import watch
from adapters.playground.stories import reporting
from tests.browser.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_story_is_watched(laptop: Desk, page: Page) -> None:
    """Its lines are read as captions, and its people act in their windows."""
    await watch(page, reporting.report, pace=0.05)
    story = laptop.page.get_by_role("region", name="The story")
    await expect(story).to_contain_text("a few taps and one sentence")
    await expect(story).to_contain_text("The end.")
    await laptop.sees("morag", "A private report is waiting for you")
