"""Roundups: articles that list the day's events. Each is a story of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from digests.model import Article
from digests.stories.features import names
from digests.stories.prior import is_common
from digests.stories.words import latin_words
from digests.text import has_cjk, sentences

_FIELD = r"(?:ai|a\.i\.|artificial intelligence|tech|technology|chips?|startups?|policy)"
_PERIOD = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|morning|evening|midday|midweek|daily|weekly|monthly)"
    r"(?:['’]s)?"
)
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)"
_ENGLISH = re.compile(
    rf"\b(?:round-?up|briefing|week in review|news in brief|top (?:stories|headlines)|must-reads|catch-?up)\b"
    rf"|\b(?:to)?day in {_FIELD}\b|\b(?:this|the|last|your) (?:week|month|day) in {_FIELD}\b|^(?:today|this week) in\b"
    rf"|\b{_FIELD} (?:digest|recap|in brief|headlines|news ?letter|at a glance)\b"
    rf"|\b{_PERIOD} (?:in {_FIELD}|{_FIELD}\b|brief|digest|notes?|report:|edition|bulletin|memo|wrap|dispatch|recap)"
    rf"|\b(?:what )?you (?:may|might) (?:have )?missed\b|\bwhat happened in {_FIELD}\b|\bin case you missed\b"
    rf"|^(?:the|your|our) (?:week|day|month)(?: (?:in|ahead|that was)\b[^:]*)?:"
    rf"|\b{_NUMBER} (?:\w+ )?(?:stories|headlines)\b"
    rf"|\b{_NUMBER} (?:\w+ )?things (?:to know|that happened|you|we|worth|from)\b",
    re.IGNORECASE,
)
_WHEN = "(?:AI|人工智能|科技|芯片|今日|每日|昨日|本周|一周|每周|本月|早间|晚间|周末)"
_DAY_ZH = "(?:周[一二三四五六日天]|今[日天]|昨[日天]|本周|这周|一周|上周)"
_MANY_ZH = r"(?:[两三四五六七八九十]|\d+)"
_CHINESE = re.compile(
    rf"{_WHEN}.{{0,4}}(?:速览|早报|晚报|日报|周报|月报|晨报|要闻|大事|回顾|盘点|热点|头条|汇总|速递|速读|资讯|看点|简报)"
    r"|^(?:早报|晚报|日报|周报|月报|晨报|要闻|速览|简报)"
    rf"|{_MANY_ZH}(?:件(?:大)?事|条(?:新闻|消息|要闻|动态)|则(?:新闻|消息|要闻))"
    rf"|{_DAY_ZH}.{{0,10}}(?:发生了什么|不可错过|值得(?:关注|一看|一读)|圈(?:里)?(?:消息|新闻|大事))"
    r"|早知道|早参|晚参|大事记|要闻速览|新闻速览|快讯汇总|新闻汇总",
    re.IGNORECASE,
)
# How a roundup opens: "A lot happened …", "周三人工智能圈消息不少".
_OPENING = re.compile(
    r"^(?:a (?:lot|great deal) happened|(?:it was )?a (?:busy|crowded|quiet|packed|full) (?:start|end|day|week)\b"
    r"|here(?:'s|’s| is) what (?:happened|you)|welcome to\b)"
    r"|^[^。]{0,16}(?:圈|行业|领域|业界)[^。，]{0,8}(?:消息|新闻|动态|大事)[^。，]{0,4}(?:不少|密集|不断|频出|扎堆|很多|不断)",
    re.IGNORECASE,
)
_OUTLETS = re.compile("今日头条")  # a company

_BACK = re.compile(
    r"\b(?:it|its|he|she|his|her|hers|him|they|their|them|the (?:company|firm|group|model|startup|start-up|agency|regulator))\b",
    re.IGNORECASE,
)
_LEAST_SENTENCES, _LEAST_SUBJECTS = 5, 5
_MOST_TOLD = 0.34  # of the sentences: the name that most of them share
_MOST_BACK = 0.34  # of the sentences: those that speak of somebody named before


def is_listing(article: Article) -> bool:
    """Whether the article lists many events: its title or opening says so, or each sentence has its own."""
    return (
        says_listing(article.title)
        or _OPENING.search(article.text) is not None
        or _has_many_subjects(article)
    )


def says_listing(title: str) -> bool:
    """Whether a title says that its article lists many events."""
    plain = _OUTLETS.sub("", title)
    return bool(_ENGLISH.search(plain) or _CHINESE.search(plain))


def _has_many_subjects(article: Article) -> bool:
    """Whether the title names nobody, and each sentence somebody else.

    Only of English: in Chinese a name is not known by how it is written.
    """
    if not article.title or has_cjk(article.title):
        return False
    known = names(article.title, article.text)
    body = frozenset(word for word, _ in latin_words(article.text))
    if any(word in known or word in body for word in _capitals(article.title)):
        return False
    spans = sentences(article.text, article.language)
    texts = [article.text[span.start : span.end] for span in spans]
    subjects = [frozenset(_subjects(text, known)) for text in texts]
    named = [one for one in subjects if one]
    if len(named) < max(_LEAST_SENTENCES, 0.7 * len(subjects)):
        return False
    times = Counter(name for one in named for name in one)
    back = sum(_BACK.search(text) is not None for text in texts)
    return (
        sum(count == 1 for count in times.values()) >= _LEAST_SUBJECTS
        and max(times.values()) <= max(2, _MOST_TOLD * len(named))
        and back <= _MOST_BACK * len(texts)
    )


def _capitals(title: str) -> Iterator[str]:
    return (w for w, _ in latin_words(title) if not w.islower() and not is_common(w))


def _subjects(sentence: str, known: frozenset[str]) -> Iterator[str]:
    """The names in a sentence; its first word is one unless it is a word like any other."""
    for word, start in latin_words(sentence):
        if word in known or (start == 0 and word.istitle() and not is_common(word)):
            yield word
