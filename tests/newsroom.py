"""A collector over a scripted site, with as many sources as a test wants."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.collect import Collector, SourceReport
from digests.config import Config
from digests.extract.entities import Gazetteer
from digests.fetch.client import Fetcher, FetchSettings
from digests.fetch.guard import Lookup
from digests.intake import Processor, inline
from digests.library import library
from digests.model import Source, Topic
from digests.sources.pool import ParserPool
from digests.store.tables import articles
from tests.servers.feeds import FeedSite, Reply, feed_site, rss

NOW = datetime(2026, 11, 25, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TOPIC = Topic(slug="harbour", names=(("en", "Harbour"),), any=("harbour",))
TEXT = (
    "The harbour of {place} will close two of its berths in March, the council said on Monday. "
    "“We have waited {number} years for this cable,” Marta Oyelowo, the harbour master, told "
    "the council of {place}. The work costs ${number} million."
)


def item(
    number: int, at: datetime | None, *, host: str, place: str = "Aldwick", **changed: str
) -> str:
    """One RSS item. `changed` puts other words in the place of title, guid, link or description."""
    parts = {
        "title": f"Harbour of {place} closes berth {number}",
        "guid": f"tag:{place}:{number}",
        "link": f"http://{host}/{place}/{number}",
        "description": TEXT.format(place=place, number=number),
        **({"pubDate": format_datetime(at)} if at else {}),
        **changed,
    }
    return "".join(f"<{name}>{text}</{name}>" for name, text in parts.items() if text)


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """The site, its collector and the store it fills."""

    site: FeedSite
    collector: Collector
    database: AsyncEngine

    def publish(self, source_id: str, *items: str) -> None:
        """Makes these the source's feed."""
        self.site.routes[f"/{source_id}.xml"] = Reply(body=rss(*items))

    async def run(self, now: datetime, *, only: Sequence[str] = ()) -> Mapping[str, SourceReport]:
        """One run at `now`, by source id."""
        return {one.source.id: one for one in await self.collector.run(now, only=only)}

    async def count(self) -> int:
        """How many articles are in the store."""
        async with self.database.connect() as connection:
            rows = await connection.execute(select(func.count()).select_from(articles))
            return int(rows.scalar_one())


@asynccontextmanager
async def newsroom(
    database: AsyncEngine,
    ids: Sequence[str],
    *,
    process: Processor | None = None,
    secrets: Mapping[str, str] | None = None,
    paths: Mapping[str, str] | None = None,
    private: Sequence[str] = (),
    lookup: Lookup | None = None,
    deadline: float = 5.0,
) -> AsyncIterator[Newsroom]:
    """A newsroom with a source for each of `ids`, read at `/ID.xml` unless `paths` says where.

    `private` are further hosts of the operator's allow-list, `lookup` how names become addresses.
    """
    async with feed_site() as site:
        sources = tuple(
            Source(id=one, outlet=one.title(), url=site.url + (paths or {}).get(one, f"/{one}.xml"))
            for one in ids
        )
        shared = library(
            Config(sources=sources, topics=(TOPIC,), entities=(), gazetteer=Gazetteer(()))
        )
        settings = FetchSettings(
            private_hosts=(site.host, *private), deadline=deadline, lookup=lookup
        )
        async with Fetcher(settings, now=lambda: NOW) as fetcher, ParserPool(2) as pool:
            yield Newsroom(
                site=site,
                database=database,
                collector=Collector(
                    database=database,
                    library=shared,
                    fetcher=fetcher,
                    pool=pool,
                    process=process or inline(shared),
                    secrets=secrets or {},
                    jitter=lambda: 0.5,
                ),
            )
