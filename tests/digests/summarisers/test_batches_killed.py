"""Processes that hand in batches are killed at random: each call is handed in and paid for once."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.store import calls
from digests.summarisers.batching import SETTLED
from tests.databases import sqlite
from tests.servers import model as servers
from tests.servers.model_batches import BatchServer, batch_server

SEED = 20261125
STEP = int(SETTLED.total_seconds() // 60) + 1  # minutes from one process to the next
DAY = "2026-11-25"


@dataclass(frozen=True, kw_only=True)
class Came:
    """What came of it: processes killed, batches made, calls paid for, of so many that were owed."""

    killed: int
    batches: int
    paid: int
    reserved: int


async def run_killed(database: AsyncEngine, url: str, server: BatchServer, *, kills: int) -> int:
    """Processes that hand in two new stories each, killed at random; then some that are not."""
    random_, killed, at = random.Random(SEED), 0, 0
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.workers.hand_in", url, server.url),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    while killed < kills and at < 5 * kills:
        parent.stdin.write(f"{at * 2} 3 {at * STEP}\n".encode())
        child = int(await parent.stdout.readline())
        ended = asyncio.create_task(parent.stdout.readline())
        wanted = _steps(server) + random_.randint(0, 3)
        while _steps(server) < wanted and not ended.done():  # noqa: ASYNC110 - it is another's
            await asyncio.sleep(0.002)
        await asyncio.sleep(random_.uniform(0, 0.03))
        if not ended.done():
            os.kill(child, signal.SIGKILL)
            killed += 1
        await ended
        at += 1
    for later in range(6):
        parent.stdin.write(f"0 0 {(at + later) * STEP}\n".encode())
        await parent.stdout.readline()
        await parent.stdout.readline()
    parent.stdin.close()
    await parent.wait()
    return killed


def _steps(server: BatchServer) -> int:
    """Files and batches that have come in."""
    return len(server.files) + server.created


async def came(folder: Path, *, kills: int) -> Came:
    """Runs them, and looks that nothing was handed in or paid twice and all is on the ledger."""
    async with sqlite(folder) as database, batch_server(servers.well) as server:
        url = f"sqlite+aiosqlite:///{folder / 'test.sqlite3'}"
        killed = await run_killed(database, url, server, kills=kills)
        async with database.connect() as connection:
            on_cap = await calls.spent(connection, "all", DAY)
            lines = await calls.account(connection, since="2026-01-01")
            open_ = (
                await connection.execute(
                    text("SELECT count(*) AS n FROM model_batches WHERE stage != 'closed'")
                )
            ).one()
    twice = [key for key, times in Counter(server.model.paid).items() if times > 1]
    handed = Counter(one["input_file_id"] for one in server.batches.values())
    assert not twice
    assert all(times == 1 for times in handed.values())
    assert open_.n == 0
    assert sum(one.cost for one in lines) >= on_cap > 0
    assert sum(one.cost for one in lines) * 2 >= server.model.charged
    return Came(
        killed=killed,
        batches=server.created,
        paid=len(server.model.paid),
        reserved=sum(one.calls for one in lines),
    )


async def test_batches_of_killed_processes_are_gone_on_with_once(tmp_path: Path) -> None:
    """A few killed, whatever they were at; the next goes on with what they left."""
    found = await came(tmp_path, kills=5)
    assert found.paid == found.reserved > 0


@pytest.mark.acceptance
async def test_a_hundred_killed_processes_hand_in_each_call_once(tmp_path: Path) -> None:
    """A hundred really killed: every call that was reserved is answered, and paid for once."""
    found = await came(tmp_path, kills=100)
    sys.stdout.write(f"seed {SEED}: {found}\n")
    assert found.killed >= 100
    assert found.paid == found.reserved > 50
