"""Which entries are new, which are edits, and what a brief may show (public bug reports' cases)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import Entry, Feed
from digests.sources.base import parse_feed
from digests.sources.entries import (
    AWAY,
    LOOKBACK,
    MOST_NEW,
    EditedEntry,
    Intent,
    KnownEntry,
    NewEntry,
    dated,
    lookup_keys,
    plan_entries,
    redated,
)
from digests.sources.keys import page_keys
from digests.sources.prepared import prepared
from tests.shared import shared

NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Shelf:
    """A store of keys: what the database keeps between polls, in memory."""

    def __init__(self, source_id: str = "s") -> None:
        self.source_id = source_id
        self.articles: dict[str, KnownEntry] = {}
        self.keys: dict[str, str] = {}
        self.last: datetime | None = None

    def poll(self, feed: Feed, now: datetime = NOW) -> tuple[Intent, ...]:
        """Plans a poll and keeps what it says, as the store does."""
        entries = prepared(feed, source_id=self.source_id).entries
        wanted = lookup_keys(entries)
        known = {key: self.articles[self.keys[key]] for key in wanted if key in self.keys}
        intents = plan_entries(
            entries,
            known,
            source_id=self.source_id,
            now=now,
            first_poll=self.last is None,
            last_success_at=self.last,
        )
        for intent in intents:
            self._keep(intent)
        self.last = now
        return intents

    def _keep(self, intent: Intent) -> None:
        new = isinstance(intent, NewEntry)
        article_id = f"a{len(self.articles)}" if isinstance(intent, NewEntry) else intent.article_id
        self.articles[article_id] = KnownEntry(
            article_id=article_id,
            source_id=self.source_id if new else self.articles[article_id].source_id,
            fingerprint=intent.fingerprint,
            guid=intent.entry.guid,
            url=intent.url,
            title=intent.entry.title,
            published=intent.entry.published,
        )
        self.keys.update(dict.fromkeys(intent.keys, article_id))


def new(intents: tuple[Intent, ...]) -> list[NewEntry]:
    """The new entries among intents."""
    return [intent for intent in intents if isinstance(intent, NewEntry)]


def case(name: str, file: str = "feed.xml") -> tuple[Feed, dict[str, Any], Path]:
    """A case's feed, what is expected of it, and its folder."""
    folder = shared(f"feeds/cases/{name}")
    feed = parse_feed(
        (folder / file).read_bytes(), url="https://lantern.example/feed", content_type=None
    )
    return feed, json.loads((folder / "expected.json").read_text()), folder


def shown(intents: tuple[Intent, ...], start: datetime, end: datetime) -> list[NewEntry]:
    """The new entries that a brief over a window takes."""
    return [i for i in new(intents) if i.brief_at is not None and start < i.brief_at <= end]


def test_case_01_a_headline_in_the_guid() -> None:
    """A new GUID at the same address is an edit of the article."""
    first, expected, _ = case("01-guid-holds-headline", "poll1.xml")
    second, _, _ = case("01-guid-holds-headline", "poll2.xml")
    shelf = Shelf()
    shelf.poll(first)
    intents = shelf.poll(second, NOW + HOUR)
    assert len(new(intents)) == expected["new_after_poll2"]
    assert len(shelf.articles) == expected["articles_after_poll2"]
    (edit,) = intents
    assert isinstance(edit, EditedEntry)
    assert edit.changed == ("title",)
    assert edit.entry.title == expected["title_after_poll2"]


def test_case_02_one_guid_for_everything() -> None:
    """A GUID that all entries share names none of them."""
    feed, expected, _ = case("02-same-guid-for-all")
    intents = Shelf().poll(feed)
    assert [intent.url for intent in intents] == expected["links"]


def test_case_03_a_title_is_no_key_while_there_is_a_link() -> None:
    """An edited title of an entry without GUID is an edit."""
    first, expected, _ = case("03-title-edit-no-id", "poll1.xml")
    second, _, _ = case("03-title-edit-no-id", "poll2.xml")
    shelf = Shelf()
    shelf.poll(first)
    assert len(new(shelf.poll(second, NOW + HOUR))) == expected["new_after_poll2"]
    assert len(shelf.articles) == expected["articles_after_poll2"]


