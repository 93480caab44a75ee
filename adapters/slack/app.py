"""Slack's side of the service: Bolt's app with one catch-all listener a kind, over HTTP or Socket Mode.

`process_before_response=True`: an accepted event is committed before Slack is answered, and an exception is never
acknowledged (platform page: slack, "Bolt, async").
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat.errors import CannotTell, NotShown, NotStaff, OtherAccount, SomebodyElse, Unconfirmed
from adapters.chat.pace import shared as shared_pace
from adapters.house.metrics import Metrics
from adapters.house.service import Service, TooSlow, Transactions, keeps
from adapters.house.web import Handler
from adapters.logs import logger, withheld
from adapters.slack import client as web
from adapters.slack.answers import Answers, Body
from adapters.slack.identity import Identity
from adapters.slack.inbound import Heard, Kind
from adapters.slack.messenger import SlackMessenger
from adapters.slack.platform import SLACK
from adapters.slack.route import SlackRoute
from adapters.slack.settings import SlackSettings
from adapters.slack.socket_mode import Socket, connect
from adapters.slack.workspace import Workspace
from bot.chat.events import Event, HomeEvent
from bot.chat.replies import Reply
from bot.errors import HarbourError
from bot.people import PersonId

#: Seconds in which an answer has to be given: Slack waits three.
_ANSWER = 2.8
Listen = Callable[[AsyncAck, AsyncBoltContext], Awaitable[BoltResponse]]
_ANY = re.compile(r".*", re.DOTALL)
#: Acts that may change somebody's own home, and the number of homes kept up to date.
_ACTS = frozenset({Kind.SUBMISSION, Kind.MESSAGE_ACTION, Kind.MODAL_ACTION})
_MOST_HOMES = 5000
#: Events that Slack sends again if they are not acknowledged; everything else is answered in words.
_REPEATED = frozenset({Kind.HOME, Kind.TYPED})
_OUT = (
    "Slack: the app was taken out of the workspace. Install it again, set its bot token as SLACK_BOT_TOKEN, and start"
    " Harbour again."
)
_UNCONNECTED = (
    "Slack: Socket Mode is not connected, so that nothing people do arrives. Check SLACK_APP_TOKEN, which needs"
    " connections:write, and let this machine reach wss-primary.slack.com; it is tried until it connects."
)


class SlackApp:
    """Everything that speaks with Slack: build with `open`, run with `start`, end with `close`."""

    def __init__(
        self,
        settings: SlackSettings,
        service: Service,
        store: Transactions,
        shared: aiohttp.ClientSession,
        metrics: Metrics,
    ) -> None:
        self._settings = settings
        self._service = service
        self._metrics = metrics
        self._session = shared
        self._client = web.web_client(settings.bot_token, settings.api_url, shared)
        self._workspace = Workspace(self._client, fresh=settings.fresh)
        self._identity = Identity(self._client, self._workspace, store)
        self.messenger = SlackMessenger(
            self._client,
            self._identity.remember,
            pace=settings.pace,
            holds=settings.holds,
            shared=shared_pace(store, SLACK.name),
        )
        self._answers = Answers(self._client, shared, service, store, self.messenger)
        self._bolt = _bolt(self._client, self._workspace, settings.bot_token, self._listen)
        self._socket: Socket | None = None
        #: True once Slack has said that the app was removed from the workspace, until somebody uses it again.
        self._is_out = False
        #: People who have opened their home since the start, and the homes being redrawn.
        self._homes: dict[str, None] = {}
        self._drawing: set[asyncio.Task[None]] = set()
        self._connecting: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls, settings: SlackSettings, service: Service, store: Transactions, metrics: Metrics | None = None
    ) -> Self:
        """Build it in the running event loop. Asks nothing of Slack yet."""
        return cls(settings, service, store, web.session(), metrics or Metrics())

    @property
    def posts(self) -> Mapping[str, Handler]:
        """The one URL that Slack calls; none over Socket Mode."""
        secret = self._settings.signing_secret
        return {"/slack/events": SlackRoute(secret, self)} if secret else {}

    async def trouble(self) -> str | None:
        """See `Side`: the token is tried, and whether anything can come in."""
        if self._is_out:
            return _OUT
        found = await self._workspace.trouble()
        if found is None and self._socket is not None and not await self._socket.client.is_connected():
            return _UNCONNECTED
        return found

    async def start(self) -> None:
        """Ask Slack which workspace this is and, for Socket Mode, connect.

        Raises Misconfigured for a wrong token. Where Slack cannot be reached now, it is asked again
        with the first request.
        """
        try:
            await self._workspace.begin()
        except CannotTell:
            logger().warning("slack.not_reached", reason=await self._workspace.trouble())
        if self._settings.app_token:
            self._socket = Socket(self._bolt, self._settings.app_token, self)
            self._connecting = asyncio.create_task(connect(self._socket.client))

    async def close(self) -> None:
        """Let go of the connections."""
        if self._drawing:
            await asyncio.wait(self._drawing, timeout=_ANSWER)
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        if self._socket is not None:
            await self._socket.client.close()  # type: ignore[no-untyped-call]
        await self._session.close()

    async def dispatch(self, heard: Heard) -> BoltResponse:
        """Pass a request through Bolt to our one listener, and return the HTTP answer.

        Bolt is given a small body of checked ids: its own reading of a body fails on some.
        """
        if heard.kind is Kind.IGNORED:
            return BoltResponse(status=200)
        if heard.kind is Kind.REVOKED:
            await self._revoked(heard)
            return BoltResponse(status=200)
        request = AsyncBoltRequest(mode="socket_mode", body=_envelope(heard), context={"heard": heard})
        return await self._bolt.async_dispatch(request)

    async def _revoked(self, heard: Heard) -> None:
        """The app was removed, from our workspace or from another one that is none of ours."""
        try:
            home = await self._workspace.who()
        except CannotTell:
            return  # then the token says it
        if home.holds(heard.team, heard.enterprise) and (heard.bots is None or home.bot_user in heard.bots):
            self._is_out = True
            logger().error("slack.revoked", reason=_OUT)

    async def _listen(self, ack: AsyncAck, context: AsyncBoltContext) -> BoltResponse:
        """The one listener: answer the request. Bolt passes the arguments by these names."""
        heard: Heard = context["heard"]
        deadline = asyncio.get_running_loop().time() + _ANSWER
        outcome = "done"
        try:
            body = await self._answered(heard, deadline)
        except (NotStaff, OtherAccount, Unconfirmed, CannotTell, TooSlow) as refusal:
            outcome = "slow" if isinstance(refusal, TooSlow) else "refused"
            if isinstance(refusal, OtherAccount):
                logger().warning("slack.other_account", kind=heard.kind.value)
            body = await self._answers.refuse(heard, refusal.message, deadline)
        except NotShown as unseen:
            outcome = "not_shown"
            logger().error("slack.not_shown", kind=heard.kind.value, exc_info=unseen.__cause__)
            body = await self._answers.saved(heard, unseen.message, deadline)
        except Exception as error:
            outcome = "failed"
            logger().error("slack.failed", kind=heard.kind.value, exc_info=error)
            if heard.kind in _REPEATED:
                raise
            body = await self._answers.refuse(heard, HarbourError().message, deadline)
        finally:
            self._metrics.event("slack", heard.kind.value, outcome)
        return await ack(body or "")

    async def _answered(self, heard: Heard, deadline: float) -> Body:
        try:
            event, reply = await self._done(heard)
        except SomebodyElse:
            self._identity.forget(heard.user)
            event, reply = await self._done(heard)
        self._look_at_home(heard, event.person)
        try:
            return await self._answers.give(heard, event, reply, deadline)
        except Exception as error:
            if not keeps(event, reply):
                raise
            raise NotShown from error

    async def _done(self, heard: Heard) -> tuple[Event, Reply]:
        """Return the event and the core's reply. Raises SomebodyElse if the directory has changed meanwhile."""
        person = await self._identity.person(heard.user, heard.team, heard.enterprise)
        self._is_out = False
        picked = await self._identity.picked(heard.answers.picked)
        event = heard.event(person, picked.values, picked.problems)
        return event, await self._service.handle(event, first=self._identity.still(heard.user, person))

    def _look_at_home(self, heard: Heard, person: PersonId) -> None:
        """Redraw the person's home if they have opened it: Slack does not ask for it again after an act."""
        if heard.kind is Kind.HOME:
            self._homes[heard.user] = None
            while len(self._homes) > _MOST_HOMES:
                self._homes.pop(next(iter(self._homes)))
        elif heard.user in self._homes and heard.kind in _ACTS:
            task = asyncio.create_task(self._home(heard.user, person))
            self._drawing.add(task)
            task.add_done_callback(self._drawing.discard)

    async def _home(self, user: str, person: PersonId) -> None:
        try:
            await self._answers.home(user, await self._service.handle(HomeEvent(person=person)))
        except Exception as error:  # noqa: BLE001 - it is drawn again when it is next opened
            logger().warning("slack.home_not_drawn", exc_info=error)


