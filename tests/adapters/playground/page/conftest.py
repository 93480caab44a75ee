"""The page, served, and a client in front of it as its own browser would be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from adapters.playground.page import Page
from tests.browser.tables import table


class Client:
    """Asks as the page itself does."""

    def __init__(self, page: Page, session: aiohttp.ClientSession) -> None:
        self.page = page
        self.session = session

    async def ask(self, path: str, **given: object) -> tuple[int, dict[str, Any]]:
        """The status and the body of the answer."""
        async with self.session.post(self.page.url + path, json=given) as answer:
            return answer.status, await answer.json()

    async def act(self, user: str, act: str, **given: object) -> tuple[int, dict[str, Any]]:
        """Let somebody do something."""
        return await self.ask(f"api/people/{user}/{act}", **given)

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text."""
        async with self.session.get(self.page.url + path, headers=headers) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """The page with the real service behind it."""
    async with Page(table) as served:
        yield served


@pytest.fixture
async def client(page: Page) -> AsyncIterator[Client]:
    """A client."""
    async with aiohttp.ClientSession() as session:
        yield Client(page, session)
