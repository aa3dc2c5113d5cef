"""How a source is doing, for whoever looks after it: pure words over a SourceState."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from digests.fetch.politeness import SourceState

Condition = Literal["new", "well", "quiet", "failing", "ended"]

QUIET_GAPS = 6  # usual gaps without a new entry that are out of habit
QUIET_LEAST = timedelta(days=3)
# What came, and what to do about it; the first that fits.
ADVICE: tuple[tuple[str, str], ...] = (
    (
        r"^HTTP 40[13]\b",
        "The site wants a key or shuts programs out: ask the publisher, or remove it.",
    ),
    (
        r"^HTTP 404\b|^HTTP 410\b|Gone",
        "The address has gone: look for the feed with `sources add SITE`.",
    ),
    (
        r"^HTTP 5\d\d\b|did not answer|closed the connection|no connection|refused|unreachable|no route",
        "Nothing: it is tried again.",
    ),
    (
        r"web page, not a feed",
        "A page came in place of the feed: look for its feed with `sources add SITE`.",
    ),
    (r"is not set, and", "Set it in the environment of the program."),
    (r"leads to no address", "The site's name has gone: check the address."),
    (r"certificate", "The site's certificate is not valid: tell the publisher."),
    (
        r"only a source of its own",
        "It leads to a private host, which no source from elsewhere may: correct its address.",
    ),
    (r"private|only ports|not dialled", "Allow it in BRIEFBOT_PRIVATE_HOSTS if it is yours."),
    (r"redirects from https", "Give the address that it redirects to."),
    (r"selectors|selector", "The page has changed: correct its selectors in sources.toml."),
    (r"longer than|unpacks to", "The feed is too large: ask for a shorter one."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A source's condition, why, and what to do ("" where there is nothing)."""

    condition: Condition
    why: str = ""
    advice: str = ""


def health(state: SourceState, *, now: datetime) -> Health:
    """How a source is doing at `now` (UTC)."""
    if state.ended is not None:
        why = (state.last_error or state.ended).rstrip(".")
        return Health(condition="ended", why=why, advice=_advice(why))
    if state.failures:
        why = (state.last_error or "it failed").rstrip(".")
        return Health(condition="failing", why=_times(state, why), advice=_advice(why))
    if state.last_success_at is None:
        return Health(condition="new", why="not read yet")
    if (silence := _silence(state, now)) is not None:
        return Health(
            condition="quiet",
            why=f"nothing new for {spell(silence)}, usually every {spell(_gap(state))}",
            advice="See on its site whether it has moved or stopped.",
        )
    return Health(condition="well")


def _times(state: SourceState, why: str) -> str:
    return why if state.failures == 1 else f"{why} ({state.failures} times in a row)"


def _advice(why: str) -> str:
    return next(
        (advice for pattern, advice in ADVICE if re.search(pattern, why)), "See its address."
    )


def _gap(state: SourceState) -> timedelta:
    return timedelta(seconds=state.median_interval or 0)


def _silence(state: SourceState, now: datetime) -> timedelta | None:
    """How long nothing new has come, where that is out of the source's habit."""
    if state.median_interval is None or state.last_new_entry_at is None:
        return None
    silence = now - state.last_new_entry_at
    return silence if silence > max(QUIET_GAPS * _gap(state), QUIET_LEAST) else None


def spell(length: timedelta) -> str:
    """A length of time in its largest fitting unit: "3 days", "1 hour", "20 minutes"."""
    for unit, seconds in (("day", 86400), ("hour", 3600), ("minute", 60)):
        count = round(length.total_seconds() / seconds)
        if count >= 1:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "a moment"
