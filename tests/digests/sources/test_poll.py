"""One poll of one source, end to end over a real socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digests.fetch.client import Fetcher, FetchSettings
from digests.fetch.politeness import SourceState, decide
from digests.model import Source
from digests.sources.poll import Poll, poll
from digests.sources.pool import ParserPool
from tests.servers.feeds import FeedSite, Reply, Request, feed_site, rss

NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)
ITEM = (
    "<title>Harbour lights</title><guid>g1</guid><pubDate>Mon, 09 Nov 2026 08:00:00 GMT</pubDate>"
)


class Desk:
    """A source with what is remembered of it."""

    def __init__(self, site: FeedSite, fetcher: Fetcher, pool: ParserPool) -> None:
        self.site, self.fetcher, self.pool = site, fetcher, pool
        self.source = Source(id="s", outlet="Lanternfish", url=site.url + "/feed")
        self.state = SourceState()

    async def poll(self) -> Poll:
        """Polls once and remembers the outcome."""
        done = await poll(self.source, self.state, fetcher=self.fetcher, pool=self.pool)
        new = len(done.feed.entries) if done.feed else 0
        self.state = decide(self.state, done.with_new(new), now=NOW, jitter=0.0).state
        return done


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A desk over an open site."""
    async with feed_site() as site:
        settings = FetchSettings(private_hosts=(site.host,), deadline=1)
        async with Fetcher(settings) as fetcher, ParserPool(1) as pool:
            yield Desk(site, fetcher, pool)


def tagged(request: Request) -> Reply:
    """A feed with a tag, 304 for whoever knows it."""
    if request.headers.get("if-none-match") == '"t1"':
        return Reply(304)
    return Reply(headers={"ETag": '"t1"'}, body=rss(ITEM))


async def test_a_feed_is_read_and_then_unchanged(desk: Desk) -> None:
    """The second poll asks with the first one's tag and reads nothing."""
    desk.site.routes["/feed"] = tagged
    first = await desk.poll()
    second = await desk.poll()
    assert first.feed is not None
    assert first.outcome.entry_times == (datetime(2026, 11, 9, 8, tzinfo=UTC),)
    assert second.feed is None
    assert second.outcome.status == 304
    assert desk.state.failures == 0
    assert desk.state.last_new_entry_at == NOW


async def test_a_server_without_validators_is_not_parsed_twice(desk: Desk) -> None:
    """The same bytes as last time are no news."""
    desk.site.routes["/feed"] = Reply(body=rss(ITEM))
    await desk.poll()
    second = await desk.poll()
    assert second.feed is None
    assert second.outcome.same_body
    assert desk.state.last_error is None


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(404), "HTTP 404"),
        (Reply(body=b"<html><head><title>Sign in</title></head></html>"), "web page"),
        (Reply(body=b""), "empty"),
        (Reply(raw=b""), "closed the connection"),
        (Reply(headers={"Content-Encoding": "br"}, body=b"x"), "not asked for"),
        (Reply(302, {"Location": "http://10.0.0.8/"}), "private address"),
        (Reply(hang=True), "did not answer"),
    ],
)
async def test_every_failure_is_a_value_with_its_reason(desk: Desk, reply: Reply, why: str) -> None:
    """Nothing is raised; the state says why in one line."""
    desk.site.routes["/feed"] = reply
    done = await desk.poll()
    assert done.feed is None
    assert desk.state.failures == 1
    assert why in (desk.state.last_error or "")


async def test_a_body_that_was_broken_is_read_again(desk: Desk) -> None:
    """A failure forgets the tag that came with it, so the next poll gets the whole body."""
    desk.site.routes["/feed"] = tagged
    await desk.poll()
    desk.site.routes["/feed"] = Reply(headers={"ETag": '"t2"'}, body=b"<html><head></head></html>")
    await desk.poll()
    assert desk.state.etag == '"t1"'
    desk.site.routes["/feed"] = Reply(headers={"ETag": '"t2"'}, body=rss(ITEM, ITEM))
    assert (await desk.poll()).feed is not None


async def test_case_17_a_move_is_remembered_and_read_there(desk: Desk) -> None:
    """After three polls that agree the new address is asked first."""
    desk.site.routes["/feed"] = Reply(301, {"Location": "/new"})
    desk.site.routes["/new"] = Reply(body=rss(ITEM))
    for _ in range(3):
        desk.state = replace(desk.state, body_hash=None)
        await desk.poll()
    assert desk.state.moved_to == desk.site.url + "/new"
    before = len(desk.site.asked("/feed"))
    await desk.poll()
    assert len(desk.site.asked("/feed")) == before


