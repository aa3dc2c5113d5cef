"""How a source fares, in the words that `collect` and `sources check` share."""

from __future__ import annotations

from datetime import datetime, timedelta

from digests.collect import SourceReport
from digests.fetch.health import health, spell
from digests.fetch.politeness import SourceState
from digests.model import Source

COLUMNS = ("read", "new entry", "every", "failures", "why, and what to do")


def facts(state: SourceState, now: datetime) -> tuple[str, ...]:
    """The values of COLUMNS: times are UTC, what is unknown is empty."""
    found = health(state, now=now)
    every = timedelta(seconds=state.median_interval) if state.median_interval else None
    why = f"{found.why}. {found.advice}" if found.advice else found.why
    return (
        _when(state.last_success_at),
        _when(state.last_new_entry_at),
        spell(every) if every else "",
        str(state.failures or ""),
        why,
    )


def line(report: SourceReport, now: datetime) -> str:
    """What reading a source came to, in one line."""
    state = report.state
    told = [f"{report.new} new" if report.new else "", _counted(report.revised, "revised")]
    told.append(_counted(report.unread, "can't be read yet"))
    counts = ", ".join(one for one in told if one)
    words = [f"{report.source.id}: {report.result}{f' ({counts})' if counts else ''}"]
    read, new, every, failures, why = facts(state, now)
    if report.result == "waiting":
        words.append(report.why or "")
    if report.result == "failed" and failures:
        words.append(why)
        words.append(f"last read {read}" if read else "never read")
    else:
        words += [why] if why else []
        words += [f"last new entry {new}"] if new and report.result != "new" else []
        words += [f"usually every {every}"] if every else []
    words += [report.notice] if report.notice else []
    return "; ".join(word.rstrip(".") for word in words)


def form(source: Source) -> dict[str, object]:
    """A source as JSON. A private feed's headers hold names of secrets only, and are left out."""
    return {
        "id": source.id,
        "outlet": source.outlet,
        "url": source.url,
        "kind": source.kind,
        "language": source.language,
        "tags": list(source.tags),
        "origin_kind": source.origin_kind,
    }


def checked_form(source: Source, state: SourceState, now: datetime) -> dict[str, object]:
    """A source and how it fares, as JSON."""
    found = health(state, now=now)
    told = {"condition": found.condition, "why": found.why, "advice": found.advice}
    return form(source) | told | {"state": state.to_json()}


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count else ""


def _when(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
