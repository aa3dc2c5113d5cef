"""What the form of a subscription says, in English and Chinese: data only."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH: Mapping[str, str] = {
    "title": "A brief, on time",  # 24 characters at most
    "title_edit": "Change this brief",
    "channel": "Channel",
    "topics": "Topics",
    "at": "At",
    "at_hint": "Local time; a brief that comes when a story breaks needs none.",
    "days": "When",
    "zone": "Time zone",
    "zone_hint": "Such as Europe/Berlin.",
    "language": "Language of the brief",
    "subscribe": "Subscribe",
    "change": "Change it",
    "cancel": "Cancel",
    "close": "Close",
    "daily": "Every day",
    "weekdays": "Monday to Friday",
    "weekly_mon": "Once a week, on Monday",
    "weekly_tue": "Once a week, on Tuesday",
    "weekly_wed": "Once a week, on Wednesday",
    "weekly_thu": "Once a week, on Thursday",
    "weekly_fri": "Once a week, on Friday",
    "weekly_sat": "Once a week, on Saturday",
    "weekly_sun": "Once a week, on Sunday",
    "alert": "When a story breaks, at any time",
}
_CHINESE: Mapping[str, str] = {
    "title": "定时简报",
    "title_edit": "修改简报",
    "channel": "频道",
    "topics": "主题",
    "at": "时间",
    "at_hint": "当地时间；突发提醒不看此项。",
    "days": "频率",
    "zone": "时区",
    "zone_hint": "例如 Asia/Shanghai。",
    "language": "简报语言",
    "subscribe": "订阅",
    "change": "更改",
    "cancel": "取消",
    "close": "关闭",
    "daily": "每天",
    "weekdays": "周一至周五",
    "weekly_mon": "每周一次，周一",
    "weekly_tue": "每周一次，周二",
    "weekly_wed": "每周一次，周三",
    "weekly_thu": "每周一次，周四",
    "weekly_fri": "每周一次，周五",
    "weekly_sat": "每周一次，周六",
    "weekly_sun": "每周一次，周日",
    "alert": "有突发新闻时，随时提醒",
}


def form_words(language: str) -> Mapping[str, str]:
    """The phrases of `language`, else English."""
    return _CHINESE if language == "zh" else _ENGLISH
