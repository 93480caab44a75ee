"""A gate between Microsoft's Agents Playground, which signs nothing, and Harbour, which accepts nothing unsigned.

    python -m adapters.playground.teams.gate

It passes activities on with a token of its own keys, describes those keys, and issues the access tokens that Harbour
asks for: Harbour itself runs unchanged and checks every token. Harbour's messages go straight to the Agents
Playground, which asks for no token. On the loopback address only.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import replace

from aiohttp import web

from adapters.playground.stand_in.loopback import LoopbackServer
from adapters.playground.stand_in.patience import TEAMS
from adapters.playground.stand_in.refusals import AppFailed
from adapters.playground.teams.entra import OPENID_PATH, Entra, token_path
from adapters.playground.teams.link import TeamsLink
from adapters.playground.teams.tenant import BotApp, Tenant

#: The tenant that the Agents Playground says everybody is of.
TENANT = "00000000-0000-0000-0000-0000000000001"
PORT = 3980
HARBOUR = "http://127.0.0.1:3978/api/messages"


class Gate:
    """The gate, open while it is entered: `async with Gate(harbour_url) as gate: gate.url`."""

    def __init__(self, harbour_url: str = HARBOUR, *, port: int = 0) -> None:
        """`harbour_url`: where Harbour takes activities."""
        self.tenant = Tenant(app=BotApp(tenant_id=TENANT))
        self._link = TeamsLink(harbour_url, self.tenant, patience=replace(TEAMS, promise=float("inf")))
        self._server = LoopbackServer(port=port)
        self._root = ""

    async def __aenter__(self) -> Gate:
        self._root = await self._server.start(self._add_routes)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.stop()
        await self._link.close()

    @property
    def url(self) -> str:
        """URL to which the Agents Playground sends activities."""
        return f"{self._root}api/messages"

    def settings(self) -> dict[str, str]:
        """Settings with which Harbour accepts the activities of this gate."""
        app = self.tenant.app
        return {
            "TEAMS_APP_ID": app.app_id,
            "TEAMS_APP_PASSWORD": app.password,
            "TEAMS_TENANT_ID": app.tenant_id,
            "TEAMS_OPENID_URL": f"{self._root}{OPENID_PATH}",
            "TEAMS_TOKEN_URL": f"{self._root}{token_path(app.tenant_id)}",
        }

    def _add_routes(self, app: web.Application) -> None:
        Entra(self.tenant).add_to(app)
        app.router.add_post("/api/messages", self._pass)

    async def _pass(self, request: web.Request) -> web.Response:
        """Pass an activity on, signed for the service URL that it names."""
        activity = await request.json()
        token = self._link.token(serviceurl=activity.get("serviceUrl"))
        try:
            answer = await self._link.deliver(activity, token=token)
        except AppFailed as failed:
            return web.Response(status=502, text=str(failed))
        return web.Response(status=answer.status, body=answer.body, content_type="application/json")


async def _open(harbour_url: str, port: int) -> None:
    async with Gate(harbour_url, port=port) as gate:
        says = [f"export {name}='{value}'" for name, value in gate.settings().items()]
        sys.stdout.write("\n".join([*says, f"# The Agents Playground sends to {gate.url}", ""]))
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Stand until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="gate", description="Lets Microsoft's Agents Playground speak with Harbour.")
    parser.add_argument("--harbour", default=HARBOUR, help="where Harbour takes activities")
    parser.add_argument("--port", type=int, default=PORT, help="where the gate stands")
    given = parser.parse_args()
    try:
        asyncio.run(_open(given.harbour, given.port))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
