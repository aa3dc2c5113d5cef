"""Help: every form of `/brief` with what it does, as it is typed on the platform that asks."""

from __future__ import annotations

from dataclasses import dataclass

from bot.allowed import Who
from bot.message import Block, Bullets, Context, Heading, Message, Paragraph, Run
from bot.phrases import phrases
from digests.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is typed in Slack, what is typed in Discord ("" where its menu shows it all), what
    it does in English and Chinese."""

    slack: str
    discord: str
    en: str
    zh: str


GROUPS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "help_now",
        (
            Row(
                slack="/brief china-ai 24h",
                discord="/brief topic:china-ai",
                en="a topic's brief, for you alone until you post it; also 7d or since monday",
                zh="一个主题的简报，先只有你能看到；也可用 7d 或 since monday",
            ),
            Row(
                slack="/brief",
                discord="/brief",
                en="this channel's own topics, now",
                zh="本频道的主题，立即生成",
            ),
            Row(
                slack="/brief https://…",
                discord="/link",
                en="one article: its sentences, claims and quotes, cited",
                zh="一篇文章：句子、论断与原话，均附出处",
            ),
            Row(
                slack="/brief why 2",
                discord="/why",
                en="why a story of the last brief is in it",
                zh="上一份简报中的某条新闻为何入选",
            ),
        ),
    ),
    (
        "help_time",
        (
            Row(
                slack="/brief subscribe",
                discord="/briefs subscribe",
                en="a brief in this channel, on time",
                zh="在本频道定时发送简报",
            ),
            Row(
                slack="/brief subscribe china-ai at 08:00 weekdays Europe/Berlin in zh",
                discord="",
                en="the same, typed; also weekly on monday, or alert",
                zh="同上，直接输入；也可用 weekly on monday 或 alert",
            ),
            Row(
                slack="/brief list",
                discord="/briefs list",
                en="what this channel gets, with buttons to edit, pause and remove",
                zh="本频道的订阅，可用按钮修改、暂停、取消",
            ),
            Row(
                slack="/brief edit ID at 09:00",
                discord="/briefs edit",
                en="change one; what is not named stays",
                zh="修改一个订阅，未提到的部分不变",
            ),
            Row(
                slack="/brief pause",
                discord="/briefs pause",
                en="rest this channel's briefs; `/brief resume` starts them again",
                zh="暂停本频道的简报；`/brief resume` 恢复",
            ),
            Row(
                slack="/brief unsubscribe ID",
                discord="/briefs remove",
                en="end one, by its id or topic",
                zh="按编号或主题取消其中一个",
            ),
        ),
    ),
    (
        "help_archive",
        (
            Row(
                slack="/brief search export licence",
                discord="/search",
                en="articles that say so",
                zh="搜索文章",
            ),
            Row(
                slack="/brief people Justin Lin",
                discord="/people",
                en="what somebody has said, dated and cited",
                zh="某人说过的话，附日期与出处",
            ),
            Row(
                slack="/brief claims china-ai",
                discord="/claims",
                en="a topic's claims; or those of a kind: forecast, plan, figure …",
                zh="一个主题的论断；也可按类别：forecast、plan、figure 等",
            ),
            Row(
                slack="/brief claims due",
                discord="/claims kind:due",
                en="forecasts and plans whose day has come",
                zh="已到期的预测与计划",
            ),
            Row(
                slack="/brief outcome ID came-true https://…",
                discord="/outcome",
                en="record what came of one, with its source; also did-not or unclear",
                zh="记录一条的结果与出处；也可用 did-not、unclear",
            ),
            Row(
                slack="/brief timeline china-ai 30d",
                discord="/timeline",
                en="how a topic went, step by step",
                zh="一个主题的来龙去脉",
            ),
            Row(
                slack="/brief recap china-ai",
                discord="/recap",
                en="a week of claims, and what came of earlier ones",
                zh="一周的论断，以及此前论断的结果",
            ),
        ),
    ),
    (
        "help_bot",
        (
            Row(
                slack="/brief topics",
                discord="/topics",
                en="what can be followed",
                zh="可订阅的主题",
            ),
            Row(
                slack="/brief sources",
                discord="/sources",
                en="what is read, and what can't be reached",
                zh="读取的来源，以及无法访问的来源",
            ),
            Row(
                slack="/brief status",
                discord="/briefs status",
                en="what is next and last here",
                zh="下一份与上一份简报",
            ),
            Row(
                slack="/brief feedback",
                discord="/feedback",
                en="what readers marked and reported, for admins",
                zh="读者的评价与报告，供管理员查看",
            ),
        ),
    ),
)


def help_message(language: Language, platform: str, who: Who) -> Message:
    """Every form, as the platform has it; `who` may change what a channel gets."""
    words = phrases(language)
    blocks: list[Block] = [Heading(text=words["help_title"], level=2)]
    for title, rows in GROUPS:
        items = tuple(line for row in rows if (line := _line(row, language, platform)))
        label = Paragraph(runs=(Run(text=words[title], style="strong"),))
        blocks += [label, Bullets(items=items)]
    typed = () if platform == "discord" else (words["help_words"],)
    small = "\n".join((words["help_ask"], *typed, words[f"help_who_{who}"]))
    blocks.append(Context(runs=(Run(text=small),)))
    return Message(blocks=tuple(blocks), fallback=words["help_title"])


def _line(row: Row, language: Language, platform: str) -> tuple[Run, ...]:
    typed = row.discord if platform == "discord" else row.slack
    if not typed:
        return ()
    colon = "：" if language == "zh" else ": "
    said = row.zh if language == "zh" else row.en
    return (Run(text=typed, style="strong"), Run(text=f"{colon}{said}"))
