"""Limits on the pace of messages to a platform: so many in so many seconds, and none while it asks for silence."""

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
    """Turn of a message: the seconds to wait, or the seconds for which the platform is to be left alone."""

    wait: float = 0.0
    quiet: float = 0.0


def next_turn(taken: Sequence[float], windows: Sequence[Window], now: float) -> float:
    """Return the time of the next turn, given the times already taken, the latest last."""
    full = (taken[-window.most] + window.seconds for window in windows if len(taken) >= window.most)
    return max((now, *full))
