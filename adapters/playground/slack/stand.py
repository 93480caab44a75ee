"""Slack's entry in the playground."""

from __future__ import annotations

from collections.abc import Collection

from adapters.playground.page.side import Side
from adapters.playground.page.stand import Stand
from adapters.playground.people import person
from adapters.playground.people.example import example_workspace
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.side import SlackSide
from adapters.playground.stand_in.patience import Patience
from adapters.slack.platform import SLACK
from bot.ports import Clock
from bot.working_time import WorkingTime


def _stand_in(clock: Clock, _: Collection[str] | None, patience: Patience | None) -> StandIn:
    """In a workspace everybody has the app."""
    return StandIn(example_workspace(clock, patience=patience))


def _side(driver: person.Driver, calendar: WorkingTime) -> Side:
    assert isinstance(driver, Driver)  # it comes from the stand-in above
    return SlackSide(driver, calendar)


STAND = Stand(platform=SLACK, stand_in=_stand_in, side=_side)
