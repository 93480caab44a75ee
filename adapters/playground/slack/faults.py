"""What can go wrong on Slack's side, switched on by hand for one method or for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from adapters.playground.stand_in.faults import EVERY, Switches

#: Stands for every method.
EVERY_METHOD = EVERY


class FaultKind(StrEnum):
    """How a call goes wrong."""

    #: The answer takes `seconds` longer.
    SLOW = "slow"
    #: 429 with `Retry-After: seconds`; nothing is done.
    RATE_LIMITED = "rate_limited"
    #: 500 without a body that can be read; nothing is done.
    BROKEN = "broken"
    #: It is done, but no answer comes; the connection drops after `seconds`.
    LOST = "lost"
    #: `{"ok": false, "error": code}`; nothing is done.
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One way in which a call goes wrong."""

    kind: FaultKind
    seconds: float = 0.0
    code: str = ""

    @classmethod
    def slow(cls, seconds: float) -> Fault:
        """The answer takes this much longer."""
        return cls(kind=FaultKind.SLOW, seconds=seconds)

    @classmethod
    def rate_limited(cls, retry_after: int) -> Fault:
        """Too many calls: try again after so many seconds."""
        return cls(kind=FaultKind.RATE_LIMITED, seconds=retry_after)

    @classmethod
    def broken(cls) -> Fault:
        """An internal error; nothing is done."""
        return cls(kind=FaultKind.BROKEN)

    @classmethod
    def lost(cls, seconds: float = 0.0) -> Fault:
        """It is done, but the answer is lost: the connection drops after so many seconds."""
        return cls(kind=FaultKind.LOST, seconds=seconds)

    @classmethod
    def refused(cls, code: str) -> Fault:
        """Slack refuses with this code, such as "internal_error"."""
        return cls(kind=FaultKind.REFUSED, code=code)


class Faults(Switches[Fault]):
    """The faults that are switched on, by the method that they concern."""
