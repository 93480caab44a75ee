"""SIGKILL at any moment: nothing acknowledged is missing, and nothing is nudged twice."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from adapters.playground.slack.driver import Driver
from adapters.playground.slack.server import StandIn
from adapters.playground.stand_in.refusals import PlaygroundError
from adapters.playground.stand_in.sent import SentLog
from adapters.playground.teams.driver import Driver as TeamsDriver
from bot.app.composition import SystemClock
from bot.policy import Policy
from storage import Store, verify
from tests.journeys.acts import REPORT, closed, fill
from tests.journeys.serving import Served, answers, machine, prepared
from tests.journeys.spawner import LEASE_SECONDS
from tests.sizes import size
from tests.waiting import PATIENCE, until

KILLS = size(3, 15)
#: Reporters, and how the one of them reads what others report: one manager each.
REPORTERS = ("isla", "callum", "rory", "shona", "fiona", "angus", "tam")


@dataclass
class Acknowledged:
    """Reports acknowledged to people as sent."""

    count: int = 0
    refs: set[str] = field(default_factory=set)


class Spawner:
    """Starts and kills the service."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._child = 0
        self._process: asyncio.subprocess.Process

    async def open(self) -> None:
        """Import everything once."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.journeys.spawner",
            env={**machine(), **self._served.env},
            cwd=self._served.folder,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip

    async def start(self) -> None:
        """A new service; returns once it answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"start\n")
        self._child = int(await self._process.stdout.readline())
        async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
            while not await answers(session, f"{self._served.url}/healthz"):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)

    def kill(self) -> None:
        """At once."""
        self.gets(signal.SIGKILL)

    def gets(self, sign: signal.Signals) -> None:
        """A signal, such as one to stand still."""
        if self._child:  # 0 is everybody
            os.kill(self._child, sign)

    async def close(self) -> None:
        """The last child too."""
        self.kill()
        self._process.kill()
        await self._process.wait()


async def keeps_reporting(driver: Driver | TeamsDriver, who: str, told: Acknowledged, enough: asyncio.Event) -> None:
    """Report one contact after the other; an unanswered report is sent again, as people do."""
    person = driver.person(who)
    while person.has_modal or not enough.is_set():  # what is under way is sent until it is answered
        try:
            if not person.has_modal:
                await person.command("/ended-contact", "shouted at me")
            await fill(person, REPORT)
            await person.send()
        except PlaygroundError:
            await asyncio.sleep(0.05)
            continue
        receipt = re.findall(r"EC-\d+", person.modal().text)
        if not receipt:
            continue  # the form once more, with what follows from the answers
        told.refs |= set(receipt)
        told.count += 1
        await closed(person)
        await asyncio.sleep(0.5)


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_killed_at_any_moment_nothing_is_lost_or_told_twice(tmp_path: Path, platform: str) -> None:
    """Reports go on while the service is killed over and over."""
    chance = random.Random(20270111)  # noqa: S311 - the same moments at every run
    told, enough = Acknowledged(), asyncio.Event()
    async with prepared(tmp_path, platform) as served:
        spawner = Spawner(served)
        await spawner.open()
        await spawner.start()
        async with served.driver() if platform == "slack" else served.teams_driver() as driver:
            reporting = [asyncio.create_task(keeps_reporting(driver, who, told, enough)) for who in REPORTERS]
            for _ in range(KILLS):
                await asyncio.sleep(chance.uniform(0.0, 0.8))
                spawner.kill()
                await spawner.start()
            await until(lambda: told.count >= KILLS)
            enough.set()
            await asyncio.gather(*reporting)
            await quiet(served, tmp_path)
        await spawner.close()
        kept = rows(tmp_path, "SELECT ref FROM record WHERE kind = 'ended_contact'")
        refs = {str(ref) for (ref,) in kept}
        assert told.count >= KILLS
        assert told.refs <= refs  # nothing acknowledged is missing
        assert len(refs) == told.count  # and nothing was kept twice
        messages = manager_messages(served)
        assert set(messages) == refs  # each is told
        twice = sum(count - 1 for count in messages.values())
        assert twice <= KILLS, f"{twice} of {len(refs)} told twice"  # only where a kill fell between send and mark
        assert whole(served) > 0


async def quiet(served: Served, folder: Path) -> None:
    """Wait until no notice waits and nothing has been written for longer than a lease. Raises TimeoutError.

    On a busy machine a message may fail once, and is tried again after longer than a lease.
    """
    sent, since = -1, asyncio.get_running_loop().time()
    async with asyncio.timeout(10 * PATIENCE):
        while asyncio.get_running_loop().time() - since < LEASE_SECONDS + 1:
            waiting = rows(folder, "SELECT count(*) FROM notice WHERE due IS NOT NULL") != [(0,)]
            if waiting or len(_sent(served)) != sent:
                sent, since = len(_sent(served)), asyncio.get_running_loop().time()
            await asyncio.sleep(0.2)


def _sent(served: Served) -> SentLog:
    """All that was sent."""
    return served.slack.workspace.sent if isinstance(served.stand_in, StandIn) else served.teams.tenant.sent


def manager_messages(served: Served) -> Counter[str]:
    """Number of messages to the manager about each report."""
    found: Counter[str] = Counter()
    for text in _texts(served):
        found.update(re.findall(r"EC-\d+", text))
    return found


def _texts(served: Served) -> Iterator[str]:
    """Texts of the messages in the chats."""
    if isinstance(served.stand_in, StandIn):
        yield from (m.text for chat in served.slack.workspace.messages.values() for m in chat.values())
    else:
        yield from (m.summary for chat in served.teams.tenant.messages.values() for m in chat.values())


def whole(served: Served) -> int:
    """The history, read from its beginning. Raises if it does not hold."""
    env = served.env
    store = Store(env["HARBOUR_DATABASE_URL"], env["HARBOUR_ENCRYPTION_KEYS"], Policy.load(), SystemClock())
    try:
        return verify(store).count
    finally:
        store.close()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Of the database."""
    with closing(sqlite3.connect(f"file:{folder / 'harbour.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()
