"""Figures: their values in base units, their units and bounds, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.extract.figures import figures
from digests.model import Figure

Case = tuple[float, str | None, str]

ENGLISH: tuple[tuple[str, list[Case]], ...] = (
    ("The odds are less than 20%.", [(20, "%", "<")]),
    ("It spent $2bn on chips and €350m on land.", [(2e9, "USD", "exact"), (3.5e8, "EUR", "exact")]),
    ("It costs roughly 64 cents.", [(0.64, "USD", "about")]),
    ("It may cut prices by as much as 40 percent.", [(40, "%", "at_most")]),
    ("It must cut at least 30 per cent.", [(30, "%", "at_least")]),
    ("Prices fell 15–20%.", [(15, "%", "at_least"), (20, "%", "at_most")]),
    (
        "It paid between $400 million and $500 million.",
        [(4e8, "USD", "at_least"), (5e8, "USD", "at_most")],
    ),
    ("It seeks $1.2 to $1.5 billion.", [(1.2e9, "USD", "at_least"), (1.5e9, "USD", "at_most")]),
    ("Revenue tripled.", [(3, "times", "exact")]),
    ("Sales were up almost fivefold.", [(5, "times", "about")]),
    ("The margin is 20 points higher than that.", [(20, "percentage points", "exact")]),
    ("It slipped 130 basis points.", [(130, "basis points", "exact")]),
    ("About a third of the 2,400 firms agreed.", [(100 / 3, "%", "about"), (2400, "firms", "exact")]),
    ("He gives a one-in-four chance.", [(0.25, "probability", "exact")]),
    ("It folds 97 out of 100.", [(97, "%", "exact")]),
    ("We have cash for twenty-six months.", [(26, "months", "exact")]),
    ("More than one hundred thousand of them sold.", [(1e5, None, ">")]),
    ("A 671-billion-parameter model.", [(6.71e11, "parameters", "exact")]),
    ("A 70B model needs a 2GW site.", [(7e10, "parameters", "exact"), (2, "GW", "exact")]),
    ("It raised HK$3.9 billion (US$500 million).", [(3.9e9, "HKD", "exact"), (5e8, "USD", "exact")]),
    ("The profit was 1.26 billion yuan.", [(1.26e9, "CNY", "exact")]),
    ("It will ship in 14 African countries.", [(14, "countries", "exact")]),
    ("We are behind by six months, not nine.", [(6, "months", "exact"), (9, "months", "exact")]),
    ("Three-quarters of a million people came.", [(750_000, "people", "exact")]),
    ("There is zero revenue from it.", [(0, None, "exact")]),
)  # fmt: skip

CHINESE: tuple[tuple[str, list[Case]], ...] = (
    ("完成5亿元B轮融资。", [(5e8, "CNY", "exact")]),
    ("首年预算为两亿元。", [(2e8, "CNY", "exact")]),
    ("均价下降约三成。", [(30, "%", "about")]),
    ("错误率从三成一降到一成四。", [(31, "%", "exact"), (14, "%", "exact")]),
    ("九成以上的用户满意。", [(90, "%", ">")]),
    ("渗透率将超过25%，目前还不到9%。", [(25, "%", ">"), (9, "%", "<")]),
    ("首批不少于800台，单价不超过28万元。", [(800, "台", "at_least"), (280_000, "CNY", "at_most")]),
    ("增长近两倍。", [(2, "times", "about")]),
    ("市场份额为百分之三十五点五。", [(35.5, "%", "exact")]),
    ("成本不到同类模型的十分之一。", [(10, "%", "<")]),
    ("需要3到5年。", [(3, "年", "at_least"), (5, "年", "at_most")]),
    ("共有七八家企业参与。", [(7, "家", "at_least"), (8, "家", "at_most")]),
    ("一个70亿参数的模型，相差不到1个百分点。", [(7e9, "parameters", "exact"), (1, "percentage points", "<")]),
    ("目标价下调至12.5港元。", [(12.5, "HKD", "exact")]),
    ("融资2000万美元，约合人民币1.4亿元。", [(2e7, "USD", "exact"), (1.4e8, "CNY", "about")]),
    ("三十辆左右，不到一半已交付。", [(30, "辆", "about"), (50, "%", "<")]),
    ("覆盖29个城市，耗时十个工作日。", [(29, "城市", "exact"), (10, "工作日", "exact")]),
    ("用户同比翻番。", [(2, "times", "exact")]),
)  # fmt: skip


def read(found: tuple[Figure, ...]) -> list[Case]:
    return [(one.value, one.unit, one.bound) for one in found]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_figures(text: str, expected: list[Case]) -> None:
    """A figure's value is in base units, with its unit and bound."""
    found = read(figures(text))
    assert [case[1:] for case in found] == [case[1:] for case in expected]
    assert [case[0] for case in found] == pytest.approx([case[0] for case in expected])


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese_figures(text: str, expected: list[Case]) -> None:
    """Chinese numerals, 成, 倍 and 分之 are figures as digits are."""
    found = read(figures(text, language="zh"))
    assert [case[1:] for case in found] == [case[1:] for case in expected]
    assert [case[0] for case in found] == pytest.approx([case[0] for case in expected])


