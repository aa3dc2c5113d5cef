"""The clock runs its jobs, never two of one at once, and lets what is under way finish."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.clock import Clock, Job


async def test_a_job_runs_at_once_and_again() -> None:
    """The first tick does not wait for the interval."""
    ran = 0
    twice = asyncio.Event()

    async def job() -> None:
        nonlocal ran
        ran += 1
        if ran == 2:
            twice.set()

    clock = Clock((Job(name="job", every=timedelta(seconds=0.05), run=job),))
    clock.start()
    async with asyncio.timeout(5):
        await twice.wait()
    await clock.stop(1)


async def test_a_slow_job_is_never_under_way_twice() -> None:
    """A tick that comes while the job runs is passed over."""
    at_once = most = 0

    async def job() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.2)
        at_once -= 1

    clock = Clock((Job(name="slow", every=timedelta(seconds=0.02), run=job),))
    clock.start()
    await asyncio.sleep(0.5)
    await clock.stop(1)
    assert most == 1


async def test_stopping_lets_what_is_under_way_finish() -> None:
    """A send that has begun ends before the clock does."""
    begun, finished = asyncio.Event(), False

    async def job() -> None:
        nonlocal finished
        begun.set()
        await asyncio.sleep(0.2)
        finished = True

    clock = Clock((Job(name="send", every=timedelta(seconds=60), run=job),))
    clock.start()
    await begun.wait()
    await clock.stop(5)
    assert finished


async def test_a_failing_job_stops_nothing() -> None:
    """A job that raises comes again at its next tick, and the others go on."""
    ran = asyncio.Event()
    failures = 0

    async def bad() -> None:
        nonlocal failures
        failures += 1
        if failures == 2:
            ran.set()
        raise RuntimeError("no")

    clock = Clock((Job(name="bad", every=timedelta(seconds=0.05), run=bad),))
    clock.start()
    async with asyncio.timeout(5):
        await ran.wait()
    await clock.stop(1)
