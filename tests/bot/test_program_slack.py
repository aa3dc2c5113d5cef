"""The real program, `briefbot run` in a process of its own, on Slack over HTTP for many workspaces."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from tests.bot.test_app import eventually, subscribe
from tests.conftest import DemoRun
from tests.processes import Program, free_port, program, ready
from tests.servers.slack import ADMIN, GENERAL, TEAM, SlackServer
from tests.servers.slack_http import SECRET, send, signed

KEY = "k" * 40
SECRETS = ("xoxb-given", "xoxe-refresh", "client-secret-canary", SECRET, KEY)


@dataclass(frozen=True, kw_only=True)
class Bot:
    """The program, where it is reached, and its store."""

    running: Program
    url: str
    store: DemoRun

    async def get(self, path: str, cookie: str = "") -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of a page, as a browser with this cookie gets it."""
        headers = {"Cookie": cookie} if cookie else {}
        async with (
            aiohttp.ClientSession() as session,
            session.get(self.url + path, headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status, await answer.text(), dict(answer.headers)

    async def install(self) -> int:
        """Installs the bot from the button to the last page; that page's status."""
        _, _, headers = await self.get("/slack/install")
        state = parse_qs(urlsplit(headers["Location"]).query)["state"][0]
        cookie = SimpleCookie(headers["Set-Cookie"])["briefbot_slack"].value
        path = f"/slack/oauth_redirect?code=code-1&state={state}"
        status, _, _ = await self.get(path, f"briefbot_slack={cookie}")
        return status

    def kept(self, table: str) -> int:
        """How many rows a table of the store has."""
        with closing(sqlite3.connect(self.store.path)) as connection:
            (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            return int(number)

    def written(self) -> bytes:
        """All bytes of the store's files and of the logs."""
        folder = self.store.path.parent
        files = [*folder.glob(f"{self.store.path.name}*"), self.running.log]
        return b"".join(file.read_bytes() for file in files if file.exists())


def settings(server: SlackServer, store: DemoRun, port: int) -> dict[str, str]:
    """The environment of a bot for many workspaces."""
    return {
        "BRIEFBOT_DATABASE": store.url,
        "BRIEFBOT_SLACK_API_URL": server.api_url,
        "BRIEFBOT_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "BRIEFBOT_WEB_PORT": str(port),
        "BRIEFBOT_SECRET_KEY": KEY,
        "BRIEFBOT_WORKERS": "1",
        "SLACK_CLIENT_ID": "11.22",
        "SLACK_CLIENT_SECRET": "client-secret-canary",
        "SLACK_SIGNING_SECRET": SECRET,
    }


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    """A strict Slack on loopback."""
    async with SlackServer() as slack:
        yield slack
        assert slack.complaints == []


@pytest.fixture
async def bot(server: SlackServer, demo_copy: DemoRun, tmp_path: Path) -> AsyncIterator[Bot]:
    """`briefbot run` on a copy of the demo's store, ready."""
    port = free_port()
    environment = settings(server, demo_copy, port)
    async with program(tmp_path / "run.log", "run", "-v", **environment) as running:
        url = f"http://127.0.0.1:{port}"
        await ready(url, running)
        yield Bot(running=running, url=url, store=demo_copy)


async def told(server: SlackServer, bot: Bot, payload: Any, kind: str = "events_api") -> None:
    """Sends a payload as Slack does; it must be taken."""
    assert await send(bot.url, signed(payload, kind=kind)) == 200


async def test_from_installation_to_the_last_row(server: SlackServer, bot: Bot) -> None:
    """Installed, briefed, asked, pressed, uninstalled: each works, and nothing is left of it."""
    assert (await bot.get("/healthz"))[:2] == (200, "ok")
    assert await bot.install() == 200

    await told(server, bot, server.command_payload("china-ai 24h"), "slash_commands")
    await server.until(lambda: server.responses, 20)

    channel = server.workspace.channels[GENERAL]
    await subscribe(bot.store, "slack", TEAM, GENERAL)
    await eventually(lambda: bot.kept("deliveries WHERE status = 'sent'") >= 4, 60)
    parent = channel.messages[0]
    story = next(one for one in channel.messages[1:] if "actions" in str(one["blocks"]))
    button = next(
        each
        for block in story["blocks"]
        if block["type"] == "actions"
        for each in block["elements"]
        if each["action_id"].endswith(":sources")
    )
    before = len(server.responses)
    press = server.press_payload(button["action_id"], button["value"], story)
    await told(server, bot, press, "interactive")
    await server.until(lambda: len(server.responses) > before, 20)

    question = "Who led the round that Chengyuan raised?"
    asked = server.workspace.say(GENERAL, question, thread=parent["ts"])
    await told(server, bot, server.event_payload(asked))
    await eventually(lambda: "Tongjiang Capital" in str(channel.messages[-1].get("blocks")), 20)

    event = server.event_payload(server.workspace.say(GENERAL, "", user=ADMIN))
    await told(server, bot, {**event, "event": {"type": "app_uninstalled"}})
    await eventually(lambda: not bot.kept("slack_installations"), 10)
    await eventually(lambda: not bot.kept("subscriptions"), 10)
    assert not bot.kept("deliveries")
    assert await bot.running.stop() == 0
    assert not [secret for secret in SECRETS if secret.encode() in bot.written()]


async def test_organisation_and_rotation(server: SlackServer, bot: Bot) -> None:
    """Installed for an organisation, a team is answered; a token near its end is exchanged; what
    Slack did not sign, or sent before, is refused."""
    server.enterprise, server.rotation = "E0ORG", 3600
    assert await bot.install() == 200
    server.rotation = 43_200
    command = {**server.command_payload("list"), "enterprise_id": "E0ORG"}
    command["is_enterprise_install"] = "true"
    await told(server, bot, command, "slash_commands")
    await server.until(lambda: server.responses, 20)
    exchanged = [one for one in server.called("oauth.v2.access") if "grant_type" in one.arguments]
    assert [one.arguments["refresh_token"] for one in exchanged] == ["xoxe-refresh-1"]
    assert server.calls[-2].token == "xoxb-given-2"
    good = signed(server.command_payload("list"), kind="slash_commands")
    assert await send(bot.url, good, X_Slack_Signature="v0=" + "0" * 64) == 401
    assert [await send(bot.url, good) for _ in range(2)] == [200, 401]
