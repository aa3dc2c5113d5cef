"""Whoever looks after the bot is told once a cause, where they are, in the channel's language."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import admin_notices, admins, subscriptions
from bot.admin_notices import Cause
from bot.admins import Admins
from bot.delivery import Courier
from bot.errors import PostRefused, PostUnknown, SettingsError
from bot.phrases import phrases
from bot.platforms.base import Place
from bot.sight import admin_place
from bot.tables import deliveries
from bot.watch import Watch, source_causes
from digests.fetch.politeness import SourceState
from digests.model import Source
from digests.store import sources as source_store
from tests.bot.test_delivery import owe, standing_order
from tests.carrying import carry
from tests.fakes import Clock, FakePlatform

PAUSED = Cause(
    workspace="T1",
    platform="slack",
    kind="paused",
    about="C1",
    data={"why": "The channel is archived."},
)


@dataclass
class Direct(FakePlatform):
    """A platform that can write to people. `closed` are those who take no messages."""

    closed: Sequence[str] = ()
    away: bool = False
    asked: list[str] = field(default_factory=list)

    async def direct(self, workspace: str, user: str) -> Place:
        """The conversation D<user>."""
        self.asked.append(user)
        if self.away:
            raise PostUnknown("no answer")
        if user in self.closed:
            raise PostRefused("closed", code="cannot_dm", scope="channel")
        return Place(platform=self.name, workspace=workspace, channel=f"D{user}")

    async def owner(self, workspace: str) -> str | None:
        """One for all."""
        return "OWNER"


async def keep(database: AsyncEngine, **more: object) -> None:
    """A daily order of T1."""
    async with database.begin() as connection:
        await subscriptions.keep(connection, standing_order("C1", **more))


async def raised(database: AsyncEngine, cause: Cause, now: datetime) -> bool:
    """Notes a cause."""
    async with database.begin() as connection:
        return await admin_notices.raise_notice(connection, cause, now)


async def owed(database: AsyncEngine) -> list[tuple[str, str]]:
    """Channel and text of each delivery."""
    async with database.connect() as connection:
        rows = await connection.execute(select(deliveries).order_by(deliveries.c.due_at))
        return [(row.channel, row.payload.get("text", "")) for row in rows]


async def test_who_ordered_the_brief_is_told_once(database: AsyncEngine) -> None:
    """In a direct message, in the channel's language, however often the cause is found."""
    clock, platform = Clock(), Direct()
    await keep(database, created_by="U1", language="zh", paused="is_archived: archived")
    work = Admins(database=database, platforms={"slack": platform}, clock=clock)
    assert await raised(database, PAUSED, clock())
    assert not await raised(database, PAUSED, clock())
    assert await work.run() == 1
    assert await work.run() == 0
    ((channel, told),) = await owed(database)
    assert channel == "DU1"
    assert "已暂停" in told
    assert "C1" in told


async def test_two_processes_tell_it_once(database: AsyncEngine) -> None:
    """The message is owed by its key, so no crash and no race doubles it."""
    clock = Clock()
    await keep(database, created_by="U1", paused="is_archived: archived")
    await raised(database, PAUSED, clock())
    works = [
        Admins(database=database, platforms={"slack": Direct()}, clock=clock) for _ in range(3)
    ]
    await asyncio.gather(*(one.run() for one in works))
    assert len(await owed(database)) == 1


async def test_an_admin_channel_is_told_first(database: AsyncEngine) -> None:
    """Where one is set for the workspace; it hears of the whole bot's troubles too."""
    clock = Clock()
    await keep(database, created_by="U1", paused="is_archived: archived")
    place = admin_place("slack/T1/CADMIN")
    work = Admins(database=database, platforms={"slack": Direct()}, clock=clock, channels=(place,))
    await raised(database, PAUSED, clock())
    await raised(database, Cause(kind="disk", data={"free": "12"}), clock())
    assert await work.run() == 2
    assert {channel for channel, _ in await owed(database)} == {"CADMIN"}


async def test_a_closed_person_is_passed_over_for_the_owner(database: AsyncEngine) -> None:
    """Who takes no messages from the bot can't be told."""
    clock, platform = Clock(), Direct(closed=("U1",))
    await keep(database, created_by="U1", paused="x: y")
    await raised(database, PAUSED, clock())
    await Admins(database=database, platforms={"slack": platform}, clock=clock).run()
    assert [channel for channel, _ in await owed(database)] == ["DOWNER"]


async def test_a_platform_that_is_away_is_asked_later(database: AsyncEngine) -> None:
    """Nothing is taken for told that was not owed."""
    clock, platform = Clock(), Direct(away=True)
    await keep(database, created_by="U1", paused="x: y")
    await raised(database, PAUSED, clock())
    work = Admins(database=database, platforms={"slack": platform}, clock=clock)
    assert await work.run() == 0
    platform.away = False
    assert await work.run() == 1


