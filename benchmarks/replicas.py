"""`python -m benchmarks.replicas`: reports a second on SQLite, and on PostgreSQL by one replica and by several.

All take turns in each round, so that the neighbours on the machine are the same for all; shown is the median of the
rounds' ratios. The courier sends at Slack's pace meanwhile, as in service.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Annotated

import psycopg
import typer

from benchmarks import payloads, postgresql, seeding, staff
from benchmarks.load import Load
from benchmarks.process import Process
from benchmarks.servers import Setting
from benchmarks.slack import StandIn
from storage import new_key

_RECORDS = 200
_SQLITE = "SQLite"
_LATE = b"This is taking longer than it should"


def main(
    replicas: Annotated[
        str, typer.Option(help="How many replicas there are on PostgreSQL, with commas between.")
    ] = "1,3",
    rounds: Annotated[int, typer.Option(help="How often they take turns.")] = 5,
    seconds: Annotated[float, typer.Option(help="Seconds of each turn.")] = 3.0,
    connections: Annotated[int, typer.Option(help="How many people send at once, for each replica.")] = 16,
) -> None:
    """Measure with nothing pinned: the houses, PostgreSQL and the load share the cores that there are."""
    home = Path.cwd() / "var"
    home.mkdir(exist_ok=True)
    several = [int(text) for text in replicas.split(",")]
    with tempfile.TemporaryDirectory(prefix="harbour-benchmark-", dir=home) as place, postgresql.server() as server:
        asyncio.run(_Turns(Path(place), server, rounds, seconds, connections).run(several))


class _Turns:
    def __init__(self, place: Path, server: str, rounds: int, seconds: float, connections: int) -> None:
        self._place, self._server = place, server
        self._rounds, self._seconds, self._connections = rounds, seconds, connections
        self._stand_in = StandIn()
        self._number = 0

    async def run(self, several: list[int]) -> None:
        """Measure, and print."""
        await self._stand_in.start()
        houses: dict[str, list[Process]] = {}
        try:
            houses[_SQLITE] = self._houses(f"sqlite:///{self._place / 'harbour.db'}", 1)
            for many in several:
                houses[f"PostgreSQL, {many}"] = self._houses(self._database(many), many)
            found: dict[str, list[float]] = {name: [] for name in houses}
            core: dict[str, list[float]] = {name: [] for name in houses}
            ports = {name: [await asyncio.to_thread(each.listens) for each in those] for name, those in houses.items()}
            act = await self._report(ports[_SQLITE][0])
            for name in houses:  # everybody has been here before
                await self._at_once(ports[name], act, 1.0)
            for _ in range(self._rounds):
                for name, those in houses.items():
                    before = sum(each.seconds() for each in those)
                    rate = await self._at_once(ports[name], act, self._seconds)
                    core[name].append((sum(each.seconds() for each in those) - before) / (rate * self._seconds) * 1000)
                    found[name].append(rate)
                    sys.stdout.write(f"{name}: {rate:.0f}/s\n")
                    sys.stdout.flush()
                    for each in those:
                        await each.settled(2.0)
        finally:
            for those in houses.values():
                for each in those:
                    await asyncio.to_thread(each.stop)
            await self._stand_in.stop()
        _show(found, core)

    def _database(self, many: int) -> str:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE of_{many}")
        return self._server.replace("/postgres?", f"/of_{many}?")

    def _houses(self, url: str, many: int) -> list[Process]:
        keys = new_key()
        with tempfile.TemporaryDirectory(dir=self._place) as folder:
            seeding.seed(url, keys, _RECORDS, Path(folder))
        setting = Setting(
            kind="harbour",
            core=None,
            platform="slack",
            url=self._stand_in.url,
            secret=payloads.SECRET,
            database=url,
            keys=keys,
        )
        return [Process(setting) for _ in range(many)]

    async def _report(self, port: int) -> payloads.SlackAct:
        """As Harbour's own form has it, after the first answer."""
        for act in (payloads.command(), payloads.channel_chosen):
            made = act if isinstance(act, payloads.SlackAct) else act(self._stand_in.view)
            await self._load(port, made).once()
        return payloads.report(self._stand_in.view)

    async def _at_once(self, ports: list[int], act: payloads.SlackAct, seconds: float) -> float:
        loads = [self._load(port, act).closed(self._connections, seconds) for port in ports]
        return sum(await asyncio.gather(*loads))

    def _load(self, port: int, act: payloads.SlackAct) -> Load:
        people = staff.reporters()

        def request() -> bytes:
            self._number += 1
            return act.request(people[self._number % len(people)], self._number)

        # On a machine that is short of cores some are answered before they are kept, which they are soon after.
        return Load(port, request, lambda body: act.is_answer(body) or _LATE in body)


def _show(found: dict[str, list[float]], core: dict[str, list[float]]) -> None:
    sys.stdout.write(f"load average {os.getloadavg()[0]:.1f}\n| | reports/s | of SQLite | core time each |\n")
    for name, rates in found.items():
        ratio = median(rate / beside for rate, beside in zip(rates, found[_SQLITE], strict=True))
        sys.stdout.write(f"| {name} | {median(rates):.0f} | {ratio:.2f} | {median(core[name]):.2f} ms |\n")


if __name__ == "__main__":
    typer.run(main)
