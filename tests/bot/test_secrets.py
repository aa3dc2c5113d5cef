"""Row 26 of the fault matrix: no secret is in anything that the bot writes, says or keeps.

Every secret is a word of its own, set where an operator sets it. The real program runs with them
at its most talkative beside servers that repeat what they were sent; then all of it is searched.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import make_url, text, update

from bot import subscriptions
from bot.app import now
from bot.subscriptions import Subscription
from bot.tables import MIGRATIONS
from digests.store.database import opened
from digests.store.tables import articles
from tests.bot.test_app import eventually
from tests.conftest import briefbot
from tests.databases import Postgres
from tests.processes import Program, free_port, program, ready
from tests.servers import slack as slack_servers
from tests.servers.discord import Discord, discord
from tests.servers.feeds import FeedSite, Reply, Request, feed_site
from tests.servers.model import Asked, model_server, well
from tests.servers.slack import GENERAL, TEAM, SlackServer

SECRETS = (
    "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET",
    "DISCORD_TOKEN", "OPENAI_API_KEY", "BRIEFBOT_SECRET_KEY", "BRIEFBOT_HEARTBEAT_URL",
    "LETTER_QUERY", "LETTER_PATH", "LETTER_HEADER", "DATABASE_PASSWORD",
)  # fmt: skip
FORMS = {"SLACK_BOT_TOKEN": "xoxb-{}", "SLACK_APP_TOKEN": "xapp-{}", "OPENAI_API_KEY": "sk-{}"}
CANARIES = {name: f"canary{number:02d}x7Qd9fK2mZr4" for number, name in enumerate(SECRETS)}
TOPICS = '[[topic]]\nslug = "labs"\nnames = { en = "Labs", zh = "实验室" }\nany = ["Heron Labs"]\n'
SOURCES = """
[[source]]
id = "query"
outlet = "Members' Letter"
url = "URL/query.xml?key=${LETTER_QUERY}"
headers = { Authorization = "Bearer ${LETTER_HEADER}" }

[[source]]
id = "path"
outlet = "Second Letter"
url = "URL/${LETTER_PATH}/feed.xml"

[[source]]
id = "moved"
outlet = "Moved Letter"
url = "URL/moved.xml?key=${LETTER_QUERY}"