def test_case_05_a_repeated_guid_on_one_page() -> None:
    """GUID and title together tell entries apart that share both GUID and link."""
    feed, expected, _ = case("05-duplicate-guid-one-poll")
    intents = Shelf().poll(feed)
    assert [intent.entry.title for intent in intents] == expected["titles"]


def test_case_06_an_empty_guid_is_none() -> None:
    """Entries with empty GUIDs are told apart by their links."""
    feed, expected, _ = case("06-empty-guid")
    intents = Shelf().poll(feed)
    assert [intent.url for intent in intents] == expected["links"]
    assert len({intent.keys for intent in intents}) == expected["count"]


def test_case_07_a_new_source_floods_nothing() -> None:
    """Everything is stored, and a brief of today shows none of it."""
    feed, expected, folder = case("07-first-add-flood")
    now = datetime.fromisoformat(json.loads((folder / "settings.json").read_text())["now"])
    intents = Shelf().poll(feed, now)
    assert len(new(intents)) == expected["stored"]
    assert len(shown(intents, now - DAY, now + DAY)) == expected["posted"]


def test_case_08_a_restart_replays_nothing() -> None:
    """What the store knows is known after a restart too."""
    feed, expected, folder = case("08-restart-replay", "poll1.xml")
    steps = json.loads((folder / "steps.json").read_text())
    shelf, found = Shelf(), []
    for step in steps:
        if step == "restart":
            found.append(None)  # nothing is kept outside the store
        else:
            found.append(len(new(shelf.poll(feed))))
    assert found == expected["new_per_step"]


def test_case_10_a_burst_of_backlog_is_no_news() -> None:
    """Sixty old entries in a known feed are stored and not shown."""
    feed, expected, folder = case("10-backlog-burst", "poll2.xml")
    now = datetime.fromisoformat(json.loads((folder / "settings.json").read_text())["now"])
    shelf = Shelf()
    shelf.last = now - HOUR
    intents = shelf.poll(feed, now)
    assert len(new(intents)) == expected["stored"]
    assert len(shown(intents, now - DAY, now)) == expected["posted"]


def test_case_12_a_date_in_the_future_is_first_sight() -> None:
    """A typo of a year does not stand on top for ever."""
    feed, expected, folder = case("12-future-date")
    now = datetime.fromisoformat(json.loads((folder / "settings.json").read_text())["now"])
    intents = Shelf().poll(feed, now)
    dates = {i.entry.guid: i.published_at.isoformat().replace("+00:00", "Z") for i in new(intents)}
    assert dates == expected["effective_dates"]
    assert new(intents)[0].date_source == "clamped"


def test_case_13_no_date_is_first_sight_and_stays_so() -> None:
    """An undated entry keeps the time at which it was first seen."""
    feed, expected, folder = case("13-no-dates")
    first, second = (
        datetime.fromisoformat(at)
        for at in json.loads((folder / "settings.json").read_text())["polls"]
    )
    shelf = Shelf()
    intents = shelf.poll(feed, first)
    dates = {i.entry.guid: i.published_at.isoformat().replace("+00:00", "Z") for i in new(intents)}
    assert dates == expected["effective_dates"]
    assert {i.date_source for i in new(intents)} == {"first_seen"}
    assert len(shelf.poll(feed, second)) == expected["updated_on_second_poll"]


def test_case_26_tracking_makes_no_second_article() -> None:
    """The same address with and without its campaign is one entry."""
    feed, expected, _ = case("26-utm-duplicates")
    intents = Shelf().poll(feed)
    assert len(intents) == expected["count"]
    assert intents[0].url == expected["canonical"]


def test_case_27_google_news_entries_stand_for_what_they_link() -> None:
    """Old links are decoded, new ones are marked as leading nowhere that can be read."""
    feed, expected, _ = case("27-google-news-link")
    intents = new(Shelf().poll(feed))
    urls = [intent.url if intent.reading == "page" else None for intent in intents]
    assert urls == expected["urls"]
    assert [intent.entry.title for intent in intents] == expected["titles"]
    assert [intent.publisher for intent in intents] == expected["publishers"]


