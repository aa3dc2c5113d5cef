"""`/brief …` is read as people type it, and mistakes name the nearest right form."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import (
    WORDS,
    BriefCommand,
    SubscribeCommand,
    brief,
    clock_time,
    split,
    subscription,
    typed,
    window,
)
from bot.errors import UsageError
from bot.subscriptions import (
    EVERY_DAY,
    WORKDAYS,
    Alert,
    Kind,
    Quiet,
    Subscription,
    describe,
)
from digests.lengths import Length
from digests.model import Topic

TOPICS = (
    Topic(slug="china-ai", names=(("en", "China AI"), ("zh", "中国人工智能"))),
    Topic(slug="chips", names=(("en", "Chips"), ("zh", "芯片"))),
)
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)  # a Wednesday


def test_a_topic_alone_is_a_brief() -> None:
    """`/brief china-ai` asks for that topic's brief."""
    assert brief("china-ai", TOPICS) == BriefCommand(topic="china-ai")


def test_a_topic_is_known_by_its_chinese_name() -> None:
    """A reader may type the topic in Chinese."""
    assert brief("芯片 7d", TOPICS) == BriefCommand(topic="chips", since="7d")


def test_nothing_typed_asks_for_the_channels_topics() -> None:
    """`/brief` alone is a brief without a topic."""
    assert brief("  ", TOPICS) == BriefCommand()


def test_a_misspelt_topic_names_the_nearest() -> None:
    """`/brief china` says what was probably meant."""
    with pytest.raises(UsageError, match="did you mean `/brief china-ai`"):
        brief("chinaai", TOPICS)


def test_a_misspelt_command_names_the_nearest() -> None:
    """`/brief subscrib` points at the command, not at a topic."""
    with pytest.raises(UsageError, match="did you mean `/brief subscribe`"):
        brief("subscrib chips", TOPICS)


def test_subscribe_reads_its_options_in_any_order() -> None:
    """Days, zone and language follow the time in whatever order they come."""
    wanted = SubscribeCommand(
        topics=("china-ai", "chips"),
        at=time(8),
        weekdays=WORKDAYS,
        zone="Europe/Berlin",
        language="zh",
    )
    assert subscription("china-ai, chips at 08:00 weekdays Europe/Berlin in zh", TOPICS) == wanted
    assert subscription("china-ai chips at 8 in 中文 Europe/Berlin weekdays", TOPICS) == wanted


def test_subscribe_takes_named_days() -> None:
    """ "mon,wed,fri" is three days."""
    parsed = subscription("chips at 7:45pm mon,wed,fri", TOPICS)
    assert parsed == SubscribeCommand(topics=("chips",), at=time(19, 45), weekdays=(0, 2, 4))


def test_a_weekly_digest_comes_on_its_day() -> None:
    """Monday unless another day is named, in whatever order it is typed."""
    weekly = SubscribeCommand(topics=("chips",), at=time(8), kind="weekly", weekdays=(0,))
    assert subscription("chips weekly at 08:00", TOPICS) == weekly
    friday = replace(weekly, weekdays=(4,), length="long", quiet="skip")
    for words in (
        "chips weekly on friday at 8 am long quiet skip",
        "chips at 08:00, long, weekly, fri, quiet skip",
    ):
        assert subscription(words, TOPICS) == friday


def test_an_alert_reads_its_thresholds() -> None:
    """Outlets, hours, the cap and the quiet hours, each with a usual value."""
    assert subscription("chips alert", TOPICS) == SubscribeCommand(topics=("chips",), kind="alert")
    wanted = Alert(outlets=5, hours=12, most=1, rest=(time(22), time(7)))
    words = "chips alert 5 outlets in 12h at most 1 a day quiet 22:00-07:00 Europe/Berlin in zh"
    assert subscription(words, TOPICS) == SubscribeCommand(
        topics=("chips",), kind="alert", alert=wanted, zone="Europe/Berlin", language="zh"
    )


