"""The commands that look things up, in English and Chinese: data only."""

from __future__ import annotations

from bot.platforms.discord.command_forms import Form, Option, topic_option

_SPANS = (("7d", "7 days", "7 天"), ("30d", "30 days", "30 天"), ("90d", "90 days", "90 天"))
_KINDS = (
    ("due", "fallen due", "已到期"),
    ("forecast", "forecasts", "预测"),
    ("plan", "plans", "计划"),
    ("figure", "figures", "数字"),
    ("comparison", "comparisons", "比较"),
    ("constraint", "constraints", "制约"),
    ("denial", "denials", "否认"),
    ("statement", "statements", "表态"),
)
_OUTCOMES = (
    ("came-true", "it came true", "应验"),
    ("did-not", "it did not", "未应验"),
    ("unclear", "it is unclear", "不清楚"),
)

_SEARCH = Form(
    name="search",
    zh="搜索",
    description="Search the archive of articles",
    zh_description="在资料库中搜索文章",
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
            zh_description="要查的人",
            required=True,
        ),
    ),
)

_CLAIMS = Form(
    name="claims",
    zh="论断",
    description="The claims of a topic or kind, each with its evidence",
    zh_description="某个主题或类别的论断与证据",
    word="claims",
    options=(
        topic_option(
            required=False,
            description="Of which topic; all where nothing is said",
            zh_description="哪个主题；不填则为全部",
        ),
        Option(
            name="kind",
            zh="类别",
            description="Of which kind; forecasts and plans where no topic is named",
            zh_description="哪一类；未填主题时默认为预测与计划",
            choices=_KINDS,
        ),
    ),
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

_TIMELINE = Form(
    name="timeline",
    zh="时间线",
    description="How a topic went, step by step",
    zh_description="一个主题的来龙去脉",
    word="timeline",
    options=(
        topic_option(required=True, description="Of which topic", zh_description="哪个主题"),
        Option(
            name="window",
            zh="时段",
            description="How far back it looks: 30 days where nothing is said",
            zh_description="回溯多久，默认 30 天",
            choices=_SPANS,
        ),
    ),
)

_RECAP = Form(
    name="recap",
    zh="回顾",
    description="A week of claims, and what came of earlier ones",
    zh_description="一周的论断，以及此前论断的结果",
    word="recap",
    options=(
        topic_option(
            required=False,
            description="Of which topic; all where nothing is said",
            zh_description="哪个主题；不填则为全部",
        ),
    ),
)

_OUTCOME = Form(
    name="outcome",
    zh="结果",
    description="Record what came of a claim, with a source",
    zh_description="记录一条论断的结果与出处",
    word="outcome",
    options=(
        Option(
            name="claim",
            zh="编号",
            description="Its id, as /claims shows it",
            zh_description="论断的编号，见 /claims",
            required=True,
        ),
        Option(
            name="result",
            zh="结果",
            description="What came of it",
            zh_description="结果如何",
            required=True,
            choices=_OUTCOMES,
        ),
        Option(
            name="source",
            zh="出处",
            description="The address where it stands, https://…",
            zh_description="出处网址，https://…",
            required=True,
        ),
        Option(
            name="words",
            zh="说明",
            description="In your own words",
            zh_description="用你自己的话说明",
        ),
    ),
)

_FEEDBACK = Form(
    name="feedback",
    zh="反馈",
    description="What readers marked and reported, for admins",
    zh_description="读者的评价与报告，供管理员查看",
    word="feedback",
)

ARCHIVE: tuple[Form, ...] = (
    _SEARCH,
    _PEOPLE,
    _CLAIMS,
    _TIMELINE,
    _RECAP,
    _OUTCOME,
    _FEEDBACK,
    _TOPICS,
    _SOURCES,
    _WHY,
    _LINK,
)
