"""The one HTTP client, over real sockets (rows 3, 5 and 6 of the fault matrix)."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import resource
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from digests.errors import (
    AddressRefused,
    BodyTooLarge,
    FetchError,
    HostOnHold,
    RobotsRefused,
)
from digests.fetch.client import Fetcher, FetchSettings, Validators, carried
from digests.fetch.hosts import Hosts
from tests.servers.dials import dials
from tests.servers.feeds import FeedSite, Reply, feed_site
from tests.shared import shared

NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)


@asynccontextmanager
async def open_site(
    routes: dict[str, Reply] | None = None, *, names: tuple[str, ...] = (), **settings: object
) -> AsyncIterator[tuple[FeedSite, Fetcher]]:
    """A site, and a client that may read it under its address and under `names`."""
    async with feed_site(routes) as site:
        port = site.host.rpartition(":")[2]

        async def lookup(host: str, port: int) -> list[str]:
            return ["127.0.0.1"]

        options = FetchSettings(
            private_hosts=(site.host, *(f"{name}:{port}" for name in names)),
            lookup=lookup,
            robots=bool(settings.pop("robots", False)),
            **settings,  # type: ignore[arg-type]
        )
        async with Fetcher(options) as fetcher:
            yield site, fetcher


async def test_a_get_gives_body_headers_and_validators() -> None:
    """An answer comes whole, with what is needed to ask again."""
    headers = {"ETag": '"a1"', "Last-Modified": "Mon, 09 Nov 2026 08:00:00 GMT", "X-A": "b"}
    async with open_site({"/feed": Reply(headers=headers, body=b"<rss/>")}) as (site, fetcher):
        fetched = await fetcher.get(site.url + "/feed")
    assert (fetched.status, fetched.body, fetched.headers["x-a"]) == (200, b"<rss/>", "b")
    assert fetched.validators.etag == '"a1"'
    assert fetched.ok
    asked = site.requests[0].headers
    assert asked["accept-encoding"] == "gzip"
    assert asked["user-agent"].startswith("briefbot/")
    assert "cookie" not in asked


async def test_validators_are_sent_and_304_is_told() -> None:
    """A conditional request carries both validators and has no body to read."""
    validators = Validators(etag='"a1"', last_modified="Mon, 09 Nov 2026 08:00:00 GMT")
    async with open_site({"/feed": Reply(304)}) as (site, fetcher):
        fetched = await fetcher.get(site.url + "/feed", validators=validators)
    assert fetched.not_modified
    assert site.requests[0].headers["if-none-match"] == '"a1"'
    assert site.requests[0].headers["if-modified-since"] == "Mon, 09 Nov 2026 08:00:00 GMT"


async def test_case_21_each_answer_renews_both_validators() -> None:
    """The third request carries the second answer's ETag though Last-Modified stayed the same."""
    folder = shared("feeds/cases/21-etag-changed-lm-same")
    steps = json.loads((folder / "http.json").read_text())
    expected = json.loads((folder / "expected.json").read_text())
    async with open_site() as (site, fetcher):
        validators = None
        for step in steps:
            answer = dict(step["respond"])
            site.routes["/feed"] = Reply(answer.pop("status"), headers=answer)
            fetched = await fetcher.get(site.url + "/feed", validators=validators)
            validators = fetched.validators
    sent = site.requests[-1].headers
    for name, value in expected["third_request_headers"].items():
        assert sent[name.lower()] == value


async def test_cookies_are_neither_kept_nor_sent() -> None:
    """What a site sets is forgotten with the answer."""
    async with open_site({"/": Reply(headers={"Set-Cookie": "id=1"})}) as (site, fetcher):
        await fetcher.get(site.url + "/")
        await fetcher.get(site.url + "/")
    assert "cookie" not in site.requests[1].headers


