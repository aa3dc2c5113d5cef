"""When a source is read next, and what is remembered of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.fetch.hosts import Hosts
from digests.fetch.politeness import (
    END_AFTER,
    REDIRECT_HOLDS,
    TELL_AFTER,
    Outcome,
    SourceState,
    decide,
    usual_interval,
)
from digests.fetch.retry import http_date, retry_after
from tests.shared import shared

NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
EARLIEST, LATEST = datetime(1971, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - hypothesis wants naive ones


def after(outcome: Outcome, state: SourceState | None = None, now: datetime = NOW) -> SourceState:
    """The state after one poll, without jitter."""
    return decide(state or SourceState(), outcome, now=now, jitter=0.0).state


def wait(outcome: Outcome, state: SourceState | None = None) -> timedelta:
    """How long until the next check."""
    due = after(outcome, state).next_due_at
    assert due is not None
    return due - NOW


@pytest.mark.parametrize(
    ("headers", "ttl", "expected"),
    [
        ({}, None, HOUR),
        ({"cache-control": "max-age=7200"}, None, 2 * HOUR),
        ({"cache-control": "public, max-age=7200", "age": "1800"}, None, 1.5 * HOUR),
        ({"cache-control": "max-age=60"}, None, HOUR),
        ({"cache-control": "no-cache, max-age=7200"}, None, HOUR),
        ({"cache-control": "max-age=31536000"}, None, 24 * HOUR),
        ({"cache-control": "max-age=junk"}, None, HOUR),
        ({"expires": "Mon, 09 Nov 2026 12:00:00 GMT"}, None, 3 * HOUR),
        (
            {
                "expires": "Mon, 09 Nov 2026 12:00:00 GMT",
                "date": "Mon, 09 Nov 2026 10:00:00 GMT",
            },
            None,
            2 * HOUR,
        ),
        ({"expires": "0"}, None, HOUR),
        ({"cache-control": "max-age=0", "expires": "Mon, 09 Nov 2026 12:00:00 GMT"}, None, HOUR),
        ({}, 180, 3 * HOUR),
        ({}, 525_600, 24 * HOUR),
    ],
)
def test_publishers_hints_put_a_check_off(
    headers: dict[str, str], ttl: int | None, expected: timedelta
) -> None:
    """Cache-Control before Expires, and ttl; the longest hint counts, up to a day."""
    assert wait(Outcome(status=200, headers=headers, ttl_minutes=ttl)) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (timedelta(minutes=10), timedelta(minutes=15)),
        (timedelta(hours=4), timedelta(hours=2)),
        (timedelta(days=7), timedelta(hours=6)),
    ],
)
def test_the_next_check_follows_the_sources_habit(gap: timedelta, expected: timedelta) -> None:
    """A busy source is read often, a quiet one still before every daily brief."""
    times = [NOW - gap * n for n in range(1, 12)]
    state = after(Outcome(status=200, entry_times=times, new_entries=3))
    assert state.next_due_at == NOW + expected
    assert after(Outcome(status=304), state).next_due_at == NOW + expected


def test_an_unchanged_answer_keeps_validators_and_renews_those_given() -> None:
    """A 304 without validators leaves them; a 200 without them clears them."""
    first = after(Outcome(status=200, headers={"etag": '"a"', "last-modified": "x"}))
    kept = after(Outcome(status=304), first)
    renewed = after(Outcome(status=304, headers={"etag": '"b"'}), kept)
    cleared = after(Outcome(status=200), renewed)
    assert (kept.etag, kept.last_modified) == ('"a"', "x")
    assert (renewed.etag, renewed.last_modified) == ('"b"', "x")
    assert (cleared.etag, cleared.last_modified) == (None, None)


def test_failures_back_off_and_are_told_once() -> None:
    """The wait doubles up to a day; the admin hears once, and once of the recovery."""
    state, notices, waits = SourceState(), [], []
    for _ in range(10):
        decision = decide(state, Outcome(status=404), now=NOW, jitter=0.5)
        state = decision.state
        notices.append(decision.notice)
        waits.append(state.next_due_at - NOW if state.next_due_at else None)
    assert waits[:3] == [timedelta(minutes=m) for m in (15, 30, 60)]
    assert max(filter(None, waits)) == timedelta(hours=24)
    assert [bool(notice) for notice in notices].index(True) == TELL_AFTER - 1
    assert sum(bool(notice) for notice in notices) == 1
    again = decide(state, Outcome(status=200), now=NOW, jitter=0.5)
    assert again.notice == "It can be read again."
    assert (again.state.failures, again.state.last_error) == (0, None)


def test_what_failed_together_does_not_come_back_together() -> None:
    """Jitter spreads retries over half the wait."""
    early = decide(SourceState(), Outcome(error="x"), now=NOW, jitter=0.0).state
    late = decide(SourceState(), Outcome(error="x"), now=NOW, jitter=1.0).state
    assert early.next_due_at is not None
    assert late.next_due_at is not None
    assert late.next_due_at - early.next_due_at == timedelta(minutes=7.5)


def test_a_dead_source_ends_after_long_failure_with_one_notice() -> None:
    """Thirty failures over at least two weeks, and not one of a single bad day."""
    state, now, notices = SourceState(), NOW, []
    for _ in range(END_AFTER + 20):
        if not state.due(now):
            now = state.next_due_at or now
        decision = decide(state, Outcome(error="no answer"), now=now, jitter=0.5)
        state, notices = decision.state, [*notices, decision.notice]
        if state.ended:
            break
    assert state.ended == "failing"
    assert now - NOW >= timedelta(days=14)
    assert not state.due(now + timedelta(days=365))
    assert sum(bool(notice) for notice in notices) == 2  # failing, then ended


def test_case_30_gone_ends_a_source_with_one_notice() -> None:
    """410 is the publisher's last word: no second request is made."""
    folder = shared("feeds/cases/30-gone-410")
    days = json.loads((folder / "http.json").read_text())
    expected = json.loads((folder / "expected.json").read_text())
    state, sent, notices = SourceState(), 0, 0
    for day in days:
        now = NOW + timedelta(days=day["day"])
        if not state.due(now):
            continue
        decision = decide(state, Outcome(status=day["respond"]["status"]), now=now, jitter=0.0)
        state, sent, notices = decision.state, sent + 1, notices + bool(decision.notice)
    assert (sent, state.ended, notices) == (
        expected["requests_sent"],
        expected["feed_state"],
        expected["notices"],
    )


