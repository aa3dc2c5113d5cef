"""A dry run of the guide: each line of Procfile as it stands, over one PostgreSQL, both platforms."""

from __future__ import annotations

import shlex
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot import moving, subscriptions
from bot.app import now
from bot.subscriptions import Subscription
from bot.tables import MIGRATIONS
from digests.store.database import opened
from tests.bot.test_app import eventually
from tests.conftest import DemoRun, briefbot
from tests.databases import ROLE, Postgres, make_role
from tests.processes import Program, free_port, program, ready
from tests.servers.discord import Discord, discord
from tests.servers.slack import APP_TOKEN, BOT_TOKEN, GENERAL, TEAM, SlackServer
from tests.shared import ROOT


def lines() -> dict[str, list[str]]:
    """The processes of Procfile and what `briefbot` is given for each; two workers."""
    found = {}
    for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines():
        name, _, command = line.partition(": ")
        program_name, *found[name] = shlex.split(command)
        assert program_name == "briefbot"
    return {**found, "worker 2": found["worker"]}


def order(platform: str, workspace: str, channel: str) -> Subscription:
    """A china-ai brief whose time came a minute ago."""
    at = now() - timedelta(minutes=1)
    return Subscription(
        id=f"sub_{platform}",
        workspace=workspace,
        platform=platform,
        channel=channel,
        topics=("china-ai",),
        at=at.time().replace(second=0, microsecond=0),
        created_at=at - timedelta(days=1),
    )


async def filled(demo: DemoRun, owner: str, guild: Discord) -> None:
    """The demo's store moved there, with a subscription on each platform."""
    async with opened(demo.url, MIGRATIONS) as here, opened(owner, MIGRATIONS) as there:
        await moving.move(here, there)
        await make_role(there)
        world = guild.world
        async with there.begin() as connection:
            await subscriptions.keep(connection, order("slack", TEAM, GENERAL))
            await subscriptions.keep(connection, order("discord", world.guild, world.general.id))


@pytest.mark.acceptance
async def test_procfile_runs(demo: DemoRun, postgres_server: Postgres, tmp_path: Path) -> None:
    """Release, then web, Slack, Discord, clock and two workers: a brief on each platform, once."""
    owner = await postgres_server.fresh()
    async with SlackServer() as slack, discord() as guild, AsyncExitStack() as stack:
        await filled(demo, owner, guild)
        given = {
            "BRIEFBOT_ENGINE": "true",
            "BRIEFBOT_WORKERS": "1",
            "BRIEFBOT_SLACK_API_URL": slack.api_url,
            "BRIEFBOT_DISCORD_API_URL": guild.api_url,
            "BRIEFBOT_DISCORD_GATEWAY_URL": guild.gateway_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "DISCORD_TOKEN": guild.world.token,
        }
        processes = lines()
        release = [*processes.pop("release"), "--app-role", ROLE]
        done = briefbot(*release, BRIEFBOT_DATABASE=owner, **given)
        assert (done.returncode, done.stdout) == (0, "up to date\n"), done.stderr
        url = make_url(owner).set(username=ROLE).render_as_string(hide_password=False)
        port = free_port()
        running: dict[str, Program] = {}
        for name, arguments in processes.items():
            more = {"PORT": str(port)} if name == "web" else {}
            running[name] = await stack.enter_async_context(
                program(
                    tmp_path / f"{name}.log", *arguments, BRIEFBOT_DATABASE=url, **given, **more
                )
            )
        await ready(f"http://127.0.0.1:{port}", running["web"], 120)
        on_slack = slack.workspace.channels[GENERAL].messages
        on_discord = guild.world.general.messages
        await eventually(lambda: len(on_slack) >= 5 and on_discord, 180)
        for name, one in running.items():
            assert await one.stop() == 0, (name, one.said)
            assert "Traceback" not in one.said, (name, one.said)
        assert sum("China AI brief" in one["text"] for one in on_slack) == 1
        assert len(on_discord) == 1
        assert slack.complaints == []
