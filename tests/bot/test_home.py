"""The App Home: what a person's own channels get, with buttons, and never another's channel."""

from __future__ import annotations

from datetime import time, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.subscriptions import Subscription
from tests.benches import SlackBench, bench
from tests.bot.library import LABS
from tests.fakes import Clock
from tests.servers.slack import ADMIN, GENERAL, PERSON, TEAM
from tests.servers.slack_show import shown
from tests.servers.slack_state import Channel
from tests.views import NOW

SECRET = "G0SECRET"


async def ordered(database: AsyncEngine) -> None:
    """A brief in #general, and one in a private channel of the admin's."""
    async with database.begin() as connection:
        for id_, channel in (("sub_open", GENERAL), ("sub_secret", SECRET)):
            await subscriptions.keep(
                connection,
                Subscription(
                    id=id_,
                    workspace=TEAM,
                    platform="slack",
                    channel=channel,
                    topics=("labs",),
                    at=time(8),
                    zone="Europe/Berlin",
                    created_at=NOW - timedelta(days=3),
                ),
            )


async def opened(made: SlackBench, user: str) -> str:
    """What a person sees who opens the page."""
    before = len(made.server.workspace.views)
    await made.server.happen("app_home_opened", user=user, channel="D1", tab="home")
    await made.server.until(lambda: len(made.server.workspace.views) > before)
    return shown(made.server.workspace.views[-1]["blocks"])


async def pressed(made: SlackBench, name: str, value: str, user: str) -> str:
    """What a person sees after pressing a button there, or the form it opened."""
    before = len(made.server.workspace.views)
    payload = made.server.press_payload(f"briefbot:0:{name}", value, None, user)
    payload |= {"container": {"type": "view", "view_id": "V1"}, "channel": None}
    await made.server.deliver("interactive", payload | {"view": {"type": "home", "id": "V1"}})
    await made.server.until(lambda: len(made.server.workspace.views) > before)
    return shown(made.server.workspace.views[-1]["blocks"])


async def test_a_person_sees_their_own_channels_only(database: AsyncEngine) -> None:
    """Name, time, next brief; of a private channel that the person isn't in, not even a name; and
    a button forged with its subscription's id does nothing."""
    await ordered(database)
    async with bench("slack", database, LABS, Clock(NOW)) as made:
        assert isinstance(made, SlackBench)
        hidden = Channel(id=SECRET, kind="private", name="merger-talks", people={ADMIN})
        made.server.workspace.channels[SECRET] = hidden
        seen = await opened(made, PERSON)
        assert "#general" in seen
        assert "labs at 08:00 every day, Europe/Berlin" in seen
        assert "Next: Thursday 26 November, 08:00" in seen
        assert "merger-talks" not in seen
        assert "sub_secret" not in seen
        assert "#merger-talks" in await opened(made, ADMIN)
        before = await made.orders()
        for name in ("pause", "resume", "remove", "edit"):
            assert "no subscription" in await pressed(made, name, "sub_secret", PERSON)
        assert await made.orders() == before


async def test_a_button_of_the_page_changes_the_channel(database: AsyncEngine) -> None:
    """Pause rests that channel's brief, the page then says so; Edit shows its form, filled."""
    await ordered(database)
    async with bench("slack", database, LABS, Clock(NOW)) as made:
        assert isinstance(made, SlackBench)
        told = await pressed(made, "pause", "sub_open", PERSON)
        assert "Resting: labs at 08:00" in told
        assert "Resting: paused here" in told
        await pressed(made, "edit", "sub_open", PERSON)
        view = made.server.workspace.views[-1]
        fields = {block["block_id"]: block["element"] for block in view["blocks"]}
        assert fields["zone"]["initial_value"] == "Europe/Berlin"
        assert view["private_metadata"] == f"sub_open {GENERAL} en"


async def test_without_briefs_the_page_says_how_to_begin(database: AsyncEngine) -> None:
    """A person none of whose channels has a brief is told what to do, in their own language."""
    async with bench("slack", database, LABS, Clock(NOW)) as made:
        assert isinstance(made, SlackBench)
        made.server.workspace.users[PERSON]["locale"] = "zh-CN"
        assert "还没有简报" in await opened(made, PERSON)
        assert (
            made.server.workspace.views[-1]["blocks"][-1]["elements"][0]["text"]["text"]
            == "添加简报"
        )
