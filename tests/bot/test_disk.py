"""Row 40 of the fault matrix: a full disk, a locked, damaged or restored file; nothing comes twice."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.backup import backup, check, restore
from bot.delivery import Courier
from bot.errors import BotError
from bot.tables import MIGRATIONS
from digests.store.database import opened
from tests.bot.test_crashes import SEED, Kind, series
from tests.bot.test_delivery import PARTS, owe, statuses
from tests.bot.test_planner import planner, subscribe
from tests.carrying import carry, plan
from tests.conftest import DemoRun, briefbot
from tests.databases import Postgres, sqlite
from tests.fakes import Clock, FakePlatform
from tests.kills import Forks, World, ended
from tests.servers.slack import APP_TOKEN, BOT_TOKEN, SlackServer
from tests.views import NOW
from tests.workers.trouble import KINDS


def troubled(kind: str) -> Callable[[World, Forks, int], Awaitable[int]]:
    """A series' run: a courier on a disk that has that trouble."""

    async def run(world: World, started: Forks, number: int) -> int:
        order = replace(world.order, trouble=kind, seed=SEED + number)
        await ended(await started.start(order))
        await ended(await started.start(replace(world.order, ahead=1000)))
        return 1

    return run


@pytest.mark.parametrize(
    ("platform", "kind"), [("slack", "full"), ("discord", "failing"), ("slack", "locked")]
)
async def test_a_disk_in_trouble_loses_and_doubles_nothing(
    tmp_path: Path, platform: str, kind: str
) -> None:
    """It fills up, fails or is held by another now and then, while briefs are sent."""
    assert await series(Kind(platform=platform), tmp_path, range(1), troubled(kind)) == 1


@pytest.mark.acceptance
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_row_40(tmp_path: Path, platform: str, kind: str) -> None:
    """The same twenty times, with forty messages each time."""
    assert await series(Kind(platform=platform), tmp_path, range(20), troubled(kind)) == 20


@pytest.mark.parametrize(
    "number", [100, pytest.param(1000, marks=pytest.mark.acceptance, id="full")]
)
async def test_a_backup_during_transactions_holds_whole_ones(tmp_path: Path, number: int) -> None:
    """Every copy made meanwhile is sound and restores, and no brief in it lacks a part."""
    async with sqlite(tmp_path) as database:
        url, clock, done = str(database.url), Clock(), asyncio.Event()

        async def write() -> None:
            for one in range(number):
                await owe(database, clock, subscription=f"sub_{one}")
            done.set()

        writing, copies = asyncio.create_task(write()), []
        while not done.is_set() or not copies:
            copies.append(tmp_path / f"copy{len(copies)}.sqlite3")
            await asyncio.to_thread(backup, url, copies[-1])
            await asyncio.sleep(0.1)
        await writing
    for copy in copies:
        target = copy.with_name(f"restored-{copy.name}")
        await asyncio.to_thread(restore, f"sqlite+aiosqlite:///{target}", copy, NOW)
        check(target)
        with closing(sqlite3.connect(target)) as connection:
            query = "SELECT subscription_id, count(*) FROM deliveries GROUP BY 1"
            assert {count for _, count in connection.execute(query)} <= {len(PARTS)}


def opened_again(url: str, copy: Path, clock: Clock) -> AbstractAsyncContextManager[AsyncEngine]:
    """The store of `url`, put back from a copy."""
    restore(url, copy, clock())
    return opened(url, MIGRATIONS)


async def sent_all(database: AsyncEngine, platform: FakePlatform, clock: Clock) -> None:
    """Ticks until nothing is open."""
    courier = Courier(database=database, platforms={"slack": platform}, clock=clock)
    for _ in range(12):
        await carry(courier)
        clock.move(seconds=31)


async def test_what_was_sent_after_the_backup_is_not_sent_again(tmp_path: Path) -> None:
    """The copy says it is owed; the channel's own record says that it stands."""
    clock, platform = Clock(), FakePlatform()
    async with sqlite(tmp_path) as database:
        url = str(database.url)
        for number in range(3):
            await owe(database, clock, subscription=f"sub_{number}")
        backup(url, tmp_path / "copy.sqlite3")
        await sent_all(database, platform, clock)
    async with opened_again(url, tmp_path / "copy.sqlite3", clock) as database:
        await sent_all(database, platform, clock)
        assert await statuses(database) == ["sent"] * 9
    assert len(platform.messages) == 9


