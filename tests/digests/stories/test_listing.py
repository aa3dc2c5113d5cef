"""Which titles are of roundups."""

from __future__ import annotations

import pytest

from digests.stories.listing import is_listing


@pytest.mark.parametrize(
    "title",
    [
        "Tuesday's AI briefing: weights, wards and a walkout",
        "This week in AI: three recalls and a merger",
        "Friday in AI: six stories you may have missed",
        "AI news roundup, 4 May",
        "The AI digest",
        "Five things to know about a busy Monday",
        "Morning brief: chips and power",
        "今日速览：召回、离职、新品",
        "AI早报｜三家公司同日发布新模型",
        "本周AI大事回顾",
        "一周要闻：芯片与监管",
        "早报：算力券落地",
    ],
)
def test_a_roundup_says_so_in_its_title(title: str) -> None:
    """In either language."""
    assert is_listing(title)


@pytest.mark.parametrize(
    "title",
    [
        "Quillon launches Tamber 2 today in Ireland",
        "Everything to know about Tamber 2",
        "Quillon reviews this week's outage",
        "Quillon's big day: agents, a faster framework and an apology",
        "Quillon headlines the Cork forum",
        "Three engineers leave Quillon",
        "Quillon brief asks court to dismiss suit",
        "今日头条上线新模型",
        "人民日报：谈谈大模型",
        "奎隆新模型上线一周下载破百万",
        "一篇关于智能体的综述",
    ],
)
def test_a_report_is_no_roundup(title: str) -> None:
    """Words that roundups use are used in reports as well."""
    assert not is_listing(title)
