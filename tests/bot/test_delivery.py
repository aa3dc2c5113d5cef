"""What is owed is sent once, in order, whatever was lost on the way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import admin_notices, outbox, subscriptions, waiting
from bot.delivery import Courier
from bot.errors import HistoryUnreadable, PostRefused, PostUnknown, RateLimited
from bot.outbox import Part
from bot.platforms.base import Place
from bot.subscriptions import Subscription
from bot.tables import deliveries
from tests.carrying import carry
from tests.fakes import Clock, FakePlatform

PLACE = Place(platform="slack", workspace="T1", channel="C1")
PARTS = (
    Part(payload={"text": "parent"}),
    Part(payload={"text": "first reply"}, parent_part=0),
    Part(payload={"text": "second reply"}, parent_part=0),
)


async def owe(database: AsyncEngine, clock: Clock, *, subscription: str = "sub_1") -> bool:
    """Plans a brief of three messages."""
    async with database.begin() as connection:
        return await outbox.plan(
            connection,
            PLACE,
            subscription_id=subscription,
            slot="2026-11-25",
            parts=PARTS,
            due_at=clock(),
        )


async def statuses(database: AsyncEngine) -> list[str]:
    """The state of every part, in order."""
    async with database.connect() as connection:
        rows = await connection.execute(select(deliveries.c.status).order_by(deliveries.c.part))
        return [row.status for row in rows]


def courier(database: AsyncEngine, platform: FakePlatform, clock: Clock) -> Courier:
    """A courier to one fake platform."""
    return Courier(database=database, platforms={"slack": platform}, clock=clock)


async def test_the_parent_goes_first_and_the_rest_into_its_thread(database: AsyncEngine) -> None:
    """Three parts come in order, the replies in the parent's thread."""
    clock, platform = Clock(), FakePlatform()
    await owe(database, clock)
    assert await carry(courier(database, platform, clock)) == 3
    assert [payload["text"] for _, _, payload in platform.messages] == [
        "parent",
        "first reply",
        "second reply",
    ]
    root = f"m-{platform.messages[0][0]}"
    assert [place.thread for _, place, _ in platform.messages] == [None, root, root]
    assert await carry(courier(database, platform, clock)) == 0


async def test_a_slot_is_planned_once(database: AsyncEngine) -> None:
    """Planning the same slot again owes nothing more."""
    clock = Clock()
    assert await owe(database, clock)
    assert not await owe(database, clock)
    assert await statuses(database) == ["planned"] * 3


async def test_a_lost_answer_is_looked_up_and_not_sent_again(database: AsyncEngine) -> None:
    """A message that stands though its answer was lost is found by its key."""
    clock, platform = Clock(), FakePlatform(lost=[PostUnknown("connection lost")])
    await owe(database, clock)
    work = courier(database, platform, clock)
    await carry(work)
    assert await statuses(database) == ["unknown", "planned", "planned"]
    await carry(work)
    assert await statuses(database) == ["sent"] * 3
    assert len(platform.messages) == 3


async def test_a_post_that_never_arrived_is_sent_after_looking_twice(database: AsyncEngine) -> None:
    """Not in the record, and half a minute later still not: then it is sent."""
    clock, platform = Clock(), FakePlatform(fail=[PostUnknown("timeout")])
    await owe(database, clock)
    work = courier(database, platform, clock)
    for _ in range(3):
        await carry(work)
    assert platform.messages == []
    clock.move(seconds=31)
    await carry(work)
    assert len(platform.messages) == 3


async def test_an_unreadable_record_means_no_second_send(database: AsyncEngine) -> None:
    """Where the history can't be read, a brief is rather missing than doubled."""
    clock = Clock()
    platform = FakePlatform(
        lost=[PostUnknown("timeout")], unreadable=HistoryUnreadable("missing_scope")
    )
    await owe(database, clock)
    work = courier(database, platform, clock)
    for _ in range(4):
        await carry(work)
        clock.move(minutes=2)
    assert len(platform.messages) == 1
    assert await statuses(database) == ["failed", "failed", "failed"]


async def test_a_crash_while_sending_is_treated_as_unknown(database: AsyncEngine) -> None:
    """A part left in `sending` is looked up once its lease has run out."""
    clock, platform = Clock(), FakePlatform()
    await owe(database, clock)
    async with database.begin() as connection:
        parent = (await waiting.due(connection, clock()))[0]
        await outbox.claim(connection, parent, clock())
    await platform.post(parent.payload, PLACE, parent.id)  # and then the process was killed
    work = courier(database, platform, clock)
    assert await carry(work) == 0
    clock.move(minutes=2)
    await carry(work)
    assert len(platform.messages) == 3
    assert await statuses(database) == ["sent"] * 3


