"""One database size: the three servers in turns, the steady rate, the memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from statistics import median

from benchmarks import payloads, staff
from benchmarks.load import Latency, Load
from benchmarks.payloads import Act
from benchmarks.process import Process
from benchmarks.servers import Setting
from benchmarks.slack import StandIn

KINDS = ("harbour", "bolt", "aiohttp")
#: Connections while people come at once, as Slack opens them.
CONNECTIONS = 16


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How long to measure."""

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
    #: Milliseconds of the core for each request, with all that follows from it in the meantime.
    core_ms: float


@dataclass(kw_only=True)
class Measured:
    """What was found with so many records."""

    #: By act and connections, by server: a speed for each round.
    speeds: dict[str, dict[str, list[Speed]]] = field(default_factory=dict)
    #: How long answers take at the steady rate, by server.
    steady: dict[str, Latency] = field(default_factory=dict)
    #: The share of the core that the steady rate takes of Harbour, messages to people included.
    steady_core: float = 0.0
    #: Megabytes at most, by server.
    memory: dict[str, float] = field(default_factory=dict)

    def median(self, act: str, kind: str) -> float:
        """Requests a second."""
        return median(speed.per_second for speed in self.speeds[act][kind])

    def ratio(self, act: str, beside: str) -> float:
        """Harbour's speed beside another's, round by round; the median."""
        pairs = zip(self.speeds[act]["harbour"], self.speeds[act][beside], strict=True)
        return median(ours.per_second / theirs.per_second for ours, theirs in pairs)

    def core_ratio(self, act: str, beside: str) -> float:
        """The same by time of the core, which neighbours on the machine disturb less."""
        pairs = zip(self.speeds[act]["harbour"], self.speeds[act][beside], strict=True)
        return median(theirs.core_ms / ours.core_ms for ours, theirs in pairs)


async def measure(plan: Plan, database: str, keys: str, connections: tuple[int, ...] = (CONNECTIONS,)) -> Measured:
    """Measure with this database."""
    slack = StandIn()
    await slack.start()
    with ExitStack() as stack:
        servers = {kind: _started(kind, plan, slack, database, keys) for kind in KINDS}
        for server in servers.values():
            stack.callback(server.stop)
        ports = {kind: await asyncio.to_thread(server.listens) for kind, server in servers.items()}
        found = await _Bench(plan, slack, servers, ports).run(connections)
    await slack.stop()
    return found


def _started(kind: str, plan: Plan, slack: StandIn, database: str, keys: str) -> Process:
    return Process(
        Setting(
            kind=kind,
            core=plan.server_core,
            slack_url=slack.url,
            secret=payloads.SECRET,
            database=database,
            keys=keys,
            pace=plan.pace,
        )
    )


class _Bench:
    def __init__(self, plan: Plan, slack: StandIn, servers: Mapping[str, Process], ports: Mapping[str, int]) -> None:
        self._plan = plan
        self._slack = slack
        self._servers = servers
        self._ports = ports
        self._numbers = count(1)
        self._reporters = staff.reporters()
        self._found = Measured()

    async def run(self, connections: tuple[int, ...]) -> Measured:
        command = payloads.command()
        report = await self._form_filled_in(command)
        await self._met_everybody(command)
        await self._steady(report)
        for many in connections:
            await self._in_turns(f"report, {many} connections", report, many)
        await self._in_turns("command", command, CONNECTIONS)
        self._found.memory = {kind: server.megabytes() for kind, server in self._servers.items()}
        return self._found

    async def _form_filled_in(self, command: Act) -> Act:
        """The report, as Harbour shows it after the first answer."""
        await self._load("harbour", command).once()
        await self._load("harbour", payloads.channel_chosen(self._slack.view)).once()
        return payloads.report(self._slack.view)

    async def _met_everybody(self, command: Act) -> None:
        """Each reporter has been here before: who they are is known."""
        load = self._load("harbour", command)
        await load.several(len(self._reporters), CONNECTIONS)
        await self._rest("harbour")

    async def _steady(self, report: Act) -> None:
        plan, server = self._plan, self._servers["harbour"]
        for kind in KINDS:
            before = server.seconds()
            self._found.steady[kind] = await self._load(kind, report).open(plan.steady_rate, plan.steady_seconds)
            if kind == "harbour":
                self._found.steady_core = (server.seconds() - before) / plan.steady_seconds
            await self._rest(kind)

    async def _rest(self, kind: str) -> None:
        """Leave the core to the next: where messages are not paced, when all are sent; else after a moment.

        Paced as Slack wants it, they go on for minutes, and take little of the core from the others.
        """
        await self._servers[kind].settled(1.0 if self._plan.pace else 90.0)

    async def _in_turns(self, name: str, act: Act, connections: int) -> None:
        speeds: dict[str, list[Speed]] = {kind: [] for kind in KINDS}
        for _ in range(self._plan.rounds):
            for kind in KINDS:
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
            return act.request(self._reporters[number % len(self._reporters)], number)

        return Load(self._ports[kind], request, _wanted(kind))


def _wanted(kind: str) -> Callable[[bytes], bool]:
    """Harbour answers a report with its receipt and a command with nothing; the others with nothing."""
    if kind != "harbour":
        return lambda body: not body
    return lambda body: not body or b'"title": {"type": "plain_text", "text": "Sent"' in body
