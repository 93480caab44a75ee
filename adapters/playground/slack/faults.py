"""What can go wrong on Slack's side, switched on by hand for one method or for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Stands for every method.
EVERY_METHOD = "*"


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


class Faults:
    """The faults that are switched on."""

    def __init__(self) -> None:
        self._faults: dict[str, tuple[Fault, int | None]] = {}

    def on(self, method: str, fault: Fault, *, times: int | None = None) -> None:
        """Let the next `times` calls of a method (or of `EVERY_METHOD`) go wrong; None: until it is off."""
        self._faults[method] = (fault, times)

    def off(self, method: str | None = None) -> None:
        """Let a method (or everything) go well again."""
        if method is None:
            self._faults.clear()
        else:
            self._faults.pop(method, None)

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, if any; counts it."""
        for name in (method, EVERY_METHOD):
            if name not in self._faults:
                continue
            fault, times = self._faults[name]
            if times is not None and times <= 1:
                del self._faults[name]
            elif times is not None:
                self._faults[name] = (fault, times - 1)
            return fault
        return None
