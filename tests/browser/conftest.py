"""A browser, if there is one, in front of the real page, the real service and the stand-in."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from adapters.playground.page import Page
from tests.browser.tables import table

if TYPE_CHECKING:
    from playwright.async_api import Browser

HOW = "apt-get install chromium, then pip install -e '.[dev]'; HARBOUR_CHROMIUM names a browser that is elsewhere."
HAS_PLAYWRIGHT = find_spec("playwright") is not None

if HAS_PLAYWRIGHT:
    from playwright.async_api import async_playwright

    from tests.browser.desk import Desk
else:
    collect_ignore_glob = ["test_*.py"]

ROOT = Path(__file__).parents[2]


def pytest_report_header() -> str:
    """Note that these tests are skipped, and the way to run them."""
    return "" if HAS_PLAYWRIGHT else f"Without Playwright the tests in a browser are left out: {HOW}"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser."""
    found = os.environ.get("HARBOUR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip(f"No Chromium: {HOW}")
    return found


@pytest.fixture
def axe() -> str:
    """The source of axe-core."""
    places = (os.environ.get("HARBOUR_AXE", ""), str(ROOT / "node_modules/axe-core/axe.min.js"))
    path = next((Path(place) for place in places if place and Path(place).is_file()), None)
    if path is None:
        pytest.skip("No axe-core: npm install --no-save axe-core, or HARBOUR_AXE=path/to/axe.min.js.")
    return path.read_text("utf-8")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """The browser, for all tests."""
    async with async_playwright() as running:
        opened = await running.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page() -> AsyncIterator[Page]:
    """The page, served."""
    async with Page(table) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, page: Page) -> AsyncIterator[Desk]:  # noqa: ARG001 - the page outlives who looks at it
    """Hands and eyes, and nothing wrong in any console at the end."""
    opened = Desk(browser)
    yield opened
    await opened.leave()
    assert opened.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def laptop(desk: Desk, page: Page) -> Desk:
    """In front of the page on a laptop, usable."""
    await desk.visit(page.url)
    return desk