async def test_a_rate_limit_is_obeyed(database: AsyncEngine) -> None:
    """Nothing is sent before the platform's own time has passed."""
    clock, platform = Clock(), FakePlatform(fail=[RateLimited(40)])
    await owe(database, clock)
    work = courier(database, platform, clock)
    await carry(work)
    clock.move(seconds=39)
    await carry(work)
    assert platform.messages == []
    clock.move(seconds=2)
    await carry(work)
    assert len(platform.messages) == 3


async def test_a_part_that_meets_limits_for_hours_is_given_up(database: AsyncEngine) -> None:
    """Many limits lose nothing; after six hours the brief is no longer wanted."""
    clock, platform = Clock(), FakePlatform(fail=[RateLimited(1)] * 50)
    await owe(database, clock)
    work = courier(database, platform, clock)
    for _ in range(20):
        await carry(work)
        clock.move(seconds=5)
    assert (await statuses(database))[0] == "planned"
    clock.move(hours=6)
    await carry(work)
    assert (await statuses(database))[0] == "failed"


async def test_a_limit_holds_the_whole_channel_and_the_order(database: AsyncEngine) -> None:
    """A reply that has to wait is not overtaken by the next, nor by the channel's other brief."""
    clock, platform = Clock(), FakePlatform(fail=[None, RateLimited(40)])
    await owe(database, clock)
    work = courier(database, platform, clock)
    await carry(work)
    await owe(database, clock, subscription="sub_2")
    async with database.begin() as connection:
        await outbox.hold(connection, PLACE, clock.at + timedelta(seconds=40))
    clock.move(seconds=30)
    assert await carry(work) == 0
    clock.move(seconds=11)
    await carry(work)
    texts = [payload["text"] for key, _, payload in platform.messages]
    assert texts.index("first reply") < texts.index("second reply")
    assert len(texts) == 6


async def test_many_waiting_threads_stop_no_other_channel(database: AsyncEngine) -> None:
    """What can't be worked on takes no place in the queue."""
    clock, platform = Clock(), FakePlatform(fail=[RateLimited(600)])
    async with database.begin() as connection:
        await outbox.plan(
            connection,
            PLACE,
            subscription_id="sub_long",
            slot="2026-11-25",
            parts=[Part(payload={"text": "x"}, parent_part=0 if n else None) for n in range(600)],
            due_at=clock(),
        )
    work = courier(database, platform, clock)
    assert await carry(work) == 0
    other = Place(platform="slack", workspace="T1", channel="C2")
    async with database.begin() as connection:
        await outbox.plan(
            connection,
            other,
            subscription_id="sub_2",
            slot="2026-11-25",
            parts=PARTS[:1],
            due_at=clock() + timedelta(seconds=1),
        )
    clock.move(seconds=2)
    assert await carry(work) == 1


async def test_what_is_owed_for_longer_than_six_hours_is_dropped(database: AsyncEngine) -> None:
    """A brief that was planned before three days of downtime is not sent after them."""
    clock, platform = Clock(), FakePlatform()
    await owe(database, clock)
    clock.move(days=3)
    await carry(courier(database, platform, clock))
    assert platform.messages == []
    assert await statuses(database) == ["failed"] * 3


async def test_a_resting_channel_keeps_what_it_is_owed(database: AsyncEngine) -> None:
    """What was planned before a pause is sent when the channel is open again in time."""
    clock, platform = Clock(), FakePlatform()
    async with database.begin() as connection:
        await subscriptions.keep(connection, standing_order("C1", id="sub_1"))
        await subscriptions.pause(connection, "T1", channel="C1", why="is_archived")
    await owe(database, clock)
    work = courier(database, platform, clock)
    assert await carry(work) == 0
    async with database.begin() as connection:
        await subscriptions.reopen(connection, "T1", channel="C1")
    clock.move(hours=1)
    assert await carry(work) == 3


async def test_parents_of_a_channel_come_before_its_threads(database: AsyncEngine) -> None:
    """With several briefs due at once nobody waits for another brief's long thread."""
    clock, platform = Clock(), FakePlatform()
    for number in range(3):
        await owe(database, clock, subscription=f"sub_{number}")
    await carry(courier(database, platform, clock))
    texts = [payload["text"] for _, _, payload in platform.messages]
    assert texts == ["parent"] * 3 + ["first reply"] * 3 + ["second reply"] * 3


