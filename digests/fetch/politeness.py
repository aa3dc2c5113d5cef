"""When a source is read next, and what is remembered of it: pure decisions over frozen states.

Sources of the rules: RFC 9111 (Cache-Control, Expires), RFC 9110 sections 13 and 15 (validators,
301/308, 410), RSS 2.0 `ttl`, the RSS 1.0 syndication module; miniflux and lemon24/reader for
adapting to how often a source publishes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any, Literal

from digests.fetch.retry import http_date, retry_after

Ended = Literal["gone", "failing"]
NoticeKind = Literal["failing", "recovered", "moved", "ended"]

EVERY = timedelta(hours=1)  # while a source's habit is unknown
SOONEST = timedelta(minutes=15)
LATEST = timedelta(hours=6)  # a brief is daily: a slow source is still read before it
LONGEST_WISH = timedelta(hours=24)  # the most a publisher's own hint can put a check off
FIRST_RETRY = timedelta(minutes=15)
SLOWEST_RETRY = timedelta(hours=24)
CROWDED = timedelta(hours=1)  # a 429 that names no time
SPREAD = 0.1  # checks are spread by this share, so that sources don't come due together
REDIRECT_HOLDS = 3  # polls in a row that must agree before a move is remembered
MOVED_FAILS = 3  # failures after which a remembered move is doubted
TELL_AFTER = 5  # failures in a row before the admin is told, once
END_AFTER = 30  # failures in a row, over at least END_DAYS, that end a source
END_DAYS = timedelta(days=14)
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})")
NO_CACHE = re.compile(r"\b(?:no-cache|no-store)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is remembered of a source between polls. Times are UTC; None means never."""

    next_due_at: datetime | None = None  # None: due now
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None  # of the last body read: an unchanged body is no news
    failures: int = 0  # in a row
    first_failure_at: datetime | None = None  # of the present row of failures
    moved_to: str | None = None  # read this address in place of the configured one
    redirect_url: str | None = None  # where permanent redirects lead of late
    redirect_count: int = 0
    ended: Ended | None = None
    last_checked_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_entry_at: datetime | None = None
    median_interval: float | None = None  # seconds between entries
    last_status: int | None = None
    last_error: str | None = None
    told: bool = False  # the admin has been told of the present row of failures

    def to_json(self) -> dict[str, Any]:
        """Plain values; times as RFC 3339."""
        return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SourceState:
        """The state that `to_json` gave. Keys of other versions are left out."""
        known = {f.name for f in fields(cls)}
        values = {k: v for k, v in data.items() if k in known}
        for name, value in values.items():
            if name.endswith("_at") and isinstance(value, str):
                values[name] = datetime.fromisoformat(value)
        return cls(**values)

    def due(self, now: datetime) -> bool:
        """Whether the source may and should be read at `now`."""
        return self.ended is None and (self.next_due_at is None or self.next_due_at <= now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one poll came to. Give `status` and `headers` of an answer, or `error` without one.

    `error` with a 2xx status means that the body could not be read. `entry_times` are the
    publication times of the feed's entries, in any order.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None
    permanent_url: str | None = None
    body_hash: str | None = None
    same_body: bool = False  # a 200 with the body of last time: `entry_times` say nothing
    new_entries: int = 0
    entry_times: Sequence[datetime] = ()
    ttl_minutes: int | None = None
    hold_until: datetime | None = None  # the host is on hold: nothing was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The state to store, and one line for the admin where there is something to say, once.

    `kind` says what the `notice` is about; it is set exactly where there is one.
    """

    state: SourceState
    notice: str | None = None
    kind: NoticeKind | None = None


def decide(state: SourceState, outcome: Outcome, *, now: datetime, jitter: float) -> Decision:
    """What to remember after a poll at `now` (UTC). `jitter` is a random number from 0 to 1."""
    if outcome.hold_until is not None:
        return Decision(state=replace(state, next_due_at=_spread_after(outcome.hold_until, jitter)))
    state = replace(state, last_checked_at=now, last_status=outcome.status)
    if outcome.status == 410:
        return _gone(state)
    if outcome.status in (429, 503):
        wait = retry_after(outcome.headers.get("retry-after"), now)
        if wait is not None or outcome.status == 429:
            # The host is busy, the source is well: not a failure.
            return Decision(state=replace(state, next_due_at=wait or now + CROWDED))
    if outcome.status == 304 and outcome.error is None:
        return _success(state, outcome, now=now, jitter=jitter)
    if outcome.error is not None or outcome.status is None or not 200 <= outcome.status < 300:
        return _failure(state, outcome, now=now, jitter=jitter)
    return _success(state, outcome, now=now, jitter=jitter)


def _gone(state: SourceState) -> Decision:
    ended = replace(state, ended="gone", last_error="410 Gone", next_due_at=None, told=True)
    notice = "The publisher says it is gone for good (410). It is no longer read: remove it."
    if state.ended:
        return Decision(state=ended)
    return Decision(state=ended, notice=notice, kind="ended")


def _failure(state: SourceState, outcome: Outcome, *, now: datetime, jitter: float) -> Decision:
    failures = state.failures + 1
    wait = min(FIRST_RETRY * 2 ** min(failures - 1, 10), SLOWEST_RETRY)
    since = state.first_failure_at or now
    failed = replace(
        state,
        failures=failures,
        first_failure_at=since,
        last_error=outcome.error or f"HTTP {outcome.status}",
        # Half of the wait is random, so that what failed together does not come back together.
        next_due_at=now + wait * (0.75 + jitter / 2),
    )
    if failures >= MOVED_FAILS and state.moved_to:
        failed = replace(failed, moved_to=None, redirect_url=None, redirect_count=0)
    if failures >= END_AFTER and now - since >= END_DAYS:
        ended = replace(failed, ended="failing", next_due_at=None, told=True)
        notice = (
            f"It failed for {(now - since).days} days and is no longer read: "
            f"{failed.last_error}. Check its address."
        )
        return Decision(state=ended, notice=notice, kind="ended")
    if failures >= TELL_AFTER and not state.told:
        notice = f"It failed {failures} times in a row: {failed.last_error}."
        return Decision(state=replace(failed, told=True), notice=notice, kind="failing")
    return Decision(state=failed)


def _success(state: SourceState, outcome: Outcome, *, now: datetime, jitter: float) -> Decision:
    read = outcome.status != 304
    interval = usual_interval(outcome.entry_times, now)
    moved = _redirect(state, outcome)
    well = replace(
        moved,
        etag=outcome.headers.get("etag") if read else outcome.headers.get("etag", state.etag),
        last_modified=(
            outcome.headers.get("last-modified")
            if read
            else outcome.headers.get("last-modified", state.last_modified)
        ),
        body_hash=(outcome.body_hash or state.body_hash) if read else state.body_hash,
        failures=0,
        first_failure_at=None,
        last_error=None,
        told=False,
        ended=None,
        last_success_at=now,
        last_new_entry_at=now if outcome.new_entries else state.last_new_entry_at,
        median_interval=interval or state.median_interval,
    )
    wait = max(_habit(well.median_interval), _wish(outcome, now))
    well = replace(well, next_due_at=_spread_after(now + wait, jitter, wait))
    if moved.moved_to != state.moved_to:
        notice = f"It has moved for good and is read at its new address on {_host(moved.moved_to)}."
        return Decision(state=well, notice=notice, kind="moved")
    if state.told:
        return Decision(state=well, notice="It can be read again.", kind="recovered")
    return Decision(state=well)


def _redirect(state: SourceState, outcome: Outcome) -> SourceState:
    """A move is remembered when it has held for REDIRECT_HOLDS polls (RFC 9110 section 15.4.2)."""
    target = outcome.permanent_url
    if target is None:
        return replace(state, redirect_url=None, redirect_count=0)
    count = state.redirect_count + 1 if target == state.redirect_url else 1
    if count >= REDIRECT_HOLDS:
        return replace(state, moved_to=target, redirect_url=None, redirect_count=0)
    return replace(state, redirect_url=target, redirect_count=count)


def usual_interval(times: Sequence[datetime], now: datetime) -> float | None:
    """The median seconds between the newest 20 entries, or None for fewer than three.

    Times in the future are left out. A burst of one instant counts as one entry.
    """
    past = sorted({time for time in times if time <= now}, reverse=True)[:20]
    gaps = [(a - b).total_seconds() for a, b in pairwise(past)]
    return median(gaps) if len(gaps) >= 2 else None


def _habit(interval: float | None) -> timedelta:
    """Half the usual gap between entries, within bounds: on average a quarter of a gap late."""
    if interval is None:
        return EVERY
    return min(max(timedelta(seconds=interval / 2), SOONEST), LATEST)


def _wish(outcome: Outcome, now: datetime) -> timedelta:
    """How long the publisher asks to wait: the longest of its hints, up to a day."""
    hints = [timedelta(minutes=outcome.ttl_minutes or 0), _freshness(outcome.headers, now)]
    return min(max(hints), LONGEST_WISH)


def _freshness(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long an answer stays fresh (RFC 9111 section 4.2.1): max-age wins over Expires."""
    control = headers.get("cache-control", "").lower()
    if NO_CACHE.search(control):
        return timedelta(0)
    if found := MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        spent = int(age[:9]) if age.isascii() and age.isdigit() else 0
        return timedelta(seconds=max(int(found[1]) - spent, 0))
    expires = http_date(headers.get("expires"))
    if expires is None:
        return timedelta(0)
    served = http_date(headers.get("date")) or now
    return max(expires - served, timedelta(0))


def _spread_after(at: datetime, jitter: float, wait: timedelta = timedelta(minutes=5)) -> datetime:
    """Never sooner than `at`, so that no publisher's wish is broken by the spread."""
    return (at + wait * SPREAD * jitter).astimezone(UTC)


def _host(url: str | None) -> str:
    found = re.match(r"https?://([^/:?#]+)", url or "")
    return found[1] if found else "another host"
