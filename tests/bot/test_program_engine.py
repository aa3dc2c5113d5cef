"""The bot as several processes over one PostgreSQL: what Procfile starts, on a real Slack socket."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import moving, subscriptions
from bot.app import now
from bot.subscriptions import Subscription
from bot.tables import MIGRATIONS
from digests.store.database import opened
from tests.bot.test_app import eventually
from tests.conftest import DemoRun, briefbot
from tests.databases import ROLE, Postgres, make_role
from tests.processes import Program, program
from tests.servers.slack import APP_TOKEN, BOT_TOKEN, GENERAL, TEAM, SlackServer

FEW = ("clock", "worker", "slack")
MANY = ("clock", "clock", "worker", "worker", "slack")  # two clocks are as good as one


@pytest.mark.parametrize(
    "processes",
    [
        pytest.param(FEW, id="few"),
        pytest.param(MANY, id="many", marks=pytest.mark.acceptance),
    ],
)
async def test_the_processes_share_the_work(
    demo: DemoRun, postgres_server: Postgres, tmp_path: Path, processes: tuple[str, ...]
) -> None:
    """A brief is posted once by whichever worker, a question is answered in its thread."""
    owner = await postgres_server.fresh()
    async with opened(demo.url, MIGRATIONS) as here, opened(owner, MIGRATIONS) as there:
        await moving.move(here, there)
        await make_role(there)
        await subscribe(there)
    done = briefbot("migrate", "--app-role", ROLE, "--database", owner, BRIEFBOT_ENGINE="true")
    assert done.returncode == 0, done.stderr
    url = make_url(owner).set(username=ROLE).render_as_string(hide_password=False)
    async with SlackServer() as slack, AsyncExitStack() as stack:
        environment = {
            "BRIEFBOT_DATABASE": url,
            "BRIEFBOT_ENGINE": "true",
            "BRIEFBOT_SLACK_API_URL": slack.api_url,
            "BRIEFBOT_WORKERS": "1",
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
        }
        running: list[Program] = [
            await stack.enter_async_context(
                program(tmp_path / f"{number}-{name}.log", name, "-v", **environment)
            )
            for number, name in enumerate(processes)
        ]
        channel = slack.workspace.channels[GENERAL]
        await until(lambda: slack.connections and len(channel.messages) >= 5, running)
        parent = channel.messages[0]
        assert "China AI brief" in parent["text"]
        asked = slack.workspace.say(
            GENERAL, "Who led the round that Chengyuan raised?", thread=parent["ts"]
        )
        await slack.message(asked)
        await slack.message(asked)  # redelivered with another event id
        await until(lambda: _answers(channel.messages, asked), running)
        for one in running:
            assert await one.stop() == 0, one.said
        assert len(_answers(channel.messages, asked)) == 1
        keys = [
            one["metadata"]["event_payload"]["key"] for one in channel.messages if "metadata" in one
        ]
        assert len(keys) == len(set(keys))
        assert slack.complaints == []
        assert not [one.said for one in running if "Traceback" in one.said]


async def until(done: Callable[[], object], running: list[Program]) -> None:
    """Waits until it holds; says what the processes said where it never does."""
    try:
        await eventually(done, 120)
    except TimeoutError as error:
        raise AssertionError("\n".join(one.said[-3000:] for one in running)) from error


async def subscribe(database: AsyncEngine) -> None:
    """A china-ai subscription whose time came a minute ago."""
    at = now() - timedelta(minutes=1)
    made = Subscription(
        id="sub_1",
        workspace=TEAM,
        platform="slack",
        channel=GENERAL,
        topics=("china-ai",),
        at=at.time().replace(second=0, microsecond=0),
        created_at=at - timedelta(days=1),
    )
    async with database.begin() as connection:
        await subscriptions.keep(connection, made)


def _answers(messages: list[dict[str, Any]], asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What the bot said after the question, in its thread."""
    after = [one for one in messages if one["ts"] > asked["ts"] and "metadata" in one]
    return [one for one in after if "Tongjiang Capital" in str(one.get("blocks"))]
