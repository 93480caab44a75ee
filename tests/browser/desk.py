"""Hands and eyes in front of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

#: Milliseconds for anything to appear.
SOON = 60_000
expect.set_options(timeout=SOON)


class Desk:
    """One browser with one page, or several."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        #: What the browser's console said in anger, of all pages.
        self.complaints: list[str] = []
        #: Presses so far of `press`, `choose` and `pick`.
        self.taps = 0
        self._page: Page | None = None
        self._contexts: list[BrowserContext] = []

    async def leave(self) -> None:
        """Close every page."""
        for context in self._contexts:
            await context.close()

    @property
    def page(self) -> Page:
        """The page that was visited last."""
        assert self._page is not None  # visited in the fixture
        return self._page

    async def visit(self, url: str, *, width: int = 1440, height: int = 900, **context: Any) -> Page:  # noqa: ANN401 - Playwright's own settings
        """Open the page in a browser window of its own, and wait until it is usable."""
        found = await self.browser.new_context(viewport={"width": width, "height": height}, **context)
        self._contexts.append(found)
        page = await found.new_page()
        page.set_default_timeout(SOON)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        await page.goto(url)
        await page.locator(".window").first.wait_for()
        self._page = page
        return page

    # -- finding -------------------------------------------------------------------------------------

    def window(self, handle: str) -> Locator:
        """Somebody's window."""
        return self.page.locator(f".window[data-handle={handle}]")

    def dialog(self, handle: str) -> Locator:
        """The dialog in somebody's window."""
        return self.window(handle).get_by_role("dialog")

    def message(self, handle: str, words: str) -> Locator:
        """Somebody's newest message that says this."""
        return self.window(handle).locator(".message", has_text=words).last

    def field(self, handle: str, question: str) -> Locator:
        """The one field of the open dialog with this label."""
        return self.dialog(handle).get_by_label(re.compile(rf"^{re.escape(question)}( \(optional\))?$"))

    async def sees(self, handle: str, words: str) -> None:
        """Wait until this is read in somebody's window."""
        await expect(self.window(handle)).to_contain_text(words, timeout=SOON)

    # -- doing ---------------------------------------------------------------------------------------

    async def type(self, handle: str, text: str) -> None:
        """Type into somebody's box and press Enter."""
        box = self.window(handle).get_by_role("combobox")
        await box.fill(text)
        await box.press("Enter")

    async def press(self, handle: str, label: str, *, near: str = "") -> None:
        """Press a button: in the message that says `near`, else in the open dialog."""
        place = self.message(handle, near) if near else self.dialog(handle)
        beside = place.locator(".section", has_text=near) if near else place
        button = beside.get_by_role("button", name=label, exact=True)
        self.taps += 1
        if not near or not await button.count():
            button = place.get_by_role("button", name=label, exact=True)
        await button.last.click()

    async def choose(self, handle: str, question: str, *labels: str) -> None:
        """Choose answers of a group of radio buttons or check boxes."""
        group = self.dialog(handle).get_by_role("group", name=question)
        for label in labels:
            self.taps += 1
            await group.get_by_label(label, exact=True).check()

    async def answer(self, handle: str, answers: Mapping[str, str | tuple[str, ...]]) -> None:
        """Type texts, and choose what is given as a tuple."""
        for question, given in answers.items():
            if isinstance(given, tuple):
                await self.choose(handle, question, *given)
            else:
                await self.field(handle, question).fill(given)

    async def pick(self, handle: str, question: str, label: str) -> None:
        """Pick from a menu."""
        self.taps += 1
        await self.field(handle, question).select_option(label=label)

    async def close(self, handle: str) -> None:
        """Close the dialog, and wait until it is gone."""
        await self.dialog(handle).get_by_role("button", name="Close", exact=True).click()
        await expect(self.dialog(handle)).to_have_count(0)

    async def leap(self, label: str) -> None:
        """Move the clock on, and wait until it stops."""
        await self.page.get_by_role("group", name="Move the clock on").get_by_role("button", name=label).click()
        await expect(self.page.locator("#now")).not_to_have_class("now moving")
