"""Two pages at once, and pages that outlive their table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect

from adapters.playground.page import Lay, Page, Table
from adapters.playground.people.cast import PlayedOn
from tests.browser.desk import Desk
from tests.browser.tables import table, workspace_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_two_pages_stay_in_step(laptop: Desk, page: Page) -> None:
    """Typing, sending and moving the clock in one page show in the other."""
    first = laptop.page
    other = await laptop.visit(page.url)
    await laptop.type("isla", "/ended-contact")
    await first.get_by_label("What happened, in a sentence").fill("She swore at me")
    await expect(other.get_by_label("What happened, in a sentence")).to_have_value("She swore at me")
    await other.get_by_label("Phone").check()
    await expect(first.get_by_role("group", name="Did you give a warning?")).to_be_visible()
    await first.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    await expect(other.get_by_text("Please complete this required field.").first).to_be_visible()
    await first.get_by_role("button", name="+ 1 hour").click()
    await expect(other.locator("#now")).to_contain_text("Tue 24 Nov, 11:00")
    await first.get_by_role("dialog").get_by_role("button", name="Not now").click()
    await expect(other.get_by_role("dialog")).to_have_count(0)


async def test_the_service_restarts_under_an_open_dialog(laptop: Desk) -> None:
    """Nothing typed is lost, and what is sent afterwards arrives."""
    await laptop.type("isla", "/ended-contact He threatened to come round")
    await laptop.dialog("isla").wait_for()
    await laptop.page.get_by_role("button", name="Faults").click()
    await laptop.page.get_by_label("slow").check()
    await laptop.page.get_by_label("well").check()
    await laptop.page.get_by_role("button", name="Restart Harbour").click()
    await laptop.choose("isla", "How were you in contact?", "Email")
    await laptop.choose("isla", "What was it?", "Abusive language")
    await laptop.press("isla", "Send")
    await laptop.sees("isla", "Ending the contact was yours to decide")
    await laptop.sees("morag", "A private report is waiting for you")


async def test_the_page_comes_back(desk: Desk) -> None:
    """While its server is away, a page says so and keeps what is typed; then it goes on by itself."""
    async with table() as laid:
        first = Page(_kept(laid))
        async with first:
            await desk.visit(first.url)
            await desk.type("isla", "/ended-contact")
            await desk.dialog("isla").wait_for()
        await expect(desk.page.get_by_text("The playground is away.")).to_be_visible()
        await desk.dialog("isla").get_by_label("What happened, in a sentence").fill("He swore at me")
        async with Page(_kept(laid), port=int(first.url.rsplit(":", 1)[1].strip("/"))):
            await expect(desk.page.get_by_text("The playground is away.")).to_be_hidden()
            note = desk.dialog("isla").get_by_label("What happened, in a sentence")
            await expect(note).to_have_value("He swore at me")
            person = laid.cast.person("isla")
            desk.complaints.clear()  # the browser's own, about a server that is away
            assert await workspace_of(laid).feed.until(
                lambda: person.modal().fields["What happened, in a sentence"] == "He swore at me"
            )
            await desk.page.goto("about:blank")  # or the browser tells that this server, too, goes


def _kept(laid: Table) -> Lay:
    @asynccontextmanager
    async def lay(_: PlayedOn) -> AsyncIterator[Table]:
        yield laid

    return lay
