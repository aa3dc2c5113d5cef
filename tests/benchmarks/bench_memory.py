"""Memory while 100,000 articles are collected in one process: it has to stay flat."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.feed_server import FEEDS, SERVER, change_all, feed_server
from tests.benchmarks.refresh import collector
from tests.benchmarks.report import Result

ROUNDS = 5  # of 1,000 feeds × 20 new entries
SETTLED = 1000  # articles read in full after each round


def bench() -> Iterator[Result]:
    """The most that the process held, and how much of that came after the first round."""
    if not SERVER.exists():
        return
    with feed_server():
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_memory"],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    curve: list[tuple[int, float]] = json.loads(done.stdout)
    told = ", ".join(f"{count // 1000}k: {size:.0f}" for count, size in curve)
    yield Result(
        name="memory",
        figure=max(size for _, size in curve),
        unit="MB",
        goal=("≤", 500),
        note=f"{curve[-1][0]:,} articles in one process ({told})",
    )


async def _curve() -> list[tuple[int, float]]:
    """Articles collected so far, and what the process holds then."""
    curve: list[tuple[int, float]] = []
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        async with collector(Path(folder), FEEDS) as ours:
            now = datetime.now(UTC)
            for day in range(ROUNDS):
                total += sum(one.new for one in await ours.run(now + timedelta(days=day)))
                curve.append((total, _held()))
                await ours.settle(now + timedelta(days=day), most=SETTLED)
                curve.append((total, _held()))
                change_all()
    return curve


def _held() -> float:
    """MB of this process that are in memory now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(_curve())))
