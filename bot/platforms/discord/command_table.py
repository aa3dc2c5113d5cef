"""The commands that Discord shows, in English and Chinese: data only."""

from __future__ import annotations

from bot.platforms.discord.command_archive import ARCHIVE
from bot.platforms.discord.command_forms import Form, Group, Option, topic_option

__all__ = ["COMMANDS", "Form", "Group", "Option"]


_WINDOWS = (
    ("24h", "24 hours", "24 小时"),
    ("3d", "3 days", "3 天"),
    ("7d", "7 days", "7 天"),
    ("14d", "14 days", "14 天"),
    ("30d", "30 days", "30 天"),
    ("since monday", "since Monday", "周一以来"),
)
_DAYS = (
    ("daily", "every day", "每天"),
    ("weekdays", "Monday to Friday", "周一至周五"),
    *(
        (f"weekly on {english.lower()}", f"once a week, on {english}", f"每周一次，{chinese}")
        for english, chinese in zip(
            ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
            ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
            strict=True,
        )
    ),
    ("alert", "when a story breaks, at any time", "有突发新闻时，随时提醒"),
)
_LENGTHS = (("short", "short", "简短"), ("standard", "standard", "标准"), ("long", "long", "详细"))
_QUIET = (("skip", "nothing", "不发"), ("say", "one line that says so", "发一行说明"))
_LANGUAGES = (("en", "English", "English"), ("zh", "中文", "中文"))


_BRIEF = Form(
    name="brief",
    zh="简报",
    description="A brief now, for you alone until you post it",
    zh_description="立即生成简报，先只有你能看到",
    options=(
        topic_option(
            required=False,
            description="What it is about; without it, this channel's own topics",
            zh_description="简报主题；不填则用本频道的主题",
        ),
        Option(
            name="window",
            zh="时段",
            description="How far back it looks: 24 hours where nothing is said",
            zh_description="回溯多久，默认 24 小时",
            choices=_WINDOWS,
        ),
    ),
)


def _which(*, required: bool) -> Option:
    return Option(
        name="which",
        zh="编号",
        description="Its id, as /briefs list shows it",
        zh_description="订阅的编号，见 /briefs list",
        required=required,
    )


def _times() -> tuple[Option, ...]:
    """When a brief comes and in which language: of a new one, or what changes of one."""
    return (
        Option(
            name="at",
            zh="时间",
            description="Local time of day, such as 08:00; an alert has none",
            zh_description="当地时间，例如 08:00；突发提醒不填",
            form="at {}",
        ),
        Option(
            name="days",
            zh="频率",
            description="Every day where nothing is said",
            zh_description="默认每天",
            choices=_DAYS,
        ),
        Option(
            name="zone",
            zh="时区",
            description="Time zone, such as Europe/Berlin",
            zh_description="时区，例如 Asia/Shanghai",
            completes=True,
        ),
        Option(
            name="language",
            zh="语言",
            description="Language of the brief",
            zh_description="简报语言",
            form="in {}",
            choices=_LANGUAGES,
        ),
        Option(
            name="length",
            zh="篇幅",
            description="How many stories it shows",
            zh_description="展示多少条新闻",
            choices=_LENGTHS,
        ),
        Option(
            name="quiet",
            zh="无新闻时",
            description="What is posted when nothing is new",
            zh_description="没有新消息时发什么",
            form="quiet {}",
            choices=_QUIET,
        ),
    )


_SUBSCRIBE = Form(
    name="subscribe",
    zh="订阅",
    description="Post a topic's brief in this channel: on time, once a week, or when news break",
    zh_description="在本频道发布一个主题的简报：定时、每周，或有突发新闻时",
    word="subscribe",
    options=(
        topic_option(required=True, description="What it is about", zh_description="简报主题"),
        *_times(),
    ),
)

_EDIT = Form(
    name="edit",
    zh="修改",
    description="Change one of this channel's briefs; what is not named stays",
    zh_description="修改一个订阅，未填写的部分保持不变",
    word="edit",
    options=(
        _which(required=True),
        topic_option(required=False, description="What it is about", zh_description="简报主题"),
        *_times(),
    ),
)

_BRIEFS = Group(
    name="briefs",
    zh="订阅管理",
    description="This channel's daily briefs",
    zh_description="本频道的每日简报",
    forms=(
        _SUBSCRIBE,
        _EDIT,
        Form(
            name="list",
            zh="列表",
            description="What this channel gets, and when",
            zh_description="本频道的订阅与时间",
            word="list",
        ),
        Form(
            name="remove",
            zh="退订",
            description="End a subscription",
            zh_description="取消一个订阅",
            word="unsubscribe",
            options=(
                Option(
                    name="which",
                    zh="编号",
                    description="Its topic, or its id as /briefs list shows it",
                    zh_description="订阅的主题或编号，见 /briefs list",
                    required=True,
                    completes=True,
                ),
            ),
        ),
        Form(
            name="pause",
            zh="暂停",
            description="Hold this channel's briefs",
            zh_description="暂停本频道的简报",
            word="pause",
            options=(_which(required=False),),
        ),
        Form(
            name="resume",
            zh="恢复",
            description="Send this channel's briefs again",
            zh_description="恢复本频道的简报",
            word="resume",
            options=(_which(required=False),),
        ),
        Form(
            name="status",
            zh="状态",
            description="What is next and last here, and how the sources fare",
            zh_description="下一份与上一份简报，以及来源的情况",
            word="status",
        ),
        Form(
            name="help",
            zh="帮助",
            description="What the bot can do",
            zh_description="机器人的用法",
            word="help",
        ),
    ),
)

COMMANDS: tuple[Form | Group, ...] = (_BRIEF, _BRIEFS, *ARCHIVE)
