"""No cap is passed and nothing is paid for twice, whatever is killed and however many ask at once."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.errors import BudgetSpent
from digests.store import calls
from digests.store.calls import Caps, Order, Usage
from tests.databases import sqlite
from tests.servers import model as servers
from tests.servers.model import ModelServer, model_server

SEED = 20261125
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CAP_OF_TWO_HUNDRED = 1_450_000  # reached only near the end of two hundred killed runs
CAPS = Caps(run=1000, workspace_day=2000, day=3000)


def order(key: str, *, cost: int = 400, workspace: str = "T1", run: str = "r1") -> Order:
    """A call that costs at most so much."""
    return Order(
        key=key,
        workspace=workspace,
        run=run,
        purpose="summary",
        provider="openai",
        model="m",
        cost=cost,
        expires_at=NOW + timedelta(seconds=30),
    )


async def reserve(database: AsyncEngine, one: Order, *, at: datetime = NOW) -> str | None:
    """Reserves in a transaction of its own."""
    async with database.begin() as connection:
        return await calls.reserve(connection, one, CAPS, now=at)


async def spent(database: AsyncEngine, scope: str, period: str = "2026-11-25") -> int:
    """What a cap has on it."""
    async with database.connect() as connection:
        return await calls.spent(connection, scope, period)


async def test_each_cap_stops_a_call_and_leaves_no_trace(database: AsyncEngine) -> None:
    """A brief's, a workspace's and the day's; what is refused is on no cap."""
    await reserve(database, order("a"))
    await reserve(database, order("b"))
    with pytest.raises(BudgetSpent, match="for a brief"):
        await reserve(database, order("c"))
    assert await spent(database, "all") == await spent(database, "run:r1", "") == 800
    for key in "defg"[:3]:
        await reserve(database, order(key, run=f"r{key}"))
    with pytest.raises(BudgetSpent, match="workspace"):
        await reserve(database, order("h", run="r9"))
    await reserve(database, order("i", run="r8", workspace="T2"))
    await reserve(database, order("j", run="r7", workspace="T3"))
    with pytest.raises(BudgetSpent, match="for a day"):
        await reserve(database, order("k", run="r6", workspace="T4"))
    assert await spent(database, "all") == 2800


async def test_what_was_not_spent_is_given_back(database: AsyncEngine) -> None:
    """A settled call counts with what it cost, on the day it was reserved."""
    call = await reserve(database, order("a"))
    assert call is not None
    async with database.begin() as connection:
        await calls.settle(
            connection,
            call,
            "answered",
            now=NOW + timedelta(days=1),
            usage=Usage(tokens_in=10, tokens_out=5),
            cost=30,
        )
    assert await spent(database, "all") == await spent(database, "workspace:T1") == 30
    assert await spent(database, "all", "2026-11-26") == 0


async def test_one_call_a_key_is_open(database: AsyncEngine) -> None:
    """Of many who reserve the same at once, one gets it."""
    got = await asyncio.gather(*(reserve(database, order("a", cost=10)) for _ in range(6)))
    assert sum(one is not None for one in got) == 1
    assert await spent(database, "all") == 10


async def test_many_at_once_do_not_pass_a_cap(database: AsyncEngine) -> None:
    """Twenty reserve side by side; only as many as fit get through."""

    async def one(number: int) -> bool:
        try:
            return await reserve(database, order(f"k{number}", cost=300)) is not None
        except BudgetSpent:
            return False

    got = await asyncio.gather(*(one(number) for number in range(20)))
    assert sum(got) == 3
    assert await spent(database, "run:r1", "") == 900


async def test_a_call_that_was_cut_off_stays_spent_and_is_not_made_again(
    database: AsyncEngine,
) -> None:
    """For a day it is in doubt; then it may be made anew, and the old one stays on the ledger."""
    await reserve(database, order("a"))
    later = NOW + timedelta(minutes=5)
    async with database.connect() as connection:
        assert not await calls.in_doubt(connection, "a", now=NOW)
        assert await calls.in_doubt(connection, "a", now=later)
    assert await reserve(database, order("a"), at=later) is None
    assert await reserve(database, order("a", run="r2"), at=NOW + timedelta(days=2)) is not None
    assert await spent(database, "all") == 400


async def test_the_account_sums_up_by_day_workspace_and_purpose(database: AsyncEngine) -> None:
    """One line for what belongs together, the newest day first."""
    await reserve(database, order("a"))
    await reserve(database, order("b"))
    await reserve(database, order("c", workspace="T2", run="r2"), at=NOW + timedelta(days=1))
    async with database.connect() as connection:
        lines = await calls.account(connection, since="2026-11-01")
        ours = await calls.account(connection, since="2026-11-01", workspace="T1")
    assert [(one.day, one.workspace, one.calls, one.cost) for one in lines] == [
        ("2026-11-26", "T2", 1, 400),
        ("2026-11-25", "T1", 2, 800),
    ]
    assert len(ours) == 1


