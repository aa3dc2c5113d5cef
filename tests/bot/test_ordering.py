"""Ordering by hand on both platforms: the list, its buttons, and the forms they open."""

from __future__ import annotations

from datetime import time

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.phrases import phrases
from tests.benches import Bench, DiscordBench, SlackBench, bench
from tests.bot.library import LABS
from tests.fakes import Clock
from tests.servers.discord import until
from tests.views import NOW

PLATFORMS = ("slack", "discord")


async def ordered(made: Bench) -> str:
    """Two briefs of the channel's, ordered by an admin; the id of the first."""
    admin = made.people["admin"]
    for at in ("08:00", "18:00"):
        await made.types(f"subscribe labs at {at}", admin, topic="labs", at=at)
    first, _ = await made.orders()
    return first.id


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_buttons_of_the_list(database: AsyncEngine, platform: str) -> None:
    """Each brief has its own buttons; pressed, they do what the words do and show the new list,
    and who removes one by mistake is told how to have it back."""
    async with bench(platform, database, LABS, Clock(NOW)) as made:
        one, admin = await ordered(made), made.people["admin"]
        listed = (await made.types("list", admin)).replace("\\", "")
        assert "1. labs at 08:00" in listed
        assert one in listed
        paused = await made.presses("pause", one, admin)
        assert "Resting: labs at 08:00" in paused
        assert "2. labs at 18:00" in paused.replace("\\", "")
        assert [bool(each.paused) for each in await made.orders()] == [True, False]
        assert "Running again" in await made.presses("resume", one, admin)
        removed = await made.presses("remove", one, admin)
        assert "subscribe labs at 08:00 daily UTC in en" in removed
        assert [each.at for each in await made.orders()] == [time(18)]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_edit_by_form_keeps_the_rest(database: AsyncEngine, platform: str) -> None:
    """The Edit button's form is filled with what stands; sent with another time, the brief moves
    and keeps its id, its length and its manner."""
    async with bench(platform, database, LABS, Clock(NOW)) as made:
        admin = made.people["admin"]
        if platform == "slack":
            await made.types(
                "subscribe labs at 08:00 weekdays Europe/Berlin long quiet skip", admin
            )
        else:
            await made.types("subscribe", admin, topic="labs", at="08:00 long quiet skip",
                             days="weekdays", zone="Europe/Berlin")  # fmt: skip
        (before,) = await made.orders()
        if isinstance(made, DiscordBench):
            await discord_edit(made, before.id, admin)
        else:
            assert isinstance(made, SlackBench)
            await slack_edit(made, before.id, admin)
        (after,) = await made.orders()
        assert (after.id, after.at, after.zone) == (before.id, time(9, 15), "Europe/Berlin")
        assert (after.weekdays, after.length, after.quiet) == (before.weekdays, "long", "skip")


async def discord_edit(made: DiscordBench, id_: str, who: str) -> None:
    """Edit is pressed, and its modal sent with another time."""
    world = made.server.world
    message = world.add_message(world.general, world.bot, {"content": "list"})
    asked = await made.server.press(f"edit:{id_}", message, user=who)
    await until(lambda: asked.form)
    assert asked.form
    assert asked.first_after < 1
    fields = {one["component"]["custom_id"]: one["component"] for one in asked.form["components"]}
    assert fields["at"]["value"] == "08:00"
    assert [o["value"] for o in fields["days"]["options"] if o.get("default")] == ["weekdays"]
    sent = await made.server.fill(asked.form, {"at": "09:15"}, user=who)
    (shown,) = await sent.wait()
    assert shown["ephemeral"]
    assert "Changed: labs at 09:15" in shown["embeds"][0]["description"]
    assert made.server.refused == []


async def slack_edit(made: SlackBench, id_: str, who: str) -> None:
    """Edit is pressed, and its modal sent with another time."""
    await made.presses("edit", id_, who)
    view = made.server.workspace.views[-1]
    fields = {block["block_id"]: block["element"] for block in view["blocks"]}
    filled = {
        "topics": {"selected_options": [{"value": "labs"}]},
        "at": {"selected_time": "09:15"},
        "days": {"selected_option": fields["days"]["initial_option"]},
        "zone": {"value": fields["zone"]["initial_value"]},
        "language": {"selected_option": fields["language"]["initial_option"]},
    }
    before = len(made.server.workspace.views)
    await made.server.submit(view, filled, user=who)
    await made.server.until(lambda: len(made.server.workspace.views) > before)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_chinese_channel_is_spoken_to_in_chinese(
    database: AsyncEngine, platform: str
) -> None:
    """Lists, help, mistakes and refusals come in the language of the channel's briefs."""
    async with bench(platform, database, LABS, Clock(NOW)) as made:
        admin = made.people["admin"]
        await made.types(
            "subscribe labs at 08:00 in zh", admin, topic="labs", at="08:00", language="zh"
        )
        words = phrases("zh")
        assert words["orders_title"] in await made.types("list", admin)
        assert words["help_title"] in await made.types("help", admin)
        assert "labs 实验室" not in await made.types("topics", admin)
        assert "没有主题" in await made.types("lbas", admin, topic="lbas")
        assert "不是时间" in await made.types("subscribe labs at 99", admin, topic="labs", at="99")
        guest = made.people["guest"]
        refusal = "members_only" if platform == "slack" else "discord_admins_only"
        assert words[refusal] in await made.types("pause", guest)


def test_every_phrase_stands_in_both_languages() -> None:
    """No phrase is English in a Chinese channel, and both are filled with the same values."""
    from string import Formatter

    english, chinese = phrases("en"), phrases("zh")
    assert set(english) == set(chinese)
    for key, text in english.items():
        fields = {name for _, name, *_ in Formatter().parse(text) if name}
        others = {name for _, name, *_ in Formatter().parse(chinese[key]) if name}
        assert fields == others, key
