"""Couriers that are killed again and again, and the platform that counts what stands.

The couriers are real processes with the real client of each platform (`tests.workers.deliver`).
They are killed at named points of their own, by the platform in the middle of a request, or from
outside at any moment. A new process's clock is further ahead, so that nobody waits for a lease.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.servers.discord import Discord, discord
from tests.servers.slack import BOT_TOKEN, GENERAL, TEAM, SlackServer
from tests.workers.deliver import PARTS, POINTS, Order, text

ROOT = Path(__file__).parent.parent
AHEAD = 130.0  # seconds: longer than a lease
# Besides the points of the process itself: when the platform has the request, and has done it.
SERVER_POINTS = ("received", "done")
LONGEST = 60.0
MOST = 3  # messages a life, so that there is something left for the next


class Forks:
    """The fork server: starts a process for an order."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._asking = asyncio.Lock()

    async def start(self, order: Order) -> int:
        """The id of a new process that does it."""
        async with self._asking:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(order.line().encode())
            await self._process.stdin.drain()
            return int(await self._process.stdout.readline())


@asynccontextmanager
async def forks() -> AsyncIterator[Forks]:
    """A running fork server, ended at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.workers.deliver",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
    )
    try:
        yield Forks(process)
    finally:
        process.kill()
        await process.wait()


@dataclass
class World:
    """A platform as the harness sees it. `posting` is called as a post comes in and when done."""

    order: Order
    said: Callable[[], list[tuple[str, str]]]  # (thread or "", text) in order
    posting: Callable[[str], None] = field(default=lambda point: None)
    gateway_url: str = ""
    slow: float = 0.0  # seconds that the platform takes to answer a post it has done

    def around(self, do: Callable[..., Any]) -> Callable[..., Any]:
        """The platform's own posting, with the two points around it."""

        def posted(*arguments: Any) -> Any:
            self.posting("received")
            answer = do(*arguments)
            self.posting("done")
            return answer

        return posted

    def slowly(self, answer: Callable[..., Any], method: str) -> Callable[..., Any]:
        """The platform's own answer, held back for `slow` seconds where it is to that method."""

        async def answered(*arguments: Any) -> Any:
            given = await answer(*arguments)
            if method in arguments:
                await asyncio.sleep(self.slow)
            return given

        return answered


@asynccontextmanager
async def slack_world(url: str, *, briefs: int) -> AsyncIterator[World]:
    """A loopback Slack, and orders for its first channel."""
    async with SlackServer() as server:
        channel = server.workspace.channels[GENERAL]
        order = Order(
            url=url,
            platform="slack",
            workspace=TEAM,
            channel=GENERAL,
            api_url=server.api_url,
            token=BOT_TOKEN,
            briefs=briefs,
        )

        def said() -> list[tuple[str, str]]:
            texts = {one["ts"]: one["text"] for one in channel.messages}
            return [(texts.get(one.get("thread_ts"), ""), one["text"]) for one in channel.messages]

        world = World(order=order, said=said)
        whole: Any = server
        whole._chat_postMessage = world.around(whole._chat_postMessage)
        whole._answer = world.slowly(whole._answer, "chat.postMessage")
        yield world


@asynccontextmanager
async def discord_world(url: str, *, briefs: int, nonces: bool = True) -> AsyncIterator[World]:
    """A loopback Discord; without `nonces` as minutes later, when only the record can tell."""
    async with discord() as server:
        server.calls.remember_nonces = nonces
        at = server.world
        order = Order(
            url=url,
            platform="discord",
            workspace=at.guild,
            channel=at.general.id,
            api_url=server.api_url,
            token=at.token,
            briefs=briefs,
        )
        world = World(order=order, said=lambda: _said_on(server))
        whole: Any = server.calls
        whole.create_message = world.around(whole.create_message)
        world.gateway_url = server.gateway_url
        yield world


def _said_on(server: Discord) -> list[tuple[str, str]]:
    """What stands in each channel and thread; a thread has its parent message's id."""
    channels = server.world.channels.values()
    texts = {one["id"]: _words(one) for channel in channels for one in channel.messages}
    return [
        (texts.get(channel.id, "") if channel.is_thread else "", _words(one))
        for channel in channels
        for one in channel.messages
    ]


def _words(message: Any) -> str:
    return str(message["embeds"][0]["description"] if message.get("embeds") else message["content"])


async def kill_until_done(world: World, started: Forks, chance: random.Random, kills: int) -> int:
    """Kills the courier `kills` times, then lets one end; how often it was really killed."""
    killed, number = 0, 0
    while killed < kills and number < kills * 3:
        number += 1
        order = replace(world.order, ahead=AHEAD * number, most=MOST)
        killed += await _one_life(world, started, chance, order)
    last = await started.start(replace(world.order, ahead=AHEAD * (number + 1)))
    await ended(last)
    return killed


async def _one_life(world: World, started: Forks, chance: random.Random, order: Order) -> bool:
    """One process's life; whether it was killed before it had done everything."""
    way = chance.choice((*POINTS, *SERVER_POINTS, "timer", "timer"))
    count = chance.randint(1, 3)
    if way in POINTS:
        order = replace(order, point=way, count=count if "commit" not in way else count * 3)
    pid, left, hit = 0, count, False

    def posting(point: str) -> None:
        nonlocal left, hit
        if point == way and pid:
            left -= 1
            if left == 0:
                hit = _kill(pid)

    world.posting = posting
    pid = await started.start(order)
    if way == "timer":
        await asyncio.sleep(chance.uniform(0, 0.25))
        hit = _kill(pid)
    await ended(pid)
    # What it had sent by then is with the platform: here, in this very loop.
    await asyncio.sleep(0.03)
    world.posting = lambda point: None
    # A process ends by itself only when all is sent.
    return hit or len(world.said()) < world.order.briefs * PARTS


def _kill(pid: int) -> bool:
    """Whether there was such a process."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


async def ended(pid: int) -> None:
    """Waits until there is no such process. Raises TimeoutError."""
    deadline = time.monotonic() + LONGEST
    while lives(pid):
        if time.monotonic() > deadline:
            _kill(pid)
            raise TimeoutError(f"process {pid} did not end")
        await asyncio.sleep(0.003)


def lives(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def check(world: World, note: str) -> None:
    """Every message stands once, in its own thread, in order."""
    said = world.said()
    wanted = [text(brief, part) for brief in range(world.order.briefs) for part in range(PARTS)]
    counted = Counter(words for _, words in said)
    assert counted == Counter(wanted), (
        f"{note}: {counted - Counter(wanted)} {Counter(wanted) - counted}"
    )
    for brief in range(world.order.briefs):
        thread = [words for parent, words in said if parent == text(brief, 0)]
        assert thread == [text(brief, part) for part in range(1, PARTS)], f"{note}: {thread}"
