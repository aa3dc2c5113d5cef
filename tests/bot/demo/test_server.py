"""The sample site over real sockets."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx

from bot.demo.gold import gold
from bot.demo.server import serve
from bot.demo.site import site

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


async def test_validators_are_honoured() -> None:
    """An unchanged resource is answered with 304, by entity tag and by date."""
    async with serve(site(NOW)) as base_url, httpx.AsyncClient(base_url=base_url) as client:
        first = await client.get("/eastern-circuit/feed.json")
        assert first.status_code == 200
        assert first.headers["cache-control"] == "max-age=300"
        tag, date = first.headers["etag"], first.headers["last-modified"]
        for headers in (
            {"If-None-Match": tag},
            {"If-None-Match": f'"other", W/{tag}'},
            {"If-None-Match": "*"},
            {"If-Modified-Since": date},
        ):
            again = await client.get("/eastern-circuit/feed.json", headers=headers)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag


async def test_changed_or_unreadable_validators_get_the_whole() -> None:
    """A tag that differs decides against a date that fits; a date that is none is passed over."""
    async with serve(site(NOW)) as base_url, httpx.AsyncClient(base_url=base_url) as client:
        date = (await client.get("/xindu/feed.json")).headers["last-modified"]
        for headers in (
            {"If-None-Match": '"old"', "If-Modified-Since": date},
            {"If-Modified-Since": "last Tuesday"},
            {"If-Modified-Since": "Thu, 01 Jan 1998 00:00:00 GMT"},
        ):
            assert (await client.get("/xindu/feed.json", headers=headers)).status_code == 200


async def test_every_address_is_served_on_its_own_base() -> None:
    """Each article's page answers, its canonical link on the served base, in its encoding."""
    async with serve(site(NOW)) as base_url, httpx.AsyncClient(base_url=base_url) as client:
        for path, article in gold(NOW).items():
            page = await client.get(path)
            assert page.status_code == 200
            assert page.charset_encoding == article.outlet.encoding
            assert f'rel="canonical" href="{base_url}{path}"' in page.text


async def test_failures_look_like_failures() -> None:
    """The outlet that is down says when to come back; an unknown address is not found."""
    async with serve(site(NOW)) as base_url, httpx.AsyncClient(base_url=base_url) as client:
        down = await client.get("/tideline/feed.xml")
        assert down.status_code == 503
        assert (await client.get("/nowhere")).status_code == 404


async def test_a_later_state_takes_the_place_of_an_earlier() -> None:
    """Served again on the same port, a corrected article answers 200 to the old entity tag."""
    [path] = [path for path, article in gold(NOW).items() if article.id == "tuoling-recall"]
    early = site(NOW, until=NOW - timedelta(days=2, hours=8))
    async with serve(early) as base_url, httpx.AsyncClient() as client:
        before = await client.get(base_url + path)
    port = urlsplit(base_url).port or 0
    async with serve(site(NOW), port=port) as base_url, httpx.AsyncClient() as client:
        after = await client.get(base_url + path, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "recalling 1,300 of its" in before.text
    assert "recalling 130 of its" in after.text


async def test_the_port_is_free_afterwards() -> None:
    """Leaving the context closes the listener."""
    async with serve(site(NOW)) as base_url:
        port = urlsplit(base_url).port or 0
    with socket.create_server(("127.0.0.1", port)):
        pass