async def test_the_host_name_is_kept_for_the_host_header() -> None:
    """The address is dialled, but the name is what the server hears."""
    async with open_site({"/": Reply()}, names=("lantern.example",)) as (site, fetcher):
        port = site.host.rpartition(":")[2]
        await fetcher.get(f"http://lantern.example:{port}/")
    assert site.requests[0].headers["host"] == f"lantern.example:{port}"


async def test_the_host_name_is_kept_for_sni() -> None:
    """The TLS greeting names the host, not the address that is dialled."""
    heard = asyncio.get_running_loop().create_future()

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set_result(await reader.read(2048))
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def lookup(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    settings = FetchSettings(private_hosts=(f"lantern.example:{port}",), lookup=lookup)
    async with server, Fetcher(settings) as fetcher:
        with pytest.raises(FetchError):
            await fetcher.get(f"https://lantern.example:{port}/")
        assert b"lantern.example" in await heard


async def test_permanent_redirects_are_told_and_temporary_ones_are_not() -> None:
    """Only an unbroken chain of 301 and 308 says where a source has moved."""
    routes = {
        "/a": Reply(301, {"Location": "/b"}),
        "/b": Reply(308, {"Location": "/c"}),
        "/c": Reply(body=b"here"),
        "/x": Reply(302, {"Location": "/y"}),
        "/y": Reply(301, {"Location": "/c"}),
        "/m": Reply(301, {"Location": "/n"}),
        "/n": Reply(302, {"Location": "/c"}),
    }
    async with open_site(routes) as (site, fetcher):
        moved = await fetcher.get(site.url + "/a")
        away = await fetcher.get(site.url + "/x")
        half = await fetcher.get(site.url + "/m")
    assert (moved.final_url, moved.permanent_url) == (site.url + "/c", site.url + "/c")
    assert (away.final_url, away.permanent_url) == (site.url + "/c", None)
    assert half.permanent_url == site.url + "/n"


async def test_a_circle_of_redirects_ends() -> None:
    """Five hops, then the truth."""
    async with open_site({"/a": Reply(302, {"Location": "/a"})}) as (site, fetcher):
        with pytest.raises(FetchError, match="more than 5 times"):
            await fetcher.get(site.url + "/a")
    assert len(site.requests) == 6


BAD_TARGETS = (
    "http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/latest/", "//10.0.0.8/x",
    "http://[::1]/", "http://2130706433/", "file:///etc/passwd", "gopher://lantern.example/",
    "javascript:alert(1)", "data:text/html,x", "http://user:pw@lantern.example/", "http://0/",
    "http://lantern.example:22/", "ftp://lantern.example/", "http://[::ffff:10.0.0.8]/",
)  # fmt: skip


async def redirect_chains(seed: int, count: int) -> None:
    """Every chain stops at the hop that may not be taken, and that hop is not dialled."""
    rng = random.Random(seed)
    async with open_site() as (site, fetcher):
        port = int(site.host.rpartition(":")[2])
        with dials() as dialled:
            for number in range(count):
                length = rng.randrange(5)
                for hop in range(length):
                    site.routes[f"/{number}/{hop}"] = Reply(
                        rng.choice([301, 302, 303, 307, 308]),
                        {"Location": f"/{number}/{hop + 1}"},
                    )
                site.routes[f"/{number}/{length}"] = Reply(
                    302, {"Location": rng.choice(BAD_TARGETS)}
                )
                kind = rng.choice(["feed", "page"])
                with pytest.raises(AddressRefused):
                    await fetcher.get(f"{site.url}/{number}/0", kind=kind)  # type: ignore[arg-type]
    assert {address for _, address in dialled} == {port}


async def test_redirects_to_what_may_not_be_reached_are_not_followed() -> None:
    """A twentieth of the full count."""
    await redirect_chains(seed=11, count=25)


@pytest.mark.acceptance
async def test_five_hundred_bad_redirect_chains_stop() -> None:
    """Row 3 of the fault matrix."""
    await redirect_chains(seed=12, count=500)


@pytest.mark.parametrize(
    ("target", "goes_along"),
    [
        ("https://lantern.example/there", True),
        ("https://lantern.example:443/there", True),
        ("https://www.lantern.example/there", False),
        ("http://lantern.example/there", False),
        ("https://other.example/there", False),
    ],
)
def test_a_feeds_own_headers_stay_with_its_host(target: str, goes_along: bool) -> None:
    """Authorisation is not carried to where a redirect leads; what asks for changes is."""
    sent = {"authorization": "Bearer s3cret", "if-none-match": '"a1"'}
    carried_on = carried(sent, httpx.URL("https://lantern.example/feed"), httpx.URL(target))
    assert carried_on == (sent if goes_along else {"if-none-match": '"a1"'})


async def test_gzip_is_unpacked_and_plain_text_under_its_name_is_read() -> None:
    """Servers that name gzip and send none are understood, as are several members."""
    body = b"<rss>" * 1000
    routes = {
        "/zip": Reply(headers={"Content-Encoding": "gzip"}, body=gzip.compress(body)),
        "/two": Reply(
            headers={"Content-Encoding": "gzip"},
            body=gzip.compress(body[:500]) + gzip.compress(body[500:]),
        ),
        "/lie": Reply(headers={"Content-Encoding": "gzip"}, body=body),
    }
    async with open_site(routes) as (site, fetcher):
        for path in routes:
            assert (await fetcher.get(site.url + path)).body == body


def bomb(rng: random.Random) -> Reply:
    """A small body that unpacks to hundreds of megabytes, or claims a coding nobody asked for."""
    level = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1024 * 1024)
    packed = b"".join(level.compress(block) for _ in range(rng.choice([8, 64, 200])))
    packed += level.flush()
    coding = rng.choice(["gzip", "x-gzip", "gzip, gzip", "br", "zstd", "deflate", "GZIP"])
    if coding == "gzip, gzip":
        packed = gzip.compress(packed)
    return Reply(headers={"Content-Encoding": coding}, body=packed)


