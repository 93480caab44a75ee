"""Faults that are switched on by hand, for one operation of a stand-in or for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Self, TypeVar

#: Stands for every operation.
EVERY = "*"


class FaultKind(StrEnum):
    """Effect of a fault on a call."""

    #: The answer takes `seconds` longer.
    SLOW = "slow"
    #: Refused in the platform's own way; nothing is done.
    REFUSED = "refused"
    #: `status` with a page of HTML; nothing is done.
    BROKEN = "broken"
    #: It is done, but no answer comes; the connection drops after `seconds`.
    LOST = "lost"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault of a call."""

    kind: FaultKind
    status: int = 0
    code: str = ""
    seconds: float = 0.0
    #: The Retry-After, in seconds.
    retry_after: int | None = None

    @classmethod
    def slow(cls, seconds: float) -> Self:
        """The answer takes this much longer."""
        return cls(kind=FaultKind.SLOW, seconds=seconds)

    @classmethod
    def lost(cls, seconds: float = 0.0) -> Self:
        """It is done, but the answer is lost: the connection drops after so many seconds."""
        return cls(kind=FaultKind.LOST, seconds=seconds)


F = TypeVar("F", bound=Fault)


class Switches(Generic[F]):
    """The faults that are switched on."""

    def __init__(self) -> None:
        self._faults: dict[str, tuple[F, int | None]] = {}
        #: How many calls have met one.
        self.met = 0

    def on(self, operation: str, fault: F, *, times: int | None = None) -> None:
        """Let the next `times` calls of an operation (or of `EVERY`) go wrong; None: until it is off."""
        self._faults[operation] = (fault, times)

    def off(self, operation: str | None = None) -> None:
        """Let an operation (or everything) go well again."""
        if operation is None:
            self._faults.clear()
        else:
            self._faults.pop(operation, None)

    def take(self, operation: str) -> F | None:
        """The fault that this call meets, if any; counts it."""
        for name in (operation, EVERY):
            if name not in self._faults:
                continue
            self.met += 1
            fault, times = self._faults[name]
            if times is not None and times <= 1:
                del self._faults[name]
            elif times is not None:
                self._faults[name] = (fault, times - 1)
            return fault
        return None
