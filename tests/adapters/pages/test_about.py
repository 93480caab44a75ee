"""The pages that anybody may read are whole pages, with what the others promise of a page."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.house.metrics import Metrics
from adapters.house.web import application
from adapters.pages.about import GETS
from bot.views.about import PAGES


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_that_anybody_may_read(path: str) -> None:
    """Without a script, and with its heading."""
    async with TestClient(TestServer(application({}, {}, Metrics(), GETS))) as client:
        answer = await client.get(path)
        text = await answer.text()
    assert (answer.status, answer.content_type) == (200, "text/html")
    assert f"<h1>{PAGES[path].title}</h1>" in text
    assert "script" not in text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
