"""Roundups: articles that list the day's events. Each is a story of its own."""

from __future__ import annotations

import re

_FIELD = r"(?:ai|a\.i\.|artificial intelligence|tech|technology|chips?|startups?|policy)"
_PERIOD = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|morning|evening|midday|daily|weekly|monthly)"
    r"(?:['’]s)?"
)
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)"
_ENGLISH = re.compile(
    rf"\b(?:round-?up|briefing|week in review|news in brief|top (?:stories|headlines)|must-reads)\b"
    rf"|\b(?:to)?day in {_FIELD}\b|\b(?:this|the|last) (?:week|month|day) in {_FIELD}\b|^(?:today|this week) in\b"
    rf"|\b{_FIELD} (?:digest|recap|in brief|headlines|news ?letter|at a glance)\b"
    rf"|\b{_PERIOD} (?:in {_FIELD}|{_FIELD}\b|brief|digest|notes?|report:|edition|bulletin|memo|wrap|dispatch|recap)"
    rf"|\b(?:what )?you (?:may|might) (?:have )?missed\b|\bwhat happened in {_FIELD}\b"
    rf"|\b{_NUMBER} (?:\w+ )?(?:stories|headlines)\b|\b{_NUMBER} things (?:to know|that happened|you|we)\b",
    re.IGNORECASE,
)
_WHEN = "(?:AI|人工智能|科技|芯片|今日|每日|昨日|本周|一周|每周|本月|早间|晚间|周末)"
_CHINESE = re.compile(
    rf"{_WHEN}.{{0,4}}(?:速览|早报|晚报|日报|周报|月报|晨报|要闻|大事|回顾|盘点|热点|头条|汇总|速递|速读|资讯|看点|简报)"
    r"|^(?:早报|晚报|日报|周报|月报|晨报|要闻|速览|简报)|早知道|早参|晚参|大事记|要闻速览|新闻速览|快讯汇总|新闻汇总",
    re.IGNORECASE,
)
_NAMES = re.compile("今日头条")  # a company


def is_listing(title: str) -> bool:
    """Whether the title says that the article lists many events."""
    plain = _NAMES.sub("", title)
    return bool(_ENGLISH.search(plain) or _CHINESE.search(plain))
