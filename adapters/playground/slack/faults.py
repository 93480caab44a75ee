"""Faults of Slack's side, switched on by hand for one method or for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from adapters.playground.stand_in import faults
from adapters.playground.stand_in.faults import EVERY, FaultKind, Switches

#: Stands for every method.
EVERY_METHOD = EVERY


@dataclass(frozen=True, kw_only=True)
class Fault(faults.Fault):
    """A fault of a call of the Web API."""

    @classmethod
    def rate_limited(cls, retry_after: int) -> Self:
        """429, too many calls: try again after so many seconds. Nothing is done."""
        return cls(kind=FaultKind.REFUSED, status=429, code="ratelimited", retry_after=retry_after)

    @classmethod
    def broken(cls) -> Self:
        """500, an internal error; nothing is done."""
        return cls(kind=FaultKind.BROKEN, status=500)

    @classmethod
    def refused(cls, code: str) -> Self:
        """`{"ok": false, "error": code}`, such as "internal_error", to an authorised call. Nothing is done."""
        return cls(kind=FaultKind.REFUSED, status=200, code=code)


class Faults(Switches[Fault]):
    """The faults that are switched on, by the method that they concern."""
