"""What a collecting run stores, when it is read, and what it says of its sources."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli.source_view import line
from digests import intake
from digests.articles import article_of
from digests.collect import SourceReport
from digests.errors import ReadingFailed
from digests.extract.article import VERSION
from digests.fetch.politeness import SourceState
from digests.intake import Processed
from digests.model import Article, Source, Window
from digests.search import Search
from digests.sources.entries import NewEntry, plan_entries
from digests.sources.poll import poll
from digests.store import articles as article_store
from digests.store import events as event_store
from digests.store import pending
from digests.store import search as search_store
from digests.store import sources as source_store
from digests.store.tables import article_identities, extractions, metadata
from tests.newsroom import DAY, HOUR, NOW, Newsroom, item, newsroom
from tests.servers.feeds import Reply


async def found(room: Newsroom, words: str) -> int:
    """How many articles the archive finds."""
    async with room.database.connect() as connection:
        return len(await search_store.find(connection, Search(text=words)))


async def waiting(room: Newsroom) -> int:
    """How many articles are still to be read."""
    async with room.database.connect() as connection:
        return await pending.count(connection)


async def test_a_new_sources_past_is_stored_at_once_and_read_later(database: AsyncEngine) -> None:
    """Today's article is read with the run; those of last month when the archive is settled."""
    async with newsroom(database, ["a"]) as room:
        old = [item(n, NOW - 30 * DAY - n * DAY, host=room.site.host) for n in range(1, 9)]
        room.publish("a", item(0, NOW - HOUR, host=room.site.host, place="Bexwick"), *old)
        assert (await room.run(NOW))["a"].new == 9
        assert (await room.count(), await waiting(room)) == (9, 8)
        assert (await found(room, "Bexwick"), await found(room, "Aldwick")) == (1, 0)
        # Only the page of today's article is asked for.
        assert [one.path for one in room.site.requests if "wick" in one.path] == ["/Bexwick/0"]
        assert await room.collector.settle(NOW) == 8
        assert (await waiting(room), await found(room, "Aldwick")) == (0, 8)
        async with database.connect() as connection:
            week = Window(start=NOW - 7 * DAY, end=NOW)
            assert len(await article_store.in_window(connection, week)) == 1


async def test_what_older_rules_have_read_is_read_again(database: AsyncEngine) -> None:
    """Each article once, and what was read stays to be found until then."""
    async with newsroom(database, ["a"]) as room:
        room.publish("a", *(item(n, NOW - n * HOUR, host=room.site.host) for n in range(1, 4)))
        await room.run(NOW)
        assert await intake.renew(database, NOW) == 0
        async with database.begin() as connection:
            older = update(extractions).values(version="1", data={"broken": True})
            ids = select(extractions.c.article_id).limit(2)
            await connection.execute(older.where(extractions.c.article_id.in_(ids)))
        assert (await intake.renew(database, NOW), await intake.renew(database, NOW)) == (2, 0)
        assert (await waiting(room), await found(room, "Aldwick")) == (2, 3)
        assert await room.collector.settle(NOW + HOUR) == 2
        assert await intake.renew(database, NOW) == 0
        async with database.connect() as connection:
            rows = (await connection.execute(select(extractions))).all()
        assert len(rows) == 3
        assert all(row.version == VERSION and "broken" not in row.data for row in rows)


async def test_the_same_article_in_two_sources_is_one(database: AsyncEngine) -> None:
    """Old or new, whichever source comes first keeps it."""
    async with newsroom(database, ["a", "b", "c"]) as room:
        for one in ("a", "b", "c"):
            room.publish(
                one,
                item(1, NOW - HOUR, host=room.site.host, guid=f"{one}1"),
                item(2, NOW - 40 * DAY, host=room.site.host, guid=f"{one}2"),
            )
        reports = await room.run(NOW)
        assert sum(one.new for one in reports.values()) == await room.count() == 2
        assert sum(one.new for one in (await room.run(NOW + 7 * HOUR)).values()) == 0
        assert await room.count() == 2


async def test_a_guid_that_is_used_again_brings_a_new_article(database: AsyncEngine) -> None:
    """The older article keeps the GUID, the newer one is stored under its address."""
    async with newsroom(database, ["a"]) as room:
        host = room.site.host
        room.publish("a", item(1, NOW - 30 * DAY, host=host, guid="g"))
        await room.run(NOW)
        room.publish("a", item(2, NOW + HOUR, host=host, guid="g", title="Ferries stop at noon"))
        assert (await room.run(NOW + 2 * HOUR, only=["a"]))["a"].new == 1
        room.publish("a", item(3, NOW - 20 * DAY, host=host, guid="g", title="A lamp is bought"))
        assert (await room.run(NOW + 3 * HOUR, only=["a"]))["a"].new == 1
        assert await room.count() == 3
        async with database.connect() as connection:
            rows = await connection.execute(
                select(article_identities).where(article_identities.c.identity == "guid:a:g")
            )
            assert len(rows.all()) == 1


