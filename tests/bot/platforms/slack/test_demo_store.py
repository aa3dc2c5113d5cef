"""The demo's briefs as Slack would show them: within limits, every quote letter for letter."""

from __future__ import annotations

from datetime import timedelta

from bot import app as application
from bot import render
from bot.message import Quotation
from bot.platforms.slack.bodies import addressed, payloads
from bot.settings import Settings
from digests import pipeline
from digests.model import Brief, Window
from digests.pipeline import Order
from digests.summarisers.extractive import Extractive
from tests.conftest import DemoRun
from tests.servers.slack_document import argument_complaints
from tests.servers.slack_rules import message_complaints
from tests.servers.slack_show import links, shown


async def briefs(demo: DemoRun) -> list[Brief]:
    """A week's brief on every topic, in both languages."""
    settings = Settings(database=demo.url)
    now = application.now()
    window = Window(start=now - timedelta(days=30), end=now)
    built = []
    async with application.store(settings) as store:
        for topic in store.library.config.topics:
            for language in ("en", "zh"):
                order = Order(topic=topic, window=window, language=language)
                made = await pipeline.build_brief(
                    store.database, store.library, order, Extractive(), now=now
                )
                built.append(made.brief)
    return built


async def test_every_brief_of_the_demo_is_one_slack_takes(demo_copy: DemoRun) -> None:
    """Every body passes Slack's document and rules; every quote and every address is the brief's."""
    built = await briefs(demo_copy)
    assert sum(len(one.items) for one in built) > 10
    for brief in built:
        post = render.brief(brief)
        bodies = addressed(payloads(post), f"#{brief.topic}")
        for body in bodies:
            assert argument_complaints("chat.postMessage", body) == []
            assert message_complaints(body) == []
        seen = "\n".join(shown(body["blocks"]) for body in bodies)
        flat = " ".join(seen.split())
        for message in (post.parent, *post.thread):
            for block in message.blocks:
                if isinstance(block, Quotation):
                    assert " ".join(block.text.split()) in flat
        known = {source.url for item in brief.items for source in item.sources}
        for url, _ in (link for body in bodies for link in links(body["blocks"])):
            assert url.partition("#")[0] in {one.partition("#")[0] for one in known}
