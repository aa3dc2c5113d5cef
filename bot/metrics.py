"""What is counted, for Prometheus. A registry is passed in; nothing here is global.

Counters are this process's own; what the store knows (briefs, costs, what is owed) is read from it
when it is asked for, so that any number of processes tell the same.
"""

from __future__ import annotations

from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.census import Census

__all__ = ["CONTENT_TYPE_LATEST", "Metrics"]

# Seconds: a brief is on time within a minute; from six hours on it is not sent at all.
LATE = (1, 5, 15, 30, 60, 120, 300, 900, 3600, 6 * 3600)


class Metrics:
    """The counters of one process, in their own registry."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self._deliveries = self._counter(
            "briefbot_deliveries", "Messages, by what became of them", "outcome"
        )
        self._late = Histogram(
            "briefbot_delivery_lateness_seconds",
            "From the time a brief was promised until its first message stood",
            buckets=LATE,
            registry=self.registry,
        )
        self._polls = self._counter("briefbot_source_polls", "Sources read, by result", "result")
        self._articles = self._counter(
            "briefbot_articles_collected", "Articles taken in, new or revised", "kind"
        )
        self._planned = self._counter(
            "briefbot_slots_planned", "Slots planned, by kind of subscription", "kind"
        )
        self._dropped = self._counter(
            "briefbot_slots_dropped",
            "Slots too late to be planned, by kind of subscription",
            "kind",
        )
        self._runs = self._counter(
            "briefbot_job_runs", "Runs of each job, by whether they were good", "job", "outcome"
        )

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(name, what, labels, registry=self.registry)

    def delivery(self, outcome: str) -> None:
        """A message was sent, unknown, rate_limited, refused, failed or dropped."""
        self._deliveries.labels(outcome).inc()

    def late_by(self, late: timedelta) -> None:
        """A brief's first message stands, so long after its time."""
        self._late.observe(late.total_seconds())

    def polled(self, result: str, *, new: int, revised: int) -> None:
        """A source was read."""
        self._polls.labels(result).inc()
        self._articles.labels("new").inc(new)
        self._articles.labels("revised").inc(revised)

    def planned(self, kind: str) -> None:
        """A slot was planned."""
        self._planned.labels(kind).inc()

    def dropped(self, kind: str) -> None:
        """A slot was found too late to be planned."""
        self._dropped.labels(kind).inc()

    def ran(self, job: str, *, good: bool) -> None:
        """A job's run has ended."""
        self._runs.labels(job, "good" if good else "failed").inc()

    def exposition(self, census: Census) -> bytes:
        """All of it in Prometheus' text form, with what the store knows beside it."""
        return generate_latest(self.registry) + generate_latest(_from(census))


def _from(census: Census) -> CollectorRegistry:
    """The store's own figures as gauges: each is what it is now."""
    registry = CollectorRegistry()
    for name, help_, value in (
        ("briefbot_articles", "Articles in the store", census.articles),
        ("briefbot_stories", "Stories in the store", census.stories),
        ("briefbot_briefs", "Briefs in the store", census.briefs),
        ("briefbot_subscriptions", "Subscriptions that run", census.subscriptions),
        ("briefbot_subscriptions_paused", "Subscriptions that rest", census.paused),
        ("briefbot_sources_failing", "Sources whose last reading failed", census.failing),
        ("briefbot_model_cost_today_usd", "Spent on models this UTC day", census.cost_today),
        ("briefbot_model_calls_today", "Calls to models this UTC day", census.calls_today),
    ):
        Gauge(name, help_, registry=registry).set(value)
    owed = Gauge(
        "briefbot_owed", "Messages in the outbox, by state", ("status",), registry=registry
    )
    for status, number in census.owed.items():
        owed.labels(status).set(number)
    return registry
