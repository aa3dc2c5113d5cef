"""A private host is reached by a source of its own, and by nothing that comes from outside.

A canary stands for it: in the settings it is an allowed private host, under a name and under its
digits. Another site tries to lead there by every way in. What counts is that nothing was dialled.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.errors import AddressRefused, FetchError
from digests.fetch.client import Fetcher, FetchSettings
from digests.fetch.guard import Guard
from digests.model import Source
from digests.sources import discovery, opml
from digests.sources.adding import checked, checked_list
from digests.sources.pool import ParserPool
from digests.store import sources as source_store
from tests.databases import sqlite
from tests.newsroom import DAY, HOUR, NOW, Newsroom, item, newsroom
from tests.servers.dials import dials
from tests.servers.feeds import FeedSite, Reply, feed_site, rss

PUBLIC = "https://lantern.example/feed"
PAGE = b"<html><head><title>Wiki</title></head><body><p>The harbour plan.</p></body></html>"


@dataclass(frozen=True, kw_only=True)
class Canary:
    """The private host: its site, and the two ways to write it."""

    site: FeedSite
    spellings: tuple[str, str]  # with their port

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.site.host.rpartition(":")[2])


@asynccontextmanager
async def canary() -> AsyncIterator[Canary]:
    """A private site that answers whatever it is asked."""
    async with feed_site() as site:
        port = site.host.rpartition(":")[2]
        site.routes |= {path: Reply(body=PAGE) for path in ("/", "/wiki", "/admin")}
        site.routes["/feed"] = Reply(body=rss("<title>a</title>", title="Intranet"))
        yield Canary(site=site, spellings=(site.host, f"wiki.intranet.example:{port}"))


async def lookup(host: str, port: int) -> list[str]:
    """Every name leads to this machine, as an intranet's do to its own."""
    return ["127.0.0.1"]


@pytest.mark.parametrize("private", ["wiki.intranet.example", "10.0.0.7:8080", "[fd00::7]:8080"])
def test_what_the_operator_names_may_be_private_and_what_others_name_may_not(private: str) -> None:
    """The same address is reached from its own place and refused from everywhere else."""
    guard, url = Guard((private, "other.intranet.example")), f"http://{private}/page"
    assert str(guard.check(url)) == url
    assert str(guard.named(url, by=f"http://{private}/feed?a=1")) == url
    assert str(guard.follow(httpx.URL(f"http://{private}/feed"), "/page")) == url
    for by in (PUBLIC, "http://other.intranet.example/feed", "http://10.0.0.7/", "", "feeds.opml"):
        with pytest.raises(AddressRefused):
            guard.named(url, by=by)
    for start in (PUBLIC, "http://other.intranet.example/feed"):
        with pytest.raises(AddressRefused):
            guard.follow(httpx.URL(start), url)


def test_a_host_on_the_list_is_one_place_on_both_its_ports() -> None:
    """A wiki that moves to https is followed; another port of the same machine is another place."""
    guard = Guard(("wiki.intranet.example", "wiki.intranet.example:8443"))
    first = httpx.URL("http://wiki.intranet.example/feed")
    assert guard.follow(first, "https://wiki.intranet.example/feed").scheme == "https"
    with pytest.raises(AddressRefused):
        guard.follow(first, "https://wiki.intranet.example:8443/feed")


@pytest.mark.parametrize(
    "spelling",
    ["WIKI.Intranet.Example", "wiki.intranet.example.", "wiki\u3002intranet.example", "xn--bro-hoa.example"],
)  # fmt: skip
async def test_no_spelling_of_a_private_host_gets_past_the_list(spelling: str) -> None:
    """Whatever the address looks like, what it leads to is not dialled for an outsider."""
    settings = FetchSettings(
        private_hosts=("wiki.intranet.example", "büro.example"), lookup=lookup, robots=False
    )
    with dials() as dialled:
        async with Fetcher(settings) as fetcher:
            for scheme in ("http", "https"):
                with pytest.raises(FetchError):
                    await fetcher.get(f"{scheme}://{spelling}/wiki", named_by=PUBLIC)
    assert dialled == []


