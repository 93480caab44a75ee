"""A clock that differs from the database's is shown, and said where it is much."""

from __future__ import annotations

import io
import json

import pytest

from adapters import logs
from adapters.house.clocks import Clocks
from adapters.house.metrics import Metrics


class Set:
    """A store whose machine's clock is set."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds

    def clock_ahead(self) -> float:
        """As it is set."""
        if self.seconds is None:
            raise LookupError
        return self.seconds


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(4.9, []), (-4.9, []), (280.4, [("clock.differs", 280)]), (-280.4, [("clock.differs", -280)])],
)
def test_a_clock_that_differs_is_said_to(seconds: float, said: list[tuple[str, int]]) -> None:
    """Always in the metrics; in the log where it is some seconds."""
    log, metrics = io.StringIO(), Metrics()
    logs.configure("INFO", log)
    Clocks(Set(seconds), metrics).compare()
    assert [(line["event"], line["seconds"]) for line in map(json.loads, log.getvalue().splitlines())] == said
    assert f"harbour_clock_ahead_seconds {seconds}".encode() in metrics.page()


def test_a_database_that_does_not_tell_the_time_stops_nothing() -> None:
    """It is asked again in an hour."""
    log = io.StringIO()
    logs.configure("INFO", log)
    Clocks(Set(None), Metrics()).compare()
    assert [json.loads(line)["event"] for line in log.getvalue().splitlines()] == ["clock.unknown"]
