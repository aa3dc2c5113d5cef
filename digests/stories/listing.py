"""Roundups: articles that list the day's events. Each is a story of its own."""

from __future__ import annotations

import re

_TITLE = re.compile(
    r"\b(?:round-?ups?|briefing|newsletter|digest|recap|the week in|week in review|this week in|"
    r"today in|in brief|news in brief|top stories|headlines|what you (?:may have )?missed|"
    r"you (?:may|might) have missed|must-reads|"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|morning|evening|daily|weekly|monthly) "
    r"(?:in ai|ai|brief|note|report|edition|update|bulletin|memo|wrap|dispatch)|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:\w+ )?(?:stories|things|headlines))\b"
    r"|速览|早报|晚报|日报|周报|月报|要闻|快讯汇总|汇总|一周|盘点|回顾|速递|早知道|早参|晚参|简报|资讯|"
    r"热点|大事记|头条|今日(?:AI|人工智能|看点|导读)",
    re.IGNORECASE,
)


def is_listing(title: str) -> bool:
    """Whether the title says that the article lists many events."""
    return _TITLE.search(title) is not None
