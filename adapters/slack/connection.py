"""Slack's side of the service, loaded only if it is set up: its library takes twenty megabytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from adapters.house.metrics import Metrics
from adapters.house.service import Service, Transactions
from adapters.house.side import Side
from adapters.slack.platform import SLACK
from adapters.slack.settings import SlackSettings
from bot.platforms import Platform


@dataclass(frozen=True)
class SlackConnection:
    """One workspace (`adapters.house.side.Connection`)."""

    settings: SlackSettings
    platform: ClassVar[Platform] = SLACK

    async def open(self, core: Service, store: Transactions, metrics: Metrics) -> Side:
        """See `Connection`."""
        from adapters.slack.app import SlackApp  # noqa: PLC0415 - see above

        return await SlackApp.open(self.settings, core, store, metrics)
