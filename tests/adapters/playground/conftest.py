"""A running stand-in, the real client of slack_sdk, and a tiny app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.playground.people.example import example_workspace
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.clock import MovableClock
from adapters.playground.stand_in.patience import LONG
from tests.adapters.playground.tiny_app import TinyApp


class Seconds:
    """Monotonic seconds that are moved on by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    """The life of trigger ids and response URLs."""
    return Seconds()


@pytest.fixture
def workspace(seconds: Seconds) -> Workspace:
    """The example workspace on a Tuesday morning."""
    return example_workspace(MovableClock(datetime(2026, 11, 24, 10, 0, tzinfo=UTC)), ticks=seconds, patience=LONG)


@pytest.fixture
async def slack(workspace: Workspace) -> AsyncIterator[StandIn]:
    """The stand-in, running."""
    async with StandIn(workspace) as running:
        yield running


@pytest.fixture
async def client(slack: StandIn) -> AsyncIterator[AsyncWebClient]:
    """The real client, pointed at the stand-in."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


@pytest.fixture
async def app(slack: StandIn, client: AsyncWebClient) -> TinyApp:
    """The tiny app; each test sets its behaviour."""
    return TinyApp(client, slack.signing_secret)


@pytest.fixture
async def app_url(app: TinyApp) -> AsyncIterator[str]:
    """Address at which the tiny app takes Slack's requests."""
    server = web.Application()
    server.router.add_post("/slack/events", app.answer)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


@pytest.fixture
async def driver(workspace: Workspace, app_url: str) -> AsyncIterator[Driver]:
    """The people, in front of the tiny app."""
    async with Driver(workspace, app_url, workspace.app.signing_secret) as people:
        yield people
