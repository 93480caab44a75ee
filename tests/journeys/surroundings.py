"""Surroundings of a world that outlive its service: platforms, e-mail, a clock, a folder, keys."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from adapters import logs
from adapters.calendar import BankHolidays
from adapters.playground.people import example
from adapters.playground.slack.server import StandIn
from adapters.playground.stand_in.clock import MovableClock
from adapters.playground.stand_in.mailbox import Mailbox
from adapters.playground.stand_in.patience import LONG
from adapters.playground.teams.members import Member
from adapters.playground.teams.server import TeamsStandIn
from bot.app.demo import held_port
from bot.app.platforms import PLATFORMS
from bot.policy import Policy
from storage import new_key
from tests import migrated
from tests.journeys.on_slack import OnSlack
from tests.journeys.on_teams import OnTeams
from tests.journeys.sides import Side

#: A Monday morning in January, 10:00.
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)

#: Somebody of another organisation, who writes to the bot from there. Neither they nor a guest should have the app.
OWEN = replace(
    Member.called("owen", "Owen Hughes", "owen@neighbour.example"),
    foreign_tenant="0dd0beef-7a6b-4c5d-9e8f-102938475665",
)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Everything that outlives the service: the folder, keys, policy, platforms, e-mail, clock and log."""

    folder: Path
    keys: str
    policy: Policy
    clock: MovableClock
    sides: Mapping[str, Side]
    mailbox: Mailbox
    #: Where the house listens, for as long as the surroundings is there.
    port: int
    log: io.StringIO = field(repr=False)
    #: By short name, who is met on another platform than the first.
    met_on: Mapping[str, str]

    @property
    def database(self) -> str:
        """Its address."""
        return f"sqlite:///{self.folder / 'harbour.db'}"


@asynccontextmanager
async def _slack(clock: MovableClock) -> AsyncIterator[Side]:
    async with StandIn(example.example_workspace(clock, patience=LONG)) as stand_in:
        yield OnSlack(stand_in)


@asynccontextmanager
async def _teams(clock: MovableClock) -> AsyncIterator[Side]:
    async with TeamsStandIn(example.example_tenant(clock, patience=LONG)) as stand_in:
        stand_in.tenant.add_member(OWEN)
        stand_in.tenant.install(stand_in.tenant.find_member("greta").aad)
        yield OnTeams(stand_in)


#: The platforms, each with the people of the example on it.
_SIDES: Mapping[str, Callable[[MovableClock], AbstractAsyncContextManager[Side]]] = {"slack": _slack, "teams": _teams}


@asynccontextmanager
async def laid(
    folder: Path,
    start: datetime = MONDAY,
    policy: str = "",
    *,
    platforms: Sequence[str] = ("slack",),
    met_on: Mapping[str, str] | None = None,
) -> AsyncIterator[Surroundings]:
    """The surroundings of a world in this folder; `policy` is added to the example's policy file.

    `met_on`: by short name, who is met on another platform than the first.
    """
    log = io.StringIO()
    logs.configure("DEBUG", log)
    migrated.on_sqlite(folder / "harbour.db")
    file = folder / "policy.toml"
    file.write_text(example.policy_toml() + policy, encoding="utf-8")
    clock = MovableClock(start)
    async with AsyncExitStack() as stack:
        port = stack.enter_context(held_port())
        yield Surroundings(
            folder=folder,
            keys=new_key(),
            policy=replace(
                Policy.load(file, closed_days=BankHolidays()),
                public_url=f"http://127.0.0.1:{port}",
                platforms=PLATFORMS,
            ),
            clock=clock,
            sides={name: await stack.enter_async_context(_SIDES[name](clock)) for name in platforms},
            met_on=met_on or {},
            mailbox=await stack.enter_async_context(Mailbox()),
            port=port,
            log=log,
        )
