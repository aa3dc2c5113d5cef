"""The bot in many workspaces: installed by OAuth over real HTTP, tokens sealed and kept fresh."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette

from bot.errors import PostRefused
from bot.platforms.base import Change, Place
from bot.platforms.slack.app import Slack, create_many
from bot.platforms.slack.installations import Installation, Installations
from bot.platforms.slack.oauth import Credentials
from bot.sealing import Seal
from bot.tables import MIGRATIONS
from digests.store.database import opened
from tests.servers.asgi import serving
from tests.servers.recorder import Recorder, say
from tests.servers.slack import GENERAL, PERSON, TEAM, Fault, SlackServer
from tests.servers.slack_http import SECRET, send, signed

KEY = "k" * 40
CREDENTIALS = Credentials(client_id="11.22", client_secret="client-secret-canary")
START = datetime(2026, 11, 25, 8, tzinfo=UTC)


@dataclass
class Watching(Recorder):
    """Handlers that watch where the bot is."""

    changes: list[Change] = field(default_factory=list)

    async def changed(self, change: Change) -> None:
        self.changes.append(change)


@dataclass
class Clock:
    """A time that stands until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass(kw_only=True)
class Installed:
    """The bot, served."""

    slack: Slack
    url: str
    handlers: Watching
    clock: Clock
    store: Installations
    path: Path

    async def get(self, path: str, cookie: str = "") -> aiohttp.ClientResponse:
        """A page, as a browser with this cookie gets it."""
        headers = {"Cookie": cookie} if cookie else {}
        async with (
            aiohttp.ClientSession() as session,
            session.get(self.url + path, headers=headers, allow_redirects=False) as answer,
        ):
            await answer.read()
            return answer

    async def begin(self) -> tuple[str, str]:
        """Begin an installation: its state, and the browser's cookie."""
        answer = await self.get("/slack/install")
        state = parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]
        cookie = SimpleCookie(answer.headers["Set-Cookie"])["briefbot_slack"]
        return state, f"briefbot_slack={cookie.value}"

    async def install(self, code: str = "code-1") -> aiohttp.ClientResponse:
        """Install the bot from beginning to end."""
        state, cookie = await self.begin()
        return await self.get(f"/slack/oauth_redirect?code={code}&state={state}", cookie)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A real SQLite file with all tables."""
    async with opened(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}", MIGRATIONS) as engine:
        yield engine


@pytest.fixture
async def bot(
    server: SlackServer, database: AsyncEngine, tmp_path: Path
) -> AsyncIterator[Installed]:
    """The bot for many workspaces, served over HTTP."""
    clock, handlers = Clock(), Watching()
    slack = create_many(
        database,
        CREDENTIALS,
        signing_secret=SECRET,
        secret_key=KEY,
        public_url="https://briefs.example",
        clock=clock,
        api_url=server.api_url,
    )
    await slack.open(handlers)
    async with serving(Starlette(routes=slack.routes())) as url:
        yield Installed(
            slack=slack,
            url=url,
            handlers=handlers,
            clock=clock,
            store=Installations(database, Seal(KEY)),
            path=tmp_path,
        )
    await slack.close()


def here(workspace: str = TEAM) -> Place:
    """The general channel of a workspace."""
    return Place(platform="slack", workspace=workspace, channel=GENERAL)


async def post(bot: Installed, workspace: str = TEAM) -> Any:
    """One message there."""
    return await bot.slack.post(bot.slack.reply_payloads(say("Hi."))[0], here(workspace), "k")


async def test_installation_asks_for_what_the_code_uses(bot: Installed) -> None:
    """The button leads to Slack with the scopes, the way back and a cookie no script can read."""
    answer = await bot.get("/slack/install")
    address = urlsplit(answer.headers["Location"])
    query = parse_qs(address.query)
    assert address.path == "/oauth/v2/authorize"
    assert "chat:write" in query["scope"][0]
    assert query["redirect_uri"] == ["https://briefs.example/slack/oauth_redirect"]
    cookie = answer.headers["Set-Cookie"].casefold()
    assert all(word in cookie for word in ("httponly", "secure", "samesite=lax", "max-age=600"))


async def test_installed_workspace_can_be_posted_to(server: SlackServer, bot: Installed) -> None:
    """After the last page the bot posts there with the token it was given, and is told of it."""
    with pytest.raises(PostRefused, match="account_inactive"):
        await post(bot)
    answer = await bot.install()
    assert answer.status == 200
    await post(bot)
    assert server.called("chat.postMessage")[0].token == "xoxb-given-1"
    assert bot.handlers.changes == [
        Change(workspace=TEAM, channel=None, open=True, code="installed")
    ]


async def test_command_from_an_installed_workspace(server: SlackServer, bot: Installed) -> None:
    """A command over HTTP is answered with that workspace's token."""
    await bot.install()
    command = signed(server.command_payload("china-ai"), kind="slash_commands")
    assert await send(bot.url, command) == 200
    await server.until(lambda: server.responses)


