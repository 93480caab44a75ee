"""A matter as a page, from the button in the chat to the browser, on each platform."""

from __future__ import annotations

import aiohttp
import pytest

from tests.journeys.acts import reports
from tests.journeys.test_evidence import address, opens_own
from tests.journeys.world import World

#: A word of the report, which belongs on the page and nowhere else.
CANARY = "zebra-canary"


@pytest.mark.requirement("R-1.14.1-6")
async def test_from_the_card_to_the_page(world: World) -> None:
    """The button opens an address, the address a page with one button, and that the matter, in that browser alone."""
    ref = await reports(world, "isla", f"Shouted, {CANARY}.")
    isla = world.person("isla")
    await opens_own(isla, ref)
    await isla.press("Open as a page")
    url = address(isla.modal())
    assert url.startswith(f"{world.house.url}/page/")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(url) as before:
            assert (before.status, ref in await before.text()) == (200, False)
        async with browser.post(url) as shown:
            text = await shown.text()
        assert (shown.status, str(shown.url)) == (200, url)
        assert f"Your report {ref}" in text
        assert CANARY in text
        async with browser.get(url) as again:
            assert again.status == 200
    async with aiohttp.ClientSession() as other, other.get(url) as nothing:
        assert nothing.status == 404
    assert world.leaks(CANARY, url.rpartition("/")[2]) == []
