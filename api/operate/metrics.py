"""What Prometheus reads: request durations of this process, and gauges taken from the truth at each scrape."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from api.guard.allowances import Allowances

BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class Metrics:
    """A registry of its own: nothing is shared between two applications in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        gauge = self._gauge
        self.requests = Histogram(
            "backtalk_http_request_seconds",
            "Duration of HTTP requests, without streams",
            ["method", "route", "status"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.waiting = gauge("backtalk_jobs_waiting", "Jobs that wait, by queue", ["queue"])
        self.running = gauge("backtalk_jobs_running", "Jobs in hand, by queue", ["queue"])
        self.oldest = gauge("backtalk_oldest_waiting_job_seconds", "Age of the oldest job that is due, by queue", ["queue"])
        self.ended = gauge("backtalk_jobs_ended", "Jobs by queue and outcome, from the database", ["queue", "outcome"])
        self.broker = gauge("backtalk_broker_messages", "Messages in the broker, by queue", ["queue"])
        self.unpublished = gauge("backtalk_outbox_unpublished", "Events the relay has not published", [])
        self.lag = gauge("backtalk_relay_lag_seconds", "Age of the oldest unpublished event", [])
        self.streams = gauge("backtalk_open_streams", "Open event streams of this process", [])
        self.dispatched = gauge("backtalk_dispatched_jobs", "Jobs announced since the start, by result", ["result"])
        self.answers = gauge("backtalk_answers", "Answers, all and embedded", ["state"])

    def _gauge(self, name: str, words: str, labels: list[str]) -> Gauge:
        return Gauge(name, words, labels, registry=self.registry)

    def watch_rates(self, allowances: "Allowances") -> None:
        """Shows what the rate limits refused, and what they let through unseen while Redis was away."""
        self.registry.register(RateCounters(allowances))

    def take_database(self, gauges: dict[str, Any]) -> None:
        """Sets the gauges that the database knows (the JSON of ``gauges()``)."""
        for queue in gauges["queues"]:
            name = queue["queue"]
            self.waiting.labels(name).set(queue["waiting"])
            self.running.labels(name).set(queue["running"])
            self.oldest.labels(name).set(queue["oldest_wait_s"] or 0)
            self.ended.labels(name, "done").set(queue["done"])
            self.ended.labels(name, "failed").set(queue["failed"])
        self.unpublished.set(gauges["unpublished"])
        self.lag.set(gauges["relay_lag_s"])
        self.answers.labels("all").set(gauges["answers"])
        self.answers.labels("embedded").set(gauges["embedded"])

    def render(self) -> bytes:
        return generate_latest(self.registry)


class RateCounters(Collector):
    """Counters read where they are kept."""

    def __init__(self, allowances: "Allowances") -> None:
        self._allowances = allowances

    def collect(self) -> Iterator[Metric]:
        refused = CounterMetricFamily("backtalk_rate_limited", "Requests refused with 429, by limit", labels=["limit"])
        for limit, count in self._allowances.refused.items():
            refused.add_metric([limit], count)
        yield refused
        words = "Requests that passed a rate limit unchecked because Redis did not answer"
        yield CounterMetricFamily("backtalk_rate_unchecked", words, value=self._allowances.unchecked)


class Timed:
    """Measures each request under its route's template. Pure ASGI; a stream counts until its headers are sent."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "other")
                labels = (scope["method"], route, str(message["status"]))
                self._metrics.requests.labels(*labels).observe(time.perf_counter() - start)
            await send(message)

        await self._app(scope, receive, timed)
