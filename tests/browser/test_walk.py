"""The guided walks, by somebody who only presses the highlighted element."""

from __future__ import annotations

import pytest
from playwright.async_api import ElementHandle, Error, Page, Request, expect

from adapters.playground.page import Page as Served
from adapters.playground.people.cast import PlayedOn
from tests.browser.desk import Desk
from tests.browser.tables import table
from tests.browser.test_audit import violations
from tests.sizes import size

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: How often the highlight is followed, and for how many looks it may be on its way.
_PRESSES = 80
_LOOKS = 40
#: What the step points at, once the ring lies around it: it is seen, and nothing covers it.
_POINTED = """async () => {
  const target = (await import("/static/strip/walk.js")).stepNow()?.target() ?? null;
  const ring = document.getElementById("highlight");
  const [a, b] = [ring, target ?? ring].map((each) => each.getBoundingClientRect());
  const isAround = !ring.hidden && a.left <= b.left && a.right >= b.right && a.top <= b.top && a.bottom >= b.bottom;
  return isAround ? target : null;
}"""
_OVER = """async () => (await import("/static/strip/walk.js")).stepNow() === null"""

#: What is read at the end of each, and in whose window.
ENDS = {
    "main-job": ("morag", "Lifted. Nothing more to do."),
    "named-online": ("morag", "No record is made in personal records."),
    "threat": ("isla", "There is an answer to your report."),
    "asking": ("callum", "You talked; nothing was recorded."),
}


async def _press(page: Page, pointed: ElementHandle) -> bool:
    """Press the element, or type the offered text into a box. False if it was redrawn before it could be pressed."""
    try:
        if not await pointed.evaluate("each => each.matches('.composer .typed')"):
            await pointed.click()
            return True
    except Error as gone:
        if "not attached" not in gone.message:
            raise
        return False
    await page.get_by_role("button", name="Type it for me").click()
    await expect(page.locator(".composer .typed:focus")).not_to_have_value("")
    await page.keyboard.press("Enter")
    return True


async def follow(page: Page) -> None:
    """Follow the highlight until the walk is over; nothing is pressed while the server still answers the last press."""
    answering: set[Request] = set()
    page.on("request", lambda asked: answering.add(asked) if asked.method == "POST" else None)
    for ended in ("requestfinished", "requestfailed"):
        page.on(ended, lambda asked: answering.remove(asked) if asked in answering else None)
    presses = looks = 0
    while not await page.evaluate(_OVER):
        await expect(page.locator("#now")).to_have_class("now")
        while answering:
            await page.wait_for_timeout(20)
        pointed = (await page.evaluate_handle(_POINTED)).as_element()
        if pointed is not None and await _press(page, pointed):
            presses, looks = presses + 1, 0
        else:
            looks += 1
        assert (presses < _PRESSES, looks < _LOOKS) == (True, True), await page.locator(".todo").first.inner_text()
        await page.wait_for_timeout(100)


async def _stands(page: Page, words: str) -> None:
    """Wait until the walk has come to this."""
    await expect(page.locator("#walk-title")).to_have_text(words)


@pytest.mark.parametrize("name", list(ENDS)[: size(2, len(ENDS))])
async def test_a_walk_leads_to_its_end(name: str, laptop: Desk) -> None:
    """Each press as the highlight says, from the first box to the last thing that is read."""
    page = laptop.page
    await page.get_by_label("Which walk").select_option(name)
    await follow(page)
    await _stands(page, "The walk is over")
    await laptop.sees(*ENDS[name])


@pytest.mark.parametrize(
    ("name", "platform"), list(zip(ENDS, [PlayedOn.TEAMS, PlayedOn.MIXED] * 2, strict=True))[: size(1, len(ENDS))]
)
async def test_a_walk_in_teams(name: str, platform: PlayedOn, desk: Desk) -> None:
    """The same walks, where all or some are met in Teams."""
    async with Served(table, platform=platform) as served:
        page = await desk.visit(served.url)
        await page.get_by_label("Which walk").select_option(name)
        await follow(page)
        await desk.sees(*ENDS[name])
        await page.close()


async def test_the_first_walk_is_there_at_first(laptop: Desk) -> None:
    """Left, it can be taken up again where it was, also on a page loaded anew; starting over begins it anew."""
    page = laptop.page
    await expect(page.get_by_label("Which walk")).to_have_value("main-job")
    await laptop.type("isla", "/ended-contact")
    await _stands(page, "Step 2 of 11")
    await page.get_by_role("button", name="Leave the walk").click()
    await expect(page.locator("#walk-title")).to_be_hidden()
    await page.reload()
    await laptop.dialog("isla").wait_for()
    await page.get_by_role("button", name="Walks").click()
    await _stands(page, "Step 2 of 11")
    await page.get_by_role("button", name="Start over").click()
    await _stands(page, "Step 1 of 11")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_each_walk_keeps_its_step(laptop: Desk) -> None:
    """By keyboard: another is chosen and said aloud; the first stands where it was, and what was done is its own."""
    page = laptop.page
    menu = page.get_by_label("Which walk")
    await page.get_by_role("button", name="Skip").click()
    await _stands(page, "Step 2 of 11")
    await menu.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await _stands(page, "Step 1 of 10")
    await expect(page.locator("#polite")).to_contain_text("Step 1 of 10. Isla was threatened on the phone.")
    await expect(menu).to_be_focused()
    await laptop.type("isla", "/ended-contact")
    await _stands(page, "Step 2 of 10")
    await page.reload()
    await laptop.dialog("isla").wait_for()
    await expect(menu).to_have_value("threat")
    await _stands(page, "Step 2 of 10")
    await menu.select_option("main-job")
    await expect(page.locator(".todo", has_text="Answer what the form asks, or press Example answers")).to_be_visible()