@pytest.mark.parametrize(
    "text",
    [
        "On March 4, 2026 at 9:30am it opened, on the second floor.",
        "Meridian 3 and GPT-5 run on A100s; Version 2.5 came out on 3 March.",
        "Nadia Ferro, 38, is a 41-year-old's rival.",
        "Two of the founders left; it was a third party in the first half.",
        "Two people familiar with the matter said so.",
        "It was 24/7 work at 350 Fifth Avenue, under Section 230.",
        "In 2024, 2025 and 2026 it was closed.",
    ],
)
def test_numbers_that_are_no_figures(text: str) -> None:
    """Dates, times, ages, names, versions and counts of sources are no figures."""
    assert figures(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月16日，第三季度，14:30。",
        "36氪获悉，摇橹二号，通义千问，百度，三星。",
        "千万别，万一，十分，一些，一家公司。",
        "两位知情人士说，数十亿元。",
        "更换零件，4点12分。",
        "新书《最后五百米》。",
    ],
)
def test_chinese_numbers_that_are_no_figures(text: str) -> None:
    """Dates, names, words made of numerals and vague numbers are no figures."""
    assert figures(text, language="zh") == ()


@pytest.mark.parametrize(
    ("text", "language", "value", "change", "base"),
    [
        ("The deal values it at $9 billion, up from $4.8 billion.", "en", 9e9, "up", 4.8e9),
        ("The loss narrowed to 204 million yuan from 377 million yuan.", "en", 2.04e8, "down", 3.77e8),
        ("Revenue hit $485 million, compared with $150 million in 2024.", "en", 4.85e8, "up", 1.5e8),
        ("It reduced the error from 3.2% to 2.4%.", "en", 2.4, "down", 3.2),
        ("Revenue rose 88 per cent.", "en", 88, "up", None),
        ("毛利率从19%提升至31%。", "zh", 31, "up", 19),
        ("净亏损扩大至9.4亿元，上年同期为3.1亿元。", "zh", 9.4e8, "up", 3.1e8),
        ("营收下滑6.2%。", "zh", 6.2, "down", None),
    ],
)  # fmt: skip
def test_change_and_base(
    text: str, language: str, value: float, change: str | None, base: float | None
) -> None:
    """A change has its direction, and what it is measured from."""
    found = next(one for one in figures(text, language=language) if one.value == value)
    assert (found.change, found.base) == (change, base)


def test_the_words_of_the_bound_are_in_the_text() -> None:
    """A figure's text holds what bounds it, so that a reader sees "less than"."""
    (found,) = figures("The chance is less than 15%.")
    assert found.text == "less than 15%"


def test_part_of_a_text_has_offsets_of_the_whole() -> None:
    """Figures of a slice point into the whole text."""
    text = "It was 5%. It is 7%."
    (found,) = figures(text, 11, len(text))
    assert (found.value, text[found.start : found.end]) == (7, "7%")


PIECES = st.sampled_from(
    ["1", "20", "3,000", " ", "$", "€", "%", "billion", "third", "one", "-", "to", "up from", "亿", "万元",
     "三", "成", "十", "百分之", "两", "年", "约", "至", ".", ",", "，", "half", "a", "in", "people", "km", "x", "\n"]
)  # fmt: skip


@given(
    st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join), st.sampled_from(["en", "zh"])
)
def test_any_text(text: str, language: str) -> None:
    """Whatever the text: no exception, exact offsets, in order, without overlap."""
    found = figures(text, language=language)
    assert all(text[one.start : one.end] == one.text and one.text for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
