"""What is said to a command that can't be read, by language: a row of `bot.phrases`.

English begins small, since the command line puts its own name before it.
"""

from __future__ import annotations

from collections.abc import Mapping

_EXAMPLES = (
    "`/brief subscribe china-ai at 08:00 weekdays Europe/Berlin`, "
    "`… weekly on monday at 08:00` or `… alert 3 outlets in 6h at most 2 a day`"
)
_CHINESE_EXAMPLES = (
    "`/brief subscribe china-ai at 08:00 weekdays Asia/Shanghai`、"
    "`… weekly on monday at 08:00` 或 `… alert 3 outlets in 6h at most 2 a day`"
)

ENGLISH: Mapping[str, str] = {
    "no_topic": "there is no topic “{word}”; `/brief topics` lists them, `/brief help` shows all that can be typed.",
    "no_topic_near": "there is no topic “{word}”; did you mean `/brief {hint}`?",
    "window_length": "a window of “{since}”: use 1h to {days}d.",
    "window_form": "“{since}” is no window of time; write 24h, 7d or since monday.",
    "order_form": f"say what and when: {_EXAMPLES}.",
    "order_missing": f"say what and when: something is missing after “{{word}}”; {_EXAMPLES}.",
    "order_alert_timed": "an alert comes when a story breaks: leave out the time and the days.",
    "order_one_day": "a weekly digest comes on one day: `weekly on monday at 08:00`.",
    "order_not_alert": "outlets, `at most` and quiet hours belong to an alert: write `alert`.",
    "order_time": "“{text}” is not a time of day; write 08:00.",
    "order_language": "briefs come in {known}, not in “{word}”.",
    "order_rest": "quiet hours begin and end at the same time; write 22:00-07:00.",
    "order_quiet": (
        "quiet “{word}”: write quiet skip (nothing is posted when nothing is new), quiet say, or "
        "an alert's quiet hours such as quiet 22:00-07:00."
    ),
    "order_within": "{number} {what}: use {least} to {most}.",
    "order_zone": "there is no time zone “{name}”; use an IANA name such as Europe/Berlin.",
    "order_zone_near": "there is no time zone “{name}”; did you mean {hint}?",
    "search_form": "say what to look for: `/brief search export licence`.",
    "people_form": 'say who: `/brief people "Justin Lin"`.',
}

CHINESE: Mapping[str, str] = {
    "no_topic": "没有主题“{word}”，`/brief topics` 列出全部主题，`/brief help` 列出全部用法。",
    "no_topic_near": "没有主题“{word}”，你是不是想输入 `/brief {hint}`？",
    "window_length": "时段“{since}”无法识别：可用 1h 到 {days}d。",
    "window_form": "无法识别时段“{since}”，请写 24h、7d 或 since monday。",
    "order_form": f"请说明主题和时间：{_CHINESE_EXAMPLES}。",
    "order_missing": f"请说明主题和时间：“{{word}}”后面缺少内容；{_CHINESE_EXAMPLES}。",
    "order_alert_timed": "突发提醒在有新闻时送达，请不要填写时间和日子。",
    "order_one_day": "每周简报只在一天送达：`weekly on monday at 08:00`。",
    "order_not_alert": "媒体数量、`at most` 和免打扰时段只用于突发提醒，请加上 `alert`。",
    "order_time": "“{text}”不是时间，请写成 08:00。",
    "order_language": "简报语言可为 {known}，没有“{word}”。",
    "order_rest": "免打扰时段的开始与结束相同，请写成 22:00-07:00。",
    "order_quiet": (
        "“quiet {word}”无法识别：可写 quiet skip（无新消息时不发）、quiet say，"
        "或突发提醒的免打扰时段，如 quiet 22:00-07:00。"
    ),
    "order_within": "“{number} {what}”超出范围：可用 {least} 到 {most}。",
    "order_zone": "没有时区“{name}”，请使用 IANA 名称，例如 Asia/Shanghai。",
    "order_zone_near": "没有时区“{name}”，你是不是想输入 {hint}？",
    "search_form": "请说明要搜索的内容：`/brief search 出口许可`。",
    "people_form": "请说明是谁：`/brief people 林俊旸`。",
}
