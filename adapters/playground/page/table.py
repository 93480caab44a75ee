"""State of the demo: everything that a page shows and acts on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from adapters.playground.people.cast import Cast, PlayedOn
from adapters.playground.stand_in.mailbox import Mailbox
from bot.stored_data import StoredData
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
    """People on their platforms, and the running service that answers them."""

    cast: Cast
    clock: Clock
    #: The organisation's working time, which also words every moment.
    calendar: WorkingTime
    #: Lets the service do all that is due, until nothing is.
    settle: Callable[[], Awaitable[None]]
    stored: StoredData
    #: Stops the service and starts it again on what it has kept.
    restart: Callable[[], Awaitable[None]]
    #: Everybody's e-mail; empty where there is none.
    mailbox: Mailbox = field(default_factory=Mailbox)
    #: Takes over the text of a directory file, where a story changes who works here.
    staff: Callable[[str], Awaitable[None]] | None = None


#: Lays a fresh table, on which people are met there; leaving it clears everything away.
Lay = Callable[[PlayedOn], AbstractAsyncContextManager[Table]]