async def test_a_crash_while_sending_again_is_looked_into_from_the_beginning(
    database: AsyncEngine,
) -> None:
    """A part that was being sent for the second time is looked up twice before a third."""
    clock, platform = Clock(), FakePlatform(fail=[PostUnknown("timeout"), Killed()])
    await owe(database, clock)
    work = courier(database, platform, clock)
    await carry(work)
    await carry(work)
    clock.move(seconds=31)
    with pytest.raises(Killed):  # the process ends in the middle of the second post
        await carry(work)
    clock.move(minutes=2)
    assert await carry(work) == 0
    assert platform.messages == []
    clock.move(seconds=31)
    assert await carry(work) == 3


class Killed(BaseException):
    """The end of a process in the middle of something."""


async def test_an_unreadable_record_is_told_once(database: AsyncEngine) -> None:
    """The admin hears of it however often it happens, until it is over."""
    clock = Clock()
    platform = FakePlatform(
        lost=[PostUnknown("timeout")] * 2, unreadable=HistoryUnreadable("missing_scope")
    )
    for number in range(2):
        await owe(database, clock, subscription=f"sub_{number}")
    work = courier(database, platform, clock)
    for _ in range(4):
        await carry(work)
        clock.move(minutes=2)
    async with database.connect() as connection:
        (notice,) = await admin_notices.untold(connection)
    assert (notice.cause.kind, notice.cause.about) == ("history", "C1")


def standing_order(channel: str, **more: object) -> Subscription:
    """A daily order of a channel."""
    values: dict[str, object] = {
        "id": f"sub_{channel}",
        "workspace": "T1",
        "platform": "slack",
        "channel": channel,
        "topics": ("china-ai",),
        "at": time(8),
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Subscription(**{**values, **more})  # type: ignore[arg-type]


async def test_a_refusal_pauses_the_channel_only(database: AsyncEngine) -> None:
    """An archived channel rests with the reason; another channel of the workspace goes on."""
    clock = Clock()
    platform = FakePlatform(fail=[PostRefused("archived", code="is_archived")])
    for channel in ("C1", "C2"):
        async with database.begin() as connection:
            await subscriptions.keep(connection, standing_order(channel))
    await owe(database, clock)
    await carry(courier(database, platform, clock))
    async with database.connect() as connection:
        paused = {one.channel: one.paused for one in await subscriptions.everyones(connection)}
    assert paused["C2"] is None
    assert paused["C1"]
    assert "is_archived" in paused["C1"]


async def test_two_couriers_send_each_part_once(database: AsyncEngine) -> None:
    """Two processes on one database, many times over: no part twice, none lost."""
    clock, platform = Clock(), FakePlatform()
    for number in range(20):
        await owe(database, clock, subscription=f"sub_{number}")
    works = [courier(database, platform, clock) for _ in range(2)]
    for _ in range(4):
        await asyncio.gather(*(carry(work) for work in works))
    keys = [key for key, _, _ in platform.messages]
    assert len(keys) == len(set(keys)) == 60


async def test_a_part_waits_while_its_parent_is_unknown(database: AsyncEngine) -> None:
    """A reply is never posted beside its thread."""
    clock, platform = Clock(), FakePlatform()
    await owe(database, clock)
    async with database.begin() as connection:
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.part == 0)
            .values(status="unknown", due_at=datetime(2027, 1, 1, tzinfo=UTC))
        )
    assert await carry(courier(database, platform, clock)) == 0
    assert platform.messages == []


async def test_a_channel_is_served_at_its_platforms_pace(database: AsyncEngine) -> None:
    """Three messages of one channel take two turns more; another channel waits for none."""
    clock, platform = Clock(), FakePlatform()
    await owe(database, clock)
    other = Place(platform="slack", workspace="T1", channel="C2")
    async with database.begin() as connection:
        await outbox.plan(
            connection,
            other,
            subscription_id="sub_2",
            slot="2026-11-25",
            parts=PARTS[:1],
            due_at=clock(),
        )
    work, pace = courier(database, platform, clock), {"slack": 1.0}
    assert await carry(work, pace) == 2
    assert {place.channel for _, place, _ in platform.messages} == {"C1", "C2"}
    assert await carry(work, pace) == 0
    for _ in range(2):
        clock.move(seconds=1)
        assert await carry(work, pace) == 1


async def test_a_refusal_of_one_message_pauses_nothing(database: AsyncEngine) -> None:
    """A part that a filter blocks is given up; the rest of the channel goes on."""
    clock = Clock()
    platform = FakePlatform(
        fail=[None, PostRefused("blocked", code="200000", scope="message"), None]
    )
    await owe(database, clock)
    work = courier(database, platform, clock)
    await carry(work)
    await carry(work)
    assert await statuses(database) == ["sent", "failed", "sent"]
