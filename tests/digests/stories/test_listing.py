"""Which articles are roundups."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.stories.listing import is_listing, says_listing
from tests.digests.stories.texts import other, price, recap, release, suit, wire


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
        "Midweek catch-up",
        "Six more things worth your time",
        "The week: wards, brakes and a court",
        "周三AI圈发生了什么",
        "今天值得关注的五件事",
    ],
)
def test_a_roundup_says_so_in_its_title(title: str) -> None:
    """In either language."""
    assert says_listing(title)


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
    assert not says_listing(title)


ROUNDUP = (
    "Norway told its schools to stop guessing moods. Brask recalled robots in Japan. Quillon has a "
    "model for wards. Tamsin Okoro is leaving Harbourside. Lanyang may pay for computing. And "
    "Northgate wrote a cheque for Kelder."
)


def test_a_roundup_is_known_by_its_text() -> None:
    """Where the title names nobody and each sentence somebody else."""
    assert is_listing(document(ROUNDUP, title="While you were in meetings"))
    assert not is_listing(document(ROUNDUP, title="Norway bars mood software from schools"))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("开源与融资", "周三人工智能圈消息不少。奎隆发布新模型。"),
        ("Chips and courts", "A busy week in this trade. Quillon was taken to court."),
    ],
)
def test_a_roundup_is_known_by_its_opening(title: str, text: str) -> None:
    """It says at once that much happened."""
    assert is_listing(document(text, title=title))


def test_reports_of_one_event_are_no_roundups() -> None:
    """However many names they hold."""
    for one in (release(), wire(), price(), recap(), suit(), other()):
        assert not is_listing(one)
