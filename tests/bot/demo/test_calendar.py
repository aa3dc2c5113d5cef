"""Days and dates of the sample site."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.calendar import LATEST, ago, fill, news_day

TUESDAY = date(2026, 12, 29)


@pytest.mark.parametrize(
    ("text", "language", "filled"),
    [
        ("on {day}, {date}", "en", "on Tuesday, 29 December"),
        ("{day-1} and {day+6}", "en", "Monday and Monday"),
        ("{wiredate} (Palisade)", "en", "Dec 29 (Palisade)"),
        ("{date+3} in {year+1}", "en", "1 January in 2027"),
        ("{month} to {month+2}", "en", "December to February"),
        ("{day}，{date}，{month+1}", "zh", "周二，12月29日，1月"),
        ("{days} and { day }", "en", "{days} and { day }"),
    ],
)
def test_marks_become_words(text: str, language: str, filled: str) -> None:
    """A mark is filled in the article's language; anything else stands as it was."""
    assert fill(text, TUESDAY, language) == filled


@pytest.mark.parametrize("text", ["", "1d", "05:20", "1d 5:20", "0d 14:01", "2d 23:00"])
def test_a_wrong_ago_is_refused(text: str) -> None:
    """Only the form of the README is read, and only hours that keep a news day together."""
    with pytest.raises(ValueError, match="ago must"):
        ago(text)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 4), st.timedeltas(timedelta(), LATEST))
def test_no_article_speaks_of_a_day_to_come(now: datetime, days: int, within: timedelta) -> None:
    """All articles of a news day call the same date today, and it has begun when they appear."""
    if now.year < 2:
        return
    before = timedelta(days=days) + within
    today = news_day(now, before)
    assert today == news_day(now, timedelta(days=days))
    assert timedelta(0) <= (now - before).date() - today <= timedelta(days=1)
