"""`/brief why` says why a story of the channel's last brief is there, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.formats import text
from bot.reasons import why
from bot.standing import Standing
from bot.subscriptions import Subscription
from digests.model import TopicMatch
from tests.benches import Bench, bench
from tests.bot.library import LABS, news
from tests.bot.test_render import made as brief
from tests.fakes import Clock
from tests.views import NOW


async def due(made: Bench, language: str = "en") -> None:
    """A brief is due and goes out."""
    one = Subscription(
        id="sub_why",
        workspace=made.place.workspace,
        platform=made.place.platform,
        channel=made.place.channel,
        topics=("labs",),
        at=time(8),
        language=language,
        created_at=NOW - timedelta(days=3),
    )
    async with made.database.begin() as connection:
        await subscriptions.keep(connection, one)
    await made.delivers()


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_story_of_the_last_brief_is_explained(database: AsyncEngine, platform: str) -> None:
    """By number or by words of its headline, on both platforms; before any brief it says so."""
    await news(database)
    async with bench(platform, database, LABS, Clock(NOW)) as made:
        who = made.people["member"]
        assert "No brief has been posted in this channel yet" in await made.types(
            "why 1", who, story="1"
        )
        await due(made)
        told = await made.types("why 1", who, story="1")
        assert "Number 1 of 1 stories shown; 1 were found." in told.replace("\\", "")
        assert "One outlet reports it" in told
        assert "People speak in it under their own names" in told
        assert "Heron Labs" in told.partition("Why it belongs to Labs")[2]
        assert "Number 1" in await made.types("why insurers model", who, story="insurers model")
        assert "no story “zeppelin”" in await made.types("why zeppelin", who, story="zeppelin")


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    """The heaviest reason comes first, a factor before all; none is left as the ranking wrote it."""
    reasons = (
        "3 independent (+0.17)",
        "a primary source (+0.12)",
        "0.85 close to the topic (+0.21)",
        "claims of weight 0.40 (+0.06)",
        "people speak by name (+0.08)",
        "7 h old (+0.09)",
        "like what readers here found useful (+0.03)",
        "told on 3 days (+0.05)",
        "a single outlet with no named source (x0.3)",
    )
    value = brief(reasons=reasons, status="update")
    match = {
        value.items[0].sources[0].article_id: TopicMatch(
            topic="labs", score=0.8, because=("Heron",)
        )
    }
    for language, first, raw in (
        ("en", "a rumour never leads", "0.85"),
        ("zh", "传闻从不排在前面", "independent"),
    ):
        told = Standing(brief=replace(value, language=language), item=value.items[0], number=1)
        shown = text.message(why(told, match))
        assert shown.index(first) < shown.index("85%") < shown.index("+0.17")
        assert raw not in shown
