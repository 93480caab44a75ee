"""A table with the real house on it, for the page's tests."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters import logs
from adapters.calendar import BankHolidays
from adapters.house import Address, House
from adapters.playground.clock import MovableClock
from adapters.playground.driver import Driver
from adapters.playground.example import directory_csv, example_workspace, write_policy
from adapters.playground.page.table import Table
from adapters.playground.server import StandIn
from adapters.slack.app import SlackSettings
from bot import directory
from bot.policy import Policy
from storage import Store, new_key
from storage.floor import Floor

#: A Tuesday morning.
BEGINNING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@asynccontextmanager
async def table() -> AsyncIterator[Table]:
    """The example people, the stand-in for Slack, a fresh database and the running service."""
    logs.configure("ERROR", io.StringIO())
    with TemporaryDirectory() as folder:
        clock = MovableClock(BEGINNING)
        policy = Policy.load(write_policy(Path(folder) / "policy.toml"), closed_days=BankHolidays())
        store = Store(f"sqlite:///{folder}/harbour.db", new_key(), policy, clock)
        rows = directory.read(directory_csv().encode()).rows
        await store.arun(lambda uow: directory.import_into(uow.directory, rows))
        try:
            async with (
                StandIn(example_workspace(clock)) as slack,
                _running(slack, store) as house,
                Driver(slack.workspace, f"{house.url}/slack/events") as driver,
            ):
                yield Table(
                    driver=driver,
                    clock=clock,
                    calendar=policy.calendar,
                    settle=house.tick,
                    floor=Floor(store),
                    restart=house.restart,
                )
        finally:
            store.close()


class _Running:
    """A house that can be stopped and started again at the same address."""

    def __init__(self, slack: StandIn, store: Store) -> None:
        self._settings = SlackSettings(
            bot_token=slack.bot_token, signing_secret=slack.signing_secret, api_url=slack.api_url, pace=0.0, holds=0.0
        )
        self._store = store
        self._house: House | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Begin."""
        self._house = await House.open(self._store, self._settings, Address(port=self._port))
        await self._house.start()
        self._port = int(self._house.url.rpartition(":")[2])

    async def stop(self) -> None:
        """End."""
        if self._house is not None:
            await self._house.stop()

    async def restart(self) -> None:
        """End, and begin again on what was kept."""
        await self.stop()
        await self.start()

    async def tick(self) -> None:
        """Do all that is due."""
        assert self._house is not None
        await self._house.tick()


@asynccontextmanager
async def _running(slack: StandIn, store: Store) -> AsyncIterator[_Running]:
    house = _Running(slack, store)
    await house.start()
    try:
        yield house
    finally:
        await house.stop()
