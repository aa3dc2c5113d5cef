"""Jobs on PgQueuer: rows of the same PostgreSQL, taken by any number of workers.

Enqueued on the very connection of a transaction, a job stands with the rows it belongs to or not
at all. A worker that dies stops its heartbeat, and after HEARTBEAT another takes its jobs.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import asyncpg
import structlog
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver
from pgqueuer.errors import PgqException, RetryRequested
from pgqueuer.models import Job as Row
from pgqueuer.queries import Queries
from pgqueuer.types import OnFailure
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.jobs import KINDS, TRIES, Again, Bodies, Body, Job, Kind, retry_in
from digests.store.database import LOCK_WAIT, patiently
from digests.store.database import engine as new_engine

HEARTBEAT = timedelta(seconds=30)  # a worker that has been still for so long is taken for dead
BATCH = 5  # jobs taken at a time
AT_ONCE = 20  # jobs of one worker under way at the same time
CLASS = 400_000_000  # apart in priority: room for so many turns of one kind before another's
HELD = "15 minutes"  # a job that failed for good isn't put again before
HOLDING: Collection[Kind] = ("answer", "brief", "extract", "collect")  # a delivery says it itself
AWAY = 5.0  # seconds before a database that went away is looked for again

log = structlog.get_logger(__name__)

# Where the turns of a kind stand, and what is last in the row of each workspace named. The index
# `briefbot_turns` makes both a matter of a few rows, however many jobs wait.
_TURNS = text(
    "SELECT '' AS workspace, max(priority) AS priority FROM pgqueuer"
    " WHERE status = 'queued' AND entrypoint = :kind"
    " UNION ALL"
    " SELECT headers->>'workspace', min(priority) FROM pgqueuer"
    " WHERE status = 'queued' AND entrypoint = :kind"
    " AND headers->>'workspace' = ANY(:workspaces) GROUP BY 1"
)
_INDEX = (
    "CREATE INDEX IF NOT EXISTS briefbot_turns ON pgqueuer"
    " (entrypoint, (headers->>'workspace'), priority) WHERE status = 'queued'"
)
_FAILED = text(
    "SELECT dedupe_key FROM pgqueuer WHERE status = 'failed' AND dedupe_key = ANY(:keys)"
    f" AND updated > now() - interval '{HELD}'"
)


@dataclass(frozen=True, slots=True)
class _Transaction:
    connection: AsyncConnection

    async def put(self, *jobs: Job) -> None:
        for kind in KINDS:
            some = [one for one in jobs if one.kind == kind]
            if some:
                await self._put(kind, some)

    async def _put(self, kind: Kind, jobs: Sequence[Job]) -> None:
        if kind in HOLDING:
            held = await _held(self.connection, [one.key for one in jobs])
            jobs = [one for one in jobs if one.key not in held]
        if not jobs:
            return
        turns = await _turns(self.connection, kind, {one.workspace for one in jobs})
        await (await _queries(self.connection)).enqueue(
            [one.kind for one in jobs],
            [json.dumps(one.data).encode() for one in jobs],
            priorities(kind, jobs, turns),
            execute_after=[one.after for one in jobs],
            dedupe_key=[one.key for one in jobs],
            headers=[{"workspace": one.workspace, "key": one.key} for one in jobs],
            on_conflict="skip",
        )


class PgQueue:
    """Puts jobs in the tables of PgQueuer, in the database of `database`."""

    def __init__(self, database: AsyncEngine) -> None:
        self._database = database

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Transaction]:
        """A transaction whose jobs are committed with its rows."""
        async with self._database.begin() as connection:
            yield _Transaction(connection)


class Worker:
    """Takes jobs off the queue and runs them, until it is stopped."""

    def __init__(
        self,
        database: AsyncEngine,
        bodies: Bodies,
        *,
        heartbeat: timedelta = HEARTBEAT,
        at_once: int = AT_ONCE,
    ) -> None:
        self._database, self._bodies = database, bodies
        self._heartbeat, self._at_once = heartbeat, max(at_once, 2)
        self._queuer: PgQueuer | None = None
        self._stopping = False
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """From now on jobs are taken."""
        self._running = asyncio.create_task(self._run())

    async def stop(self, seconds: float) -> None:
        """Takes no more; what is under way has so long to end. What is cut short runs again."""
        self._stopping = True
        if self._queuer is not None:
            self._queuer.shutdown.set()
        if self._running is None:
            return
        done, _ = await asyncio.wait({self._running}, timeout=seconds)
        if not done:
            log.warning("jobs_cut_short")
            self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self) -> None:
        """Works on, however often the database goes away."""
        while not self._stopping:
            try:
                await self._work()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, PgqException) as error:
                log.error("queue_unreachable", why=str(error) or type(error).__name__)
                await asyncio.sleep(AWAY)

    async def _work(self) -> None:
        connection = await asyncpg.connect(**_arguments(self._database))
        try:
            queuer = self._queuer = PgQueuer(AsyncpgDriver(connection))
            for kind, body in self._bodies.items():
                on_failure: OnFailure = "hold" if kind in HOLDING else "delete"
                queuer.entrypoint(kind, on_failure=on_failure, accepts_context=False)(_entry(body))
            batch = min(BATCH, self._at_once // 2)
            await queuer.qm.run(
                dequeue_timeout=timedelta(seconds=2),
                batch_size=batch,
                max_concurrent_tasks=self._at_once,
                heartbeat_timeout=self._heartbeat,
                shutdown_on_listener_failure=True,
            )
        finally:
            await connection.close()


def _entry(body: Body) -> Any:
    async def run(row: Row) -> None:
        job = _job(row)
        try:
            await body(job)
        except Again as later:
            raise RetryRequested(later.after, reason="not yet") from later
        except Exception as error:  # the boundary of a job: whatever it is costs this job alone
            tries = row.attempts + 1
            log.error("job_failed", job=job.key, tries=tries, why=str(error), exc_info=error)
            if tries < TRIES:
                raise RetryRequested(retry_in(tries), reason=str(error)) from error
            raise

    return run


def _job(row: Row) -> Job:
    headers = row.headers or {}
    kind: Any = row.entrypoint
    return Job(
        kind=kind,
        key=str(headers.get("key", row.id)),
        workspace=str(headers.get("workspace", "")),
        data=json.loads(row.payload or b"{}"),
    )


def priorities(kind: Kind, jobs: Sequence[Job], turns: Mapping[str, int]) -> list[int]:
    """Start-time fair queueing: a workspace's next job stands one turn behind its last, and no
    further ahead than those whose turn it is now. Lower turns are higher priorities.
    """
    top = (len(KINDS) - KINDS.index(kind) - 3) * CLASS
    now = turns.get("", top)
    last = {workspace: turns[workspace] for workspace in turns if workspace}
    found = []
    for job in jobs:
        mine = min(now, last[job.workspace] - 1) if job.workspace in last else now
        if job.workspace:
            last[job.workspace] = mine
        found.append(mine)
    return found


async def _turns(
    connection: AsyncConnection, kind: Kind, workspaces: Collection[str]
) -> dict[str, int]:
    named = sorted(filter(None, workspaces))
    rows = await connection.execute(_TURNS, {"kind": kind, "workspaces": named})
    return {row.workspace: row.priority for row in rows if row.priority is not None}


async def _held(connection: AsyncConnection, keys: Sequence[str]) -> set[str]:
    """Which of these failed for good a short while ago: they are left for a person to look at."""
    rows = await connection.execute(_FAILED, {"keys": list(keys)})
    return {row.dedupe_key for row in rows}


async def _queries(connection: AsyncConnection) -> Queries:
    """PgQueuer's own statements on this very connection, in the transaction it is in."""
    raw = await connection.get_raw_connection()
    driver: Any = raw.driver_connection
    return Queries(AsyncpgDriver(driver))