async def explode(seed: int, count: int) -> None:
    """Each bomb is refused quickly and leaves no memory behind."""
    rng = random.Random(seed)
    bombs = [bomb(rng) for _ in range(min(count, 10))]
    async with open_site() as (site, fetcher):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for number in range(count):
            site.routes["/feed"] = bombs[number % len(bombs)]
            start = time.monotonic()
            with pytest.raises(FetchError):
                await fetcher.get(site.url + "/feed")
            assert time.monotonic() - start < 2
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50 * 1024  # KiB


async def test_bombs_are_refused_within_their_cap() -> None:
    """gzip, stacked gzip and codings that were not asked for."""
    await explode(seed=21, count=6)


@pytest.mark.acceptance
async def test_fifty_bombs_are_refused() -> None:
    """Row 5 of the fault matrix."""
    await explode(seed=22, count=50)


async def test_case_31_a_gzip_bomb_is_a_feed_error() -> None:
    """The saved bomb of a public report is refused within its limits."""
    folder = shared("feeds/cases/31-gzip-bomb")
    expected = json.loads((folder / "expected.json").read_text())
    packed = (folder / "feed.xml.gz").read_bytes()
    reply = Reply(headers={"Content-Encoding": "gzip"}, body=packed)
    start = time.monotonic()
    async with open_site({"/feed": reply}) as (site, fetcher):
        with pytest.raises(BodyTooLarge):
            await fetcher.get(site.url + "/feed")
    assert time.monotonic() - start < expected["max_seconds"]
    assert FetchSettings().cap <= expected["max_decoded_bytes_read"]


async def test_a_body_cut_short_is_a_failure() -> None:
    """Half a gzip stream, or fewer bytes than promised, is not taken for the whole."""
    half = gzip.compress(b"<rss>" * 1000)[:-20]
    routes = {
        "/half": Reply(headers={"Content-Encoding": "gzip"}, body=half),
        "/short": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"),
    }
    async with open_site(routes) as (site, fetcher):
        for path in routes:
            with pytest.raises(FetchError):
                await fetcher.get(site.url + path)


