"""One platform and one database size: the three servers in turn, the steady rate, the memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from typing import Any

from adapters.slack.forms import modal
from benchmarks.load import Latency, Load
from benchmarks.payloads import SECRET
from benchmarks.process import Process
from benchmarks.servers import Setting
from benchmarks.sides import Act, Side
from bot.chat.forms import Form
from bot.views.examples.gathered import EXAMPLES

#: Connections while people come at once, as the platforms open them.
CONNECTIONS = 16


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Number and length of the measurements."""

    server_core: int
    rounds: int = 5
    seconds: float = 3.0
    steady_rate: float = 50.0
    steady_seconds: float = 30.0
    #: Seconds between two messages in one channel (Slack asks for one); 0: at once; None: no courier.
    pace: float | None = 1.0


@dataclass(frozen=True, kw_only=True)
class Speed:
    """One server in one round."""

    per_second: float
    #: Milliseconds of the core for each request, with all the work that follows from it.
    core_ms: float


@dataclass(kw_only=True)
class Measured:
    """Results with so many records."""

    #: The servers: Harbour, the platform's library alone, the usual bot (on Slack), a handler that does nothing.
    kinds: tuple[str, ...]
    #: Speeds by act and connections, then by server: one for each round.
    speeds: dict[str, dict[str, list[Speed]]] = field(default_factory=dict)
    #: Latency at the steady rate, by act and server.
    steady: dict[str, dict[str, Latency]] = field(default_factory=dict)
    #: Share of the core that Harbour uses at the steady rate, messages to people included, by act.
    steady_core: dict[str, float] = field(default_factory=dict)
    #: Peak megabytes, by server.
    memory: dict[str, float] = field(default_factory=dict)

    def median(self, act: str, kind: str) -> float:
        """Median of requests a second."""
        return median(speed.per_second for speed in self.speeds[act][kind])

    def ratio(self, act: str, beside: str) -> float:
        """Median ratio of Harbour's speed to another server's, round by round."""
        pairs = zip(self.speeds[act]["harbour"], self.speeds[act][beside], strict=True)
        return median(ours.per_second / theirs.per_second for ours, theirs in pairs)

    def core_ratio(self, act: str, beside: str) -> float:
        """The same by core time, which neighbours on the machine disturb less."""
        pairs = zip(self.speeds[act]["harbour"], self.speeds[act][beside], strict=True)
        return median(theirs.core_ms / ours.core_ms for ours, theirs in pairs)


async def measure(
    plan: Plan, side: Side, database: str, keys: str, connections: tuple[int, ...] = (CONNECTIONS,)
) -> Measured:
    """Measure with this database."""
    await side.start()
    async with AsyncExitStack() as stack:
        servers = {kind: _started(kind, plan, side, database, keys) for kind in side.kinds}
        for server in servers.values():
            stack.push_async_callback(asyncio.to_thread, server.stop)  # while the stand-in still answers
        ports = {kind: await asyncio.to_thread(server.listens) for kind, server in servers.items()}
        found = await _Bench(plan, side, servers, ports).run(connections)
    await side.stop()
    return found


def _started(kind: str, plan: Plan, side: Side, database: str, keys: str) -> Process:
    return Process(
        Setting(
            kind=kind,
            core=plan.server_core,
            platform=side.name,
            url=side.url,
            secret=SECRET,
            database=database,
            keys=keys,
            pace=plan.pace,
            view=json.dumps(_report_form()) if kind == "usual" else "",
        )
    )


def _report_form() -> dict[str, Any]:
    """The form of a report, as `/ended-contact` opens it on Slack."""
    form = EXAMPLES["ended_contact/form"]()
    assert isinstance(form, Form)
    return modal(form, lambda _: None)


class _Bench:
    def __init__(self, plan: Plan, side: Side, servers: Mapping[str, Process], ports: Mapping[str, int]) -> None:
        self._plan = plan
        self._side = side
        self._servers = servers
        self._ports = ports
        self._numbers = count(1)
        self._people = side.people()
        self._found = Measured(kinds=tuple(side.kinds))

    async def run(self, connections: tuple[int, ...]) -> Measured:
        acts = await self._side.acts(lambda act: self._load("harbour", act).once())
        (main, report), *others = acts.items()
        await self._met_everybody(others[0][1])
        for name, act in acts.items():
            await self._steady(name, act)
        for many in connections:
            await self._in_turns(f"{main}, {many} connections", report, many)
        for name, act in others:
            await self._in_turns(name, act, CONNECTIONS)
        self._found.memory = {kind: server.megabytes() for kind, server in self._servers.items()}
        return self._found

    async def _met_everybody(self, act: Act) -> None:
        """Let each person act once, so that Harbour already knows who they are."""
        load = self._load("harbour", act)
        await load.several(len(self._people), CONNECTIONS)
        await self._rest("harbour")

    async def _steady(self, name: str, act: Act) -> None:
        plan, server = self._plan, self._servers["harbour"]
        self._found.steady[name] = {}
        for kind in self._side.kinds:
            before = server.seconds()
            took = await self._load(kind, act).open(plan.steady_rate, plan.steady_seconds)
            self._found.steady[name][kind] = took
            if kind == "harbour":
                self._found.steady_core[name] = (server.seconds() - before) / plan.steady_seconds
            await self._rest(kind)

    async def _rest(self, kind: str) -> None:
        """Leave the core to the next server: once all messages are sent, or after a moment if they are paced.

        At the platforms' pace they go on for minutes, and take little of the core from the others.
        """
        await self._servers[kind].settled(1.0 if self._plan.pace else 90.0)

    async def _in_turns(self, name: str, act: Act, connections: int) -> None:
        speeds: dict[str, list[Speed]] = {kind: [] for kind in self._side.kinds}
        for _ in range(self._plan.rounds):
            for kind in self._side.kinds:
                speeds[kind].append(await self._at_once(kind, act, connections))
        self._found.speeds[name] = speeds

    async def _at_once(self, kind: str, act: Act, connections: int) -> Speed:
        server, seconds = self._servers[kind], self._plan.seconds
        before = server.seconds()
        rate = await self._load(kind, act).closed(connections, seconds)
        used = server.seconds() - before
        await self._rest(kind)
        return Speed(per_second=rate, core_ms=1000 * used / (rate * seconds))

    def _load(self, kind: str, act: Act) -> Load:
        def request() -> bytes:
            number = next(self._numbers)
            return act.request(self._people[number % len(self._people)], number)

        return Load(self._ports[kind], request, act.is_answer if kind == "harbour" else _is_nothing)


def _is_nothing(body: bytes) -> bool:
    """True for the empty body that the other servers answer with."""
    return not body