def _bolt(client: AsyncWebClient, workspace: Workspace, token: str, listen: Listen) -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        home = await workspace.who() if workspace.is_known else None
        return AuthorizeResult(
            enterprise_id=home.enterprise if home else None,
            team_id=home.team if home else None,
            bot_user_id=home.bot_user if home else None,
            bot_id=home.bot if home else None,
            bot_token=token,
        )

    with _without_oauth():
        app = AsyncApp(
            name="harbour",
            # It warns of the token, which `authorize` gives it.
            logger=withheld("harbour.slack.bolt", logging.ERROR),
            client=client,
            authorize=authorize,
            process_before_response=True,
            # Our own route has done these, without their faults.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
    # Bolt asks one after the other: the most frequent first.
    app.view(_ANY)(listen)
    app.action(_ANY)(listen)
    app.command(_ANY)(listen)
    app.event(_ANY)(listen)
    return app


@contextmanager
def _without_oauth() -> Iterator[None]:
    """Bolt turns on OAuth, with installations kept in files, if it finds these in the environment."""
    names = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
    found = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(found)


def _envelope(heard: Heard) -> dict[str, Any]:
    """The least that Bolt needs to find the listener."""
    user = {"id": heard.user}
    match heard.kind:
        case Kind.COMMAND:
            return {"command": "/" + heard.name, "user_id": heard.user, "team_id": heard.team}
        case Kind.SUBMISSION:
            return {"type": "view_submission", "user": user, "view": {"type": "modal", "callback_id": heard.name}}
        case Kind.HOME:
            return {"type": "event_callback", "event": {"type": "app_home_opened", "user": heard.user}}
        case Kind.TYPED:
            return {"type": "event_callback", "event": {"type": "message", "user": heard.user}}
        case _:
            action = {"type": "button", "action_id": heard.name, "block_id": "harbour"}
            return {"type": "block_actions", "user": user, "actions": [action]}