async def test_a_walk_that_is_over_offers_the_next_one(laptop: Desk) -> None:
    """And to be walked again: what is on the table by then is none of it."""
    page = laptop.page
    await page.get_by_label("Which walk").select_option("named-online")
    for number in range(2, 13):
        await page.get_by_role("button", name="Skip").click()
        await _stands(page, f"Step {number} of 12")
    await page.get_by_role("button", name="Skip").click()
    await expect(page.locator("#polite")).to_contain_text("The walk is over.")
    await page.get_by_role("button", name="Walk it again").click()
    await _stands(page, "Step 1 of 12")
    await page.get_by_label("Which walk").select_option("main-job")
    await page.get_by_label("Which walk").select_option("asking")
    for number in range(1, 12):
        await _stands(page, f"Step {number} of 11")
        await page.get_by_role("button", name="Skip").click()
    await _stands(page, "The walk is over")
    await expect(page.get_by_role("button", name="Next walk")).to_have_count(0)


async def test_a_fresh_browser_begins_at_the_beginning(laptop: Desk, page: Served) -> None:
    """Earlier acts at the table do not count; later ones do."""
    await laptop.type("isla", "/ended-contact He swore at me")
    await laptop.press("isla", "Example answers")
    await laptop.press("isla", "Send")
    await laptop.sees("morag", "A private report is waiting for you")
    await laptop.close("isla")
    other = await laptop.visit(page.url)
    await _stands(other, "Step 1 of 11")
    await laptop.type("isla", "/ended-contact")
    await _stands(other, "Step 2 of 11")


async def test_what_happened_meanwhile_moves_nothing(laptop: Desk) -> None:
    """Nothing is shown of nothing; else a line over the table, and all of it opens there."""
    page = laptop.page
    top = "document.getElementById('table').getBoundingClientRect().top"
    await laptop.leap("+ 1 hour")
    await expect(page.locator("#polite")).to_contain_text("Nothing happened meanwhile.")
    await expect(page.get_by_role("button", name="Put away")).to_have_count(0)
    place = await page.evaluate(top)
    for name in ("isla", "callum"):
        await laptop.type(name, "/ended-contact He swore at me")
        await laptop.press(name, "Example answers")
        await laptop.press(name, "Send")
        await laptop.sees(name, "Ending the contact was yours to decide")
        await laptop.close(name)
    await laptop.leap("+ 1 week")
    await expect(page.get_by_role("button", name="Show all")).to_be_visible()
    assert await page.evaluate(top) == place
    await page.get_by_role("button", name="Show all").click()
    await expect(page.get_by_label("What happened meanwhile").get_by_role("listitem").nth(5)).to_be_attached()
    assert await page.evaluate(top) == place
    await page.get_by_role("button", name="Show one alone").click()
    await expect(page.get_by_label("What happened meanwhile")).to_be_hidden()


async def test_a_form_is_as_wide_as_slacks(laptop: Desk) -> None:
    """The other windows make room for it."""
    await laptop.type("isla", "/ended-contact")
    box = await laptop.dialog("isla").bounding_box()
    assert box is not None
    assert 500 <= box["width"] <= 560


async def test_pressing_twice_sends_once(laptop: Desk) -> None:
    """A double click on Send leads to the receipt, and to nothing to complain of."""
    await laptop.type("isla", "/ended-contact He swore at me")
    await laptop.press("isla", "Example answers")
    await laptop.dialog("isla").get_by_role("button", name="Send", exact=True).dblclick()
    await laptop.sees("isla", "Ending the contact was yours to decide")
    await expect(laptop.window("isla").locator(".notice")).to_have_count(0)


async def test_starting_over_asks_first(laptop: Desk) -> None:
    """Once something has happened, nothing is wiped without a yes."""
    page = laptop.page
    await laptop.type("isla", "/ended-contact He swore at me")
    await laptop.press("isla", "Example answers")
    await laptop.press("isla", "Send")
    await laptop.close("isla")
    await laptop.sees("morag", "A private report is waiting for you")
    page.once("dialog", lambda asked: asked.dismiss())
    await page.get_by_role("button", name="Start over").click()
    await laptop.sees("morag", "A private report is waiting for you")
    page.once("dialog", lambda asked: asked.accept())
    await page.get_by_role("button", name="Start over").click()
    await expect(laptop.window("morag")).to_contain_text("No messages yet.")


async def test_who_saw_what(laptop: Desk, axe: str) -> None:
    """Each dialog and message, with whose it is; beside the chats, and never what somebody typed."""
    page = laptop.page
    await page.get_by_role("button", name="Who saw what").click()
    await laptop.type("isla", "/ended-contact He swore at me")
    await laptop.press("isla", "Example answers")
    await laptop.press("isla", "Send")
    seen = page.get_by_role("list", name="Who saw what")
    await expect(seen).to_contain_text("Isla sees: Ended contact")
    await expect(seen).to_contain_text("Isla sees: Sent")
    await expect(seen).to_contain_text("Morag gets: A private report is waiting for you")
    await expect(seen).not_to_contain_text("swore")
    assert await violations(page, axe) == []
