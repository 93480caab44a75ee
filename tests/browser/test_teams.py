"""People in Teams beside people in Slack: their cards are drawn, filled in and pressed in the page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from adapters.playground.page import Page
from adapters.playground.people.cast import PlayedOn
from adapters.teams import limits
from tests.browser.desk import Desk
from tests.browser.tables import table
from tests.browser.test_audit import violations

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def page() -> AsyncIterator[Page]:
    """The page with some people in Slack and some in Teams."""
    async with Page(table, platform=PlayedOn.MIXED) as served:
        yield served


async def test_every_element_and_action_is_known(laptop: Desk) -> None:
    """Everything that the lint of Harbour's own rendering accepts has a drawing here."""
    elements = await laptop.page.evaluate(
        "async () => Object.keys((await import('/static/teams/adaptive.js')).ELEMENTS)"
    )
    actions = await laptop.page.evaluate("async () => Object.keys((await import('/static/teams/adaptive.js')).ACTIONS)")
    assert set(limits._BODY) - set(elements) == set()
    assert set(limits._ACTIONS) - set(actions) == set()


async def test_reported_in_teams_and_read_by_the_manager(laptop: Desk) -> None:
    """Callum types it in Teams and fills in his dialog; Morag, also in Teams, opens it; both windows say so."""
    await laptop.type("callum", "ended contact He swore at me")
    await laptop.press("callum", "Open the form", near="One more tap")
    dialog = laptop.dialog("callum")
    await expect(dialog).to_contain_text("Ended contact")
    await laptop.choose("callum", "How were you in contact?", "Phone")
    await laptop.choose("callum", "What was it?", "Abusive language")
    await dialog.get_by_role("button", name="Send", exact=True).click()
    await laptop.sees("callum", "Thank you")
    await laptop.sees("morag", "A private report is waiting for you")
    await laptop.sees("morag", "Welcome to Harbour")
    assert "swore" not in await laptop.window("morag").inner_text()
    await laptop.press("morag", "Open", near="A private report is waiting for you")
    await expect(laptop.dialog("morag")).to_contain_text("He swore at me")
    await expect(laptop.window("morag").locator(".platform")).to_have_text("Teams")
    await expect(laptop.window("isla").locator(".platform")).to_have_text("Slack")


async def test_what_is_needed_stands_beside_the_fields(laptop: Desk) -> None:
    """A form that is sent too early keeps what was typed and says what it needs."""
    await laptop.type("callum", "ended contact He swore at me")
    await laptop.press("callum", "Open the form", near="One more tap")
    dialog = laptop.dialog("callum")
    await laptop.choose("callum", "How were you in contact?", "Phone")
    await dialog.get_by_role("button", name="Send", exact=True).click()
    await expect(dialog.locator(".attention").first).to_contain_text("Needed:")
    await expect(dialog.get_by_label("Phone", exact=True)).to_be_checked()
    await expect(dialog.get_by_role("textbox").first).to_have_value("He swore at me")


async def test_where_people_are_is_chosen_in_the_page(laptop: Desk) -> None:
    """Choosing lays another table, on which everybody is met there; whoever says no to that keeps theirs."""
    await laptop.type("isla", "help")
    laptop.page.once("dialog", lambda asked: asked.dismiss())
    await laptop.page.locator("#platform").select_option("slack")
    await expect(laptop.page.locator("#platform")).to_have_value("mixed")
    laptop.page.on("dialog", lambda asked: asked.accept())
    await laptop.page.locator("#platform").select_option("teams")
    await expect(laptop.window("isla").locator(".platform")).to_have_text("Teams")
    await laptop.page.locator("#platform").select_option("slack")
    await expect(laptop.window("morag").locator(".platform")).to_have_text("Slack")


async def test_it_is_accessible(laptop: Desk, axe: str) -> None:
    """A card in a chat and a form in a dialog: everything that a machine can find."""
    await laptop.type("callum", "ended contact")
    await laptop.press("callum", "Report an ended contact", near="One more tap")
    await expect(laptop.dialog("callum")).to_contain_text("Ended contact")
    assert await violations(laptop.page, axe) == []