async def test_an_article_that_can_not_be_read_is_tried_three_times(database: AsyncEngine) -> None:
    """It is stored, it costs no other article, and after three attempts it is left alone."""
    async with newsroom(database, ["a"]) as room:
        tried: list[str] = []
        good = room.collector.process

        async def process(article: Article) -> Processed:
            if "berth 3" in article.title:
                tried.append(article.id)
                raise ReadingFailed("It can't be read (RecursionError).")
            return await good(article)

        object.__setattr__(room.collector, "process", process)
        fresh = [item(n, NOW - n * HOUR, host=room.site.host) for n in range(1, 7)]
        room.publish("a", *fresh)
        report = (await room.run(NOW))["a"]
        assert (report.result, report.new, report.unread) == ("new", 6, 1)
        assert (await room.count(), await found(room, "harbour")) == (6, 5)
        for hour in range(1, 6):
            await room.collector.settle(NOW + hour * HOUR)
        async with database.connect() as connection:
            (given_up,) = await pending.given_up(connection)
        assert len(tried) == given_up.attempts == pending.ATTEMPTS == 3
        assert given_up.error == "It can't be read (RecursionError)."
        assert await waiting(room) == 0
        # Its text changes: it is tried again.
        object.__setattr__(room.collector, "process", good)
        changed = item(3, NOW - 3 * HOUR, host=room.site.host, description="The harbour is open.")
        room.publish("a", changed, *fresh[:2])
        await room.run(NOW + 7 * HOUR, only=["a"])
        async with database.connect() as connection:
            assert await pending.given_up(connection) == ()
        assert await found(room, "harbour") == 6


async def test_what_was_read_of_an_older_text_goes_with_it(database: AsyncEngine) -> None:
    """A change that can't be read leaves no quote of the text that was there before."""
    async with newsroom(database, ["a"]) as room:
        room.publish("a", item(1, NOW - HOUR, host=room.site.host))
        await room.run(NOW)

        async def process(article: Article) -> Processed:
            raise ReadingFailed

        object.__setattr__(room.collector, "process", process)
        room.publish("a", item(1, NOW - HOUR, host=room.site.host, description="Other words."))
        assert (await room.run(NOW + 7 * HOUR))["a"].revised == 1
        async with database.connect() as connection:
            (kept,) = await article_store.latest(connection)
            assert await article_store.extractions_of(connection, [kept.id]) == {}


async def test_what_the_database_refuses_costs_its_source_only(database: AsyncEngine) -> None:
    """A source whose articles can't be stored fails with the reason, and is asked again whole."""
    async with newsroom(database, ["a", "b"]) as room:
        room.publish("a", item(1, NOW - 40 * DAY, host=room.site.host))
        room.publish("b", item(2, NOW - 40 * DAY, host=room.site.host))
        async with database.begin() as connection:
            # Another article has the id that this one will get, and none of its names.
            taken = await _article_of(room)
            await article_store.add(connection, taken, identities=(), brief_at=None)
        reports = await room.run(NOW)
        assert (reports["a"].result, reports["b"].result) == ("failed", "new")
        assert "could not be stored" in (reports["a"].why or "")


async def _article_of(room: Newsroom) -> Article:
    """What source "a" brings, made in a run over another store would be the same."""
    source = room.collector.library.config.sources[0]
    done = await poll(
        source, SourceState(), fetcher=room.collector.fetcher, pool=room.collector.pool
    )
    assert done.feed is not None
    (intent,) = plan_entries(done.feed.entries, {}, source_id=source.id, now=NOW, first_poll=True)
    assert isinstance(intent, NewEntry)
    made = article_of(source, intent, None, now=NOW)
    assert made is not None
    return made.article


async def test_a_hosts_hold_survives_a_restart(database: AsyncEngine) -> None:
    """Retry-After is remembered in the store, and forgotten when it is over."""
    async with newsroom(database, ["a"]) as room:
        room.site.routes["/a.xml"] = Reply(429, {"Retry-After": "7200"})
        await room.run(NOW)
        async with database.connect() as connection:
            held = await source_store.holds(connection, NOW + HOUR)
            assert held == {room.site.host: NOW + 2 * HOUR}
            assert await source_store.holds(connection, NOW + 3 * HOUR) == {}
        async with database.begin() as connection:
            # Another process knows of another host; neither forgets for the other.
            await source_store.keep_holds(connection, {"other.example": NOW + DAY}, NOW)
            assert len(await source_store.holds(connection, NOW)) == 2
            await source_store.keep_holds(connection, {}, NOW + 3 * HOUR)
            assert set(await source_store.holds(connection, NOW)) == {"other.example"}


