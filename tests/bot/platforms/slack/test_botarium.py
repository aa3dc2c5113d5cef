"""`briefbot run` on botarium, another's Slack with Socket Mode (see tests/servers/judges.py).

It has no `users.conversations`, `conversations.info` or `views.publish`, and takes no answer at a
`response_url`, so private answers come by `chat.postEphemeral` and a form that names a channel is
refused.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.bot.test_app import eventually, nothing_owed, subscribe
from tests.conftest import DemoRun
from tests.processes import free_port, program, ready
from tests.servers.judges import judge, judging

Json = dict[str, Any]
TEAM, CHANNEL, USER = "T_SIMULATOR", "C_GENERAL", "U_USER"
WHERE = {"channel": CHANNEL, "user": USER}
APP = {"app": {"name": "briefbot", "id": "judge"}, "commands": [{"command": "/brief"}]}
WORDS = (
    ("help", "/brief search export licence"),
    ("subscribe china-ai at 08:00 weekdays Europe/Berlin", "Subscribed: china-ai"),
    ("list", "at 08:00 on weekdays, Europe/Berlin"),
    ("pause", "rest"),
    ("resume", "run again"),
    ("unsubscribe china-ai", "To have it back"),
    ("topics", "Topics"),
    ("sources", "Sources"),
    ("status", "How things stand"),
    ("search chips", "chips"),
    ("claims china-ai", "China AI"),
    ("timeline china-ai 30d", "how it went"),
    ("recap", "the week to"),
    ("why 1", "No brief has been posted in this channel yet"),
    ("chnia-ai", "did you mean"),
    ("subscribe china-ai at 25:00", "is not a time of day"),
)
PRESSES = (("more", "Chengyuan"), ("sources", "Sources"), ("useful", "Noted"))
SECONDS = 30


@dataclass(frozen=True, kw_only=True)
class Botarium:
    """The emulator, driven as its own page in a browser drives it."""

    url: str
    store: DemoRun
    session: aiohttp.ClientSession
    seen: set[str] = field(default_factory=set)

    async def act(self, path: str, **body: Any) -> None:
        """Sends what a person does; the emulator must take it."""
        async with self.session.post(f"{self.url}/api/simulator/{path}", json=body) as answer:
            assert (await answer.json())["ok"], path

    async def messages(self) -> list[Json]:
        """All messages that stand there, private ones too, the oldest first."""
        async with self.session.get(f"{self.url}/api/simulator/messages") as answer:
            return sorted(await answer.json(), key=lambda one: float(one["ts"]))

    async def next(self, saying: str) -> Json:
        """The bot's next message that says so. Raises TimeoutError."""
        async with asyncio.timeout(SECONDS):
            while True:
                for one in await self.messages():
                    mine = one["user"] == USER or one["ts"] in self.seen
                    if not mine and saying in json.dumps(one, ensure_ascii=False):
                        self.seen.add(one["ts"])
                        return one
                await asyncio.sleep(0.1)

    async def command(self, text: str, saying: str) -> Json:
        """The answer to `/brief TEXT`."""
        await self.act("slash-command", command="/brief", text=text, **WHERE)
        return await self.next(saying)

    async def press(self, message: Json, name: str, saying: str) -> Json:
        """The answer to the button of that name under a message."""
        button = next(one for one in buttons(message) if one["action_id"].endswith(name))
        await self.act(
            "block-action",
            message_ts=message["ts"],
            channel_id=CHANNEL,
            action_id=button["action_id"],
            value=button.get("value", ""),
            element_type="button",
            user=USER,
        )
        return await self.next(saying)


def buttons(message: Json) -> list[Json]:
    """The buttons under a message."""
    rows = [one for one in message.get("blocks") or () if one["type"] == "actions"]
    return [each for row in rows for each in row["elements"]]


