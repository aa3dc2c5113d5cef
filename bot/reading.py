"""One article read because a person asked for it, and forgotten again.

It goes through the same guard as every source, but knows no private host: an operator's allow-list
is for sources, not for whoever may type an address. Nothing of it is stored: a link in a private
channel would else be found from every other one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from digests import brief as briefing
from digests.brief import Told
from digests.canonical import canonical_url
from digests.documents import document
from digests.errors import FetchError, FullTextError
from digests.fetch.client import Fetcher, FetchSettings
from digests.fulltext import FullText
from digests.intake import Processor
from digests.model import Article, BriefItem, Extraction, Language, Story
from digests.ranking import Scale
from digests.sources.pool import ParserPool
from digests.stories.changes import changes
from digests.summarisers import extractive
from digests.summarisers.base import StoryView
from digests.verify import verify

AT_ONCE = 4  # addresses that people have read at the same time


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads one address at a time for each asker, a few at once for all."""

    fetcher: Fetcher
    pool: ParserPool
    process: Processor
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def read(self, url: str, *, now: datetime) -> tuple[Article, Extraction]:
        """The article at `url` and what is said in it. `now` is UTC.

        Raises FetchError where it can't be had (AddressRefused for a private one), FullTextError
        where there is no article in it. An article behind a wall is what is open of it, and may
        have no text.
        """
        async with self.gate:
            fetched = await self.fetcher.get(url, kind="page")
            if not fetched.ok:
                host = urlsplit(fetched.final_url).hostname
                raise FetchError(f"{host} answers {fetched.status}.")
            page = await self.pool.page(fetched)
            article = _article(page, fetched.final_url, now)
            if not article.text and not article.paywalled:
                raise FullTextError
            processed = await self.process(article)
        return article, processed.extraction


@asynccontextmanager
async def reading(user_agent: str, process: Processor) -> AsyncIterator[Reader]:
    """A reader with connections and a parser of its own, closed at the end."""
    async with AsyncExitStack() as stack:
        settings = FetchSettings(user_agent=user_agent)
        fetcher = await stack.enter_async_context(Fetcher(settings))
        pool = await stack.enter_async_context(ParserPool(1))
        yield Reader(fetcher=fetcher, pool=pool, process=process)


def told(
    article: Article, extraction: Extraction, language: Language, *, now: datetime
) -> BriefItem:
    """The article by itself, as a brief would tell it: its own sentences, each verified. Pure."""
    story = Story(
        id=f"link:{article.id}",
        article_ids=(article.id,),
        origins=((article.id,),),
        first_seen=article.first_seen_at,
        updated_at=article.fetched_at,
    )
    view = StoryView(story=story, articles=(article,), extractions={article.id: extraction})
    verified = verify(extractive.draft(view, language), view)
    change = changes(view.articles, view.extractions, None)
    told = Told(view=view, verified=verified, change=change)
    return briefing.item(told, language, Scale(now=now))


def _article(page: FullText, url: str, now: datetime) -> Article:
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    made = document(
        page.text,
        id="link",
        title=page.title,
        url=canonical_url(page.canonical_url or url),
        outlet=host,
        language=page.language or "en",
        published=page.published or now,
        first_seen=now,
    )
    return replace(made, authors=page.authors, paywalled=page.paywalled)
