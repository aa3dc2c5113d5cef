"""What the bot says of itself and of a channel's orders, by language: a row of `bot.phrases`.

Every phrase stands in both languages with the same fields.
"""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    # Who may
    "members_only": "Guests can't change what a channel gets. Please ask a full member.",
    "admins_only": "Only workspace admins may change what a channel gets. Please ask one of them.",
    "discord_admins_only": (
        "Only people who may manage the server, or hold a role named for it, may change what a "
        "channel gets."
    ),
    "not_known": "{platform} doesn't say at the moment whether you may change that. Please try again in a minute.",
    "archive_closed": "The archive can't be read at the moment. Please try again in a minute.",
    "old_button": "This button is of an older version. Ask `/brief` for a new brief.",
    "brief_gone": "This message's brief is no longer kept. Ask `/brief` for a new one.",
    # Typing
    "no_topic": "There is no topic “{word}”. `/brief topics` lists them.",
    "no_topic_near": "There is no topic “{word}”; did you mean `/brief {hint}`?",
    "no_topics_yet": "This channel follows no topic yet. Try `/brief china-ai`, or `/brief subscribe`.",
    "window_length": "A window of “{since}”: use 1h to {days}d.",
    "window_form": "A window of “{since}”: use 24h, 7d or since monday.",
    # Orders
    "which_one": "Please say which one: `/brief list` shows their ids.",
    "no_such_order": "This channel has no subscription “{id}”; `/brief list` shows its own.",
    "edit_form": "Say which one and what is new: `/brief edit {id} at 09:00 weekdays`.",
    "subscribe_form": "Say what and when: `/brief subscribe china-ai at 08:00 weekdays Europe/Berlin`.",
    "subscribed": "Subscribed: {order}. The first comes {when}.",
    "subscribed_alert": "Subscribed: {order}. It comes when a story breaks.",
    "changed": "Changed: {order}. The next comes {when}.",
    "changed_alert": "Changed: {order}.",
    "unchanged": "Nothing to change: {order}.",
    "ended": "Ended: {orders}.",
    "take_back": "To have it back: `/brief subscribe {typed}`.",
    "never": "never",
    "no_orders": "This channel has no subscriptions yet. `/brief subscribe` starts one.",
    "orders_title": "This channel's briefs",
    "order_next": "Next: {when}",
    "order_waits": "Waits for a story to break",
    "order_resting": "Resting: {why}",
    "by_person": "paused here",
    "rests": "This channel's briefs rest until `/brief resume`.",
    "runs_again": "This channel's briefs run again.",
    "one_rests": "Resting: {order}.",
    "one_runs": "Running again: {order}. The next comes {when}.",
    "one_runs_alert": "Running again: {order}.",
    "edit": "Edit",
    "pause": "Pause",
    "resume": "Resume",
    "remove": "Remove",
}

CHINESE: Mapping[str, str] = {
    "members_only": "访客不能更改频道的订阅，请联系正式成员。",
    "admins_only": "只有工作区管理员可以更改频道的订阅，请联系管理员。",
    "discord_admins_only": "只有可以管理服务器的成员，或拥有指定身份组的成员，才能更改频道的订阅。",
    "not_known": "{platform} 暂时无法确认你是否有权更改，请稍后再试。",
    "archive_closed": "资料库暂时无法读取，请稍后再试。",
    "old_button": "这个按钮来自旧版本，请用 `/brief` 获取新的简报。",
    "brief_gone": "这条消息的简报已不再保存，请用 `/brief` 获取新的简报。",
    "no_topic": "没有主题“{word}”。`/brief topics` 会列出全部主题。",
    "no_topic_near": "没有主题“{word}”，你是不是想输入 `/brief {hint}`？",
    "no_topics_yet": "本频道还没有订阅主题。试试 `/brief china-ai` 或 `/brief subscribe`。",
    "window_length": "时段“{since}”无法识别：可用 1h 到 {days}d。",
    "window_form": "时段“{since}”无法识别：可用 24h、7d 或 since monday。",
    "which_one": "请说明是哪一个：`/brief list` 会列出编号。",
    "no_such_order": "本频道没有编号为“{id}”的订阅，`/brief list` 会列出现有订阅。",
    "edit_form": "请说明改哪一个、改什么：`/brief edit {id} at 09:00 weekdays`。",
    "subscribe_form": "请说明主题和时间：`/brief subscribe china-ai at 08:00 weekdays Asia/Shanghai`。",
    "subscribed": "已订阅：{order}。第一份将在{when} 送达。",
    "subscribed_alert": "已订阅：{order}。有突发新闻时送达。",
    "changed": "已更改：{order}。下一份将在{when} 送达。",
    "changed_alert": "已更改：{order}。",
    "unchanged": "没有需要更改的内容：{order}。",
    "ended": "已取消：{orders}。",
    "take_back": "如需恢复：`/brief subscribe {typed}`。",
    "never": "——",
    "no_orders": "本频道还没有订阅。输入 `/brief subscribe` 即可开始。",
    "orders_title": "本频道的简报",
    "order_next": "下一份：{when}",
    "order_waits": "等待突发新闻",
    "order_resting": "暂停中：{why}",
    "by_person": "由成员暂停",
    "rests": "本频道的简报已暂停，`/brief resume` 可恢复。",
    "runs_again": "本频道的简报已恢复。",
    "one_rests": "已暂停：{order}。",
    "one_runs": "已恢复：{order}。下一份将在{when} 送达。",
    "one_runs_alert": "已恢复：{order}。",
    "edit": "修改",
    "pause": "暂停",
    "resume": "恢复",
    "remove": "取消订阅",
}
