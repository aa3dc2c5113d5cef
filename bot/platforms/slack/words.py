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
    "unseen": "I can't see that channel, or you are not in it. Invite me there first.",
    "add": "Add a brief",
    "welcome": (
        "I brief a channel on the AI industry at the time you choose: what happened, who said it "
        "word for word, and where it stands. Invite me to a channel, then subscribe it."
    ),
}
_CHINESE: Mapping[str, str] = {
    "working": "正在查阅来源……",
    "share": "发到频道",
    "details": "查看详情",
    "posted": "已发布。",
    "posted_already": "已经发布过了。",
    "gone": "这条回答已经失效，请重新提问。",
    "others": "只有提问的人可以这样做。",
    "what_now": "这条回答要怎么处理？",
    "invite": "我还不在那个频道里。请在频道中输入 /invite @briefbot。",
    "no_link": "这条消息里没有链接。",
    "moment": "请稍候……",
    "unseen": "我看不到那个频道，或者你不在其中。请先邀请我加入。",
    "add": "添加简报",
    "welcome": (
        "我在你选定的时间为频道发送 AI 行业简报：发生了什么、谁说了什么（逐字引用）、出处在哪里。"
        "先把我邀请到频道，再订阅。"
    ),
}


def words(beside: str = "", *, language: str = "") -> Mapping[str, str]:
    """The phrases in that language, or in that of the text they stand beside; else English."""
    return _CHINESE if language == "zh" or has_cjk(beside) else _ENGLISH
