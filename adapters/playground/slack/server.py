"""Starts the stand-in on a free port of the loopback address."""

from __future__ import annotations

from types import TracebackType

from aiohttp import web

from adapters.playground.slack.driver import Driver
from adapters.playground.slack.socket_mode import SocketHub
from adapters.playground.slack.web_api import WebApi
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.loopback import LoopbackServer
from adapters.slack.connection import SlackConnection
from adapters.slack.settings import SlackSettings


class StandIn:
    """The stand-in, running while it is entered: `async with StandIn(workspace) as slack: …`.

    Raises ValueError for an address that others could reach.
    """

    def __init__(self, workspace: Workspace | None = None, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._server = LoopbackServer(host, port)
        self.workspace = workspace or Workspace()
        self.hub = SocketHub(self.workspace)

    async def __aenter__(self) -> StandIn:
        self.workspace.root_url = await self._server.start(self._add_routes)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.hub.close()
        await self._server.stop()

    def _add_routes(self, app: web.Application) -> None:
        WebApi(self.workspace, self.hub).add_to(app)

    @property
    def api_url(self) -> str:
        """The Web API's address, for SLACK_API_URL; ends with a slash."""
        return f"{self.workspace.root_url}api/"

    @property
    def bot_token(self) -> str:
        """For SLACK_BOT_TOKEN."""
        return self.workspace.app.bot_token

    @property
    def app_token(self) -> str:
        """For SLACK_APP_TOKEN."""
        return self.workspace.app.app_token

    @property
    def signing_secret(self) -> str:
        """For SLACK_SIGNING_SECRET."""
        return self.workspace.app.signing_secret

    def people(self, house: str) -> Driver:
        """The people, who reach the app at this address."""
        return Driver(self.workspace, f"{house}/slack/events")

    def connection(self) -> SlackConnection:
        """Connection of the app to the stand-in: unpaced, and with nothing cached."""
        return SlackConnection(
            SlackSettings(
                bot_token=self.bot_token,
                signing_secret=self.signing_secret,
                api_url=self.api_url,
                pace=0,
                holds=0,
                fresh=0,
            )
        )