[[source]]
id = "broken"
outlet = "Broken Letter"
url = "URL/broken/${LETTER_PATH}.xml"
headers = { Authorization = "Bearer ${LETTER_HEADER}" }
"""
STORY = (
    "Heron Labs opened an office in Lisbon on Monday. It will hire 40 linguists there this year, "
    "the company said. “We want to be close to the people we learn from,” said Mira Castellan, "
    "chief executive of Heron Labs."
)


def _feed(request: Request) -> Reply:
    """A feed that names itself, and its entry, by everything that it was asked with."""
    asked = f"{request.path} {request.headers.get('authorization', '')}".replace("&", "&amp;")
    at = format_datetime(now() - timedelta(hours=1))
    link = f"http://{request.headers['host']}/article?from={request.path.replace('&', '&amp;')}"
    body = (
        f'<rss version="2.0"><channel><title>For {asked}</title><link>{link}</link><item>'
        f"<title>Heron Labs opens an office in Lisbon</title><guid>one</guid><link>{link}</link>"
        f"<pubDate>{at}</pubDate><description>{STORY}</description></item></channel></rss>"
    )
    return Reply(200, {"Content-Type": "application/rss+xml"}, body.encode())


def _broken(request: Request) -> Reply:
    said = f"no such thing: {request.path} {request.headers}"
    return Reply(500, {"Content-Type": "text/plain", "X-Asked": request.path}, said.encode())


def _moved(request: Request) -> Reply:
    return Reply(302, {"Location": f"/nowhere{request.path}"})


def _heart(request: Request) -> Reply:
    return Reply(503, body=f"not taken: {request.path}".encode())


@dataclass(kw_only=True)
class Everything:
    """The program's surroundings, and all that came out of it."""

    folder: Path
    url: str
    environment: Mapping[str, str]
    site: FeedSite
    slack: SlackServer
    discord: Discord
    said: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str, **environment: str) -> None:
        """Runs a command and keeps what it wrote."""
        done = briefbot(*arguments, **{**self.environment, **environment})
        name = " ".join((*arguments, *environment))
        self.said[f"{len(self.said)}: briefbot {name}"] = done.stdout + done.stderr

    async def page(self, url: str) -> None:
        """Reads a page of the bot's own."""
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            self.said[url] = f"{answer.headers} {await answer.text()}"

    async def subscribe(self) -> None:
        """A brief on each platform that is due, of articles that stood before its window ended."""
        at = now() - timedelta(minutes=1)
        world = self.discord.world
        async with opened(self.url, MIGRATIONS) as database, database.begin() as connection:
            await connection.execute(
                update(articles).values(first_seen_at=at - timedelta(minutes=1))
            )
            for platform, workspace, channel in (
                ("slack", TEAM, GENERAL),
                ("discord", world.guild, world.general.id),
            ):
                one = Subscription(
                    id=f"sub_{platform}",
                    workspace=workspace,
                    platform=platform,
                    channel=channel,
                    topics=("labs",),
                    at=at.time().replace(second=0, microsecond=0),
                    created_at=at - timedelta(days=1),
                )
                await subscriptions.keep(connection, one)

    def found(self) -> list[tuple[str, str]]:
        """Every secret that stands anywhere, with where."""
        extra = {
            f"interaction {n}": one.token for n, one in enumerate(self.discord.interactions.made)
        }
        return [
            (name, place)
            for place, told in self.said.items()
            for name, value in {**CANARIES, **extra}.items()
            if value in told
        ]


def _environment(folder: Path, site: FeedSite, port: int) -> dict[str, str]:
    values = {name: FORMS.get(name, "{}").format(word) for name, word in CANARIES.items()}
    values["BRIEFBOT_SECRET_KEY"] = CANARIES["BRIEFBOT_SECRET_KEY"] * 2
    values["BRIEFBOT_HEARTBEAT_URL"] = f"{site.url}/ping/{CANARIES['BRIEFBOT_HEARTBEAT_URL']}"
    del values["DATABASE_PASSWORD"]  # it stands in the database's address
    return {
        **values,
        "SLACK_CLIENT_ID": "1.2",
        "BRIEFBOT_CONFIG": str(folder / "config"),
        "BRIEFBOT_PRIVATE_HOSTS": site.host,
        "BRIEFBOT_WORKERS": "1",
        "BRIEFBOT_WEB_PORT": str(port),
    }


def _model(asked: Asked) -> Any:
    """Refuses every other time, repeating the key as providers do."""
    if asked.number % 2:
        return well(asked)
    from starlette.responses import JSONResponse

    key = asked.headers.get("authorization", "")
    error = {"message": f"Incorrect API key provided: {key}.", "code": "invalid_api_key"}
    return JSONResponse({"error": error}, status_code=401)