async def test_a_slot_planned_again_after_a_restore_is_looked_for(tmp_path: Path) -> None:
    """The copy does not even know of the slot: its brief is built anew, and found."""
    clock, platform = Clock(NOW), FakePlatform()
    async with sqlite(tmp_path) as database:
        url = str(database.url)
        await subscribe(database)
        backup(url, tmp_path / "copy.sqlite3")
        await plan(planner(database, clock))
        await sent_all(database, platform, clock)
    assert len(platform.messages) == 1
    clock.move(hours=1)
    async with opened_again(url, tmp_path / "copy.sqlite3", clock) as database:
        await plan(planner(database, clock))
        await sent_all(database, platform, clock)
        assert await statuses(database) == ["sent"]
        assert len(platform.messages) == 1
        clock.move(days=2)
        clock.at = clock.at.replace(hour=9, minute=0, second=0)
        await plan(planner(database, clock))
        assert (await statuses(database))[-1] == "planned"


async def test_what_was_never_sent_is_sent_after_a_restore_if_it_is_not_too_late(
    tmp_path: Path,
) -> None:
    """Looked for twice, then sent; after three days it is dropped."""
    for days, wanted in ((0, 3), (3, 0)):
        folder = tmp_path / str(days)
        folder.mkdir()
        clock, platform = Clock(), FakePlatform()
        async with sqlite(folder) as database:
            url = str(database.url)
            await owe(database, clock)
            backup(url, folder / "copy.sqlite3")
        clock.move(days=days)
        async with opened_again(url, folder / "copy.sqlite3", clock) as database:
            await sent_all(database, platform, clock)
        assert len(platform.messages) == wanted


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The file with one page that holds something else, or cut short."""
    if chance.random() < 0.2:
        return whole[: chance.randrange(len(whole))]
    at = chance.randrange(len(whole) // 4096) * 4096
    garbage = chance.randbytes(chance.choice((16, 512, 4096)))
    return whole[:at] + garbage + whole[at + len(garbage) :]


def test_a_damaged_file_is_told_in_one_line(tmp_path: Path, demo: DemoRun) -> None:
    """Two hundred kinds of damage: each is found, or it is where nothing is stored."""
    whole, chance = demo.path.read_bytes(), random.Random(SEED)
    path = tmp_path / "damaged.sqlite3"
    told: list[str] = []
    for _ in range(200):
        path.write_bytes(damaged(whole, chance))
        try:
            check(path)
        except BotError as error:
            told.append(str(error))
    assert len(told) >= 100
    assert all("briefbot restore" in one and "\n" not in one for one in told), told


async def test_the_program_starts_on_no_damaged_file_and_restores(
    tmp_path: Path, demo: DemoRun
) -> None:
    """It says what to do and posts nothing; the restored file, beside a stale log, is whole."""
    path = tmp_path / "store.sqlite3"
    whole = demo.path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * 65536 + whole[8192 + 65536 :])
    path.with_name("store.sqlite3-wal").write_bytes(b"\x37\x7f\x06\x82" + b"\x5a" * 8192)
    url = f"sqlite+aiosqlite:///{path}"
    async with SlackServer() as slack:
        environment = {
            "BRIEFBOT_DATABASE": url,
            "BRIEFBOT_SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
        }
        ended = await asyncio.to_thread(lambda: briefbot("run", **environment))
        assert ended.returncode == 1
        assert "restore a backup with briefbot restore" in ended.stderr
        assert len(ended.stderr.splitlines()) == 1
        assert slack.calls == []
    done = briefbot("restore", str(demo.path), BRIEFBOT_DATABASE=url)
    assert done.returncode == 0, done.stderr
    assert not path.with_name("store.sqlite3-wal").exists()
    check(path)
    told = briefbot("brief", "china-ai", "--format", "text", BRIEFBOT_DATABASE=url)
    assert "China AI" in told.stdout


async def test_a_postgresql_that_was_put_back_is_told_so(postgres_server: Postgres) -> None:
    """`briefbot restore` without a file: what it owes is looked for before it is sent."""
    clock = Clock()
    async with opened(await postgres_server.fresh(), MIGRATIONS) as database:
        await owe(database, clock)
        url = database.url.render_as_string(hide_password=False)
        done = await asyncio.to_thread(lambda: briefbot("restore", BRIEFBOT_DATABASE=url))
        assert (done.returncode, done.stdout) == (0, "noted as restored\n"), done.stderr
        assert await statuses(database) == ["unknown"] * 3
        await owe(database, clock, subscription="sub_2")
        assert await statuses(database) == ["unknown"] * 6
