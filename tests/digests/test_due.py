"""The day by which a forecast can be looked back on, whatever its words are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.due import due_on
from tests.views import NOW

_WORDS = st.sampled_from(
    "by in within next the first half year month quarter March Auguſt AprİL ſix December 10 31 2030"
    " 2027 two weeks decade 999 明年 上半年 年底 三个月 内 十 百 ２０３０ 9 月 日 Q1 H1 春 Week".split()
)
_ANY_TIME = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 (hypothesis takes naive bounds)
    max_value=datetime(2090, 1, 1),  # noqa: DTZ001
)


@given(st.lists(_WORDS | st.text(max_size=3), max_size=7), st.sampled_from([" ", ""]), _ANY_TIME)
def test_any_words_have_a_day_or_none(words: list[str], between: str, said: datetime) -> None:
    """Whatever stands in a horizon, a day comes of it or none, without an error."""
    day = due_on(between.join(words), said.replace(tzinfo=UTC))
    assert day is None or isinstance(day, date)


@pytest.mark.parametrize("month", ["Auguſt", "ſeptember", "AprİL", "Julı"])
def test_letters_that_only_fold_to_a_months_are_none(month: str) -> None:
    """Letters outside ASCII that differ from a month's in case alone make no month."""
    assert due_on(f"by {month}", NOW) is None