def test_case_23_retry_after_is_obeyed_and_is_no_failure() -> None:
    """Seconds and dates, for 429 and 503."""
    folder = shared("feeds/cases/23-retry-after")
    steps = json.loads((folder / "http.json").read_text())
    expected = json.loads((folder / "expected.json").read_text())
    hosts = Hosts(at_once=2, spacing=0, now=lambda: at)
    found: list[str | None] = []
    failures = 0
    for step in steps:
        at = datetime.fromisoformat(step["at"])
        if hosts.holds:
            found.append(None)
            continue
        headers = {"retry-after": step["respond"]["Retry-After"]}
        outcome = Outcome(status=step["respond"]["status"], headers=headers)
        state = decide(SourceState(), outcome, now=at, jitter=0.0).state
        assert state.next_due_at is not None
        hosts.hold("a.tumbl.example", state.next_due_at)
        failures += state.failures
        found.append(state.next_due_at.isoformat().replace("+00:00", "Z"))
    assert found == expected["next_allowed"]
    assert failures == expected["failure_count"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("600", 600),
        (" 600 ", 600),
        ("99999999999", 7 * 86400),
        ("Mon, 09 Nov 2026 09:30:00 GMT", 1800),
        ("Mon, 09 Nov 2020 09:30:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("٣", None),
    ],
)
def test_retry_after_in_all_its_forms(value: str | None, seconds: int | None) -> None:
    """Both forms of RFC 9110, bounded by a week; nonsense says nothing."""
    expected = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert retry_after(value, NOW) == expected


@given(st.text(max_size=60))
def test_dates_and_waits_never_raise(text: str) -> None:
    """Whatever a header holds."""
    retry_after(text, NOW)
    http_date(text)


def test_a_move_is_remembered_when_it_has_held() -> None:
    """Three polls in a row must agree; one that does not starts anew."""
    state = SourceState()
    moved = Outcome(status=200, permanent_url="https://new.example/feed")
    for _ in range(REDIRECT_HOLDS - 1):
        state = after(moved, state)
    assert state.moved_to is None
    state = after(Outcome(status=200), state)
    for _ in range(REDIRECT_HOLDS):
        assert state.moved_to is None
        decision = decide(state, moved, now=NOW, jitter=0.0)
        state = decision.state
    assert state.moved_to == "https://new.example/feed"
    assert decision.notice is not None
    assert "new.example" in decision.notice


def test_a_move_that_leads_nowhere_is_undone() -> None:
    """When the new address keeps failing the configured one is read again."""
    state = SourceState(moved_to="https://new.example/feed")
    for _ in range(3):
        state = after(Outcome(status=404), state)
    assert state.moved_to is None


def test_a_host_on_hold_is_waited_for() -> None:
    """Nothing was sent, so nothing failed and nothing is forgotten."""
    state = SourceState(failures=2, etag='"a"')
    held = after(Outcome(hold_until=NOW + HOUR, error="held"), state)
    assert held == replace(state, next_due_at=NOW + HOUR)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 500, 502])
def test_other_answers_are_failures_with_their_reason(status: int) -> None:
    """What is stored says what came."""
    assert after(Outcome(status=status)).last_error == f"HTTP {status}"


def test_a_body_that_can_not_be_read_is_a_failure() -> None:
    """A page in place of a feed counts as one, though it came with 200."""
    state = after(Outcome(status=200, error="What came is a web page, not a feed."))
    assert (state.failures, state.last_success_at) == (1, None)


@given(
    st.lists(st.datetimes(EARLIEST, LATEST), max_size=30),
)
def test_the_usual_interval_is_positive(times: list[datetime]) -> None:
    """Any times, in any order, in the future too."""
    aware = [time.replace(tzinfo=UTC) for time in times]
    interval = usual_interval(aware, NOW)
    assert interval is None or interval > 0


@given(st.builds(SourceState, failures=st.integers(0, 99), etag=st.none() | st.text(max_size=9)))
def test_a_state_survives_storage(state: SourceState) -> None:
    """JSON and back, whatever later versions add."""
    full = replace(state, next_due_at=NOW, last_success_at=NOW)
    stored = json.loads(json.dumps({**full.to_json(), "of_a_later_version": 1}))
    assert SourceState.from_json(stored) == full