SLOW = {
    "drip": Reply(drip=[(0.05, b"x")] * 1000),
    "hang": Reply(hang=True),
    "half a head": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-", hang=True),
    "a slow head": Reply(raw=b"HTTP/1.1 200 OK\r\n", drip=[(0.1, b"X-A: b\r\n")] * 300),
    "no end": Reply(drip=[(0.0, b"y" * 65536)] * 10_000),
    "endless headers": Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200_000, hang=True),
    "one endless header": Reply(raw=b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 2_000_000, hang=True),
    "nonsense": Reply(raw=b"\x00\xff" * 500, hang=True),
}


@pytest.mark.parametrize("how", SLOW)
async def test_slow_and_endless_answers_end_with_the_deadline(how: str) -> None:
    """Row 6 of the fault matrix, with a deadline of half a second in place of fifteen."""
    async with open_site({"/feed": SLOW[how]}, deadline=0.5) as (site, fetcher):
        start = time.monotonic()
        with pytest.raises(FetchError):
            await fetcher.get(site.url + "/feed")
        assert time.monotonic() - start < 1.5


@pytest.mark.acceptance
async def test_twenty_slow_servers_end_within_sixteen_seconds() -> None:
    """Row 6 at its full count: the real deadline, all kinds of slowness, each on its own host."""
    kinds = list(SLOW.values())
    started: list[float] = []

    async def one(number: int) -> None:
        reply = kinds[number % len(kinds)]
        slow = replace(reply, drip=[(1.0, b"x")] * 60) if reply.drip and not reply.raw else reply
        async with open_site({"/feed": slow}, deadline=15.0) as (site, fetcher):
            start = time.monotonic()
            with pytest.raises(FetchError):
                await fetcher.get(site.url + "/feed")
            started.append(time.monotonic() - start)

    await asyncio.gather(*map(one, range(20)))
    assert len(started) == 20
    assert max(started) <= 16


async def test_the_deadline_is_for_all_hops_together() -> None:
    """Redirects that each answer in time do not add up to a long wait."""
    async with open_site(deadline=0.5) as (site, fetcher):
        for hop in range(5):
            head = f"HTTP/1.1 302 Found\r\nLocation: /{hop + 1}\r\nContent-Length: 0\r\n\r\n"
            site.routes[f"/{hop}"] = Reply(raw=b"", drip=[(0.2, head.encode())])
        start = time.monotonic()
        with pytest.raises(FetchError, match="did not answer whole"):
            await fetcher.get(site.url + "/0")
        assert time.monotonic() - start < 1


async def test_case_23_retry_after_holds_the_whole_host() -> None:
    """No request goes to a host before the time that it named, for any of its feeds."""
    steps = json.loads((shared("feeds/cases/23-retry-after") / "http.json").read_text())
    clock = {"now": NOW}
    after = steps[0]["respond"]["Retry-After"]
    routes = {"/rss": Reply(429, {"Retry-After": after}), "/rss2": Reply(body=b"x")}
    async with feed_site(routes) as site:
        settings = FetchSettings(private_hosts=(site.host,))
        async with Fetcher(settings, now=lambda: clock["now"]) as fetcher:
            assert (await fetcher.get(site.url + "/rss")).status == 429
            until = fetcher.holds[site.host]
            assert until == NOW + timedelta(minutes=10)
            clock["now"] = NOW + timedelta(minutes=1)
            with pytest.raises(HostOnHold):
                await fetcher.get(site.url + "/rss2")
        assert site.asked("/rss2") == []
        # A new client that is told of the hold keeps it, and reads again when it is over.
        async with Fetcher(settings, holds={site.host: until}, now=lambda: clock["now"]) as fetcher:
            with pytest.raises(HostOnHold):
                await fetcher.get(site.url + "/rss2")
            clock["now"] = until
            assert (await fetcher.get(site.url + "/rss2")).ok


