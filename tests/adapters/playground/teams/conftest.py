"""A tenant of four people, the stand-in for Teams' side, and an app that speaks to it as Harbour would."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from adapters.playground.stand_in.clock import MovableClock
from adapters.playground.stand_in.patience import LONG
from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.driver import Driver
from adapters.playground.teams.entra import SCOPE
from adapters.playground.teams.members import Member
from adapters.playground.teams.server import TeamsStandIn
from adapters.playground.teams.tenant import Tenant
from tests.adapters.playground.conftest import Seconds
from tests.adapters.playground.teams.tiny_bot import TinyBot

ISLA = Member.called("isla", "Isla Fraser", "isla.fraser@hfl.example")
MORAG = Member.called("morag", "Morag Sinclair", "morag.sinclair@hfl.example")
GRETA = Member.called("greta", "Greta Lindqvist", "greta@contractor.example", guest=True)
ANGUS = Member.called("angus", "Angus Kerr", "angus.kerr@hfl.example", installed=False)


@dataclass(frozen=True)
class Told:
    """Answer of Teams' side."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.body["error"]["code"])


class App:
    """Client that acts as the app: it fetches a token and makes calls."""

    def __init__(self, teams: TeamsStandIn, session: aiohttp.ClientSession) -> None:
        self.teams = teams
        self._session = session
        self.bearer = ""

    async def sign_in(self, **changes: str) -> Told:
        """Ask for a token, with other words in the form than those that are right."""
        app = self.teams.tenant.app
        form = {
            "grant_type": "client_credentials",
            "client_id": app.app_id,
            "client_secret": app.password,
            "scope": SCOPE,
        }
        told = await self.ask("POST", self.teams.token_url, data=form | changes)
        if told.status == 200:
            self.bearer = told.body["access_token"]
        return told

    async def call(self, method: str, path: str, body: Json | None = None) -> Told:
        """A call of the Bot Connector, below `/v3/conversations`."""
        headers = {"Authorization": f"Bearer {self.bearer}"}
        url = f"{self.teams.service_url}v3/conversations{path}"
        return await self.ask(method, url, json=body, headers=headers)

    async def ask(
        self,
        method: str,
        url: str,
        *,
        data: Mapping[str, str] | str | None = None,
        json: Json | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Told:
        """Any request."""
        async with self._session.request(method, url, data=data, json=json, headers=headers) as response:
            is_json = response.content_type == "application/json"
            return Told(response.status, response.headers, await (response.json() if is_json else response.text()))

    async def create(self, member: str, **changes: object) -> Told:
        """The chat with somebody."""
        app = self.teams.tenant.app
        body = {"bot": {"id": app.account}, "members": [{"id": member}], "tenantId": app.tenant_id, "isGroup": False}
        body["channelData"] = {"tenant": {"id": app.tenant_id}}
        return await self.call("POST", "", body | changes)


def card(*lines: str) -> Json:
    """An Adaptive Card of a few lines."""
    body = [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line}]} for line in lines]
    return {"type": "AdaptiveCard", "version": "1.5", "body": body}


def attached(content: Json) -> Json:
    """A card as a message carries it."""
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}


def message(*lines: str, summary: str = "Something for you") -> Json:
    """A message activity with a card of these lines."""
    return {"type": "message", "summary": summary, "attachments": [attached(card(*lines))]}


@pytest.fixture
def seconds() -> Seconds:
    """The life of access tokens."""
    return Seconds()


@pytest.fixture
def clock() -> MovableClock:
    """A Tuesday morning."""
    return MovableClock(datetime(2026, 11, 24, 10, 0, tzinfo=UTC))


@pytest.fixture
def tenant(clock: MovableClock, seconds: Seconds) -> Tenant:
    """Isla and Morag, a guest, and Angus who has not got the app."""
    return Tenant([ISLA, MORAG, GRETA, ANGUS], clock=clock, ticks=seconds, patience=LONG)


@pytest.fixture
async def teams(tenant: Tenant) -> AsyncIterator[TeamsStandIn]:
    """The stand-in, running."""
    async with TeamsStandIn(tenant) as running:
        yield running


@pytest.fixture
async def stranger(teams: TeamsStandIn) -> AsyncIterator[App]:
    """An app that has no token yet."""
    async with aiohttp.ClientSession() as session:
        yield App(teams, session)


@pytest.fixture
async def app(stranger: App) -> App:
    """The app, with its token."""
    await stranger.sign_in()
    return stranger


@pytest.fixture
def chat(tenant: Tenant) -> str:
    """Isla's chat with the app, as the address names it."""
    return f"/{tenant.chat_with(ISLA.aad)}"


@pytest.fixture
def bot(tenant: Tenant) -> TinyBot:
    """The tiny bot; each test sets its behaviour."""
    return TinyBot(tenant)


@pytest.fixture
async def bot_url(bot: TinyBot) -> AsyncIterator[str]:
    """Address at which the tiny bot takes activities."""
    server = web.Application()
    server.router.add_post("/api/messages", bot.answer)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    await runner.cleanup()


@pytest.fixture
async def driver(tenant: Tenant, bot_url: str) -> AsyncIterator[Driver]:
    """The people, in front of the tiny bot; the app is added for nobody yet."""
    people = Driver(tenant, bot_url)
    yield people
    await people.close()
