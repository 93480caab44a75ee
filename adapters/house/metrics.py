"""Counters for Prometheus. No label names a person or a record: only kinds and outcomes of ours."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

#: Seconds: Slack waits three.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "harbour_requests_total", "Requests answered.", ("route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "harbour_request_seconds", "How long a request took.", ("route",), buckets=_BUCKETS, registry=self.registry
        )
        self._events = Counter(
            "harbour_events_total", "Things people did.", ("platform", "kind", "outcome"), registry=self.registry
        )
        self._deliveries = Counter(
            "harbour_deliveries_total", "Messages sent.", ("platform", "outcome"), registry=self.registry
        )
        self._nudges = Counter("harbour_nudges_total", "Nudges that fell due.", ("nudge",), registry=self.registry)
        self._waiting = Gauge("harbour_deliveries_waiting", "Messages on their way.", registry=self.registry)

        self._clock = Gauge(
            "harbour_clock_ahead_seconds",
            "By how much this machine's clock is ahead of the database's.",
            registry=self.registry,
        )

    def request(self, route: str, status: int, seconds: float) -> None:
        """A request was answered. `route` is a pattern of ours, not an address."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def event(self, platform: str, kind: str, outcome: str) -> None:
        """Somebody did something: "done", "refused", "slow", "not_shown" (kept, and not seen) or "failed"."""
        self._events.labels(platform, kind, outcome).inc()

    def delivery(self, platform: str, outcome: str) -> None:
        """A message was "sent", "rewritten", "removed", "postponed" or "unreachable"."""
        self._deliveries.labels(platform, outcome).inc()

    def nudges(self, fell_due: Mapping[str, int]) -> None:
        """So many nudges of each name fell due."""
        for name, count in fell_due.items():
            self._nudges.labels(name).inc(count)

    def waiting(self, count: int) -> None:
        """Set the number of messages under way."""
        self._waiting.set(count)

    def clock(self, seconds: float) -> None:
        """Set the seconds by which this machine's clock is ahead of the database's."""
        self._clock.set(seconds)

    def page(self) -> bytes:
        """The page that Prometheus reads."""
        return generate_latest(self.registry)
