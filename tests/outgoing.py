"""Everything a channel would be sent for a story: Slack's and Discord's own request bodies."""

from __future__ import annotations

import json

from bot import render
from bot.platforms.discord.embeds import payloads as discord_payloads
from bot.platforms.slack.bodies import payloads as slack_payloads
from digests import brief as briefing
from digests.brief import Told
from digests.forms import brief_json
from digests.model import Brief, Coverage, Topic, Window
from digests.ranking import Scale
from digests.stories.changes import changes
from digests.stories.differences import differences
from digests.summarisers.base import StoryView
from digests.summarisers.notes import notes
from digests.summarisers.telling import Telling
from tests.views import NOW

TOPIC = Topic(slug="labs", names=(("en", "Labs"), ("zh", "实验室")), any=("Labs",))


def brief_of(view: StoryView, telling: Telling, language: str = "en") -> Brief:
    """The brief of this one story."""
    told = Told(
        view=view,
        verified=telling.verified,
        change=changes(view.articles, view.extractions, None),
        differences=differences(view.articles, view.extractions),
    )
    return briefing.assemble(
        [briefing.item(told, language, Scale(now=NOW))],
        topic=TOPIC,
        window=Window(start=NOW.replace(hour=0), end=NOW),
        language=language,
        mode="model",
        coverage=Coverage(stories_found=1, stories_shown=1),
        now=NOW,
        notes=notes((telling,), language),
    )


def outgoing(brief: Brief) -> str:
    """Every byte for both platforms and for the JSON form, as text."""
    post = render.brief(brief)
    sent = [*slack_payloads(post), *discord_payloads(post), brief_json(brief)]
    return json.dumps(sent, ensure_ascii=False)
