"""A platform as a journey needs it besides its people: its faults, lost accounts, and the log of sent payloads.

A journey uses `Side`; `on_slack` and `on_teams` implement it for the two stand-ins.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from adapters.house.side import Connection
from adapters.playground.people.person import Driver, Person


class Call(StrEnum):
    """Kind of call to a platform."""

    #: To bring a message to somebody.
    SEND = "send"
    #: To rewrite one.
    REWRITE = "rewrite"
    #: To take one away.
    REMOVE = "remove"
    #: Whatever it is.
    ANY = "any"


class Trouble(StrEnum):
    """Kind of failure; nothing is done except where noted."""

    #: An internal error, without a body that can be read.
    BROKEN = "broken"
    #: An answer that says no.
    REFUSED = "refused"
    #: An answer that says no for good: this message is kept.
    KEPT = "kept"
    #: The app is not let in at all: its token does not count.
    UNKNOWN = "unknown"
    #: No chat is found, or open to the app.
    SHUT = "shut"
    #: Too many calls: to be tried again after so many seconds.
    LIMITED = "limited"
    #: The call takes effect after so many seconds.
    SLOW = "slow"
    #: The call takes effect, and no answer comes.
    LOST = "lost"


class Side(Protocol):
    """One platform."""

    @property
    def platform(self) -> str:
        """Which one."""
        ...

    def connection(self) -> Connection:
        """Connection of the service to the stand-in."""
        ...

    async def driver(self, house: str) -> Driver:
        """Its people, who reach the service at this address; each of them has the app."""
        ...

    # -- what goes wrong

    def fails(self, call: Call, trouble: Trouble, seconds: float = 0.0, *, times: int | None = None) -> None:
        """The next `times` calls go wrong; None: until all is well again."""
        ...

    def is_well(self) -> None:
        """Everything goes well again."""
        ...

    def tries(self, call: Call) -> int:
        """Number of these calls so far."""
        ...

    # -- who is who

    def closes(self, person: Person) -> None:
        """Their account is closed: nothing reaches them any more."""
        ...

    def makes_guest(self, person: Person) -> None:
        """Make them a guest from now on."""
        ...

    def forgets(self, person: Person) -> None:
        """Forget that they have ever been there."""
        ...

    def readdresses(self, person: Person, email: str) -> None:
        """Their account has another address."""
        ...

    async def doubles(self, person: Person, account: str, *, confirmed: bool = True) -> str:
        """Another account is made with their name and address, and the app is there for it: how it is called."""
        ...

    # -- what was sent

    def form(self, person: Person) -> str:
        """The name of the form that they have open."""
        ...

    def raw(self, person: Person) -> str:
        """The open dialog as it was sent, without the mark of its showing. "" if none is open."""
        ...

    def shown(self) -> str:
        """All that was ever shown in dialogs."""
        ...

    def bare(self, text: str) -> str:
        """An answer or a dialog without the platform's ids and the mark of its showing."""
        ...

    async def plant(self, person: Person, text: str) -> str:
        """Send somebody a message with the app's own token, past the service; returns the method."""
        ...
