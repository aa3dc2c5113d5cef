"""The sample site's days told to channels, and what must hold of every brief on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.demo.config import demo_config
from bot.demo.content import articles
from bot.demo.model import DemoArticle
from digests.arrivals import Arrival
from digests.canonical import canonical_url
from digests.documents import document
from digests.finding import find
from digests.intake import Processed, Processor, process, take
from digests.library import Library, library
from digests.model import Article, Brief, Window
from digests.orders import Order, Reader
from digests.pipeline import build_brief, keep_brief
from digests.store import stories as story_store
from digests.stories.changes import sentence_hash
from digests.summarisers.extractive import Extractive

DAY = timedelta(days=1)
SITE = "http://127.0.0.1:8000"


def sample_library(base_url: str = SITE) -> Library:
    """The sample site's sources, topics and names."""
    return library(demo_config(base_url))


@dataclass(slots=True)
class Channel:
    """A channel, what it was told so far, and the checks of each brief it gets."""

    reader: Reader
    topic: str
    language: str = "en"
    last: datetime | None = None
    sentences: set[str] = field(default_factory=set)
    stories: set[str] = field(default_factory=set)
    briefs: list[Brief] = field(default_factory=list)

    async def brief(self, database: AsyncEngine, made: Library, now: datetime) -> Brief:
        """The brief since the last one, as it would be posted; checked, and remembered."""
        order = Order(
            topic=made.topic(self.topic),
            window=Window(start=self.last or now - DAY, end=now),
            language=self.language,
            reader=self.reader,
            length="long",
        )
        built = await build_brief(database, made, order, Extractive(), now=now)
        async with database.connect() as connection:
            found = {view.story.id for view in (await find(connection, order)).views}
            self.stories = {await story_store.resolve(connection, one) for one in self.stories}
        self._check(built.brief, found)
        async with database.begin() as connection:
            await keep_brief(connection, built, self.reader, now=now)
        self.last = now
        self.briefs.append(built.brief)
        return built.brief

    def _check(self, brief: Brief, found: set[str]) -> None:
        """No story twice without news that no brief had; whatever is left out is counted."""
        shown = {item.story_id for item in brief.items}
        for item in brief.items:
            new = {sentence_hash(one.text) for one in item.what_changed}
            if item.story_id in self.stories:
                assert item.status == "update", f"told again: {item.headline}"
                assert new, f"an update without news: {item.headline}"
            assert not new & self.sentences, f"told before: {item.headline}"
        left_out = found - shown
        assert left_out <= self.stories, "a story that was never told is left out"
        assert brief.coverage.stories_repeated == len(left_out)
        assert brief.coverage.stories_found == len(found)
        assert brief.coverage.stories_shown == len(shown)
        self.stories |= shown
        for item in brief.items:
            said = (*item.what_changed, *item.summary)
            self.sentences |= {sentence_hash(one.text) for one in said}


class Reading:
    """Reads each text once, however often it is taken in."""

    def __init__(self, made: Library) -> None:
        self._library = made
        self._read: dict[tuple[str, str, datetime], Processed] = {}

    async def __call__(self, article: Article) -> Processed:
        key = (article.id, article.content_hash, article.published_at)
        if key not in self._read:
            self._read[key] = process(article, self._library)
        return self._read[key]


def day_by_day(now: datetime, days: int) -> list[list[DemoArticle]]:
    """What is new or changed on the sample site on each of its days, the first with its past."""
    told: dict[str, int] = {}
    found: list[list[DemoArticle]] = []
    for back in range(days - 1, -1, -1):
        there = articles(now, now - back * DAY)
        found.append([one for one in there if told.get(one.id) != one.revision])
        told |= {one.id: one.revision for one in there}
    return found


async def give(
    database: AsyncEngine,
    made: Library,
    read: Processor,
    some: Sequence[DemoArticle],
    known: dict[str, Article],
) -> None:
    """Takes these articles in, in this order; a changed one as its next revision."""
    for one in some:
        arrival = _arrival(one)
        if one.id in known:
            arrival = arrival.revising(known[one.id])
        known[one.id] = arrival.article
        await take(database, made, [arrival], read)


def _arrival(one: DemoArticle) -> Arrival:
    url = f"{SITE}{one.path}"
    made = document(
        one.text,
        id=one.id,
        title=one.title,
        url=canonical_url(url),
        outlet=one.outlet.name,
        language=one.outlet.language,
        published=one.published.astimezone(UTC),
    )
    lab = one.outlet.id.endswith("newsroom")
    article = replace(made, source_id=one.outlet.id, origin_kind="lab" if lab else "press")
    at = one.modified if one.revision > 1 else one.published
    return Arrival(article=article, identities=(url,), brief_at=at.astimezone(UTC))
