"""Socket Mode: requests arrive over a connection that we open, at the same listener as over HTTP."""

from __future__ import annotations

import asyncio

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.chat.errors import Unreadable
from adapters.logs import withheld
from adapters.slack import inbound
from adapters.slack.inbound import Heard, Kind
from adapters.slack.route import Receiver

#: Seconds for which one address of Socket Mode is tried.
_CONNECT = 15.0


class Socket(AsyncSocketModeHandler):
    """Socket Mode through the same listener."""

    def __init__(self, bolt: AsyncApp, app_token: str, receiver: Receiver) -> None:
        super().__init__(bolt, app_token, logger=withheld("harbour.slack.socket"))
        self._receiver = receiver

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one envelope. An unreadable one is acknowledged, so that it does not come again."""
        try:
            heard = inbound.read(req.payload)
        except Unreadable:
            heard = Heard(kind=Kind.IGNORED)
        answer = await self._receiver.dispatch(heard)
        await send_async_response(client, req, answer, 0.0)


async def connect(client: AsyncBaseSocketModeClient) -> None:
    """Connect, however long it takes: an address that did not work is good for no second try, which the SDK makes."""
    while True:
        client.wss_uri = None  # type: ignore[assignment]
        try:
            async with asyncio.timeout(_CONNECT):
                await client.connect()  # type: ignore[no-untyped-call]
        except TimeoutError:
            continue
        return
