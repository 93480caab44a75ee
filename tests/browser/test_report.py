"""The report of a period in a browser: wide and narrow, by day and by night, on paper, and for who cannot see it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from adapters.reports.page import page as drawn
from bot.records.keeping import periods
from bot.records.keeping.report import drawn_up
from bot.views.keeping.report import samples
from bot.views.keeping.report.drawing_up import document
from tests.sizes import size

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def report(tmp_path: Path) -> str:
    """The address of the page."""
    counted = samples.quarters()
    file = tmp_path / "report.html"
    file.write_bytes(drawn(document(drawn_up(periods.read("2025", counted[-1].first), counted))))
    return file.as_uri()


SCREENS = [(width, scheme) for width in (390, 1440, 320) for scheme in ("dark", "light")]


@pytest.mark.parametrize(("width", "scheme"), SCREENS[: size(1, 6)])
async def test_nothing_is_wider_than_the_screen_and_axe_finds_nothing(
    browser: Browser, axe: str, report: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """By day and by night; with each table opened."""
    page = await browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    await page.goto(report)
    await page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await page.evaluate(axe)
    found = await page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert [each["id"] for each in found["violations"]] == []
    await page.close()


async def test_no_text_of_a_picture_is_cut_off_or_lies_on_another(browser: Browser, chromium: str, report: str) -> None:
    """Whatever type the machine has."""
    assert chromium
    page = await browser.new_page(viewport={"width": 390, "height": 900})
    await page.goto(report)
    meet = await page.evaluate(
        """() => [...document.querySelectorAll('figure svg')].flatMap(svg => {
            const box = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].map(
                each => [each.textContent, each.getBoundingClientRect()]);
            const out = texts.filter(([, at]) => at.left < box.left - 1 || at.right > box.right + 1);
            const on = texts.filter(([, a], i) => texts.some(([, b], j) => j > i && a.left < b.right - 1
                && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4));
            return [...out, ...on].map(([text]) => text);
        })"""
    )
    assert meet == []
    await page.close()
