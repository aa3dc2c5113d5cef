"""Chinese names that only their look shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.extract.chinese_given import given_odds
from digests.extract.chinese_looks import by_looks
from digests.extract.chinese_names import names_of
from digests.extract.chinese_words import simplified


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("骆知微五年前创办了公司。她不爱说话。", "骆知微"),
        ("实验室由顾南乔主持，与贺景明同台。", "顾南乔"),
        ("评测人温以宁放出一段录像。", "温以宁"),
        ("首席执行官罗以安话不多。", "罗以安"),
        ("下周起，娜塔莉亚·埃尔-哈比卜将接任。", "娜塔莉亚·埃尔-哈比卜"),
        ("请来了芯片架构师托比亚斯·韦伯出山。", "托比亚斯·韦伯"),
        ("首席执行官彼得·范德梅尔在声明中说", "彼得·范德梅尔"),
        ("策展人余靜梵在開幕式上說了兩句。", "余静梵"),
        ("创始人左丘闻道向本刊强调", "左丘闻道"),
    ],
)
def test_names_nobody_introduces(text: str, name: str) -> None:
    """A name is known by its family name and its characters where nothing else shows it."""
    assert name in names_of(simplified(text)).people


@pytest.mark.parametrize(
    "text",
    [
        "高性能芯片的成本高于去年。",
        "明年初的计划在于今年的安全性。",
        "苍梧云创始人没有回应，凌波步创始人也没有。",
        "于三月发布，向记者介绍了全球化的方向。",
        "塔米·罗哈斯说话很慢，罗哈斯没有笑。",
        "常渚市和江埠市的温度计一样。",
    ],
)
def test_words_that_begin_like_names(text: str) -> None:
    """Words, towns, houses and the last part of a foreign name are no people of their own."""
    people = set(names_of(text).people)
    assert people <= {"塔米·罗哈斯"}


def test_odds_of_given_names() -> None:
    """Characters of names are likelier in names, others less."""
    assert given_odds("明远") > 0 > given_odds("性能")
    assert given_odds("静") > 0 > given_odds("的")


@given(st.text(alphabet="王李欧阳明远性能的了。，“”创始人CEO·-罗", max_size=60))
def test_looks_stay_in_the_text(text: str) -> None:
    """Every name stands where it is said to stand."""
    for name, at, _, _ in by_looks(text):
        assert text.startswith(name, at)