@asynccontextmanager
async def everything(
    folder: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Everything]:
    """The servers, and the configuration and environment that point at them."""
    path = CANARIES["LETTER_PATH"]
    query = CANARIES["LETTER_QUERY"]
    routes = {
        f"/query.xml?key={query}": _feed,
        f"/{path}/feed.xml": _feed,
        f"/moved.xml?key={query}": _moved,
        f"/broken/{path}.xml": _broken,
        f"/ping/{CANARIES['BRIEFBOT_HEARTBEAT_URL']}": _heart,
    }
    monkeypatch.setattr(slack_servers, "APP_TOKEN", FORMS["SLACK_APP_TOKEN"].format(
        CANARIES["SLACK_APP_TOKEN"]
    ))  # fmt: skip
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(feed_site(routes))
        slack = await stack.enter_async_context(SlackServer())
        slack.tokens[FORMS["SLACK_BOT_TOKEN"].format(CANARIES["SLACK_BOT_TOKEN"])] = TEAM
        guild = await stack.enter_async_context(discord())
        guild.world.token = CANARIES["DISCORD_TOKEN"]
        model = await stack.enter_async_context(model_server(_model))
        (folder / "config").mkdir()
        for name, content in (("topics", TOPICS), ("sources", SOURCES), ("entities", "")):
            file = folder / "config" / f"{name}.toml"
            file.write_text(content.replace("URL", site.url))
        environment = _environment(folder, site, free_port())
        yield Everything(
            folder=folder,
            url=url,
            site=site,
            slack=slack,
            discord=guild,
            environment={
                **environment,
                "BRIEFBOT_DATABASE": url,
                "BRIEFBOT_MODEL_PROVIDER": "openai",
                "BRIEFBOT_MODEL": "gpt-4.1-mini",
                "BRIEFBOT_MODEL_URL": model.url,
                "BRIEFBOT_SLACK_API_URL": slack.api_url,
                "BRIEFBOT_DISCORD_API_URL": guild.api_url,
                "BRIEFBOT_DISCORD_GATEWAY_URL": guild.gateway_url,
            },
        )


async def lives(all_: Everything) -> None:
    """The program's day: it collects, posts, answers, is looked at, and is stopped."""
    await asyncio.to_thread(all_.command, "collect", "-v")
    await all_.subscribe()
    log = all_.folder / "run.log"
    async with program(log, "run", "-v", **all_.environment) as running:
        base = f"http://127.0.0.1:{all_.environment['BRIEFBOT_WEB_PORT']}"
        await ready(base, running)
        await _posted(all_, running)
        await all_.slack.command("labs 24h")
        await all_.slack.until(lambda: all_.slack.responses or all_.slack.workspace.whispers)
        made = await all_.discord.slash("brief", {"topic": "labs"})
        await made.wait()
        root = all_.slack.workspace.channels[GENERAL].messages[0]
        asked = all_.slack.workspace.say(GENERAL, "Where is the office?", thread=root["ts"])
        await all_.slack.message(asked)
        await eventually(lambda: all_.site.asked(f"/ping/{CANARIES['BRIEFBOT_HEARTBEAT_URL']}"))
        for page in ("metrics", "healthz", "readyz", "nowhere", "slack/oauth_redirect?code=x"):
            await all_.page(f"{base}/{page}")
        assert await running.stop() == 0, running.said
    all_.said["the log"] = log.read_text()
    all_.said["Slack"] = str(all_.slack.workspace.channels[GENERAL].messages)
    all_.said["Slack's answers"] = f"{all_.slack.responses} {all_.slack.workspace.whispers}"
    channels = all_.discord.world.channels.values()
    all_.said["Discord"] = str([one.messages for one in channels])


async def _posted(all_: Everything, running: Program) -> None:
    """Waits until a brief stands on both platforms."""
    slack, guild = all_.slack.workspace.channels[GENERAL], all_.discord.world.general
    try:
        await eventually(lambda: len(slack.messages) > 1 and guild.messages, 90)
    except TimeoutError as error:
        raise AssertionError(running.said[-5000:]) from error
    assert "Heron Labs" in str(slack.messages)


async def stored(all_: Everything) -> None:
    """All that the store holds: the files of SQLite byte by byte, or every row of PostgreSQL."""
    if all_.url.startswith("sqlite"):
        for file in all_.folder.glob("store.sqlite3*"):
            all_.said[file.name] = file.read_bytes().decode("latin-1")
        with sqlite3.connect(all_.folder / "store.sqlite3") as connection:
            all_.said["the store"] = "\n".join(connection.iterdump())
        return
    async with opened(all_.url, MIGRATIONS) as database, database.connect() as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        for (name,) in (await connection.execute(text(query))).all():
            rows = await connection.execute(text(f'SELECT t::text FROM "{name}" t'))
            all_.said[f"table {name}"] = "\n".join(row[0] for row in rows)


