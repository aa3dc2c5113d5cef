"""What Slack's own surfaces say, in the language of what they stand beside."""

from __future__ import annotations

from collections.abc import Mapping

from digests.text import has_cjk

_ENGLISH: Mapping[str, str] = {
    "working": "Reading the sources …",
    "share": "Post to channel",
    "details": "Show details",
    "posted": "Posted.",
    "posted_already": "It is posted already.",
    "gone": "That answer is no longer at hand. Ask again.",
    "others": "Only the person who asked can do that.",
    "what_now": "What should become of this answer?",
    "invite": "I am not in that channel yet. Write /invite @briefbot there.",
    "no_link": "There is no link in that message.",
    "moment": "Just a moment …",
}
_CHINESE: Mapping[str, str] = {
    "working": "正在查阅来源……",
    "share": "发到频道",
    "details": "查看详情",
    "posted": "已发布。",
    "posted_already": "已经发布过了。",
    "gone": "这条回答已不在手边，请重新提问。",
    "others": "只有提问的人可以这样做。",
    "what_now": "这条回答要怎么处理？",
    "invite": "我还不在那个频道里。请在频道中输入 /invite @briefbot。",
    "no_link": "这条消息里没有链接。",
    "moment": "请稍候……",
}


def words(beside: str = "") -> Mapping[str, str]:
    """The phrases in the language of the text they stand beside: Chinese, else English."""
    return _CHINESE if has_cjk(beside) else _ENGLISH
