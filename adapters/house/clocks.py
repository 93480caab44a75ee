"""Difference between this machine's clock and the one that all replicas share, for the metrics and the log."""

from __future__ import annotations

from typing import Protocol

from adapters.house.metrics import Metrics
from adapters.logs import logger

#: Seconds that are not worth a line.
_NEAR = 5.0


class DatabaseClock(Protocol):
    """Store that compares its clock with ours."""

    def clock_ahead(self) -> float:
        """By how many seconds this machine's clock is ahead of the database's."""
        ...


class Clocks:
    """Compares the two."""

    def __init__(self, store: DatabaseClock, metrics: Metrics) -> None:
        self._store = store
        self._metrics = metrics

    def compare(self) -> None:
        """Show by how much they differ, and say so where it is much. Never raises: it is done again in an hour."""
        try:
            seconds = self._store.clock_ahead()
        except Exception as error:  # noqa: BLE001 - the house goes on, and the log says that this does not
            logger().error("clock.unknown", exc_info=error)
            return
        self._metrics.clock(seconds)
        if abs(seconds) > _NEAR:
            logger().warning("clock.differs", seconds=round(seconds))
