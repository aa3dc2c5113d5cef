"""5,000 subscriptions due in the same minute over 500 channels of a Slack that keeps its limits.

The whole program in one process on SQLite, with the demo's articles. A channel takes one message a
second, so its ten briefs can't all begin at once. `BENCH_CHANNELS` makes it smaller.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot import subscriptions
from bot.subscriptions import Subscription
from bot.tables import MIGRATIONS
from digests.store.database import opened
from tests.benchmarks.report import Result
from tests.conftest import briefbot
from tests.processes import free_port, program, ready
from tests.servers.slack import APP_TOKEN, BOT_TOKEN, TEAM, Channel, SlackServer

CHANNELS = int(os.environ.get("BENCH_CHANNELS", "500"))
TOPICS = (
    "china-ai", "chips", "export-controls", "open-models", "agents", "multimodal", "safety",
    "policy", "funding", "research",
)  # fmt: skip
PACE = 1.0  # seconds a channel asks between two messages
PATIENCE = 360.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Rush:
    """What became of the parents. `late` is seconds after their minute, the least first."""

    late: Sequence[float]
    doubles: int
    refused: int  # posts that came sooner than the channel takes them
    histogram: int  # how many /metrics has counted
    memory: float  # MB


def bench() -> Iterator[Result]:
    """How late the parents are: the half, nearly all, and the last."""
    found = asyncio.run(_rush())
    orders = CHANNELS * len(TOPICS)
    note = f"{orders} briefs of one minute in {CHANNELS} channels"
    for name, share in (("half of the briefs", 0.5), ("95 in 100", 0.95), ("the last", 1.0)):
        late = found.late[min(len(found.late) - 1, int(share * len(found.late)))]
        yield Result(name=f"rush: {name} begun", figure=late, unit="s late", note=note)
    posted = len(found.late)
    yield Result(name="rush: begun", figure=posted, unit="briefs", goal=("≥", orders), note=note)
    told = found.histogram
    yield Result(
        name="rush: lateness told", figure=told, unit="briefs", goal=("≥", orders), note="/metrics"
    )
    yield Result(name="rush: doubles", figure=found.doubles, unit="messages", goal=("≤", 0))
    note = f"posts sooner than {PACE:g} s a channel"
    yield Result(name="rush: limits met", figure=found.refused, unit="answers 429", note=note)
    yield Result(name="rush: held", figure=found.memory, unit="MB", goal=("≤", 500))


async def _rush() -> Rush:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite3"
        url = f"sqlite+aiosqlite:///{path}"
        briefbot("demo", "--no-input", "--database", url)
        await asyncio.sleep(61 - datetime.now(UTC).second)  # a window ends on the full minute
        await _order(url)
        async with SlackServer(pace=PACE) as slack:
            for number in range(CHANNELS):
                name = _channel(number)
                slack.workspace.channels[name] = Channel(id=name)
            return await _run(path, url, slack)


async def _run(path: Path, url: str, slack: SlackServer) -> Rush:
    port = free_port()
    environment = {
        "BRIEFBOT_DATABASE": url,
        "BRIEFBOT_SLACK_API_URL": slack.api_url,
        "BRIEFBOT_WEB_PORT": str(port),
        "BRIEFBOT_WORKERS": "1",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
    }
    async with program(path.parent / "log", "run", **environment) as running:
        await ready(f"http://127.0.0.1:{port}", running)
        begun = asyncio.get_running_loop().time()
        while len(_late(path)) < CHANNELS * len(TOPICS):
            if asyncio.get_running_loop().time() - begun > PATIENCE:
                break
            await asyncio.sleep(2)
        late = _late(path)
        memory = _held(running.process.pid)
        histogram = await _counted(f"http://127.0.0.1:{port}/metrics")
        await running.stop()
    keys = Counter(
        one["metadata"]["event_payload"]["key"]
        for channel in slack.workspace.channels.values()
        for one in channel.messages
        if "metadata" in one
    )
    posts = [one for one in slack.calls if one.method == "chat.postMessage"]
    stood = sum(keys.values())
    return Rush(
        late=late,
        doubles=stood - len(keys),
        refused=len(posts) - stood,
        histogram=histogram,
        memory=memory,
    )


async def _order(url: str) -> None:
    """Ten briefs a channel, all of this minute."""
    at = datetime.now(UTC).replace(second=0, microsecond=0)
    async with opened(url, MIGRATIONS) as database, database.begin() as connection:
        for number in range(CHANNELS):
            for topic in TOPICS:
                one = Subscription(
                    id=f"sub_{number}_{topic}",
                    workspace=TEAM,
                    platform="slack",
                    channel=_channel(number),
                    topics=(topic,),
                    at=at.time(),
                    created_at=at - timedelta(days=1),
                )
                await subscriptions.keep(connection, one)


def _held(pid: int) -> float:
    """MB of a process that are in memory now (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6


def _channel(number: int) -> str:
    return f"C9{number:05d}"


def _late(path: Path) -> list[float]:
    """How late each parent stood that stands."""
    query = (
        "SELECT (julianday(sent_at) - julianday(promised_at)) * 86400 FROM deliveries "
        "WHERE status = 'sent' AND parent_part IS NULL AND part = 0 ORDER BY 1"
    )
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        return [row[0] for row in connection.execute(query)]


async def _counted(url: str) -> int:
    """How many briefs the histogram of lateness has counted."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        text = await answer.text()
    name = "briefbot_delivery_lateness_seconds_count"
    return int(float(next(line for line in text.splitlines() if line.startswith(name)).split()[1]))
