"""What a digest of several days has that a daily brief has not: themes, and each story's course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.citations import cited
from bot.message import Block, Bullets, Heading, Run
from bot.phrases import Phrases, count, day
from digests.model import Brief, BriefItem, Coverage


def is_digest(value: Brief) -> bool:
    """Whether the brief tells of several days."""
    return any(item.theme for item in value.items)


def theme(items: Sequence[BriefItem], at: int, words: Phrases) -> list[Block]:
    """The heading over the item at this place, where another theme begins there."""
    here = items[at].theme
    if here is None or (at > 0 and items[at - 1].theme == here):
        return []
    alone = all(item.theme == here for item in items)
    return [] if alone else [Heading(text=words[f"theme_{here}"], level=2)]


def course(item: BriefItem, language: str, zone: ZoneInfo) -> Bullets:
    """How the story went, a day a line, each with where it stands. Days are the zone's."""
    lines = []
    for step in item.course:
        colon = "：" if language == "zh" else ": "
        on = Run(text=f"{_short(step.at, language, zone)}{colon}", style="emphasis")
        said = Run(text=step.sentence.text)
        lines.append((on, said, *cited(step.sentence.evidence, item.sources)))
    return Bullets(items=tuple(lines))


def _short(at: datetime, language: str, zone: ZoneInfo) -> str:
    """ "Mon 23 Nov", "11月23日"."""
    when: date = at.astimezone(zone).date()
    if language == "zh":
        return f"{when.month}月{when.day}日"
    weekday, number, month, _ = day(when, "en").split()
    return f"{weekday[:3]} {number} {month[:3]}"


def drawn_from(value: Coverage, words: Phrases) -> str:
    """How many daily briefs it draws on; empty where there are none."""
    if not value.briefs_read:
        return ""
    briefs = count(words, "daily_brief", "daily_briefs", value.briefs_read)
    return words["drawn_from"].format(briefs=briefs)