async def test_requests_to_one_host_take_turns() -> None:
    """At most so many at once, and so far apart; other hosts do not wait for it."""
    hosts = Hosts(at_once=2, spacing=0.05, now=lambda: NOW)
    inside, most = 0, 0

    async def visit(host: str) -> None:
        nonlocal inside, most
        async with hosts.turn(host):
            inside += host == "a.example"
            most = max(most, inside)
            await asyncio.sleep(0.08)
            inside -= host == "a.example"

    start = time.monotonic()
    other = asyncio.create_task(visit("b.example"))
    visits = [asyncio.create_task(visit("a.example")) for _ in range(4)]
    await other
    assert time.monotonic() - start < 0.14
    await asyncio.gather(*visits)
    assert most == 2
    assert time.monotonic() - start >= 0.15 + 0.08


async def test_robots_rules_are_asked_for_pages_and_not_for_feeds() -> None:
    """A page that robots.txt closes is not read; the feed beside it is."""
    routes = {
        "/robots.txt": Reply(body=b"User-agent: briefbot\nDisallow: /private/\n"),
        "/private/a": Reply(body=b"x"),
        "/open": Reply(body=b"x"),
    }
    async with open_site(routes, robots=True) as (site, fetcher):
        with pytest.raises(RobotsRefused):
            await fetcher.get(site.url + "/private/a", kind="page")
        assert (await fetcher.get(site.url + "/open", kind="page")).ok
        assert (await fetcher.get(site.url + "/private/a", kind="feed")).ok
    assert len(site.asked("/robots.txt")) == 1


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)]
)
async def test_robots_that_can_not_be_read(status: int, allowed: bool) -> None:
    """RFC 9309: unavailable means everything is allowed, unreachable that nothing is."""
    routes = {"/robots.txt": Reply(status), "/a": Reply(body=b"x")}
    async with open_site(routes, robots=True) as (site, fetcher):
        if allowed:
            assert (await fetcher.get(site.url + "/a", kind="page")).ok
        else:
            with pytest.raises(RobotsRefused):
                await fetcher.get(site.url + "/a", kind="page")


async def test_many_pages_ask_robots_once() -> None:
    """Pages of one site that come at once share one robots.txt request."""
    async with open_site({"/a": Reply(body=b"x")}, robots=True) as (site, fetcher):
        await asyncio.gather(*(fetcher.get(site.url + "/a", kind="page") for _ in range(20)))
    assert len(site.asked("/robots.txt")) == 1


async def test_a_slow_robots_takes_its_share_of_the_deadline_alone() -> None:
    """A site that hangs on robots.txt costs a third of the deadline, not all of it twice."""
    routes = {"/robots.txt": Reply(hang=True), "/a": Reply(hang=True)}
    async with open_site(routes, robots=True, deadline=0.6) as (site, fetcher):
        start = time.monotonic()
        with pytest.raises(RobotsRefused):
            await fetcher.get(site.url + "/a", kind="page")
        assert time.monotonic() - start < 0.5


async def test_connections_are_shared() -> None:
    """A hundred requests in turn need one connection."""
    async with open_site({"/a": Reply(body=b"x")}) as (site, fetcher):
        for _ in range(100):
            await fetcher.get(site.url + "/a")
    assert site.connections == 1


async def test_errors_do_not_show_the_address() -> None:
    """A token in a feed's address stays out of every error."""
    async with open_site({"/f?key=s3cret": Reply(hang=True)}, deadline=0.2) as (site, fetcher):
        with pytest.raises(FetchError) as slow:
            await fetcher.get(site.url + "/f?key=s3cret")
        with pytest.raises(FetchError) as closed:
            await fetcher.get("http://127.0.0.1:1/f?key=s3cret")
    assert "s3cret" not in f"{slow.value}{closed.value}"
