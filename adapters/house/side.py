"""One platform within the running service, and its connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from adapters.house.metrics import Metrics
from adapters.house.service import Service, Transactions
from adapters.house.web import Handler
from bot.platforms import Platform
from bot.ports import Messenger


class Side(Protocol):
    """One platform within the running service."""

    @property
    def messenger(self) -> Messenger:
        """Messenger of this platform."""
        ...

    @property
    def posts(self) -> Mapping[str, Handler]:
        """Handlers of its HTTP POST requests, by route."""
        ...

    async def trouble(self) -> str | None:
        """Reason why people are not served by it now, with the remedy, in sentences; None if they are. Quick."""
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

    async def open(self, core: Service, store: Transactions, metrics: Metrics) -> Side:
        """Build the platform's side in the running event loop, without calling the platform yet."""
        ...
