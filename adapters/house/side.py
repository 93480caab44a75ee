"""One platform's side of the house, and what opens it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from adapters.house.metrics import Metrics
from adapters.house.service import Service, Store
from adapters.house.web import Handler
from bot.platforms import Platform
from bot.ports import Messenger


class Side(Protocol):
    """One platform within the running service."""

    @property
    def messenger(self) -> Messenger:
        """Its way to people."""
        ...

    @property
    def posts(self) -> Mapping[str, Handler]:
        """Handlers of its HTTP POST requests, by route."""
        ...

    async def trouble(self) -> str | None:
        """Why people are not served by it now, and what to do, in sentences; None where they are. Soon answered."""
        ...

    async def start(self) -> None:
        """Begin. Raises Misconfigured."""
        ...

    async def close(self) -> None:
        """Let go of the connections."""
        ...


class Connection(Protocol):
    """Set-up connection to one platform, not yet opened."""

    @property
    def platform(self) -> Platform:
        """Which it is."""
        ...

    async def open(self, core: Service, store: Store, metrics: Metrics) -> Side:
        """Build its side of the house in the running event loop; asks nothing of the platform yet."""
        ...