def entry(number: int = 1, **fields: Any) -> Entry:
    """An entry of an invented outlet; a field given as None is left out."""
    given = {
        "guid": f"g{number}",
        "url": f"https://lanternfish.example/{number}",
        "title": f"Harbour lights go out, part {number} of the long winter",
        "published": NOW - HOUR,
        "summary": f"<p>Text {number}.</p>",
    } | fields
    return Entry(**given)


def feed_of(*entries: Entry) -> Feed:
    """A feed of these entries."""
    return Feed(title="Lanternfish", site_url="https://lanternfish.example/", entries=entries)


@pytest.mark.parametrize(
    "changed",
    [
        {"guid": "other"},
        {"guid": None},
        {"url": "http://www.lanternfish.example/1/?utm_source=x"},
        {"url": "https://lanternfish.example/a-new-slug"},
        {"url": "https://lanternfish.example/a-new-slug", "guid": "other"},
        {"title": "Harbour lights back on"},
        {"published": NOW - 3 * HOUR},
        {"published": None},
        {"summary": "<div>Text <b>1.</b></div>"},
        {"guid": "other", "title": "Harbour lights: what we know"},
    ],
)
def test_one_article_whatever_its_publisher_changes(changed: dict[str, Any]) -> None:
    """GUID, address, title, date or markup: never a second article."""
    shelf = Shelf()
    shelf.poll(feed_of(entry(), entry(2)))
    later = shelf.poll(feed_of(entry(**changed), entry(2)), NOW + HOUR)
    assert new(later) == []
    assert len(shelf.articles) == 2
    assert shelf.poll(feed_of(entry(**changed), entry(2)), NOW + 2 * HOUR) == ()


def test_dates_and_markup_are_no_edit() -> None:
    """A feed that renews its dates with every reading changes nothing."""
    shelf = Shelf()
    shelf.poll(feed_of(entry()))
    again = entry(published=NOW, updated=NOW, summary="<p>Text\n1.</p>")
    assert shelf.poll(feed_of(again), NOW + HOUR) == ()


def test_an_edit_names_what_changed() -> None:
    """Title and text each, and the new keys are kept."""
    shelf = Shelf()
    shelf.poll(feed_of(entry()))
    (edit,) = shelf.poll(feed_of(entry(title="Corrected", summary="Other.", guid="g9")), NOW + HOUR)
    assert isinstance(edit, EditedEntry)
    assert edit.changed == ("title", "text")
    assert any(key.endswith(":g9") for key in edit.keys)


def test_a_guid_used_again_is_a_new_article() -> None:
    """A feed of one entry under a constant GUID has a new article when all else is new."""
    shelf = Shelf()
    shelf.poll(feed_of(entry(guid="latest")))
    later = entry(2, guid="latest", title="Ferry strike called off", published=NOW + DAY)
    assert len(new(shelf.poll(feed_of(later), NOW + DAY))) == 1
    assert len(shelf.articles) == 2


def test_a_page_used_again_is_a_new_article() -> None:
    """Release notes that share an address are told apart by GUID, title and time."""
    notes = {"url": "https://lanternfish.example/changelog"}
    shelf = Shelf()
    shelf.poll(feed_of(entry(1, title="Build 51", **notes)))
    later = entry(2, title="Faster start", published=NOW + DAY, **notes)
    assert len(new(shelf.poll(feed_of(later), NOW + DAY))) == 1


def test_the_sites_own_address_names_no_article() -> None:
    """Entries that link the front page are told apart without it."""
    home = {"url": "https://lanternfish.example/"}
    intents = Shelf().poll(feed_of(entry(1, **home), entry(2, **home)))
    assert len(intents) == 2
    assert not any(key.startswith("url:") for intent in intents for key in intent.keys)


def test_an_article_of_two_feeds_is_one() -> None:
    """Another source's entry for a known address adds its keys and no edit."""
    shelf = Shelf("first")
    shelf.poll(feed_of(entry()))
    shelf.source_id, shelf.last = "second", None
    (again,) = shelf.poll(feed_of(entry(guid="other", title="As others put it")))
    assert isinstance(again, EditedEntry)
    assert again.changed == ()
    assert len(shelf.articles) == 1
    assert shelf.poll(feed_of(entry(guid="other", title="As others put it")), NOW + HOUR) == ()