def _arguments(database: AsyncEngine) -> dict[str, Any]:
    """How asyncpg connects to where `database` does."""
    _, options = database.dialect.create_connect_args(database.url)
    return {
        name: value for name, value in options.items() if name != "prepared_statement_name_func"
    }


async def install(url: str) -> None:
    """Makes or renews PgQueuer's tables, and the index of turns. Needs the tables' owner.

    Workers may go on meanwhile: what they hold is waited for.
    """
    database = new_engine(url)

    async def once() -> None:
        connection = await asyncpg.connect(**_arguments(database))
        try:
            await connection.execute(LOCK_WAIT)
            queries = Queries(AsyncpgDriver(connection))
            if await queries.schema_is_installed():
                await queries.upgrade()
            else:
                await queries.install()
            await connection.execute(_INDEX)
        finally:
            await connection.close()

    try:
        await patiently(once)
    finally:
        await database.dispose()


async def installed(database: AsyncEngine) -> bool:
    """Whether PgQueuer's tables are there."""
    async with database.connect() as connection:
        found = await connection.scalar(text("SELECT to_regclass('pgqueuer')"))
    return found is not None


async def counts(connection: AsyncConnection) -> dict[tuple[str, str], int]:
    """How many jobs there are, by kind and status."""
    rows = await connection.execute(
        text("SELECT entrypoint, status::text AS status, count(*) AS n FROM pgqueuer GROUP BY 1, 2")
    )
    return {(row.entrypoint, row.status): row.n for row in rows}