def mistakes() -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Commands that fail: a setting that is wrong, a server that is not there or says no."""
    word = CANARIES["DATABASE_PASSWORD"]
    for name in ("run", "doctor", "status"):
        yield (name, "-v") if name != "status" else (name,), {"BRIEFBOT_WEB_PORT": "many"}
        for url in (
            f"postgresql://briefbot:{word}@127.0.0.1:9/briefbot",
            f"postgresql://briefbot:{word}@127.0.0.1:port/briefbot",
            f"mysql://briefbot:{word}@127.0.0.1/briefbot",
            f"postgresql+asyncpg://briefbot:{word}@[::1/briefbot",
        ):
            yield (name,), {"BRIEFBOT_DATABASE": url}
    yield ("run", "-v"), {"BRIEFBOT_DATABASE": f"postgresql://b:{word}@127.0.0.1:9/b"}
    yield ("run", "-v"), {"DISCORD_TOKEN": f"wrong{CANARIES['DISCORD_TOKEN']}"}
    yield ("doctor", "-v"), {"SLACK_BOT_TOKEN": f"xoxb-wrong{CANARIES['SLACK_BOT_TOKEN']}"}
    yield ("run", "-v"), {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": ""}
    yield ("doctor", "-v"), {"BRIEFBOT_SECRET_KEY": CANARIES["BRIEFBOT_SECRET_KEY"][:10]}
    yield ("doctor", "-v"), {"OPENAI_API_KEY": f"sk-wrong{CANARIES['OPENAI_API_KEY']}"}
    yield ("doctor", "-v"), {"BRIEFBOT_MODEL_URL": "http://127.0.0.1:9/v1"}
    yield ("collect", "-v"), {"LETTER_QUERY": ""}


COMMANDS = (
    ("status",), ("status", "--json"), ("sources", "list"), ("sources", "check"),
    ("subscriptions", "list"), ("costs",), ("search", "Lisbon"), ("people", "Mira Castellan"),
    ("claims",), ("ask", "Where is the office?", "--format", "json"), ("topics", "list"),
    ("sources", "export"), ("manifest", "slack"), ("manifest", "discord"),
)  # fmt: skip


async def test_no_secret_is_in_what_a_run_leaves_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its log, its pages, its messages and its file, beside servers that repeat what they hear."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}"
    async with everything(tmp_path, url, monkeypatch) as all_:
        await lives(all_)
        await stored(all_)
        await asyncio.to_thread(all_.command, "status")
        assert all_.found() == []


@pytest.mark.acceptance
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_row_26(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_server: Postgres, kind: str
) -> None:
    """The same with every command, in every form, and with every mistake in the settings."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}"
    if kind == "postgresql":
        word = CANARIES["DATABASE_PASSWORD"]
        made = make_url(await postgres_server.fresh()).set(password=word)
        url = made.render_as_string(hide_password=False)
    async with everything(tmp_path, url, monkeypatch) as all_:
        await lives(all_)
        await stored(all_)
        formats = ("terminal", "text", "markdown", "html", "json", "slack", "discord")
        told = [("brief", "labs", "--since", "24h", "--format", form) for form in formats]
        for arguments in (*COMMANDS, *told, ("doctor", "-v"), ("collect", "-v")):
            await asyncio.to_thread(all_.command, *arguments)
        for wrong, environment in mistakes():
            await asyncio.to_thread(all_.command, *wrong, **environment)
        file = tmp_path / "config" / "briefbot.toml"
        file.write_text(f'discord_token = "{CANARIES["DISCORD_TOKEN"]}"\n')
        for arguments in (("status",), ("run", "-v"), ("doctor", "-v")):
            await asyncio.to_thread(all_.command, *arguments)
        assert len(all_.said) >= 60
        assert all_.found() == []