@given(
    st.sampled_from(("daily", "weekly", "alert")),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.sampled_from(("short", "standard", "long")),
    st.sampled_from(("skip", "say")),
    st.builds(
        Alert,
        outlets=st.integers(2, 20),
        hours=st.integers(1, 72),
        most=st.integers(1, 10),
        rest=st.sampled_from((None, (time(22), time(7)), (time(1), time(2, 30)))),
    ),
)
def test_what_a_subscription_is_typed_as_means_the_same(
    kind: Kind,
    at: time,
    days: tuple[int, ...],
    length: Length,
    quiet: Quiet,
    alert: Alert,
) -> None:
    """Written back as words and read again, nothing is lost."""
    alerting = kind == "alert"
    made = Subscription(
        id="sub_1",
        workspace="T1",
        platform="slack",
        channel="C1",
        topics=("china-ai", "chips"),
        at=time(0) if alerting else at,
        zone="Asia/Shanghai",
        weekdays=EVERY_DAY if alerting else days[:1] if kind == "weekly" else days,
        language="zh",
        quiet="say" if alerting else quiet,
        created_at=NOW,
        kind=kind,
        length=length,
        alert=alert if alerting else Alert(),
    )
    read = subscription(typed(made), TOPICS)
    for name in SubscribeCommand.__slots__:
        assert getattr(read, name) == getattr(made, name), name
    assert describe(made)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("chips alert at 08:00", "leave out the time"),
        ("chips weekly", "say what and when"),
        ("chips weekly on monday,friday at 8", "one day"),
        ("chips at 8 4 outlets", "belong to an alert"),
        ("chips alert 99 outlets", "use 2 to 20"),
        ("chips at 8 quiet please", "quiet skip"),
        ("chips at", "say what and when"),
        ("chips", "say what and when"),
        ("at 08:00", "say what and when"),
        ("chips at 25:00", "not a time of day"),
        ("chips at 08:00 Mars/Olympus", "no time zone"),
        ("chips at 08:00 in klingon", "briefs come in"),
    ],
)
def test_a_wrong_subscription_says_what_is_wrong(words: str, complaint: str) -> None:
    """Each mistake is answered by its own line."""
    with pytest.raises(UsageError, match=complaint):
        subscription(words, TOPICS)


def test_words_keep_what_follows_them() -> None:
    """`unsubscribe` takes the id after it."""
    assert split(" Unsubscribe  sub_1") == ("unsubscribe", "sub_1")


@pytest.mark.parametrize(
    ("typed", "length"),
    [(None, timedelta(hours=24)), ("6h", timedelta(hours=6)), ("2w", timedelta(days=14))],
)
def test_windows_end_now(typed: str | None, length: timedelta) -> None:
    """A window reaches back from now by what was typed."""
    found = window(typed, NOW, ZoneInfo("UTC"))
    assert (found.end, found.end - found.start) == (NOW, length)


def test_since_a_weekday_starts_at_that_local_midnight() -> None:
    """ "since monday" on a Wednesday in Berlin begins on Monday at 00:00 there."""
    found = window("since monday", NOW, ZoneInfo("Europe/Berlin"))
    assert found.start == datetime(2026, 11, 22, 23, tzinfo=UTC)


def test_since_yesterday_starts_at_its_local_midnight() -> None:
    """ "since yesterday" on a Wednesday in Berlin begins on Tuesday at 00:00 there."""
    found = window("since yesterday", NOW, ZoneInfo("Europe/Berlin"))
    assert found.start == datetime(2026, 11, 23, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "topic", "since"),
    [
        ("7d", None, "7d"),
        ("since monday", None, "since monday"),
        ("last 24h", None, "24h"),
        ("AI in China 7d", "china-ai", "7d"),
        ("ai in china", "china-ai", None),
        ("china-ai since yesterday", "china-ai", "since yesterday"),
    ],
)
def test_a_brief_by_name_or_window(typed: str, topic: str | None, since: str | None) -> None:
    """A topic's name may have blanks; a window alone is of the channel's own topics."""
    known = Topic(slug="china-ai", names=(("en", "AI in China"),))
    assert brief(typed, (known,)) == BriefCommand(topic=topic, since=since)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Tokyo", "Asia/Tokyo"),
        ("berlin", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("Shanghia", "Asia/Shanghai"),
    ],
)
def test_a_zone_that_is_none_names_the_nearest(typed: str, hint: str) -> None:
    """By its city, or nearly written."""
    with pytest.raises(UsageError, match=f"did you mean {hint}"):
        subscription(f"chips at 08:00 {typed}", TOPICS)
    with pytest.raises(UsageError, match="IANA"):
        subscription("chips at 08:00 Qxzzyq", TOPICS)


def test_days_may_be_many() -> None:
    """ "mondays and so on" are the days."""
    assert subscription("chips at 08:00 mondays, thursdays", TOPICS).weekdays == (0, 3)


def test_since_today_is_a_week_ago() -> None:
    """The weekday it is now means the one before."""
    assert window("since wednesday", NOW, ZoneInfo("UTC")).start.day == 18


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(typed: str) -> None:
    """Whatever is typed gives a command or a UsageError, nothing else."""
    word, rest = split(typed)
    assert word in {"", *WORDS}
    with suppress(UsageError):
        assert isinstance(brief(rest, TOPICS), BriefCommand)
    with suppress(UsageError):
        assert isinstance(subscription(rest, TOPICS), SubscribeCommand)


@given(st.times())
def test_clock_times_are_read_as_written(at: time) -> None:
    """HH:MM comes back as that time."""
    assert clock_time(f"{at:%H:%M}") == at.replace(second=0, microsecond=0)
