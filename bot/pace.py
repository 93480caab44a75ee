"""How fast a platform may be written to: so many messages in so many seconds, and none while it asks for silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """At most so many messages in any so many seconds."""

    most: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Turn:
    """When a message may go: in so many seconds; or, for so many, it is to be left alone."""

    wait: float = 0.0
    quiet: float = 0.0


def next_turn(taken: Sequence[float], windows: Sequence[Window], now: float) -> float:
    """When the next may go, after those that went or will go at these times, the latest last."""
    full = (taken[-window.most] + window.seconds for window in windows if len(taken) >= window.most)
    return max((now, *full))
