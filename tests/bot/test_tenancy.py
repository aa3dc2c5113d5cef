"""Two workspaces in one store: nothing of one is ever shown to the other.

On PostgreSQL the bot runs as a role that is bound by the policies, as `docs/deploy.md` sets it up.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox, subscriptions
from bot.delivery import Courier
from bot.engine.grants import grant
from bot.migrations.versions.tenancy_0001 import TABLES
from bot.outbox import Part
from bot.planner import Planner
from bot.platforms.base import Action, Command, MessageRef, Place, Reply, ThreadReply, User
from bot.tables import MIGRATIONS, deliveries
from digests.store.database import engine, opened
from digests.store.tenancy import EVERYONE, within, workspace
from digests.summarisers.extractive import Extractive
from tests.bot.asking import handlers
from tests.bot.library import LABS as LIBRARY
from tests.bot.library import news
from tests.carrying import carry
from tests.databases import ROLE, Postgres, make_role, sqlite
from tests.fakes import Clock, FakePlatform
from tests.views import NOW


@asynccontextmanager
async def app_role(server: Postgres) -> AsyncIterator[AsyncEngine]:
    """A fresh PostgreSQL database, as the role that runs the bot sees it."""
    async with opened(await server.fresh(), MIGRATIONS) as owner:
        await make_role(owner)
        await grant(owner, ROLE)
        url = make_url(owner.url).set(username=ROLE)
        made = engine(url.render_as_string(hide_password=False))
        try:
            yield made
        finally:
            await made.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
async def shared(request: pytest.FixtureRequest, tmp_path: Any) -> AsyncIterator[AsyncEngine]:
    """A store for two workspaces."""
    if request.param == "sqlite":
        async with sqlite(tmp_path) as made:
            yield made
    else:
        async with app_role(request.getfixturevalue("postgres_server")) as made:
            yield made


@pytest.fixture
async def walled(postgres_server: Postgres) -> AsyncIterator[AsyncEngine]:
    """The store behind the second wall."""
    async with app_role(postgres_server) as made:
        yield made


async def owe(database: AsyncEngine, name: str) -> None:
    """One delivery of a workspace."""
    place = Place(platform="slack", workspace=name, channel="C1")
    with within(name):
        async with database.begin() as connection:
            await outbox.plan(
                connection,
                place,
                subscription_id="s1",
                slot="2026-11-25",
                parts=[Part(payload={"text": name})],
                due_at=NOW,
            )


async def hear(database: AsyncEngine, name: str) -> None:
    """Notes an event of a workspace."""
    async with database.begin() as connection:
        await outbox.hear(connection, name, "e1", NOW)


async def seen(database: AsyncEngine, name: str) -> set[str]:
    """The workspaces whose rows a query without any condition gives."""
    with within(name):
        async with database.connect() as connection:
            rows = await connection.execute(select(deliveries.c.workspace))
            return {row.workspace for row in rows}


async def test_a_query_without_its_workspace_shows_nothing_of_others(walled: AsyncEngine) -> None:
    """Whoever names no workspace sees none; who names one sees its own; the clock sees all."""
    await owe(walled, "T1")
    await owe(walled, "T2")
    assert await seen(walled, "") == set()
    assert await seen(walled, "T1") == {"T1"}
    assert await seen(walled, EVERYONE) == {"T1", "T2"}


async def test_nothing_can_be_written_for_another(walled: AsyncEngine) -> None:
    """A row of another workspace is refused, and an update or a delete finds none."""
    await owe(walled, "T2")
    with within("T1"):
        async with walled.begin() as connection:
            for statement in ("UPDATE deliveries SET channel = 'X'", "DELETE FROM deliveries"):
                assert (await connection.execute(text(statement))).rowcount == 0
        with pytest.raises(DBAPIError, match="row-level security"):
            await hear(walled, "T2")


async def test_every_policy_stands(walled: AsyncEngine) -> None:
    """Each table of the migration is walled for the role that runs the bot."""
    async with walled.connect() as connection:
        rows = await connection.execute(
            text("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        )
        assert {row.relname for row in rows} == set(TABLES)


@contextmanager
def named(database: AsyncEngine) -> Iterator[list[str]]:
    """Notes every statement on a workspace's table that names no workspace, unless for all."""
    found: list[str] = []

    def look(connection: Connection, cursor: Any, statement: str, *rest: Any) -> None:
        del connection, cursor, rest
        touched = any(f" {table}" in statement.replace("\n", " ") for table in TABLES)
        if touched and "workspace" not in statement and workspace() != EVERYONE:
            found.append(statement)

    event.listen(database.sync_engine, "before_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(database.sync_engine, "before_cursor_execute", look)


class Two:
    """Two workspaces that do things at random, each under names that must not leave it."""

    def __init__(self, database: AsyncEngine, seed: int) -> None:
        self.database, self.chance = database, random.Random(seed)
        self.clock, self.platform = Clock(NOW), FakePlatform()
        self.bot = handlers(database, self.platform, self.clock)
        planner = Planner(
            database=database,
            library=LIBRARY,
            platforms={"slack": self.platform},
            summariser=Extractive(),
            clock=self.clock,
        )
        self.planner = planner
        self.courier = Courier(
            database=database, platforms={"slack": self.platform}, clock=self.clock
        )
        self.number = 0

    def place(self, name: str) -> Place:
        """The one channel both have by the same id, since ids are each platform's own."""
        return Place(platform="slack", workspace=name, channel="C1")

    async def do(self, name: str) -> str:
        """Something at random in one workspace; all that came back, as text."""
        self.number += 1
        self.clock.move(seconds=7)
        doing = self.chance.choice([self._type, self._type, self._ask, self._press, self._brief])
        return await doing(name)

    async def _type(self, name: str) -> str:
        words = self.chance.choice(
            [
                f"subscribe labs at {self.chance.randrange(24):02d}:00",
                "list",
                "status",
                "pause",
                "resume",
                "unsubscribe labs",
                "search Heron",
                "people Duarte",
                "claims",
                f"why {self.chance.randrange(1, 4)}",
                "labs",
                "help",
                f"nonsense canary-{name}",
            ]
        )
        user = User(id=f"U-canary-{name}", admin=True)
        command = Command(name="brief", text=words, user=user, place=self.place(name))
        return _text(await self.bot.command(command))

    async def _ask(self, name: str) -> str:
        ref = MessageRef(
            platform="slack",
            workspace=name,
            channel="C1",
            message=f"{self.number}",
            thread=self.chance.choice([None, "1", *self._posted()]),
        )
        reply = ThreadReply(
            ref=ref,
            text=self.chance.choice(["And how many?", f"How many does canary-{name} employ?"]),
            user=User(id=f"U-canary-{name}"),
            event_id=f"e{self.number}",
            mentioned=self.chance.random() < 0.5,
        )
        return _text(await self.bot.thread_reply(reply))

    async def _press(self, name: str) -> str:
        posted = self._posted()
        ref = MessageRef(
            platform="slack",
            workspace=name,
            channel="C1",
            message=self.chance.choice([*posted, "1"]),
        )
        press = self.chance.choice(["sources", "more", "useful", "pause", "remove", "edit"])
        async with self.database.connect() as connection:
            with within(EVERYONE):
                everyone = await subscriptions.everyones(connection)
        value = self.chance.choice([*(one.id for one in everyone), "s1"])
        user = User(id=f"U-canary-{name}", admin=True)
        return _text(await self.bot.action(Action(name=press, value=value, user=user, ref=ref)))

    async def _brief(self, name: str) -> str:
        """What is due is built and sent."""
        before = len(self.platform.messages)
        with within(name):
            async with self.database.connect() as connection:
                ours = await subscriptions.of_channel(connection, name, "C1")
            for one in ours[:1]:
                slot = subscriptions.due(replace(one, paused=None), self.clock())
                if slot:
                    await self.planner.plan(one, slot, self.clock())
        with within(EVERYONE):
            await carry(self.courier)
        mine = [one for one in self.platform.messages[before:] if one[1].workspace == name]
        return str(mine)

    def _posted(self) -> list[str]:
        return [f"m-{key}" for key, _, _ in self.platform.messages[-5:]]


def _text(reply: Reply | None) -> str:
    return str(reply)


@pytest.fixture(
    params=[
        pytest.param(50, id="twentieth"),
        pytest.param(1_000, id="full", marks=pytest.mark.acceptance),
    ]
)
def operations(request: pytest.FixtureRequest) -> int:
    """How many operations each workspace does."""
    return int(request.param)


async def test_row_20(shared: AsyncEngine, operations: int) -> None:
    """Random work of two workspaces side by side: no canary of one in what the other sees."""
    await news(shared)
    two = Two(shared, 20)
    with named(shared) as unnamed:
        for _ in range(operations):
            for name, other in (("TA", "TB"), ("TB", "TA")):
                said = await two.do(name)
                assert f"canary-{other}" not in said
                assert f"workspace='{other}'" not in said
    assert unnamed == []
    two.clock.at += timedelta(days=1)
    assert not [one for one in two.platform.messages if one[1].workspace not in {"TA", "TB"}]