def test_regular_reading_shows_at_first_sight() -> None:
    """An entry that turns up a day after its date is news when it turns up."""
    shelf = Shelf()
    shelf.poll(feed_of(entry()), NOW - HOUR)
    (late,) = new(shelf.poll(feed_of(entry(2, published=NOW - DAY)), NOW))
    assert late.brief_at == NOW
    assert late.published_at == NOW - DAY


def test_coming_back_replays_nothing() -> None:
    """After an absence each entry counts by its own date, and undated ones are no news."""
    shelf = Shelf()
    shelf.poll(feed_of(entry()), NOW - AWAY - 2 * HOUR)
    intents = new(
        shelf.poll(
            feed_of(
                entry(2, published=NOW - 2 * DAY),
                entry(3, published=NOW - HOUR),
                entry(4, published=None),
            ),
            NOW,
        )
    )
    assert [intent.brief_at for intent in intents] == [NOW - 2 * DAY, NOW - HOUR, None]


def test_a_flood_of_new_entries_is_bounded() -> None:
    """Only the newest few of a flood count by first sight."""
    shelf = Shelf()
    shelf.poll(feed_of(entry()), NOW - HOUR)
    flood = [entry(n, published=NOW - timedelta(minutes=n)) for n in range(2, 102)]
    intents = new(shelf.poll(feed_of(*flood), NOW))
    assert sum(intent.brief_at == NOW for intent in intents) == MOST_NEW
    assert all(intent.brief_at == intent.published_at for intent in intents[MOST_NEW:])


def test_a_new_sources_times_of_change_are_no_news() -> None:
    """A sitemap that is made anew each day gives today's time to pages of last year."""
    shelf = Shelf()
    changed = {"published": None, "updated": NOW - HOUR}
    (first,) = new(shelf.poll(feed_of(entry(**changed)), NOW))
    assert (first.published_at, first.date_source, first.brief_at) == (NOW - HOUR, "changed", None)
    told = redated(first, NOW - 400 * DAY, now=NOW)
    assert (told.published_at, told.brief_at) == (NOW - 400 * DAY, NOW - 400 * DAY)
    later = NOW + HOUR
    (second,) = new(shelf.poll(feed_of(entry(**changed), entry(2, **changed)), later))
    assert second.brief_at == later
    assert redated(second, NOW - 400 * DAY, now=later).brief_at == NOW - 400 * DAY


def test_a_pages_own_date_stands_in() -> None:
    """Where the feed gives none, the page's date decides what is news."""
    shelf = Shelf()
    (undated,) = new(shelf.poll(feed_of(entry(published=None)), NOW))
    assert undated.brief_at is None
    found = redated(undated, NOW - 2 * HOUR, now=NOW)
    assert (found.published_at, found.date_source) == (NOW - 2 * HOUR, "page")
    assert found.brief_at == NOW - 2 * HOUR
    assert redated(found, None, now=NOW) == found


@given(
    st.none() | st.timedeltas(timedelta(days=-4000), timedelta(days=400)),
    st.booleans(),
)
def test_no_entry_is_dated_in_the_future(offset: timedelta | None, baseline: bool) -> None:
    """Whatever a feed says, what is sorted by and shown by is not after first sight."""
    published = None if offset is None else NOW + offset
    at, _, brief_at = dated(published, now=NOW, baseline=baseline)
    assert at <= NOW
    assert brief_at is None or at <= brief_at <= NOW
    if published is not None and published < NOW - LOOKBACK:
        assert brief_at == published


ENTRIES = st.lists(
    st.builds(
        Entry,
        guid=st.sampled_from(["a", "b", "c", "", None]),
        url=st.sampled_from(
            ["https://x.example/1", "https://x.example/2", "https://x.example/", None]
        ),
        title=st.sampled_from(["One", "Two", ""]),
        published=st.sampled_from([None, NOW, NOW - DAY]),
    ),
    max_size=8,
)


@given(ENTRIES, ENTRIES)
def test_a_poll_that_repeats_changes_nothing(first: list[Entry], second: list[Entry]) -> None:
    """However keys are shared, reading the same feed again plans nothing new."""
    shelf = Shelf()
    shelf.poll(feed_of(*first))
    assert new(shelf.poll(feed_of(*first), NOW + HOUR)) == []
    shelf.poll(feed_of(*second), NOW + 2 * HOUR)
    assert new(shelf.poll(feed_of(*second), NOW + 3 * HOUR)) == []