async def test_an_admin_is_told_once_of_a_failing_source(database: AsyncEngine) -> None:
    """One event when it has failed five times, one when it is well again, and its own words."""
    async with newsroom(database, ["a"]) as room:
        room.site.routes["/a.xml"] = Reply(500)
        at = NOW
        for _ in range(8):
            await room.run(at, only=["a"])
            at += DAY
        room.publish("a", item(1, NOW, host=room.site.host))
        report = (await room.run(at, only=["a"]))["a"]
        assert report.notice == "It can be read again."
        async with database.connect() as connection:
            told = await event_store.after(connection, 0)
            assert [one.kind for one in told] == ["failing", "recovered"]
            assert told[0].text == "It failed 5 times in a row: HTTP 500."
            assert (told[0].source_id, told[0].outlet) == ("a", "A")
            assert await event_store.after(connection, told[0].id) == told[1:]
            assert await event_store.newest(connection) == told[1].id
        async with database.begin() as connection:
            assert await event_store.forget(connection, NOW + 100 * DAY) == 2


async def test_a_private_feeds_secret_stands_nowhere(
    database: AsyncEngine, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither in any table nor in a log, though the feed itself repeats it in every link."""
    secret = "k3y&s3cret"
    structlog.configure(processors=[structlog.processors.KeyValueRenderer()])
    path = "/private.xml?key=${PRIVATE_KEY}"
    async with newsroom(
        database, ["p"], secrets={"PRIVATE_KEY": secret}, paths={"p": path}
    ) as room:
        link = f"http://{room.site.host}/page?key=k3y&amp;s3cret"
        asked = f"/private.xml?key={secret}"
        room.site.routes[asked] = lambda request: Reply(
            body=b"<rss version='2.0'><channel><title>P</title>"
            + f"<item>{item(1, NOW, host=room.site.host, link=link, guid=secret.replace('&', '&amp;'))}</item>".encode()
            + b"</channel></rss>"
        )
        report = (await room.run(NOW))["p"]
        assert (report.result, report.new) == ("new", 1)
        room.site.routes[asked] = Reply(302, {"Location": f"/gone?key={secret}"})
        report = (await room.run(NOW + DAY))["p"]
        assert report.result == "failed"
        assert "s3cret" not in repr(report)
        assert "s3cret" not in repr(room.collector)
        async with database.connect() as connection:
            for table in metadata.sorted_tables:
                rows = await connection.execute(select(table))
                assert "s3cret" not in repr(rows.all()), table.name
    out, err = capfd.readouterr()
    assert "s3cret" not in out + err


async def test_a_source_added_by_hand_may_use_no_secret(database: AsyncEngine) -> None:
    """Only what stands in sources.toml is filled in: a chat can't send a token to its own site."""
    async with newsroom(database, ["a"], secrets={"TOKEN": "s3cret"}) as room:
        room.publish("a")
        source = room.collector.library.config.sources[0]
        stranger = replace(source, id="x", url=room.site.url + "/x?key=${TOKEN}")
        async with database.begin() as connection:
            await source_store.add(connection, stranger)
        report = (await room.run(NOW))["x"]
        assert report.why == "TOKEN is not set, and the source's address needs it."
        assert not [one for one in room.site.requests if "s3cret" in one.path]


async def test_coming_back_after_days_replays_nothing(database: AsyncEngine) -> None:
    """What was published while the bot was away is news by its own date, not of today."""
    async with newsroom(database, ["a"]) as room:
        host = room.site.host
        room.publish("a", item(0, NOW - DAY, host=host))
        await room.run(NOW)
        later = NOW + 5 * DAY
        published = [item(n, NOW + n * DAY - HOUR, host=host) for n in range(1, 6)]
        room.publish("a", *published)
        assert (await room.run(later))["a"].new == 5
        async with database.connect() as connection:
            today = Window(start=later - timedelta(hours=24), end=later)
            assert len(await article_store.in_window(connection, today)) == 1


def test_the_lines_of_a_run_are_plain() -> None:
    """No mark-up of a terminal, one line a source."""
    state = SourceState(
        failures=3, last_error="HTTP 404", last_success_at=NOW - 9 * DAY, first_failure_at=NOW
    )
    source = Source(id="a", outlet="A", url="https://a.example/")
    told = line(SourceReport(source=source, result="failed", why="HTTP 404", state=state), NOW)
    assert told == (
        "a: failed; HTTP 404 (3 times in a row). The address has gone: look for the feed with "
        "`sources add SITE`; last read 2026-11-16 07:00"
    )
    well = SourceState(last_success_at=NOW, last_new_entry_at=NOW - HOUR, median_interval=7200)
    told = line(SourceReport(source=source, result="unchanged", state=well), NOW)
    assert told == "a: unchanged; last new entry 2026-11-25 06:00; usually every 2 hours"
    assert re.fullmatch(r"[\x20-\x7e]+", told)
