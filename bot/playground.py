"""The composition of the playground: the real service with the real adapter against the stand-in for Slack,
in one process, with example people and a clock that is moved on by hand."""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from adapters import logs
from adapters.calendar import BankHolidays
from adapters.house import Address, House
from adapters.playground import example
from adapters.playground.clock import MovableClock
from adapters.playground.driver import Driver
from adapters.playground.sent import Channel
from adapters.playground.server import StandIn
from adapters.playground.stories import main_job
from adapters.playground.stories.stage import NotAsTold, Stage
from adapters.slack.app import SlackSettings
from bot import directory
from bot.policy import Policy
from storage import Store, new_key, verify


@dataclass(frozen=True, kw_only=True)
class Table:
    """What stands on the table: the people, the clock and the house."""

    folder: Path
    slack: StandIn
    clock: MovableClock
    policy: Policy
    store: Store
    house: House
    driver: Driver
    #: What was logged, at the most talkative level.
    log: io.StringIO = field(repr=False)


@asynccontextmanager
async def laid(folder: Path, start: datetime, *, beats: bool = False) -> AsyncIterator[Table]:
    """A table laid in this folder. Without `beats` nothing happens by itself: `house.tick()` does what is due."""
    log = io.StringIO()
    logs.configure("DEBUG", log)
    clock = MovableClock(start)
    policy = Policy.load(example.write_policy(folder / "policy.toml"), closed_days=BankHolidays())
    store = Store(f"sqlite:///{folder / 'harbour.db'}", new_key(), policy, clock)
    try:
        people = directory.read(example.directory_csv().encode())
        await store.arun(lambda uow: directory.import_into(uow.directory, people.rows))
        async with StandIn(example.example_workspace(clock)) as slack:
            settings = SlackSettings(
                bot_token=slack.bot_token, signing_secret=slack.signing_secret, api_url=slack.api_url, pace=0, holds=0
            )
            house = await House.open(store, settings, Address(port=0))
            try:
                await house.start(beats=beats)
                async with Driver(slack.workspace, f"{house.url}/slack/events") as driver:
                    yield Table(
                        folder=folder,
                        slack=slack,
                        clock=clock,
                        policy=policy,
                        store=store,
                        house=house,
                        driver=driver,
                        log=log,
                    )
            finally:
                await house.stop()
    finally:
        store.close()


def story() -> int:
    """Play the main job and print who sees what; 0 only if everything happened."""
    with tempfile.TemporaryDirectory(prefix="harbour-") as folder:
        try:
            asyncio.run(_told(Path(folder)))
        except NotAsTold as missing:
            sys.stdout.write(f"\nThe story did not happen as it is told: {missing}\n")
            return 1
    return 0


async def _told(folder: Path) -> None:
    async with laid(folder, main_job.START) as table:
        stage = Stage(table.driver, table.clock, table.policy.calendar, table.house.tick, _say)
        await main_job.play(stage)
        found = await asyncio.to_thread(verify, table.store)
        _say(f"\nThe history's chain is whole: {found.count} entries.")
        leaks = await asyncio.to_thread(_leaks, table, stage)
        stage.expect(not leaks, f"Confidential words were found: {', '.join(leaks)}.")
        _say(f"{len(stage.secrets)} confidential words: none in messages, logs, metrics or database files.")


def _leaks(table: Table, stage: Stage) -> list[str]:
    """Where a confidential word of the story stands outside dialogs and ciphertext: places, not words."""
    messages = [
        f"a message ({sent.by})"
        for secret in stage.secrets
        for sent in table.slack.workspace.sent.containing(secret, Channel.MESSAGE, Channel.EPHEMERAL, Channel.OTHER)
    ]
    texts = {"the log": table.log.getvalue().encode(), "the metrics": table.house.metrics_page()}
    texts |= {path.name: path.read_bytes() for path in table.folder.glob("harbour.db*")}
    places = [
        name for name, body in texts.items() for secret in stage.secrets if secret.casefold().encode() in body.lower()
    ]
    return sorted({*messages, *places})


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
