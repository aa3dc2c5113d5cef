"""A link that a person asks for is read through the guard, told with its evidence, and not kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.reading import Reader, reading
from digests.fetch.client import Fetcher, FetchSettings
from digests.intake import inline
from digests.sources.pool import ParserPool
from digests.store.tables import articles
from tests.benches import bench
from tests.bot.library import LABS, news
from tests.databases import sqlite
from tests.fakes import Clock
from tests.views import NOW

PAGE = """<!doctype html><html lang="en"><head><title>Plover Labs ships Dunlin</title></head><body>
<article><h1>Plover Labs ships Dunlin</h1>
<p>Plover Labs released its Dunlin model on Tuesday and put its weights under an open licence. The
company said the model had been trained on 2,048 accelerators over eleven weeks.</p>
<p>"We would rather be copied than admired," said Ines Okafor, chief executive of Plover Labs. "The
weights are the paper."</p>
<p>Okafor put the chance of a larger model before the summer at less than 30%. The release costs
nothing to download, and a hosted version is priced at 40 cents a million tokens.</p>
</article></body></html>"""
WALLED = """<!doctype html><html lang="en"><head><title>Members only</title>
<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>
</head><body><article><h1>Members only</h1><p class="paywall">Subscribe to read this article.</p>
</article></body></html>"""


@dataclass
class Site:
    """A site on loopback, and what was asked of it."""

    base: str = ""
    asked: list[str] = field(default_factory=list)


@asynccontextmanager
async def site() -> AsyncIterator[Site]:
    """Three pages: an article, one behind a wall, and a folder of nothing."""
    made = Site()
    pages = {"/dunlin": PAGE, "/members": WALLED, "/empty": "<html><body></body></html>"}

    async def serve(request: web.Request) -> web.Response:
        made.asked.append(request.path)
        if request.path not in pages:
            return web.Response(status=404)
        return web.Response(text=pages[request.path], content_type="text/html")

    app = web.Application()
    app.router.add_get("/{path:.*}", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()


@pytest.fixture
async def pages() -> AsyncIterator[Site]:
    async with site() as made:
        yield made


@pytest.fixture
async def reader(pages: Site) -> AsyncIterator[Reader]:
    """A reader that may read that site, as no reader of people's links may."""
    allowed = FetchSettings(private_hosts=(pages.base.removeprefix("http://"),))
    async with Fetcher(allowed) as fetcher, ParserPool(1) as pool:
        yield Reader(fetcher=fetcher, pool=pool, process=inline(LABS))


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_link_is_told_and_not_kept(
    database: AsyncEngine, pages: Site, reader: Reader, platform: str
) -> None:
    """Sentences, a claim and a quote with its speaker, cited; walls and dead links are told; and
    the archive is as it was."""
    async with bench(platform, database, LABS, Clock(NOW), reader=reader) as made:
        who = made.people["member"]

        async def asks(path: str) -> str:
            url = pages.base + path
            return " ".join((await made.types(url, who, url=url)).replace("\\", "").split())

        told = await asks("/dunlin")
        assert "Plover Labs ships Dunlin" in told
        assert "“We would rather be copied than admired" in told
        assert "Ines Okafor, chief executive" in told
        assert "less than 30%" in told
        assert "it is not kept in the archive" in told
        assert "behind a wall" in await asks("/members")
        assert "answers 404" in await asks("/gone")
        assert "no article at that address" in await asks("/empty")
        async with database.connect() as connection:
            assert (
                await connection.execute(select(func.count()).select_from(articles))
            ).scalar() == 0


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_the_link_of_a_message_is_told(
    tmp_path: Path, pages: Site, reader: Reader, platform: str
) -> None:
    """ "Brief this link" on a message reads the page that it links to, for who asked alone; a
    message without a link is told to have none."""
    async with (
        sqlite(tmp_path) as database,
        bench(platform, database, LABS, Clock(NOW), reader=reader) as made,
    ):
        who = made.people["member"]
        told = " ".join((await made.uses_link(f"Seen? {pages.base}/dunlin!", who)).split())
        assert "Plover Labs ships Dunlin" in told
        assert "Ines Okafor, chief executive" in told
        assert "no link in that message" in await made.uses_link("Seen?", who)
    assert pages.asked == ["/robots.txt", "/dunlin"]


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_what_the_archive_has_is_not_read_again(
    database: AsyncEngine, pages: Site, reader: Reader, platform: str
) -> None:
    """An article that a source brought is told from the archive, without asking its site."""
    await news(database)
    async with bench(platform, database, LABS, Clock(NOW), reader=reader) as made:
        url = "https://courier.example/lab"
        told = await made.types(url, made.people["member"], url=url)
        assert "From the archive." in told
        assert "Amina Duarte" in told
    assert pages.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/dunlin",
        "http://localhost/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.8/",
        "http://[::1]/",
        "http://2130706433/",
        "https://user:secret@courier.example/",
        "ftp://courier.example/x",
        "javascript:alert(1)",
    ],
)
async def test_no_private_address_is_read_for_a_person(
    database: AsyncEngine, pages: Site, url: str
) -> None:
    """Whatever an operator's sources may read, a person's link may not: nothing is dialled."""
    async with reading("briefbot/test", inline(LABS)) as own:
        clock = Clock(NOW)
        async with bench("slack", database, LABS, clock, reader=own) as made:
            typed = f"link {url.format(port=pages.base.rpartition(':')[2])}"
            told = await made.types(typed, made.people["member"])
    assert pages.asked == []
    assert any(one in told for one in ("no web address", "not dialled", "only ports", "private"))
    assert "secret" not in told