async def test_installation_that_was_not_begun_here_is_refused(
    server: SlackServer, bot: Installed
) -> None:
    """Without the state and the cookie of one beginning, nothing is exchanged: 20 forgeries."""
    state, cookie = await bot.begin()
    other_state, other_cookie = await bot.begin()
    name, _, value = cookie.partition("=")
    states = [other_state, "", state[:-1], f"{state}x", state.swapcase(), state[::-1], "%00"]
    states += [f"{state}%20", f"%20{state}", "a" * 4000, "%F0%9F%94%91", value, f"{state}%0A"]
    cookies = [other_cookie, "", f"{name}=", f"{name}={value[:-1]}", f"{name}={state}", value]
    tried = [(f"code=c&state={one}", cookie) for one in states]
    tried += [(f"code=c&state={state}", one) for one in cookies]
    tried += [("code=c", cookie)]
    for query, sent in tried:
        answer = await bot.get(f"/slack/oauth_redirect?{query}", sent)
        assert answer.status == 400, (query, sent)
    assert len(tried) == 20
    assert server.called("oauth.v2.access") == []


async def test_state_is_good_once_and_for_ten_minutes(server: SlackServer, bot: Installed) -> None:
    """A state used before, or too late, is refused."""
    state, cookie = await bot.begin()
    path = f"/slack/oauth_redirect?code=c&state={state}"
    assert [(await bot.get(path, cookie)).status for _ in range(2)] == [200, 400]
    state, cookie = await bot.begin()
    bot.clock.now += timedelta(minutes=11)
    answer = await bot.get(f"/slack/oauth_redirect?code=c&state={state}", cookie)
    assert answer.status == 400
    assert len(server.called("oauth.v2.access")) == 1


async def test_denied_or_failed_installation_keeps_nothing(
    server: SlackServer, bot: Installed
) -> None:
    """Somebody who says no, and a code that Slack refuses, leave nothing behind."""
    state, cookie = await bot.begin()
    denied = f"/slack/oauth_redirect?error=access_denied&state={state}"
    assert (await bot.get(denied, cookie)).status == 400
    assert (await bot.install(code="wrong")).status == 502
    assert await bot.store.find(TEAM) is None


async def test_tokens_are_sealed_in_the_file(bot: Installed) -> None:
    """No token stands in the database or its log in the clear."""
    await bot.install()
    written = b"".join(path.read_bytes() for path in bot.path.iterdir())
    assert b"xoxb-given" not in written
    assert b"xoxe-refresh" not in written
    assert b"client-secret-canary" not in written
    assert "xoxb-given" not in repr(await bot.store.find(TEAM))


async def test_token_is_exchanged_before_it_ends(server: SlackServer, bot: Installed) -> None:
    """Close to its end a token is exchanged once, whoever asks at the same time."""
    server.rotation = 43_200
    await bot.install()
    await post(bot)
    bot.clock.now += timedelta(hours=11)
    await asyncio.gather(*(post(bot) for _ in range(5)))
    exchanged = [c for c in server.called("oauth.v2.access") if "grant_type" in c.arguments]
    assert [c.arguments["refresh_token"] for c in exchanged] == ["xoxe-refresh-1"]
    await post(bot)
    assert server.called("chat.postMessage")[-1].token == "xoxb-given-2"


async def test_failed_exchange_leaves_the_old_token(server: SlackServer, bot: Installed) -> None:
    """Where Slack can't exchange now, the token that is still good is used."""
    server.rotation = 43_200
    await bot.install()
    bot.clock.now += timedelta(hours=11)
    fault = Fault(kind="refuse", code="internal_error")
    server.workspace.faults["oauth.v2.access"].append(fault)
    await post(bot)
    assert server.called("chat.postMessage")[-1].token == "xoxb-given-1"
    bot.clock.now += timedelta(minutes=2)
    await post(bot)
    assert server.called("chat.postMessage")[-1].token == "xoxb-given-2"


async def test_uninstalled_workspace_is_forgotten_at_once(
    server: SlackServer, bot: Installed
) -> None:
    """After app_uninstalled the token is gone, others' stay, and the bot is told."""
    await bot.install()
    other = Installation(workspace="T0OTHER", bot_token="xoxb-other", bot_user="U1")
    await bot.store.keep(other)
    event = server.event_payload(server.workspace.say(GENERAL, ""))
    event["event"] = {"type": "app_uninstalled"}
    assert await send(bot.url, signed(event)) == 200
    await server.until(lambda: len(bot.handlers.changes) == 2)
    assert await bot.store.find(TEAM) is None
    assert await bot.store.find("T0OTHER") == other
    assert bot.handlers.changes[-1].code == "account_inactive"
    with pytest.raises(PostRefused):
        await post(bot)


async def test_reinstalling_replaces_the_token(server: SlackServer, bot: Installed) -> None:
    """A second installation of one workspace leaves one token, the new one."""
    await bot.install()
    await bot.install()
    await post(bot)
    assert server.called("chat.postMessage")[0].token == "xoxb-given-2"


async def test_organisation_install_serves_its_teams(server: SlackServer, bot: Installed) -> None:
    """Installed for an organisation, the bot answers and posts in a team it has heard of."""
    server.enterprise = "E0ORG"
    await bot.install()
    command = {**server.command_payload("list"), "enterprise_id": "E0ORG"}
    command["is_enterprise_install"] = "true"
    assert await send(bot.url, signed(command, kind="slash_commands")) == 200
    await server.until(lambda: server.responses)
    await post(bot)
    assert server.called("chat.postMessage")[0].token == "xoxb-given-1"
    assert bot.handlers.commands[0].place.workspace == TEAM
    assert bot.handlers.commands[0].user.id == PERSON