@pytest.fixture
async def slack(demo_copy: DemoRun, tmp_path: Path) -> AsyncIterator[Botarium]:
    """The emulator and `briefbot run` on it, on a copy of the demo's store."""
    started = (str(judge("botarium/node_modules/.bin/bun")), "packages/slack/src/server/index.ts")
    port, web = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        "BRIEFBOT_DATABASE": demo_copy.url,
        "BRIEFBOT_SLACK_API_URL": f"{url}/api/",
        "BRIEFBOT_WEB_PORT": str(web),
        "BRIEFBOT_WORKERS": "1",
        "SLACK_BOT_TOKEN": "xoxb-judge",
        "SLACK_APP_TOKEN": "xapp-judge",
    }
    log, status = tmp_path / "judge.log", f"{url}/api/simulator/status"
    async with (
        judging(judge("botarium"), log, status, *started, PORT=str(port)),
        program(tmp_path / "run.log", "run", **environment) as running,
        aiohttp.ClientSession() as session,
    ):
        await ready(f"http://127.0.0.1:{web}", running)
        # Presses of a bot that it does not know go nowhere.
        async with session.post(f"{url}/api/config/register", json=APP) as answer:
            assert (await answer.json())["ok"]
        yield Botarium(url=url, store=demo_copy, session=session)
        assert '"level": "error"' not in running.said
        assert await running.stop() == 0


async def test_words(slack: Botarium) -> None:
    """Each word of `/brief` is answered, and a mistake with the nearest right form."""
    for word, saying in WORDS:
        await slack.command(word, saying)


async def test_a_brief_is_posted_from_a_private_answer(slack: Botarium) -> None:
    """It comes to the asker first; its details, then the whole for the channel, at a press."""
    private = await slack.command("china-ai 7d", "Post to channel")
    assert private["subtype"] == "ephemeral"
    details = await slack.press(private, "briefbot-details", "Hengjie")
    assert details["subtype"] == "ephemeral"
    posted = await slack.press(private, "briefbot-share", "China AI: 7 days to")
    assert "subtype" not in posted


async def test_a_brief_on_time(slack: Botarium) -> None:
    """The parent and its thread, the buttons of a story, a question in the thread."""
    await subscribe(slack.store, "slack", TEAM, CHANNEL)
    await eventually(lambda: nothing_owed(slack.store), 120)
    standing = await slack.messages()
    parent = standing[0]
    stories = [one for one in standing[1:] if one["threadTs"] == parent["ts"]]
    assert not parent.get("threadTs")
    assert len(stories) == len(standing) - 1 > 1
    slack.seen.update(one["ts"] for one in standing)

    story = next(one for one in stories if "Chengyuan" in one["text"])
    for name, saying in PRESSES:
        await slack.press(story, name, saying)

    question = "Who led the round that Chengyuan raised?"
    await slack.act("user-message", text=question, thread_ts=parent["ts"], **WHERE)
    answer = await slack.next("Tongjiang Capital")
    assert answer["threadTs"] == parent["ts"]
    assert "subtype" not in answer


async def test_forms_and_shortcuts(slack: Botarium) -> None:
    """A bare `subscribe` opens the form; "Brief this link" tells the article of a message."""
    async with slack.session.get(f"{slack.url}/api/simulator/events") as stream:
        await slack.act("slash-command", command="/brief", text="subscribe", **WHERE)
        async with asyncio.timeout(SECONDS):
            async for line in stream.content:
                if b"view_open" in line:
                    break
    assert "briefbot-subscribe" in line.decode()
    with closing(sqlite3.connect(slack.store.path)) as store:
        ((url,),) = store.execute("SELECT canonical_url FROM articles LIMIT 1").fetchall()
    message = {"ts": "1.000001", "text": f"Have you seen <{url}>?"}
    await slack.act("shortcut", callback_id="brief_link", message=message, **WHERE)
    told = await slack.next("From the archive")
    assert told["subtype"] == "ephemeral"
