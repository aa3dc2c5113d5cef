"""What whoever looks after the sources is told of each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digests.errors import ConfigError
from digests.fetch.health import health, spell
from digests.fetch.politeness import SourceState
from digests.fetch.secrets import filled, names

NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)
READ = {"last_success_at": NOW, "last_checked_at": NOW}


@pytest.mark.parametrize(
    ("state", "condition", "why"),
    [
        (SourceState(), "new", "not read yet"),
        (SourceState(**READ), "well", ""),
        (SourceState(failures=1, last_error="HTTP 404"), "failing", "HTTP 404"),
        (SourceState(failures=4, last_error="HTTP 503"), "failing", "HTTP 503 (4 times in a row)"),
        (SourceState(ended="gone", last_error="410 Gone"), "ended", "410 Gone"),
    ],
)
def test_a_source_has_a_condition_and_a_reason(
    state: SourceState, condition: str, why: str
) -> None:
    """One word for the table, one line for why."""
    found = health(state, now=NOW)
    assert (found.condition, found.why) == (condition, why)
    assert bool(found.advice) == (condition in ("failing", "ended"))


@pytest.mark.parametrize(
    ("gap", "silence", "condition"),
    [
        (timedelta(hours=4), timedelta(days=2), "well"),
        (timedelta(hours=4), timedelta(days=4), "quiet"),
        (timedelta(days=7), timedelta(days=20), "well"),
        (timedelta(days=7), timedelta(days=60), "quiet"),
    ],
)
def test_a_source_gone_quiet_against_its_habit_is_told(
    gap: timedelta, silence: timedelta, condition: str
) -> None:
    """A weekly source may be silent for weeks, an hourly one may not."""
    state = SourceState(
        **READ, median_interval=gap.total_seconds(), last_new_entry_at=NOW - silence
    )
    found = health(state, now=NOW)
    assert found.condition == condition
    if condition == "quiet":
        assert spell(silence) in found.why
        assert spell(gap) in found.why


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=3, hours=2), "3 days"),
        (timedelta(hours=25), "1 day"),
        (timedelta(minutes=61), "1 hour"),
        (timedelta(minutes=20), "20 minutes"),
        (timedelta(seconds=5), "a moment"),
    ],
)
def test_lengths_are_spelt(length: timedelta, words: str) -> None:
    """The largest unit that fits."""
    assert spell(length) == words


def test_secrets_are_filled_in_by_name() -> None:
    """An address names its secrets; one that is missing is named, never shown."""
    address = "https://lanternfish.example/feed?key=${FEED_KEY}&user=${FEED_USER}"
    assert names(address) == ("FEED_KEY", "FEED_USER")
    assert filled(address, {"FEED_KEY": "s3cret", "FEED_USER": "me"}).endswith(
        "?key=s3cret&user=me"
    )
    with pytest.raises(ConfigError, match="FEED_USER is not set") as missing:
        filled(address, {"FEED_KEY": "s3cret"})
    assert "s3cret" not in str(missing.value)