def test_page_keys_tell_that_two_links_are_one_article() -> None:
    """Where redirects ended and the canonical address, without the site alone."""
    keys = page_keys(
        "https://www.lanternfish.example/1?utm_source=x", "https://lanternfish.example/1"
    )
    assert keys == ("url:lanternfish.example/1",)
    assert page_keys("https://lanternfish.example/") == ()


HN = (
    '<p>Article URL: <a href="https://lanternfish.example/7">https://lanternfish.example/7</a></p>'
    "<p>Points: {points}</p><p># Comments: 4</p>"
)


def test_hacker_news_entries_are_the_linked_article() -> None:
    """The link counts, and points that rise are no edit."""
    item = {"guid": "hn1", "url": "https://news.ycombinator.com/item?id=1"}
    shelf = Shelf()
    (found,) = new(shelf.poll(feed_of(entry(**item, summary=HN.format(points=1)))))
    assert (found.url, found.reading) == ("https://lanternfish.example/7", "page")
    assert shelf.poll(feed_of(entry(**item, summary=HN.format(points=99))), NOW + HOUR) == ()


def test_reddit_entries_are_the_linked_article_or_the_post() -> None:
    """`[link]` leads out, or the post's own text is the article."""
    out = (
        '<a href="https://www.reddit.com/user/x">/u/x</a> <a href="https://lanternfish.example/7?a=1&amp;b=2">[link]</a>'
        ' <a href="https://www.reddit.com/r/a/comments/1">[comments]</a>'
    )
    own = '<div class="md"><p>My own words.</p></div> <a href="https://www.reddit.com/r/a/comments/2">[link]</a>'
    linked, post = new(
        Shelf().poll(
            feed_of(
                entry(1, url="https://www.reddit.com/r/a/comments/1", content=out),
                entry(2, url="https://www.reddit.com/r/a/comments/2", content=own),
            )
        )
    )
    assert (linked.url, linked.reading) == ("https://lanternfish.example/7?a=1&b=2", "page")
    assert (post.reading, post.text) == ("feed", "My own words.")


def test_arxiv_entries_carry_their_abstract() -> None:
    """A replaced paper is no news, a new one is its abstract."""
    text = "arXiv:2611.01234v1 Announce Type: {} \nAbstract: We cool chips."
    fresh, old = new(
        Shelf().poll(
            feed_of(
                entry(1, url="https://arxiv.org/abs/2611.01234", summary=text.format("new")),
                entry(2, url="https://arxiv.org/abs/2611.00001", summary=text.format("replace")),
            )
        )
    )
    assert (fresh.reading, fresh.text) == ("feed", "We cool chips.")
    assert fresh.brief_at is not None
    assert old.brief_at is None


def test_videos_and_podcasts_keep_their_notes() -> None:
    """What can't be read as a page is read from the feed."""
    intents = new(
        Shelf().poll(
            feed_of(
                entry(1, url="https://www.youtube.com/watch?v=abcdefghijk"),
                entry(2, url="https://cdn.example/episodes/7.mp3"),
            )
        )
    )
    assert {intent.reading for intent in intents} == {"feed"}


def test_a_youtube_feed_gives_its_description() -> None:
    """The media group's description is the entry's text."""
    document = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        "<entry><id>yt:video:abcdefghijk</id><title>A talk</title>"
        '<link rel="alternate" href="https://www.youtube.com/watch?v=abcdefghijk"/>'
        "<media:group><media:title>A talk</media:title>"
        "<media:description>What is said in the talk.</media:description></media:group></entry></feed>"
    )
    (found,) = parse_feed(document.encode(), url=None, content_type=None).entries
    assert found.summary == "What is said in the talk."


def test_undated_repeating_titles_are_different_articles() -> None:
    """A short title that comes back for another article makes no match."""
    shelf = Shelf()
    shelf.poll(feed_of(entry(1, title="Links", published=None)))
    assert len(new(shelf.poll(feed_of(entry(2, title="Links", published=None)), NOW + HOUR))) == 1
