"""Description of a platform for the playground: a stand-in, its people, and its look on the page."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from adapters.house.side import Connection
from adapters.playground.page.side import Side
from adapters.playground.people.person import Driver
from adapters.playground.stand_in.patience import Patience
from bot.platforms import Platform
from bot.ports import Clock
from bot.working_time import WorkingTime


class StandIn(Protocol):
    """A platform's stand-in, running, with the example people."""

    def connection(self) -> Connection:
        """Connection of the service to the stand-in."""
        ...

    def people(self, house: str) -> AbstractAsyncContextManager[Driver]:
        """Its people, who reach the service at this address, without a slash at the end."""
        ...


@dataclass(frozen=True, kw_only=True)
class Stand:
    """One platform."""

    platform: Platform
    #: Starts a stand-in by this clock, in which these people have the app (by short name; None for everybody), and
    #: which waits so long (None: as the platform does).
    stand_in: Callable[[Clock, Collection[str] | None, Patience | None], AbstractAsyncContextManager[StandIn]]
    #: Shows its people, in the words of this calendar.
    side: Callable[[Driver, WorkingTime], Side]