@pytest.mark.acceptance
async def test_ten_thousand_calls_stop_at_the_cap(tmp_path: Path) -> None:
    """Row 27 of the fault matrix: a hard stop, not one more."""
    async with sqlite(tmp_path) as database:
        through = 0
        for number in range(10_000):
            try:
                one = order(f"k{number}", cost=7, run=f"r{number}", workspace=f"T{number % 50}")
                through += await reserve(database, one) is not None
            except BudgetSpent:
                continue
        assert through == CAPS.day // 7
        assert await spent(database, "all") <= CAPS.day


@dataclass(frozen=True, kw_only=True)
class Killed:
    """What came of runs that were killed: how many ran and were killed, calls asked for and
    charged, stories the cap refused, what is on the cap in millionths of a dollar."""

    runs: int
    killed: int
    asked: int
    paid: int
    refused: int
    on_cap: int


async def run_killed(
    database: AsyncEngine, folder: Path, server: ModelServer, *, kills: int, cap: int
) -> tuple[int, int]:
    """Tells stories in process after process, killing each at random, until `kills` of them were
    killed and the cap has refused a story; how many ran, and how many were killed.

    The ledger and the server are compared after each.
    """
    random_, runs, killed = random.Random(SEED), 0, 0
    url = f"sqlite+aiosqlite:///{folder / 'test.sqlite3'}"
    refusals = folder / "refusals"
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.workers.summarise", url, server.url, str(cap)),
        str(refusals),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    while (killed < kills or not _lines(refusals)) and runs < 5 * kills:
        parent.stdin.write(f"{runs * 2} 4\n".encode())
        child = int(await parent.stdout.readline())
        ended = asyncio.create_task(parent.stdout.readline())
        killed += await killing(child, ended, server, random_)
        await ended
        await check(database, server, cap)
        runs += 1
    parent.stdin.close()
    await parent.wait()
    return runs, killed


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines()) if path.exists() else 0


async def killing(
    child: int, ended: asyncio.Task[bytes], server: ModelServer, random_: random.Random
) -> bool:
    """Kills the process a moment after so many of its calls have come, unless it is done before."""
    wanted = len(server.requests) + random_.randint(0, 3)
    while len(server.requests) < wanted and not ended.done():  # noqa: ASYNC110 - it is another's
        await asyncio.sleep(0.002)
    await asyncio.sleep(random_.uniform(0, 0.07))
    if ended.done():
        return False
    os.kill(child, signal.SIGKILL)
    return True


async def check(database: AsyncEngine, server: ModelServer, cap: int) -> None:
    """The ledger is under its cap and above what was really charged; nothing was charged twice."""
    day = datetime.now(UTC).date().isoformat()
    async with database.connect() as connection:
        on_cap = await calls.spent(connection, "all", day)
        lines = await calls.account(connection, since="2026-01-01")
        rows = (await connection.execute(text("SELECT count(*) AS n FROM model_calls"))).one()
    assert on_cap <= cap
    assert sum(one.cost for one in lines) == on_cap
    assert rows.n >= len(server.requests)
    assert on_cap >= server.charged
    twice = [key for key, times in Counter(server.paid).items() if times > 1]
    assert not twice


async def killed(folder: Path, *, kills: int, cap: int) -> Killed:
    """What comes of runs until so many of them were killed, under a cap."""
    async with (
        sqlite(folder) as database,
        model_server(servers.well) as server,
    ):
        server.seconds = 0.05
        runs, number = await run_killed(database, folder, server, kills=kills, cap=cap)
        async with database.connect() as connection:
            on_cap = await calls.spent(connection, "all", datetime.now(UTC).date().isoformat())
        return Killed(
            runs=runs,
            killed=number,
            asked=len(server.requests),
            paid=len(server.paid),
            refused=_lines(folder / "refusals"),
            on_cap=on_cap,
        )


async def test_killed_at_random_no_cap_is_passed_and_nothing_paid_twice(tmp_path: Path) -> None:
    """A few runs killed, and some more until the cap refuses a story."""
    found = await killed(tmp_path, kills=6, cap=38_000)
    assert found.asked >= found.paid > 0
    assert found.killed >= 6
    assert found.refused > 0


@pytest.mark.acceptance
async def test_two_hundred_runs_killed_at_random(tmp_path: Path) -> None:
    """The issue's own count: two hundred really killed, the cap reached and never passed."""
    started = time.monotonic()
    found = await killed(tmp_path, kills=200, cap=CAP_OF_TWO_HUNDRED)
    sys.stdout.write(f"seed {SEED}: {found}, {time.monotonic() - started:.0f} s\n")
    assert found.asked >= found.paid > 20
    assert found.killed >= 200
    assert found.refused > 0
