# ruff: noqa: PLC0415 - each process loads what its own server needs, and nothing of the others'
"""The servers to compare, each in a process of its own on one core.

Run with `python -m benchmarks.servers`: the `Setting` is read from standard input as one line of JSON, and the port is
written to standard output once it listens.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.house.side import Connection


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Settings of a server."""

    #: "harbour", "bolt", "usual", "botbuilder" or "aiohttp".
    kind: str
    #: Core that the server has to itself; None: wherever there is room.
    core: int | None
    #: "slack" or "teams": the platform of Harbour's people.
    platform: str
    #: Address of the stand-in for the platform, and the credential of the app.
    url: str
    secret: str
    database: str = ""
    keys: str = ""
    #: Seconds between two messages in one channel of Slack (0: at once, on both platforms), or None for a house
    #: without courier and metronome.
    pace: float | None = 1.0
    #: The form that the usual bot opens, as JSON: a view as large as Harbour's.
    view: str = ""


Stop = Callable[[], Awaitable[None]]


async def _harbour(setting: Setting) -> tuple[int, Stop]:
    """The real house, as `harbour serve` builds it."""
    from adapters import logs
    from adapters.calendar import BankHolidays
    from adapters.house.house import Address, House
    from benchmarks.staff import Clock
    from bot.app.composition import keep_what_is_made
    from bot.policy import Policy
    from storage import Store

    logs.configure("INFO")
    store = Store(setting.database, setting.keys, Policy.load(None, closed_days=BankHolidays()), Clock())
    house = await House.open(store, [_connection(setting)], Address(port=0))
    await house.start(beats=setting.pace is not None)
    keep_what_is_made()

    async def stop() -> None:
        await house.stop()
        store.close()

    return int(house.url.rpartition(":")[2]), stop


def _connection(setting: Setting) -> Connection:
    from adapters.slack.connection import SlackConnection
    from adapters.slack.settings import SlackSettings
    from adapters.teams.connection import TeamsConnection
    from adapters.teams.settings import TeamsSettings
    from benchmarks.teams import APP, TENANT

    if setting.platform == "teams":
        return TeamsConnection(
            TeamsSettings(
                app_id=APP,
                app_password=setting.secret,
                tenant_id=TENANT,
                openid_url=f"{setting.url}openid",
                token_url=f"{setting.url}token",
                paced=bool(setting.pace),
            )
        )
    return SlackConnection(
        SlackSettings(
            bot_token="xoxb-benchmark",  # noqa: S106 - no secret
            signing_secret=setting.secret,
            api_url=setting.url,
            pace=setting.pace or 0.0,
        )
    )


async def _bolt(setting: Setting) -> tuple[int, Stop]:
    """Bolt alone: checks the signature and acknowledges."""
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient(token="xoxb-benchmark", base_url=setting.url)  # noqa: S106 - no secret
    client.proxy = None
    app = AsyncApp(client=client, signing_secret=setting.secret, process_before_response=True)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    app.command("/ended-contact")(acknowledge)
    app.view("ended_contact.report")(acknowledge)
    return await _listening(app.web_app())


async def _usual(setting: Setting) -> tuple[int, Stop]:
    """Bolt as most bots of this kind use it: the form by `views.open`; a row by an async session, then one message."""
    import tempfile
    from pathlib import Path
    from typing import Any

    from slack_bolt.async_app import AsyncApp
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_sdk.web.async_client import AsyncWebClient
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlmodel import Field, SQLModel
    from sqlmodel.ext.asyncio.session import AsyncSession

    class Report(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        reporter: str
        answers: str

    client = AsyncWebClient(token="xoxb-benchmark", base_url=setting.url)  # noqa: S106 - no secret
    client.proxy = None
    app = AsyncApp(client=client, signing_secret=setting.secret, process_before_response=True)
    folder = tempfile.TemporaryDirectory(dir=Path(setting.database.removeprefix("sqlite:///")).parent)
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder.name}/usual.db")
    async with engine.begin() as connection:
        await connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        await connection.run_sync(SQLModel.metadata.create_all)
    view = json.loads(setting.view)

    async def opens(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def keeps(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        async with AsyncSession(engine) as session:
            user = body["user"]["id"]
            session.add(Report(reporter=user, answers=json.dumps(body["view"]["state"]["values"])))
            await session.commit()
        await ack()
        await client.chat_postMessage(channel=user, text="A report is waiting for you.")

    app.command("/ended-contact")(opens)
    app.view("ended_contact.report")(keeps)
    port, stop = await _listening(app.web_app())

    async def stopped() -> None:
        await stop()
        await engine.dispose()
        folder.cleanup()

    return port, stopped


async def _botbuilder(setting: Setting) -> tuple[int, Stop]:
    """The SDK's `process_activity` alone: checks the token, makes its clients, and calls an empty handler."""
    from aiohttp import web
    from botbuilder.core import TurnContext  # type: ignore[import-untyped]
    from botbuilder.integration.aiohttp import (  # type: ignore[import-untyped]
        CloudAdapter,
        ConfigurationBotFrameworkAuthentication,
    )
    from botbuilder.schema import Activity  # type: ignore[import-untyped]

    from benchmarks.teams import APP, ISSUER, TENANT

    class Configuration:
        APP_TYPE = "SingleTenant"
        APP_ID = APP
        APP_PASSWORD = setting.secret
        APP_TENANTID = TENANT
        TO_CHANNEL_FROM_BOT_LOGIN_URL = f"{setting.url}token"
        TO_CHANNEL_FROM_BOT_OAUTH_SCOPE = "https://api.botframework.com"
        TO_BOT_FROM_CHANNEL_TOKEN_ISSUER = ISSUER
        TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL = f"{setting.url}openid"

    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration()))

    async def nothing(context: TurnContext) -> None:
        """Do nothing."""

    async def answer(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        await adapter.process_activity(request.headers["Authorization"], activity, nothing)
        return web.Response()

    app = web.Application(client_max_size=2**21)
    app.router.add_post("/api/messages", answer)
    return await _listening(app)


async def _aiohttp(_: Setting) -> tuple[int, Stop]:
    """A handler that reads the body and does nothing."""
    from aiohttp import web

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        return web.Response()

    app = web.Application(client_max_size=2**21)
    app.router.add_post("/slack/events", answer)
    app.router.add_post("/api/messages", answer)
    return await _listening(app)


async def _listening(app: object) -> tuple[int, Stop]:
    from aiohttp import web

    assert isinstance(app, web.Application)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return int(runner.addresses[0][1]), runner.cleanup


_KINDS = {"harbour": _harbour, "bolt": _bolt, "usual": _usual, "botbuilder": _botbuilder, "aiohttp": _aiohttp}


async def _serve(setting: Setting) -> None:
    port, stop = await _KINDS[setting.kind](setting)
    asked = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asked.set)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asked.wait()
    await stop()


if __name__ == "__main__":
    given = Setting(**json.loads(sys.stdin.readline()))
    if given.core is not None:
        os.sched_setaffinity(0, {given.core})
    asyncio.run(_serve(given))
