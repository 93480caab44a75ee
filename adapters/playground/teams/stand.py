"""Teams' entry in the playground."""

from __future__ import annotations

from collections.abc import Collection

from adapters.playground.page.side import Side
from adapters.playground.page.stand import Stand
from adapters.playground.people import person
from adapters.playground.people.example import example_tenant
from adapters.playground.stand_in.patience import Patience
from adapters.playground.teams.driver import Driver
from adapters.playground.teams.server import TeamsStandIn
from adapters.playground.teams.side import TeamsSide
from adapters.teams.platform import TEAMS
from bot.ports import Clock
from bot.working_time import WorkingTime


def _stand_in(clock: Clock, installed: Collection[str] | None, patience: Patience | None) -> TeamsStandIn:
    return TeamsStandIn(example_tenant(clock, installed=installed, patience=patience))


def _side(driver: person.Driver, calendar: WorkingTime) -> Side:
    assert isinstance(driver, Driver)  # it comes from the stand-in above
    return TeamsSide(driver, calendar)


STAND = Stand(platform=TEAMS, stand_in=_stand_in, side=_side)
