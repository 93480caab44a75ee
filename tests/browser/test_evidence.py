"""Harbour's own page of evidence in a browser: with the keyboard alone, by axe-core's rules, wide and narrow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload

from bot.app.demo import Table, laid
from tests.adapters.pages.pictures import picture
from tests.browser.test_audit import violations
from tests.journeys.surroundings import MONDAY

pytestmark = pytest.mark.asyncio(loop_scope="session")


FILE: FilePayload = {"name": "a.png", "mimeType": "image/png", "buffer": picture()}


@pytest_asyncio.fixture(loop_scope="session")
async def table(tmp_path: Path) -> AsyncIterator[Table]:
    """The playground's table, with a report of Isla's."""
    async with laid(tmp_path, MONDAY) as found:
        yield found


async def address(table: Table) -> str:
    """Address at which Isla adds a file to her report."""
    isla = table.cast.person("isla")
    if not isla.messages():
        await isla.command("/ended-contact", "shouted at me")
        await isla.fill({"How were you in contact?": "Phone", "What was it?": ("Abusive language",)})
        await isla.fill({"Did you give a warning?": "Yes"})
        await isla.send()
        await isla.close()
    await isla.open_home()
    await isla.press("Open", "home", near="EC-0001")
    await isla.press("Add evidence")
    await isla.fill({"What do you add?": "A file, such as a screenshot, an e-mail or a recording"})
    await isla.send()
    (url,) = [str(b.element["url"]) for b in isla.modal().buttons if "url" in b.element]
    while isla.has_modal:
        await isla.close()
    return url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
async def test_no_violation(
    scheme: Literal["light", "dark"], width: int, browser: Browser, table: Table, axe: str
) -> None:
    """Empty, with what is missing, what was kept, and an address that is used; and nothing scrolls aside."""
    context = await browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    shown = await context.new_page()
    url = await address(table)
    await shown.goto(url)
    assert await violations(shown, axe) == []
    await shown.get_by_role("button", name="Keep it").click()
    await shown.get_by_role("alert").wait_for()
    assert await violations(shown, axe) == []
    aside: Any = await shown.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert aside is False
    await shown.get_by_label("The file").set_input_files(FILE)
    await shown.get_by_role("radio", name="No").check()
    await shown.get_by_role("button", name="Keep it").click()
    await shown.get_by_role("heading", name="Kept").wait_for()
    assert await violations(shown, axe) == []
    await shown.goto(url)
    assert await violations(shown, axe) == []
    await context.close()


async def test_with_the_keyboard_and_without_script(browser: Browser, table: Table) -> None:
    """A missing field gets the focus, links lead to the fields, and the page's own policy allows all of it."""
    context = await browser.new_context(java_script_enabled=False)
    shown = await context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text))
    await shown.goto(await address(table))
    await shown.get_by_role("button", name="Keep it").press("Enter")
    alert = shown.get_by_role("alert")
    await alert.wait_for()
    assert await alert.get_by_role("link").all_inner_texts() == [
        "Please choose the file.",
        "Please choose yes or no.",
    ]
    await alert.get_by_role("link", name="Please choose yes or no.").press("Enter")
    await shown.keyboard.press("Space")
    await shown.get_by_role("checkbox", name="Threats").press("Space")
    await shown.get_by_label("The file").set_input_files(FILE)
    await shown.get_by_role("button", name="Keep it").press("Enter")
    await shown.get_by_role("heading", name="Kept").wait_for()
    assert "DISTRESSING-EC-0001-" in await shown.inner_text("main")
    # A form that needs something is no fault; nothing else is complained of, above all not by the page's own policy.
    assert [c for c in complaints if "400 (Bad Request)" not in c] == []
    await context.close()
