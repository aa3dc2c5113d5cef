"""The commands that Discord shows, in English and Chinese: data only."""

from __future__ import annotations

from bot.platforms.discord.command_forms import Form, Group, Option

__all__ = ["COMMANDS", "Form", "Group", "Option"]


_WINDOWS = (
    ("24h", "24 hours", "24 小时"),
    ("3d", "3 days", "3 天"),
    ("7d", "7 days", "7 天"),
    ("14d", "14 days", "14 天"),
    ("30d", "30 days", "30 天"),
    ("since monday", "since Monday", "周一以来"),
)
_DAYS = (("daily", "every day", "每天"), ("weekdays", "Monday to Friday", "周一至周五"))
_LANGUAGES = (("en", "English", "English"), ("zh", "中文", "中文"))


def _topic(*, required: bool, description: str, zh_description: str) -> Option:
    return Option(
        name="topic",
        zh="主题",
        description=description,
        zh_description=zh_description,
        required=required,
        completes=True,
    )


_BRIEF = Form(
    name="brief",
    zh="简报",
    description="A brief now, for you alone until you post it",
    zh_description="立即生成简报，先只有你能看到",
    options=(
        _topic(
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
        zh="哪个",
        description="Its id, as /briefs list shows it",
        zh_description="订阅的编号，见 /briefs list",
        required=required,
    )


def _times(*, required: bool) -> tuple[Option, ...]:
    """When a brief comes and in which language: of a new one, or what changes of one."""
    return (
        Option(
            name="at",
            zh="时间",
            description="Local time of day, such as 08:00",
            zh_description="当地时间，例如 08:00",
            form="at {}",
            required=required,
        ),
        Option(
            name="days",
            zh="日子",
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
    )


_SUBSCRIBE = Form(
    name="subscribe",
    zh="订阅",
    description="Post a topic's brief in this channel every day",
    zh_description="每天在本频道发布一个主题的简报",
    word="subscribe",
    options=(
        _topic(required=True, description="What it is about", zh_description="简报主题"),
        *_times(required=True),
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
        _topic(required=False, description="What it is about", zh_description="简报主题"),
        *_times(required=False),
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
                    zh="哪个",
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

_SEARCH = Form(
    name="search",
    zh="搜索",
    description="Search the archive of articles",
    zh_description="搜索文章存档",
    word="search",
    options=(
        Option(
            name="words",
            zh="关键词",
            description="What to look for",
            zh_description="要找的内容",
            required=True,
        ),
    ),
)

_PEOPLE = Form(
    name="people",
    zh="人物",
    description="What a person has said, dated and cited",
    zh_description="某人说过的话，附日期与出处",
    word="people",
    options=(
        Option(
            name="name",
            zh="姓名",
            description="Whose words",
            zh_description="谁的话",
            required=True,
        ),
    ),
)

_CLAIMS = Form(
    name="claims",
    zh="论断",
    description="The claims of a topic, each with its evidence",
    zh_description="一个主题的论断与证据",
    word="claims",
    options=(_topic(required=True, description="Of which topic", zh_description="哪个主题"),),
)

_TOPICS = Form(
    name="topics",
    zh="主题",
    description="The topics there are",
    zh_description="可选的主题",
    word="topics",
)

_SOURCES = Form(
    name="sources",
    zh="来源",
    description="The sources that are read, and which of them fail",
    zh_description="所读取的来源，以及哪些出错",
    word="sources",
)

_WHY = Form(
    name="why",
    zh="为何",
    description="Why a story of the last brief is in it, and where",
    zh_description="上一份简报中的某条新闻为何入选、为何排在那里",
    word="why",
    options=(
        Option(
            name="story",
            zh="新闻",
            description="Its number, or words of its headline",
            zh_description="编号，或标题中的词",
            required=True,
        ),
    ),
)

_LINK = Form(
    name="link",
    zh="链接",
    description="One article in brief: its sentences, claims and quotes, cited",
    zh_description="一篇文章的简报：句子、论断与原话，均附出处",
    word="link",
    options=(
        Option(
            name="url",
            zh="网址",
            description="Its whole address, https://…",
            zh_description="完整网址，https://…",
            required=True,
        ),
    ),
)

COMMANDS: tuple[Form | Group, ...] = (
    _BRIEF,
    _BRIEFS,
    _SEARCH,
    _PEOPLE,
    _CLAIMS,
    _TOPICS,
    _SOURCES,
    _WHY,
    _LINK,
)
