"""What the bot says of its own in Discord, in the language of who reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Labels and short sentences."""

    post_here: str
    show_details: str
    posted: str
    posted_already: str
    gone: str
    others: str
    no_link: str
    unheard: str
    share: str


_ENGLISH = Words(
    post_here="Post here",
    show_details="Show details",
    posted="Posted.",
    posted_already="It is posted already.",
    gone="That answer is no longer at hand. Ask again.",
    others="Only the person who asked can do that.",
    no_link="There is no link in that message.",
    unheard="I can only read messages here that mention me. Ask again and name me, or use /brief.",
    share="Post this answer here?",
)
_CHINESE = Words(
    post_here="发到这里",
    show_details="查看详情",
    posted="已发布。",
    posted_already="已经发布过了。",
    gone="这条回答已经失效，请重新提问。",
    others="只有提问的人可以这样做。",
    no_link="那条消息里没有链接。",
    unheard="我在这里只能看到提及我的消息。请提及我再问一次，或使用 /brief。",
    share="把这条回答发到这里？",
)


def words(locale: object) -> Words:
    """By Discord's name of a language ("zh-CN", or its enum); English for all others."""
    return _CHINESE if str(locale).startswith("zh") else _ENGLISH
