"""Starts the stand-in on a free port of the loopback address."""

from __future__ import annotations

from types import TracebackType

from aiohttp import web

from adapters.playground.stand_in.loopback import LoopbackServer
from adapters.playground.teams.connector import SERVICE_PATH, Connector
from adapters.playground.teams.driver import Driver
from adapters.playground.teams.entra import OPENID_PATH, Entra, token_path
from adapters.playground.teams.tenant import Tenant
from adapters.teams.connection import TeamsConnection
from adapters.teams.settings import TeamsSettings


class TeamsStandIn:
    """The stand-in, running while it is entered: `async with TeamsStandIn(tenant) as teams: …`.

    Raises ValueError for an address that others could reach.
    """

    def __init__(self, tenant: Tenant | None = None, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._server = LoopbackServer(host, port)
        self._root = ""
        self.tenant = tenant or Tenant()

    async def __aenter__(self) -> TeamsStandIn:
        self._root = await self._server.start(self._add_routes)
        self.tenant.service_url = f"{self._root}{SERVICE_PATH}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.stop()

    def _add_routes(self, app: web.Application) -> None:
        Entra(self.tenant).add_to(app)
        Connector(self.tenant).add_to(app)

    @property
    def service_url(self) -> str:
        """URL of the Bot Connector; ends with a slash, as Teams' own does."""
        return self.tenant.service_url

    @property
    def openid_url(self) -> str:
        """For TEAMS_OPENID_URL."""
        return f"{self._root}{OPENID_PATH}"

    @property
    def token_url(self) -> str:
        """For TEAMS_TOKEN_URL."""
        return f"{self._root}{token_path(self.tenant.app.tenant_id)}"

    def settings(self, *, paced: bool = False) -> TeamsSettings:
        """Settings that connect the app and the stand-in."""
        app = self.tenant.app
        return TeamsSettings(
            app_id=app.app_id,
            app_password=app.password,
            tenant_id=app.tenant_id,
            openid_url=self.openid_url,
            token_url=self.token_url,
            paced=paced,
        )

    def people(self, house: str) -> Driver:
        """The people, who reach the app at this address; it is added for them first."""
        return Driver(self.tenant, f"{house}/api/messages")

    def connection(self) -> TeamsConnection:
        """Unpaced connection of the app to the stand-in."""
        return TeamsConnection(self.settings())
