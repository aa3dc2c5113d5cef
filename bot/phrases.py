"""Every phrase of our own that a reader sees, by language. English where a language lacks one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot import desk_phrases

Phrases = Mapping[str, str]

_ENGLISH: Phrases = {
    **desk_phrases.ENGLISH,
    "title": "{topic} brief, {date}",
    "story": "{count} story",
    "stories": "{count} stories",
    "hours": "{count} hours",
    "days": "{count} days",
    "nothing": "Nothing new on {topic} in the last {window}.",
    "update": "Update",
    "new": "New",
    "new_in_story": "New in this story",
    "outlet": "{count} outlet",
    "outlets": "{count} outlets",
    "independent": "{outlets}, {count} independent",
    "quote_of_the_day": "Quote of the day",
    "claims": "Claims",
    "quotes": "In their words",
    "differs": "Outlets differ on {about}",
    "sources": "Sources",
    "via": "via {outlet}",
    "paywalled": "paywalled",
    "partly": "(in part)",
    "coverage": "Read {articles} from {sources}",
    "article": "{count} article",
    "articles": "{count} articles",
    "source": "{count} source",
    "sources_count": "{count} sources",
    "failed": "{count} could not be reached",
    "found": "{found} found, {shown} shown",
    "repeats": "{count} already told and left out",
    "nothing_found": "Nothing in the archive on {wanted}.",
    "late": "Sent {hours} h {minutes} min late.",
    "in_thread": "Details, quotes and sources are in the thread.",
    "more": "More detail",
    "source_list": "Sources",
    "useful": "Useful",
    "not_useful": "Not useful",
    "post_here": "Post to channel",
    "original": "original in {language}",
    "translation": "Machine translation",
    "zh": "Chinese",
    "en": "English",
    "forecast": "Forecast",
    "figure": "Figure",
    "comparison": "Comparison",
    "plan": "Plan",
    "constraint": "Constraint",
    "denial": "Denial",
    "statement": "Statement",
    "unattributed": "unattributed",
    "not_in_sources": "The sources don't say.",
    "nearest": "The nearest thing they do say:",
    "from_archive": "Not in this thread's stories; from the archive:",
    "no_such_story": "The brief has no story of that number.",
    "which_story": "Which one? Say its number: “more on 2”.",
    "nobody_differs": "No outlet or person in the sources contradicts it.",
    "denied": "Denied or disputed",
    "likely": "How sure the sources are",
    "unnamed": "from unnamed people",
    "no_language": "None of the sources is in {language}.",
    "nothing_since": "Nothing new in the sources since then.",
}

_CHINESE: Phrases = {
    **desk_phrases.CHINESE,
    "title": "{topic}简报 · {date}",
    "story": "{count} 条新闻",
    "stories": "{count} 条新闻",
    "hours": "{count} 小时",
    "days": "{count} 天",
    "nothing": "过去{window}，“{topic}”没有新消息。",
    "update": "更新",
    "new": "新",
    "new_in_story": "本条新增",
    "outlet": "{count} 家媒体",
    "outlets": "{count} 家媒体",
    "independent": "{outlets}，其中 {count} 家独立报道",
    "quote_of_the_day": "今日原话",
    "claims": "要点",
    "quotes": "原话",
    "differs": "各媒体说法不同：{about}",
    "sources": "来源",
    "via": "转自{outlet}",
    "paywalled": "付费",
    "partly": "（片段）",
    "coverage": "阅读了{sources}的{articles}",
    "article": "{count} 篇文章",
    "articles": "{count} 篇文章",
    "source": "{count} 个来源",
    "sources_count": "{count} 个来源",
    "failed": "{count} 个来源无法访问",
    "found": "共 {found} 条，展示 {shown} 条",
    "repeats": "{count} 条此前已报，不再重复",
    "nothing_found": "资料库中没有关于“{wanted}”的内容。",
    "late": "迟发 {hours} 小时 {minutes} 分。",
    "in_thread": "详情、原话与来源见本消息的讨论串。",
    "more": "更多细节",
    "source_list": "来源",
    "useful": "有用",
    "not_useful": "没用",
    "post_here": "发到频道",
    "original": "原文为{language}",
    "translation": "机器翻译",
    "zh": "中文",
    "en": "英文",
    "forecast": "预测",
    "figure": "数字",
    "comparison": "比较",
    "plan": "计划",
    "constraint": "制约",
    "denial": "否认",
    "statement": "表态",
    "unattributed": "未指明",
    "not_in_sources": "来源中没有提到。",
    "nearest": "最接近的内容：",
    "from_archive": "本讨论串的新闻里没有；来自存档：",
    "no_such_story": "简报里没有这一条。",
    "which_story": "哪一条？请说编号，如“详细说说第2条”。",
    "nobody_differs": "来源中没有媒体或个人提出不同说法。",
    "denied": "否认或质疑",
    "likely": "来源的把握有多大",
    "unnamed": "来自未具名人士",
    "no_language": "来源中没有{language}报道。",
    "nothing_since": "此后来源中没有新内容。",
}

_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def phrases(language: str) -> Phrases:
    """The phrases of `language`, else English."""
    return _CHINESE if language == "zh" else _ENGLISH


def count(words: Phrases, one: str, many: str, number: int) -> str:
    """ "1 story", "3 stories": the right form with its number."""
    return words[one if number == 1 else many].format(count=number)


def day(when: date, language: str) -> str:
    """A date as a reader writes it: "Wednesday 25 November 2026", "2026年11月25日 星期三"."""
    if language == "zh":
        return f"{when.year}年{when.month}月{when.day}日 星期{'一二三四五六日'[when.weekday()]}"
    weekday = _DAYS.split()[when.weekday()]
    return f"{weekday} {when.day} {_MONTHS.split()[when.month - 1]} {when.year}"
