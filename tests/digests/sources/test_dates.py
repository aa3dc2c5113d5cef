"""Dates as feeds and pages write them, each to the instant that was meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources import dates
from digests.sources.base import parse_feed
from tests.servers.feeds import rss

DAY = datetime(2026, 11, 24, tzinfo=UTC)
# What is written -> hours and minutes after midnight UTC of 24 November 2026.
WRITTEN = {
    "Tue, 24 Nov 2026 10:30:00 GMT": (10, 30),
    "Tue,24 Nov 2026 10:30:00 GMT": (10, 30),
    "Tue, 24-Nov-2026 10:30:00 GMT": (10, 30),
    "Tues, 24 Nov 26 10:30:00 GMT": (10, 30),
    "Thu, 24 Nov 2026 10:30:00 +0000": (10, 30),  # the wrong weekday
    "Tue, 24 Nov 2026 10:30:00 +08:00": (2, 30),
    "Tue, 24 Nov 2026 10:30:00 GMT+8": (2, 30),
    "Tue, 24 Nov 2026 10:30:00 GMT+800": (2, 30),
    "Tue, 24 Nov 2026 10:30:00 UTC-05:30": (16, 0),
    "Tue, 24 Nov 2026 10:30:00 Asia/Shanghai": (2, 30),
    "Tue, 24 Nov 2026 10:30:00 America/New_York": (15, 30),
    "Tue, 24 Nov 2026 10:30:00 EST": (15, 30),
    "Tue, 24 Nov 2026 10:30:00 CEST": (8, 30),
    "Tue, 24 Nov 2026 24:00:00 GMT": (24, 0),
    "2026-11-24T24:00:00Z": (24, 0),
    "Tue Nov 24 2026 10:30:00 GMT+0800 (China Standard Time)": (2, 30),
    "Tue, 24 Nov 2026 10:30:00 +0000 (UTC)": (10, 30),
    "Tue Nov 24 10:30:00 PST 2026": (18, 30),
    "Nov 24, 2026 10:30am EST": (15, 30),
    "11/24/2026 10:30 PM": (22, 30),
    "24.11.2026 10:30": (10, 30),
    "Tuesday, November 24, 2026 - 10:30": (10, 30),
    "2026/11/24 10:30:00": (10, 30),
    "2026-11-24T10:30:00+0800": (2, 30),
    "2026-11-24T10:30+08": (2, 30),
    "2026-11-24T10:30:00 08:00": (2, 30),  # a plus that was taken for a blank
    "2026-11-24T10:30:00\u221205:00": (15, 30),  # a minus sign for a hyphen
    "2026-11-24T10:30:00Z+00:00": (10, 30),
    "2026-11-24T10:30:00+01:00[Europe/Berlin]": (9, 30),
    "20261124T103000Z": (10, 30),
    "1795516200": (10, 30),
    "1795516200000": (10, 30),
    "Mar, 24 nov. 2026 10:30:00 +0100": (9, 30),
    "Di, 24 Nov 2026 10:30:00 +0100": (9, 30),
    "24 de noviembre de 2026": (0, 0),
    "24 ноября 2026 10:30": (10, 30),
    "2026年11月24日": (0, 0),
    "2026年11月24日 10:30": (2, 30),
    "2026年11月24日 星期二 10:30": (2, 30),
    "2026年11月24日（周二）下午2:30": (6, 30),
    "2026年11月24日10时30分": (2, 30),
    "2026-11-24 上午10:30": (2, 30),
    "2026年11月24日(二) 晚上8:05": (12, 5),
    "周二, 24 11月 2026 10:30:00 +0800": (2, 30),
    "2026年11月24日(火) 10時30分": (1, 30),
    "2026年11月24日 午後3時05分": (6, 5),
    "2026. 11. 24. 오전 10:30": (1, 30),
}
UNREADABLE = ("", "yesterday", "3 hours ago", "2小时前", "0000-00-00 00:00:00", "2026-13-45", "n/a", "10:30")  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_date_is_the_instant_that_was_meant(text: str) -> None:
    """By itself, and in a feed whichever way that is read."""
    hours, minutes = WRITTEN[text]
    meant = DAY + timedelta(hours=hours, minutes=minutes)
    assert dates.parse(text) == meant
    (entry,) = parse_feed(
        rss(f"<title>t</title><pubDate>{text}</pubDate>"), url=None, content_type=None
    ).entries
    assert entry.published == meant


@pytest.mark.parametrize(
    ("text", "chinese", "other"),
    [
        ("2026-11-24 10:30:00", (2, 30), (10, 30)),
        ("Tue, 24 Nov 2026 10:30:00", (2, 30), (10, 30)),
        ("Tue, 24 Nov 2026 10:30:00 CST", (2, 30), (16, 30)),
        ("2026-11-24", (0, 0), (0, 0)),
        ("Tue, 24 Nov 2026 10:30:00 GMT", (10, 30), (10, 30)),
        ("2026-11-24T10:30:00+09:00", (1, 30), (1, 30)),
    ],
)
def test_times_without_a_zone_are_the_outlets(
    text: str, chinese: tuple[int, int], other: tuple[int, int]
) -> None:
    """A Chinese outlet's are Beijing's, and its CST is China's; others' are UTC and Chicago's."""
    for language, (hours, minutes) in (("zh-CN", chinese), ("en-us", other), ("", other)):
        (entry,) = parse_feed(
            rss(f"<pubDate>{text}</pubDate>", extra=f"<language>{language}</language>"),
            url=None,
            content_type=None,
        ).entries
        assert entry.published == DAY + timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_date_gives_none(text: str) -> None:
    """A time that counts back from now, or is none, is not made up."""
    assert dates.parse(text) is None


