"""Access to the page's server, and the headers of its answers."""

from __future__ import annotations

import re

import pytest

from adapters.playground.page.assets import STATIC
from tests.adapters.playground.page.conftest import Client


@pytest.mark.parametrize("host", ["harbour.example", "127.0.0.1.evil.example:80", "evil.example:8000", "localhost"])
async def test_another_host_is_refused(client: Client, host: str) -> None:
    """A name that leads here from elsewhere (DNS rebinding) gets nothing."""
    assert (await client.get("", Host=host))[0] == 421


async def test_another_page_may_not_act(client: Client) -> None:
    """Neither a foreign origin nor a plain form moves the clock."""
    url = f"{client.page.url}api/clock"
    before = client.page.session.table.clock.now()
    async with client.session.post(url, json={"by": "day"}, headers={"Origin": "http://evil.example"}) as answer:
        assert answer.status == 403
    async with client.session.post(url, data={"by": "day"}) as answer:
        assert answer.status == 403
    assert client.page.session.table.clock.now() == before


@pytest.mark.parametrize(
    "path",
    ["", "static/main.js", "static/walks/index.js", "static/styles/tokens.css", "gallery", "api/stored", "nothing"],
)
async def test_every_answer_is_guarded(client: Client, path: str) -> None:
    """Nothing is cached, guessed, framed or fetched from elsewhere, and no script stands in a page."""
    async with client.session.get(client.page.url + path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        found = (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"])
    assert found == ("no-store", "nosniff")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "name",
    [
        "..%2Fserver.py",
        "%2e%2e%2fguard.py",
        "server.py",
        "styles/inter-licence.txt",
        "/styles/tokens.css",
        ".hidden",
        "walks",
        "walks/main.js",
        "walks/..%2F..%2Fserver.py",
        "other/main.js",
    ],
)
async def test_only_the_pages_own_files(client: Client, name: str) -> None:
    """No other file is served."""
    assert (await client.get(f"static/{name}"))[0] == 404


def test_nothing_is_fetched_from_outside() -> None:
    """No address of another machine, no inline script and no inline style stand in the page's files."""
    for path in (p for p in STATIC.rglob("*.*") if p.suffix in {".html", ".css", ".js"}):
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"https?://|<style|style=|<script>|onclick=|innerHTML", text) == [], path.name
