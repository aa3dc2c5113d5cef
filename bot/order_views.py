"""A channel's subscriptions as a reader sees them: what, when next, and the buttons to change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import subscriptions
from bot.message import Block, Button, Buttons, Context, Divider, Heading, Message, Paragraph, Run
from bot.phrases import Phrases, aside, day, phrases
from bot.subscriptions import BY_PERSON, EVERY_DAY, WORKDAYS, Slot, Subscription
from digests.model import Language

_CHINESE_DAYS = "一二三四五六日"
_CHINESE_LENGTHS = {"short": "简短", "long": "详细"}


def order(one: Subscription, language: Language) -> str:
    """ "china-ai at 08:00 on weekdays, Europe/Berlin", or the same in Chinese."""
    if language != "zh":
        return subscriptions.describe(_running(one))
    parts = [_chinese_when(one), one.zone]
    parts += [_CHINESE_LENGTHS[one.length]] if one.length in _CHINESE_LENGTHS else []
    parts += ["无新消息时不发"] if one.quiet == "skip" and one.kind != "alert" else []
    return f"{'、'.join(one.topics)}，{'，'.join(parts)}"


def standing(one: Subscription, language: Language) -> str:
    """`order`, and in brackets why it rests, if it does."""
    if language != "zh":
        return subscriptions.describe(one)
    words = phrases(language)
    resting = words["order_resting"].format(why=_why(one.paused, words)) if one.paused else ""
    return f"{order(one, language)}{aside(words, resting) if resting else ''}"


def local(slot: Slot | None, one: Subscription, language: Language) -> str:
    """When a slot comes, by the channel's clock."""
    if slot is None:
        return phrases(language)["never"]
    at = slot.due_at.astimezone(ZoneInfo(one.zone))
    if language == "zh":
        return f"{at.month}月{at.day}日星期{_CHINESE_DAYS[at.weekday()]} {at:%H:%M} "
    return f"{day(at.date(), language).rsplit(' ', 1)[0]}, {at:%H:%M}"


def told(key: str, one: Subscription, language: Language, *, now: datetime) -> str:
    """The phrase `key` of a subscription and its next time; `key`_alert where it has none."""
    words = phrases(language)
    if one.kind == "alert":
        return words[f"{key}_alert"].format(order=order(one, language))
    when = local(subscriptions.upcoming(one, now), one, language)
    return words[key].format(order=order(one, language), when=when.strip())


def listing(
    ours: Sequence[Subscription], language: Language, *, now: datetime, news: str = ""
) -> Message:
    """What a channel gets, each with its buttons; `news` stands first: what has just changed."""
    words = phrases(language)
    blocks: list[Block] = [Paragraph(runs=(Run(text=news),))] if news else []
    if not ours:
        blocks += [Paragraph(runs=(Run(text=words["no_orders"]),)), _add(words)]
        return Message(blocks=tuple(blocks), fallback=news or words["no_orders"])
    blocks.append(Heading(text=words["orders_title"], level=2))
    for number, one in enumerate(ours, start=1):
        blocks += entry(one, language, now=now, number=number if len(ours) > 1 else None)
    blocks += [Divider(), _add(words)]
    return Message(blocks=tuple(blocks), fallback=news or words["orders_title"])


def _add(words: Phrases) -> Buttons:
    return Buttons(buttons=(Button(label=words["add_order"], action="subscribe"),))


def entry(
    one: Subscription, language: Language, *, now: datetime, number: int | None = None
) -> tuple[Block, ...]:
    """One subscription: what it is, its next time and id, and its buttons.

    `number` tells its buttons from those of the others, for who only hears them or sees them apart.
    """
    words = phrases(language)
    mark = "" if number is None else f" {number}"
    head = "" if number is None else f"{number}. "
    said = Run(text=head + order(one, language), style="strong")
    pressed = ("resume", "resume") if one.paused else ("pause", "pause")
    buttons = tuple(
        Button(label=words[label] + mark, action=action, value=one.id)
        for label, action in (("edit", "edit"), pressed, ("remove", "remove"))
    )
    return (
        Paragraph(runs=(said,)),
        Context(runs=(Run(text=f"{_state(one, language, words, now)} · {one.id}"),)),
        Buttons(buttons=buttons),
    )


def _why(paused: str, words: Phrases) -> str:
    """What is stored with a pause, as a reader understands it: without the platform's code."""
    if paused.startswith(BY_PERSON):
        return words["by_person"]
    return paused.partition(": ")[2].rstrip(".") or paused


def _state(one: Subscription, language: Language, words: Phrases, now: datetime) -> str:
    if one.paused:
        return words["order_resting"].format(why=_why(one.paused, words))
    if one.kind == "alert":
        return words["order_waits"]
    when = local(subscriptions.upcoming(one, now), one, language)
    return words["order_next"].format(when=when.strip())


def _running(one: Subscription) -> Subscription:
    return replace(one, paused=None)


def _chinese_when(one: Subscription) -> str:
    if one.kind == "alert":
        wanted = one.alert
        rest = f"，{wanted.rest[0]:%H:%M} 至 {wanted.rest[1]:%H:%M} 不打扰" if wanted.rest else ""
        return (
            f"突发提醒：{wanted.hours} 小时内有 {wanted.outlets} 家媒体报道，"
            f"每天至多 {wanted.most} 条{rest}"
        )
    named = {EVERY_DAY: "每天", WORKDAYS: "工作日"}
    days = "、".join(f"周{_CHINESE_DAYS[number]}" for number in one.weekdays)
    said = f"每周简报，{days}" if one.kind == "weekly" else named.get(one.weekdays, days)
    return f"{said} {one.at:%H:%M}"
