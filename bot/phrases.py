"""Every phrase of our own that a reader sees, by language. English where a language lacks one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot import desk_phrases, ledger_phrases, order_phrases

Phrases = Mapping[str, str]

_ENGLISH: Phrases = {
    **desk_phrases.ENGLISH,
    **order_phrases.ENGLISH,
    **ledger_phrases.ENGLISH,
    "title": "{topic} brief, {date}",
    "story": "{count} story",
    "stories": "{count} stories",
    "hours": "{count} hours",
    "days": "{count} days",
    "nothing": "Nothing new on {topic} in the last {window}.",
    "update": "Update",
    "colon": ": ",
    "new": "New",
    "new_in_story": "New in this story",
    "outlet": "{count} outlet",
    "outlets": "{count} outlets",
    "independent": "{outlets}, {count} independent",
    "all_independent": "{count} independent outlets",
    "quote_of_the_day": "Quote of the day",
    "digest_title": "{topic}: {window} to {date}",
    "quote_of_the_days": "In their words",
    "course": "How it went",
    "drawn_from": "Draws on {briefs}",
    "daily_brief": "{count} daily brief",
    "daily_briefs": "{count} daily briefs",
    "theme_products": "Models and products",
    "theme_business": "Money and companies",
    "theme_rules": "Rules and courts",
    "theme_people": "People",
    "theme_safety": "Faults and failures",
    "theme_research": "Research",
    "theme_other": "Also",
    "claims": "Claims",
    "quotes": "In their words",
    "differs": "Outlets differ on {about}",
    "sources": "Sources",
    "via": "via {outlet}",
    "paywalled": "paywalled",
    "aside": " ({text})",
    "partly": "in part",
    "coverage": "Read {articles} from {sources}",
    "article": "{count} article",
    "articles": "{count} articles",
    "source": "{count} source",
    "sources_count": "{count} sources",
    "failed": "{sources} could not be reached",
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
    "outlet_reports": "{outlet} reports",
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
    "breaking": "Breaking: {topic}",
    "breaking_why": "Reported by at least {count} independent outlets within {hours} h.",
    "notice": "For whoever looks after briefbot",
    "notice_paused": "Briefs to {where} are paused: {why} They start again by themselves once it "
    "is mended, or with `/brief resume` there.",
    "notice_history": "One message to channel {about} was lost on its way, and the channel's "
    "history can't be read to see whether it stands ({why}). It is not sent again, so that nothing "
    "comes twice. Let the bot read the channel's history.",
    "notice_source": "The source {about} has not been read for {days} days: {why}. "
    "`briefbot sources check` says more; `briefbot sources remove {about}` ends it.",
    "notice_quiet": "The source {about} has had nothing new for {days} days, far longer than usual. "
    "Look whether its feed has moved: `briefbot sources check`.",
    "notice_model": "The model rests: {why} Until then briefs hold the articles' own sentences. "
    "`briefbot doctor` tries it.",
    "notice_cap": "Today's spending on the model has reached its cap of ${cap}. Until midnight UTC "
    "briefs hold the articles' own sentences. BRIEFBOT_MODEL_CAP_DAY raises it.",
    "notice_disk": "The disk of the database is nearly full: {free} MB are left. Without room "
    "nothing can be collected or sent. Make room, or shorten what is kept.",
    "notice_plan": "The brief of {what} could not be made: {why} It is tried again every few "
    "seconds until six hours after its time.",
    "status_title": "How things stand",
    "status_none": "This channel has no briefs yet: `/brief subscribe china-ai at 08:00`.",
    "status_care": "To look after",
    "status_never": "never",
    "status_times": "next {next}, last {last}",
    "status_late": "{count} messages late, since {since}",
    "status_failed": "given up: {why}",
    "status_sources": "{count} sources read, {failing} failing{names}",
    "status_model": "Written with {model}; ${cost} today",
    "status_no_model": "Written from the articles' own sentences, without a model",
    "where_channel": "channel {about}",
    "where_workspace": "this whole workspace",
}

_CHINESE: Phrases = {
    **desk_phrases.CHINESE,
    **order_phrases.CHINESE,
    **ledger_phrases.CHINESE,
    "title": "{topic}简报 · {date}",
    "story": "{count} 条新闻",
    "stories": "{count} 条新闻",
    "hours": "{count} 小时",
    "days": "{count} 天",
    "nothing": "过去{window}，“{topic}”没有新消息。",
    "update": "更新",
    "colon": "：",
    "new": "新",
    "new_in_story": "本条新增",
    "outlet": "{count} 家媒体",
    "outlets": "{count} 家媒体",
    "independent": "{outlets}，其中 {count} 家独立报道",
    "all_independent": "{count} 家媒体各自报道",
    "quote_of_the_day": "今日原话",
    "digest_title": "{topic}：{window}综述（截至 {date}）",
    "quote_of_the_days": "原话",
    "course": "来龙去脉",
    "drawn_from": "依据 {briefs}",
    "daily_brief": "{count} 份每日简报",
    "daily_briefs": "{count} 份每日简报",
    "theme_products": "模型与产品",
    "theme_business": "资本与公司",
    "theme_rules": "监管与诉讼",
    "theme_people": "人物",
    "theme_safety": "故障与安全",
    "theme_research": "研究",
    "theme_other": "其他",
    "claims": "要点",
    "quotes": "原话",
    "differs": "各媒体说法不同：{about}",
    "sources": "来源",
    "via": "转自{outlet}",
    "paywalled": "付费",
    "aside": "（{text}）",
    "partly": "片段",
    "coverage": "阅读了 {sources}的 {articles}",
    "article": "{count} 篇文章",
    "articles": "{count} 篇文章",
    "source": "{count} 个来源",
    "sources_count": "{count} 个来源",
    "failed": "{sources}无法访问",
    "found": "共 {found}，展示 {shown} 条",
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
    "outlet_reports": "{outlet}报道",
    "not_in_sources": "来源中没有提到。",
    "nearest": "最接近的内容：",
    "from_archive": "本讨论串的新闻里没有；来自资料库：",
    "no_such_story": "简报里没有这一条。",
    "which_story": "哪一条？请说编号，如“详细说说第2条”。",
    "nobody_differs": "来源中没有媒体或个人提出不同说法。",
    "denied": "否认或质疑",
    "likely": "来源的把握有多大",
    "unnamed": "来自未具名人士",
    "no_language": "来源中没有{language}报道。",
    "nothing_since": "此后来源中没有新内容。",
    "breaking": "突发：{topic}",
    "breaking_why": "{hours} 小时内至少有 {count} 家独立媒体报道。",
    "notice": "致 briefbot 的管理者",
    "notice_paused": "发往{where}的简报已暂停：{why}问题解决后会自动恢复，也可在该频道输入 `/brief resume`。",
    "notice_history": "发往频道 {about} 的一条消息结果不明，而该频道的历史记录无法读取（{why}），"
    "无法确认是否已发出。为避免重复，不再补发。请允许机器人读取该频道的历史记录。",
    "notice_source": "来源 {about} 已有 {days} 天无法读取：{why}。"
    "`briefbot sources check` 可查看详情，`briefbot sources remove {about}` 可将其移除。",
    "notice_quiet": "来源 {about} 已有 {days} 天没有新内容，远超平常。"
    "请用 `briefbot sources check` 查看其订阅地址是否已变更。",
    "notice_model": "模型暂停使用：{why}在此期间，简报只包含文章原句。可用 `briefbot doctor` 测试。",
    "notice_cap": "今天的模型费用已达上限 {cap} 美元。UTC 零点之前，简报只包含文章原句。"
    "可用 BRIEFBOT_MODEL_CAP_DAY 提高上限。",
    "notice_disk": "数据库所在磁盘将满：仅剩 {free} MB。空间不足时无法采集和发送。请清理磁盘或缩短保留期。",
    "notice_plan": "{what} 的简报未能生成：{why}在应发时间后的六小时内会不断重试。",
    "status_title": "当前状态",
    "status_none": "本频道还没有简报：`/brief subscribe china-ai at 08:00`。",
    "status_care": "需要处理",
    "status_never": "无",
    "status_times": "下次 {next}，上次 {last}",
    "status_late": "{count} 条消息迟发，自 {since} 起",
    "status_failed": "已放弃：{why}",
    "status_sources": "读取 {count} 个来源，其中 {failing} 个失败{names}",
    "status_model": "由 {model} 撰写，今日费用 {cost} 美元",
    "status_no_model": "不使用模型，只采用文章原句",
    "where_channel": "频道 {about}",
    "where_workspace": "整个工作区",
}

_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def phrases(language: str) -> Phrases:
    """The phrases of `language`, else English."""
    return _CHINESE if language == "zh" else _ENGLISH


def aside(words: Phrases, text: str) -> str:
    """The text in the language's brackets, to stand behind what it belongs to."""
    return words["aside"].format(text=text)


def count(words: Phrases, one: str, many: str, number: int) -> str:
    """ "1 story", "3 stories": the right form with its number."""
    return words[one if number == 1 else many].format(count=number)


def day(when: date, language: str) -> str:
    """A date as a reader writes it: "Wednesday 25 November 2026", "2026年11月25日 星期三"."""
    if language == "zh":
        return f"{when.year}年{when.month}月{when.day}日 星期{'一二三四五六日'[when.weekday()]}"
    weekday = _DAYS.split()[when.weekday()]
    return f"{weekday} {when.day} {_MONTHS.split()[when.month - 1]} {when.year}"
