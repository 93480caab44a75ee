"""Socket Mode goes both ways, with the real clients."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.playground.slack.driver import Driver
from adapters.playground.slack.link import EVENT
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.socket_mode import MOST_CONNECTIONS
from adapters.playground.stand_in.refusals import AppFailed
from tests.adapters.playground.tiny_app import asked, modal

Ack = Callable[..., Awaitable[None]]
FORM = modal(asked("What happened", "note", "plain_text_input"), title="Report")


@pytest.fixture
async def bolt(slack: StandIn, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    """A Bolt app, connected by Socket Mode."""
    app = AsyncApp(
        client=client, token=slack.bot_token, process_before_response=True, request_verification_enabled=False
    )
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client, ping_interval=5)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.hub.connected()
    yield app
    await handler.close_async()  # type: ignore[no-untyped-call]
    if handler.client.current_session_monitor is not None:
        handler.client.current_session_monitor.cancel()
    if handler.client.message_receiver is not None:
        handler.client.message_receiver.cancel()
    handler.client.message_processor.cancel()
    await handler.client.aiohttp_client_session.close()


async def test_a_command_a_form_and_its_errors_go_round(bolt: AsyncApp, slack: StandIn) -> None:
    """A command opens a dialog, an empty answer is objected to, a good one closes it."""
    sent: list[str] = []

    async def start(ack: Ack, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view={**FORM, "callback_id": "report"})
        await ack()

    async def submit(ack: Ack, view: dict[str, Any]) -> None:
        typed = view["state"]["values"]["note"]["note.answer"]["value"]
        if typed == "x":
            await ack(response_action="errors", errors={"note": "Please write a sentence."})
        else:
            sent.append(typed)
            await ack()

    bolt.command("/report")(start)
    bolt.view("report")(submit)
    async with Driver.over_socket(slack.workspace, slack.hub) as people:
        isla = people.person("isla")
        await isla.command("/report")
        await isla.fill({"What happened": "x"})
        await isla.send()
        objections = isla.modal().errors
        await isla.fill({"What happened": "shouted & swore"})
        await isla.send()
    assert objections == {"What happened": "Please write a sentence."}
    assert (sent, isla.has_modal) == (["shouted & swore"], False)


async def test_events_are_acknowledged_and_retried(bolt: AsyncApp, slack: StandIn) -> None:
    """An event arrives with its number of attempts and is acknowledged without an answer."""
    heard: list[str] = []

    async def listen(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    bolt.event("message")(listen)
    async with Driver.over_socket(slack.workspace, slack.hub) as people:
        await people.person("isla").say("hello", retries=1)
    assert heard == ["hello", "hello"]


async def test_nobody_at_the_other_end_is_a_failure(slack: StandIn) -> None:
    """Without a connection the person reads that it did not work."""
    async with Driver.over_socket(slack.workspace, slack.hub) as people:
        with pytest.raises(AppFailed, match="acknowledge"):
            await people.person("isla").command("/report")


async def test_a_ticket_works_once(slack: StandIn) -> None:
    """The address that apps.connections.open gives is for one connection."""
    address = slack.hub.address()
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        hello = await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)
    assert hello["type"] == "hello"
    assert hello["connection_info"] == {"app_id": slack.workspace.app.app_id}


async def test_too_many_connections_are_sent_away(slack: StandIn) -> None:
    """Ten are held, an eleventh is told so; each payload goes to one of them."""
    async with aiohttp.ClientSession() as session:
        held = [await session.ws_connect(slack.hub.address()) for _ in range(MOST_CONNECTIONS)]
        for socket in held:
            await socket.receive_json()
        extra = await session.ws_connect(slack.hub.address())
        sent_away = await extra.receive_json()
        delivery = asyncio.create_task(slack.hub.deliver(EVENT, {"n": 1}, seconds=60))
        envelope = await held[0].receive_json()
        await held[0].send_str("not json")
        await held[0].send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "yes"}})
        answer = await delivery
        others = [socket for socket in held[1:] if not await _silent(socket)]
        for socket in (*held, extra):
            await socket.close()
    assert sent_away == {"type": "disconnect", "reason": "too_many_websockets"}
    assert (envelope["payload"], answer, others) == ({"n": 1}, {"text": "yes"}, [])


async def _silent(socket: aiohttp.ClientWebSocketResponse) -> bool:
    try:
        await asyncio.wait_for(socket.receive(), 0.01)
    except TimeoutError:
        return True
    return False
