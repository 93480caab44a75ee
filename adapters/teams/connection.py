"""Teams' side of the service, loaded only if it is set up: its library takes twenty megabytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from adapters.house.metrics import Metrics
from adapters.house.service import Service, Transactions
from adapters.house.side import Side
from adapters.teams.platform import TEAMS
from adapters.teams.settings import TeamsSettings
from bot.platforms import Platform

#: Seconds for the core: far less is needed, and Teams waits longer than any other.
_CORE = 6.0


@dataclass(frozen=True)
class TeamsConnection:
    """One tenant (`adapters.house.side.Connection`)."""

    settings: TeamsSettings
    platform: ClassVar[Platform] = TEAMS

    async def open(self, core: Service, store: Transactions, metrics: Metrics) -> Side:
        """See `Connection`."""
        from adapters.teams.app import TeamsApp  # noqa: PLC0415 - see above

        return await TeamsApp.open(self.settings, core.patient(_CORE), store, metrics)