def test_a_leap_second_costs_no_more_than_itself() -> None:
    """The sixtieth second is read as the one before."""
    assert dates.parse("Tue, 24 Nov 2026 10:30:60 GMT") == DAY.replace(
        hour=10, minute=30, second=59
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Posted on March 4, 2026 by the desk", datetime(2026, 3, 4, tzinfo=UTC)),
        ("来源：新华社 2026年3月4日 10:30 编辑", datetime(2026, 3, 4, 2, 30, tzinfo=UTC)),
        ("更新于2026-03-04 20:15", datetime(2026, 3, 4, 20, 15, tzinfo=UTC)),
        ("2026.3.4 三星发布 10:30", datetime(2026, 3, 4, tzinfo=UTC)),
        ("version 2026.13.40", None),
    ],
)
def test_a_date_is_seen_within_a_text(text: str, found: datetime | None) -> None:
    """The first one, with its time of day where that follows it."""
    assert dates.seen(text) == found


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2080, 1, 1)),  # noqa: DTZ001 - zones are added
    st.integers(-14 * 60, 14 * 60),
    st.sampled_from(["{:%Y-%m-%dT%H:%M:%S}", "{:%d %b %Y %H:%M:%S}", "{:%a, %d %b %Y %H:%M:%S}"]),
    st.sampled_from(["{}{:02}:{:02}", " {}{:02}:{:02}", " {}{:02}{:02}", " GMT{}{:02}{:02}"]),
)
def test_every_spelling_of_an_offset_is_heeded(
    at: datetime, minutes: int, form: str, zone: str
) -> None:
    """With or without a colon, a blank or "GMT": the instant is the same."""
    if form.endswith("Y %H:%M:%S}") and not zone.startswith(" "):
        zone = " " + zone
    at = at.replace(microsecond=0)
    sign = "-" if minutes < 0 else "+"
    text = form.format(at) + zone.format(sign, abs(minutes) // 60, abs(minutes) % 60)
    assert dates.parse(text) == at.replace(tzinfo=UTC) - timedelta(minutes=minutes)
