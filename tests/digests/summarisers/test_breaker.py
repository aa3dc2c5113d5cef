"""An outage is found out a few times, not once a story."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digests.summarisers.breaker import FAILURES, LASTING_REST, LONGEST_REST, REST, Breaker

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def test_it_rests_after_failures_in_a_row_and_lets_one_call_through() -> None:
    """What becomes of that one call decides; the rest grows and has an end."""
    breaker, now = Breaker(), NOW
    for _ in range(FAILURES):
        assert breaker.resting(now) is None
        breaker.failed("down", now)
    assert breaker.resting(now) == "down"
    now += REST
    assert breaker.resting(now) is None
    breaker.failed("down", now)
    assert breaker.resting(now + REST) == "down"
    for _ in range(9):
        now += LONGEST_REST
        breaker.failed("down", now)
    assert breaker.resting(now + LONGEST_REST) is None
    breaker.well()
    assert breaker.resting(now) is None


def test_a_refusal_that_every_call_would_meet_rests_at_once() -> None:
    """A wrong key is not tried again for each story."""
    breaker = Breaker()
    breaker.failed("no key", NOW, lasting=True)
    assert breaker.resting(NOW) == "no key"
    assert breaker.resting(NOW + LASTING_REST + timedelta(seconds=1)) is None