async def test_a_connection_of_its_own_is_not_lent_to_outsiders() -> None:
    """What a private source left open serves that source alone, and the refusal says why."""
    async with canary() as private:
        settings = FetchSettings(private_hosts=private.spellings, lookup=lookup, robots=False)
        async with Fetcher(settings) as fetcher:
            for host in private.spellings:
                url = f"http://{host}/wiki"
                assert (await fetcher.get(url)).ok
                assert (await fetcher.get(url, named_by=f"http://{host}/feed")).ok
                with pytest.raises(AddressRefused, match="only a source of its own may lead there"):
                    await fetcher.get(url, named_by=PUBLIC)
        assert len(private.site.requests) == 4


@pytest.fixture
async def sqlite_database(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """One engine is enough: what is asked is what was dialled."""
    async with sqlite(tmp_path) as database:
        yield database


Trap = Callable[[Newsroom, str], None]


def article(room: Newsroom, target: str) -> None:
    """An entry whose article would be there."""
    room.publish("a", item(1, NOW - HOUR, host="x.example", link=target))


def feed_redirect(room: Newsroom, target: str) -> None:
    """The feed's address leads there."""
    room.site.routes["/a.xml"] = Reply(301, {"Location": target})


def article_redirect(room: Newsroom, target: str) -> None:
    """An article's address leads there."""
    room.publish("a", item(1, NOW - HOUR, host=room.site.host, place="a"))
    room.site.routes["/a/1"] = Reply(302, {"Location": target})


def robots_redirect(room: Newsroom, target: str) -> None:
    """The site's robots.txt leads there."""
    room.publish("a", item(1, NOW - HOUR, host=room.site.host, place="a"))
    room.site.routes["/robots.txt"] = Reply(301, {"Location": target})


def canonical(room: Newsroom, target: str) -> None:
    """An article's page calls that its canonical address, its refresh and its AMP page."""
    room.publish("a", item(1, NOW - HOUR, host=room.site.host, place="a"))
    room.site.routes["/a/1"] = Reply(
        body=f"<html><head><link rel=canonical href='{target}'><link rel=amphtml href='{target}'>"
        f"<meta http-equiv=refresh content='0;url={target}'></head><body><p>Berth.</p></body>".encode()
    )


def comments(room: Newsroom, target: str) -> None:
    """Everything else in an entry that holds an address."""
    tags = (
        f"<comments>{target}</comments><source url='{target}'>x</source><enclosure url='{target}'/>"
    )
    body = item(1, NOW - HOUR, host="x.example", link="", guid=target) + tags
    room.site.routes["/a.xml"] = Reply(body=rss(body))


@pytest.mark.parametrize(
    "trap", [article, feed_redirect, article_redirect, robots_redirect, canonical, comments]
)
@pytest.mark.parametrize("spelling", [0, 1])
async def test_nothing_that_is_collected_leads_to_a_private_host(
    sqlite_database: AsyncEngine, trap: Trap, spelling: int
) -> None:
    """Two readings of a hostile feed: the private host hears nothing."""
    async with (
        canary() as private,
        newsroom(sqlite_database, ["a"], private=private.spellings, lookup=lookup) as room,
    ):
        with dials() as dialled:
            trap(room, f"http://{private.spellings[spelling]}/wiki")
            for day in range(2):
                await room.run(NOW + day * DAY, only=["a"])
        assert private.site.requests == []
        assert private.port not in {port for _, port in dialled}


@pytest.mark.parametrize("spelling", [0, 1])
async def test_a_private_source_reads_its_own_pages(
    sqlite_database: AsyncEngine, spelling: int
) -> None:
    """Feed, redirect and articles of that very host are read, as the operator wants."""
    async with (
        canary() as private,
        newsroom(sqlite_database, [], private=private.spellings, lookup=lookup) as room,
    ):
        host = private.spellings[spelling]
        private.site.routes["/old"] = Reply(301, {"Location": "/rss"})
        private.site.routes["/rss"] = Reply(
            body=rss(item(1, NOW - HOUR, host=host, link=f"http://{host}/wiki", description=""))
        )
        async with sqlite_database.begin() as connection:
            await source_store.add(
                connection, Source(id="w", outlet="Wiki", url=f"http://{host}/old")
            )
        report = (await room.run(NOW))["w"]
        assert (report.result, report.new) == ("new", 1)
        assert [one.path for one in private.site.requests] == [
            "/old", "/rss", "/robots.txt", "/wiki",
        ]  # fmt: skip


async def test_a_remembered_move_is_the_publishers_word(sqlite_database: AsyncEngine) -> None:
    """A move to what is on the list only since is refused, and given up like any that fails."""
    async with (
        canary() as private,
        newsroom(sqlite_database, ["a"], private=private.spellings, lookup=lookup) as room,
    ):
        room.publish("a")
        await room.run(NOW)
        async with sqlite_database.begin() as connection:
            known = (await source_store.states(connection))["a"]
            moved = replace(known, moved_to=f"http://{private.site.host}/feed")
            await source_store.keep_states(connection, {"a": moved})
        for day in range(1, 4):
            assert (await room.run(NOW + day * DAY, only=["a"]))["a"].result == "failed"
        assert (await room.run(NOW + 5 * DAY, only=["a"]))["a"].result == "unchanged"
        assert private.site.requests == []


async def test_a_sitemap_index_leads_to_no_private_host(sqlite_database: AsyncEngine) -> None:
    """A child on a private host is left out; the other child is read."""
    async with (
        canary() as private,
        newsroom(sqlite_database, [], private=private.spellings, lookup=lookup) as room,
    ):
        url = f"http://{room.site.host}"
        children = [f"http://{private.site.host}/feed", f"{url}/news.xml"]
        room.site.routes["/index.xml"] = Reply(
            body="<sitemapindex>{}</sitemapindex>".format(
                "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in children)
            ).encode()
        )
        room.site.routes["/news.xml"] = Reply(
            body=f"<urlset><url><loc>{url}/n/1</loc><lastmod>2026-11-25</lastmod></url></urlset>".encode()
        )
        room.site.routes["/n/1"] = Reply(body=PAGE)
        source = Source(id="m", outlet="Map", url=f"{url}/index.xml", kind="sitemap")
        async with sqlite_database.begin() as connection:
            await source_store.add(connection, source)
        assert (await room.run(NOW))["m"].new == 1
        assert private.site.requests == []


async def test_discovery_leads_to_no_private_host() -> None:
    """Neither a page that names a feed there, nor a redirect from a typed address."""
    async with canary() as private, feed_site() as site:
        settings = FetchSettings(private_hosts=(site.host, *private.spellings), lookup=lookup)
        async with Fetcher(settings) as fetcher, ParserPool(1) as pool:
            for host in private.spellings:
                link = f"<link rel=alternate type=application/rss+xml href=http://{host}/feed>"
                site.routes["/blog"] = Reply(body=f"<html><head>{link}</head></html>".encode())
                assert await discovery.discover(fetcher, pool, site.url + "/blog") == ()
                site.routes["/gone"] = Reply(302, {"Location": f"http://{host}/feed"})
                with pytest.raises(AddressRefused):
                    await discovery.discover(fetcher, pool, site.url + "/gone")
            assert private.site.requests == []
            (own,) = await discovery.discover(fetcher, pool, f"http://{private.site.host}/feed")
            assert own.title == "Intranet"


def test_a_list_of_feeds_may_name_no_private_host() -> None:
    """What stands in an OPML file is not the operator's word; what is typed is."""
    guard = Guard(("wiki.intranet.example", "10.0.0.7:8080"))
    urls = ("http://wiki.intranet.example/feed", "http://10.0.0.7:8080/feed")
    outlines = "".join(f"<outline text='w' xmlUrl='{url}'/>" for url in (*urls, PUBLIC))
    listed = opml.entries(f"<opml><body>{outlines}</body></opml>".encode())
    first, second, third = checked_list(listed, (), guard)
    assert first.source is second.source is None
    assert first.why.endswith("is a private host: only a source of its own may lead there")
    assert third.source is not None
    for url in urls:
        assert checked(Source(id="w", outlet="w", url=url), (), guard).source is not None
