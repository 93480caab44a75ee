"""What is laid on the table: everything that a page shows and acts on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from adapters.playground.mailbox import Mailbox
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.workspace import Workspace
from bot.floor import Floor
from bot.working_time import WorkingTime


class Clock(Protocol):
    """A clock that can be moved on."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...

    def move_to(self, moment: datetime) -> datetime:
        """Move on to this moment."""
        ...


@dataclass(frozen=True, kw_only=True)
class Table:
    """A workspace with people in it, and the running service that answers them."""

    driver: Driver
    clock: Clock
    #: The organisation's working time, which also words every moment.
    calendar: WorkingTime
    #: Lets the service do all that is due, until nothing is.
    settle: Callable[[], Awaitable[None]]
    floor: Floor
    #: Stops the service and starts it again on what it has kept.
    restart: Callable[[], Awaitable[None]]
    #: Everybody's e-mail; empty where there is none.
    mailbox: Mailbox = field(default_factory=Mailbox)

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.driver.workspace


#: Lays a fresh table; leaving it clears everything away.
Lay = Callable[[], AbstractAsyncContextManager[Table]]
