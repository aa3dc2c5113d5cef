"""What an admin has to know, found by looking: sources that fail or fell silent, a model that
rests, money that is spent, a disk that is full. Each cause is noted once and resolved when over.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import admin_notices
from bot.admin_notices import Cause
from bot.census import cost
from digests.fetch.politeness import SourceState
from digests.model import Source
from digests.store import sources as source_store

KINDS = ("source", "quiet", "model", "cap", "disk")  # what this module notes and resolves
QUIET_TIMES = 20  # times its usual gap between entries
QUIET_LEAST = timedelta(days=14)
ROOM = 200  # MB: with less on the disk somebody is told
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Looks for causes. `clock` gives UTC; `resting` says why the model makes no calls, or None.

    `failing` is how long a source may fail before somebody is told; `cap` is US dollars a day.
    """

    database: AsyncEngine
    clock: Callable[[], datetime]
    resting: Callable[[datetime], str | None] = lambda now: None
    cap: float | None = None
    failing: timedelta = timedelta(days=3)

    async def run(self) -> int:
        """Notes what is new and resolves what is over; how many causes stand."""
        now = self.clock()
        async with self.database.begin() as connection:
            sources = await source_store.listed(connection)
            states = await source_store.states(connection)
            causes = [
                *source_causes(sources, states, now, failing=self.failing),
                *self._model(now),
                *_cap(await cost(connection, now), self.cap),
                *_disk(free_megabytes(self.database.url.render_as_string())),
            ]
            for cause in causes:
                await admin_notices.raise_notice(connection, cause, now)
            keys = {cause.key for cause in causes}
            for standing in await admin_notices.standing(connection, admin_notices.EVERYWHERE):
                if standing.kind in KINDS and standing.key not in keys:
                    await admin_notices.resolve(
                        connection, standing.kind, now, about=standing.about
                    )
        return len(causes)

    def _model(self, now: datetime) -> Iterator[Cause]:
        why = self.resting(now)
        if why:
            yield Cause(kind="model", data={"why": f"{why} "})


def source_causes(
    sources: Sequence[Source],
    states: Mapping[str, SourceState],
    now: datetime,
    *,
    failing: timedelta,
) -> Iterator[Cause]:
    """The sources that fail for longer than `failing`, and those that fell silent."""
    for source in sources:
        state = states.get(source.id)
        if state is None:
            continue
        since = state.first_failure_at
        if state.ended or (since is not None and now - since >= failing):
            days = (now - (since or state.last_success_at or now)).days
            why = (state.last_error or "it is gone").rstrip(".")
            yield Cause(kind="source", about=source.id, data={"days": str(days), "why": why})
        elif (silent := _silent(state, now)) is not None:
            yield Cause(kind="quiet", about=source.id, data={"days": str(silent.days)})


def _silent(state: SourceState, now: datetime) -> timedelta | None:
    """For how long a source has had nothing new, where that is far longer than usual."""
    if state.failures or state.last_new_entry_at is None or state.median_interval is None:
        return None
    patience = max(QUIET_LEAST, timedelta(seconds=state.median_interval) * QUIET_TIMES)
    silent = now - state.last_new_entry_at
    return silent if silent > patience else None


def _cap(spent: float, cap: float | None) -> Iterator[Cause]:
    """Reached when not even a small call fits any more."""
    if cap and spent >= cap * 0.98:
        yield Cause(kind="cap", data={"cap": f"{cap:.2f}"})


def _disk(free: int | None) -> Iterator[Cause]:
    if free is not None and free < ROOM:
        yield Cause(kind="disk", data={"free": str(free)})


def free_megabytes(url: str) -> int | None:
    """What is left on the disk of a SQLite store; None for another database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    folder = Path(parsed.database).resolve().parent
    return shutil.disk_usage(folder).free // MEGABYTE if folder.exists() else None
