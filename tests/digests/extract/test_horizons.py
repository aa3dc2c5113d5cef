"""The time a forecast or a plan is about, in the article's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.extract.horizons import horizon, horizon_figure


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It will open by the end of next year.", "by the end of next year"),
        ("Demand will triple by 2030.", "by 2030"),
        ("It is unlikely within five years.", "within five years"),
        ("Growth will slow in the second half of 2027.", "in the second half of 2027"),
        ("It would be a breakthrough this decade.", "this decade"),
        ("It may cut prices next quarter.", "next quarter"),
        ("Tests start in June, and it ships before December 2026.", "before December 2026"),
        ("It will spend 9m next year, up from 4m this year.", "next year"),
        ("It expects $13.5 billion in 2027, up from $7.2 billion this year.", "in 2027"),
        ("Spending will rise by 2028 compared with this year.", "by 2028"),
        ("Sun said in March that it would ship next quarter.", "next quarter"),
        ("Sales will start from January 2027.", "from January 2027"),
        ("It will be İstanbul's first by 2030.", "by 2030"),
    ],
)
def test_english(text: str, words: str) -> None:
    """The last phrase of time, as it is written."""
    found = horizon(text, "en")
    assert found is not None
    assert text[found[0] : found[1]] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("明年的支出将从今年的4亿元提高到9亿元。", "明年"),
        ("预计明年支出为9亿元，高于今年的4亿元。", "预计明年"),
        ("新模型将于今年9月发布。", "将于今年9月"),
        ("预计到2028年份额超过四成。", "到2028年"),
        ("未来三年将投资百亿元。", "未来三年"),
        ("年底前完成交付。", "年底前"),
        ("公司将于明年第四季度实现盈利。", "将于明年第四季度"),
    ],
)
def test_chinese(text: str, words: str) -> None:
    """The same in Chinese."""
    found = horizon(text, "zh")
    assert found is not None
    assert text[found[0] : found[1]] == words


def test_no_horizon() -> None:
    """A sentence without a time has none."""
    assert horizon("It will be hard.", "en") is None


def test_the_year_is_a_figure() -> None:
    """The year that a horizon names, with its place; none where it names none."""
    text = "Demand will triple by 2030."
    year = horizon_figure(text, 19, 26)
    assert year is not None
    assert (year.value, year.unit, text[year.start : year.end]) == (2030, "year", "2030")
    assert horizon_figure("It ships next week.", 9, 18) is None


@given(st.text(), st.sampled_from(["en", "zh"]))
def test_any_text(text: str, language: str) -> None:
    """Whatever the text, a horizon is a piece of it."""
    found = horizon(text, language)
    assert found is None or 0 <= found[0] < found[1] <= len(text)
