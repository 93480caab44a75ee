"""Teams' side of the house."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

from adapters.metrics import Metrics
from adapters.service import Service, Store
from bot.ports import Messenger

#: Where the keys are described with which Microsoft signs what the Bot Connector sends.
OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"


@dataclass(frozen=True, kw_only=True)
class TeamsSettings:
    """How to reach the bot of one tenant, and how it reaches us."""

    app_id: str
    app_password: str = field(repr=False)
    tenant_id: str
    openid_url: str = OPENID_URL
    #: Where outbound tokens come from; None for Microsoft's own, for the tenant.
    token_url: str | None = None
    #: False lets everything out at once: for a stand-in, which has no limits by the second.
    paced: bool = True


class TeamsHouse:
    """Everything that speaks with Teams: build with `open`, run with `start`, end with `close`."""

    messenger: Messenger

    @classmethod
    async def open(
        cls, settings: TeamsSettings, service: Service, store: Store, metrics: Metrics | None = None
    ) -> Self:
        """Build it in the running event loop. Asks nothing of Microsoft yet. Raises Misconfigured."""
        raise NotImplementedError

    @property
    def is_ready(self) -> bool:
        """Whether the signing keys are known."""
        raise NotImplementedError

    async def start(self) -> None:
        """Fetch the signing keys; where they cannot be reached now, they are fetched with the first request."""

    async def close(self) -> None:
        """Let go of the connections."""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """`POST /api/messages`."""
        raise NotImplementedError