async def test_a_host_on_hold_is_not_asked(desk: Desk) -> None:
    """429 with Retry-After is no failure, and the next poll sends nothing."""
    desk.site.routes["/feed"] = Reply(429, {"Retry-After": "600"})
    await desk.poll()
    held = await desk.poll()
    assert held.outcome.hold_until is not None
    assert len(desk.site.requests) == 1
    assert desk.state.failures == 0


async def test_an_index_of_sitemaps_is_read_to_its_entries(desk: Desk) -> None:
    """The newest children are fetched, guarded and bounded as the index is."""
    desk.source = replace(desk.source, kind="sitemap")
    url = desk.site.url
    desk.site.routes["/feed"] = Reply(
        body=f"<sitemapindex><sitemap><loc>{url}/one.xml</loc></sitemap></sitemapindex>".encode()
    )
    desk.site.routes["/one.xml"] = Reply(
        body=f"<urlset><url><loc>{url}/a</loc><lastmod>2026-11-09</lastmod></url></urlset>".encode()
    )
    done = await desk.poll()
    assert done.feed is not None
    assert [entry.url for entry in done.feed.entries] == [url + "/a"]
    assert done.outcome.entry_times == (NOW - timedelta(hours=9),)


async def test_a_private_feeds_secret_is_sent_and_never_kept(desk: Desk) -> None:
    """It goes out with the request; neither state, outcome nor entries hold it."""
    desk.source = replace(desk.source, url=desk.site.url + "/feed?key=${FEED_KEY}")
    desk.site.routes["/feed?key=s3cret"] = Reply(301, {"Location": "/there?key=s3cret"})
    desk.site.routes["/there?key=s3cret"] = Reply(body=rss("<title>a</title><link>/a</link>"))
    done = await poll(
        desk.source,
        desk.state,
        fetcher=desk.fetcher,
        pool=desk.pool,
        secrets={"FEED_KEY": "s3cret"},
    )
    state = decide(desk.state, done.outcome, now=NOW, jitter=0.0).state
    assert done.feed is not None
    assert done.feed.entries[0].url == desk.site.url + "/a"
    assert "s3cret" not in repr((done, state))


async def test_a_secret_that_is_not_set_is_a_failure_that_names_it(desk: Desk) -> None:
    """Nothing is sent without it."""
    desk.source = replace(desk.source, url=desk.site.url + "/feed?key=${FEED_KEY}")
    await desk.poll()
    assert desk.site.requests == []
    assert "FEED_KEY is not set" in (desk.state.last_error or "")


def urlset(*addresses: str, lastmod: str = "2026-11-09") -> bytes:
    """A plain sitemap."""
    urls = "".join(f"<url><loc>{one}</loc><lastmod>{lastmod}</lastmod></url>" for one in addresses)
    return f"<urlset>{urls}</urlset>".encode()


async def test_an_index_that_stands_still_hides_no_new_page(desk: Desk) -> None:
    """Its sitemaps are asked for though it is as it was; one that is gone costs no other."""
    desk.source, url = replace(desk.source, kind="sitemap"), desk.site.url
    desk.site.routes["/feed"] = Reply(
        headers={"ETag": '"i1"'},
        body=f"<sitemapindex><sitemap><loc>{url}/one.xml</loc></sitemap>"
        f"<sitemap><loc>{url}/gone.xml</loc></sitemap></sitemapindex>".encode(),
    )
    for count in (1, 2):
        pages = [f"{url}/p/{n}" for n in range(count)]
        desk.site.routes["/one.xml"] = Reply(body=urlset(*pages))
        done = await desk.poll()
        assert done.feed is not None
        assert len(done.feed.entries) == count
    assert "if-none-match" not in desk.site.asked("/feed")[1].headers


async def test_an_index_without_a_sitemap_that_can_be_read_fails(desk: Desk) -> None:
    """Nothing to read is not mistaken for nothing new."""
    desk.source = replace(desk.source, kind="sitemap")
    child = f"<sitemap><loc>{desk.site.url}/gone.xml</loc></sitemap>"
    desk.site.routes["/feed"] = Reply(body=f"<sitemapindex>{child}</sitemapindex>".encode())
    await desk.poll()
    assert desk.state.last_error == "A sitemap that the index names answers HTTP 404."


async def test_a_secret_goes_to_no_address_that_a_publisher_named(desk: Desk) -> None:
    """A source that has been given a secret since it moved is read at its own address."""
    desk.source = replace(desk.source, headers=(("Authorization", "${TOKEN}"),))
    desk.state = replace(desk.state, moved_to=desk.site.url + "/elsewhere")
    desk.site.routes["/feed"] = Reply(body=rss(ITEM))
    await poll(
        desk.source, desk.state, fetcher=desk.fetcher, pool=desk.pool, secrets={"TOKEN": "s3cret"}
    )
    assert [one.path for one in desk.site.requests] == ["/feed"]
    assert desk.site.requests[0].headers["authorization"] == "s3cret"
