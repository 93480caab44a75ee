"""Starts the stand-in on a free port of the loopback address."""

from __future__ import annotations

import ipaddress
from types import TracebackType

from aiohttp import web

from adapters.playground.slack.socket_mode import SocketHub
from adapters.playground.slack.web_api import WebApi, loopback_only
from adapters.playground.slack.workspace import Workspace

#: Slack takes a little more than the largest view.
_BODY_BYTES = 1024 * 1024


class StandIn:
    """The stand-in, running while it is entered: `async with StandIn(workspace) as slack: …`.

    Raises ValueError for an address that others could reach.
    """

    def __init__(self, workspace: Workspace | None = None, *, host: str = "127.0.0.1", port: int = 0) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("The stand-in listens on a loopback address only, such as 127.0.0.1.")
        self.workspace = workspace or Workspace()
        self.hub = SocketHub(self.workspace)
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> StandIn:
        app = web.Application(middlewares=[loopback_only], client_max_size=_BODY_BYTES)
        WebApi(self.workspace, self.hub).add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        port = self._runner.addresses[0][1]
        name = f"[{self._host}]" if ":" in self._host else self._host
        self.workspace.root_url = f"http://{name}:{port}/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.hub.close()
        if self._runner is not None:
            await self._runner.cleanup()

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
