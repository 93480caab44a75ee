"""A small Slack on this machine, and Harbour's side of it with a fake core."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import session, web_client
from tests.adapters.slack.fakes import ISLA, MORAG, FakeDispatcher, FakeSlack, FakeStore, user


@pytest.fixture
def slack() -> FakeSlack:
    """Slack, where Isla and Morag have accounts."""
    return FakeSlack(users={"UISLA": user("UISLA", ISLA.email), "UMORAG": user("UMORAG", MORAG.email)})


@pytest.fixture
def store() -> FakeStore:
    """A store that knows Isla with her Slack id, and Morag without."""
    return FakeStore(ISLA, MORAG)


@pytest.fixture
def core() -> FakeDispatcher:
    """The core."""
    return FakeDispatcher()


@pytest.fixture
async def api_url(slack: FakeSlack) -> AsyncIterator[str]:
    """Address of Slack's Web API."""
    server = await slack.serve()
    yield str(server.make_url("/api/"))
    await server.close()


@pytest.fixture
async def shared() -> AsyncIterator[aiohttp.ClientSession]:
    """The shared session."""
    async with session() as found:
        yield found


@pytest.fixture
def client(api_url: str, shared: aiohttp.ClientSession) -> AsyncWebClient:
    """The client of the Web API."""
    return web_client("xoxb-test", api_url, shared)