async def test_what_is_mended_is_told_to_nobody_and_may_come_back(database: AsyncEngine) -> None:
    """A channel that runs again resolves its notice; another pause is told anew."""
    clock = Clock()
    await keep(database, created_by="U1", paused="x: y")
    work = Admins(database=database, platforms={"slack": Direct()}, clock=clock)
    await raised(database, PAUSED, clock())
    assert await work.run() == 1
    await keep(database, created_by="U1")
    assert await work.run() == 0
    async with database.connect() as connection:
        assert await admin_notices.standing(connection, "T1") == ()
    await keep(database, created_by="U1", paused="x: y")
    assert await raised(database, PAUSED, clock())
    assert await work.run() == 1
    assert len(await owed(database)) == 2


async def test_an_unreachable_workspace_is_not_told_of_itself(database: AsyncEngine) -> None:
    """A revoked token can only be told elsewhere: in the operator's channel, or the log."""
    clock = Clock()
    await keep(database, created_by="U1", paused="token_revoked: revoked")
    revoked = Cause(workspace="T1", platform="slack", kind="paused", data={"why": "Revoked."})
    await raised(database, revoked, clock())
    work = Admins(database=database, platforms={"slack": Direct()}, clock=clock)
    assert await work.run() == 0
    assert await owed(database) == []


async def test_a_refused_post_pauses_and_tells(database: AsyncEngine) -> None:
    """From the platform's no to a message to who ordered the brief."""
    clock = Clock()
    platform = Direct(fail=[PostRefused("The channel is archived.", code="is_archived")])
    await keep(database, created_by="U1")
    await owe(database, clock, subscription="sub_C1")
    courier = Courier(database=database, platforms={"slack": platform}, clock=clock)
    await carry(courier)
    await Admins(database=database, platforms={"slack": platform}, clock=clock).run()
    clock.move(seconds=5)
    await carry(courier)
    ((_, place, payload),) = platform.messages
    assert place.channel == "DU1"
    assert "The channel is archived." in payload["text"]


def source(name: str) -> Source:
    """A feed."""
    return Source(id=name, outlet=name, url=f"https://{name}.example/feed")


def test_sources_that_fail_or_fell_silent_are_causes() -> None:
    """Three days of failures, the end of a feed, and a silence far longer than usual."""
    now = Clock().at
    day = timedelta(days=1)
    states = {
        "well": SourceState(last_success_at=now, last_new_entry_at=now, median_interval=3600),
        "new": SourceState(failures=2, first_failure_at=now - day, last_error="HTTP 500"),
        "bad": SourceState(failures=9, first_failure_at=now - 4 * day, last_error="HTTP 500."),
        "gone": SourceState(ended="gone", last_success_at=now - 9 * day, last_error="410 Gone"),
        "still": SourceState(last_new_entry_at=now - 40 * day, median_interval=86_400),
        "slow": SourceState(last_new_entry_at=now - 40 * day, median_interval=7 * 86_400),
    }
    sources = [source(name) for name in (*states, "unread")]
    found = {one.about: one.kind for one in source_causes(sources, states, now, failing=3 * day)}
    assert found == {"bad": "source", "gone": "source", "still": "quiet"}


async def test_a_watch_notes_and_resolves(database: AsyncEngine) -> None:
    """A resting model is told while it rests; a failing source until it is read again."""
    clock = Clock()
    why: list[str | None] = ["The model account has no balance."]
    watch = Watch(database=database, clock=clock, resting=lambda now: why[0])
    failing = SourceState(failures=9, first_failure_at=clock() - timedelta(days=4))
    async with database.begin() as connection:
        await source_store.add(connection, source("gazette"))
        await source_store.keep_states(connection, {"gazette": failing})
    assert await watch.run() == 2
    async with database.connect() as connection:
        kinds = {one.kind for one in await admin_notices.standing(connection, None)}
    assert kinds == {"model", "source"}
    why[0] = None
    async with database.begin() as connection:
        await source_store.keep_states(connection, {"gazette": SourceState()})
    assert await watch.run() == 0
    async with database.connect() as connection:
        assert await admin_notices.standing(connection, None) == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_has_words(language: str) -> None:
    """Each says what happened and what to do, with no blank left open."""
    data = dict.fromkeys(("why", "days", "cap", "free", "what"), "7")
    for key in phrases(language):
        if key.startswith("notice_"):
            cause = Cause(kind=key.removeprefix("notice_"), about="C1", data=data)
            said = admins.text(cause, language)
            assert "{" not in said
            assert len(said) > 20


def test_an_admin_channel_is_named_whole() -> None:
    """A half-named place is refused at the start, with the form it should have."""
    with pytest.raises(SettingsError, match="slack/WORKSPACE/CHANNEL"):
        admin_place("C123")
