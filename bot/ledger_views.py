"""The ledger, a timeline, a week's recap and readers' reports, as messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from bot import statements
from bot.links import at_evidence
from bot.message import Block, Bullets, Context, Heading, Message, Paragraph, Run
from bot.phrases import Phrases, day, phrases
from digests.extract.dateline import after_dateline
from digests.ledger import due as as_due
from digests.model import Due, Language, Mark, MarkVerdict
from digests.recap import Recap
from digests.store.claims import Statement
from digests.store.outcomes import Outcome
from digests.timeline import Step

UTC = ZoneInfo("UTC")
_REPORTS = 10


def fell_due(due: Sequence[Due], now: date, language: Language) -> list[Block]:
    """The section of a brief; nothing where nothing falls due."""
    if not due:
        return []
    label = Run(text=phrases(language)["fell_due"], style="strong")
    lines = tuple(statements.due(one, now, language) for one in due)
    return [Paragraph(runs=(label,)), Bullets(items=lines)]


def due_list(
    due: Sequence[Statement],
    recorded: Mapping[str, Outcome],
    now: date,
    language: Language,
) -> Message:
    """What has fallen due, each with what came of it or how to record that."""
    words = phrases(language)
    if not due:
        return _line(words["due_none"])
    blocks: list[Block] = [Heading(text=words["due_title"], level=2)]
    for one in due:
        runs = (
            [Run(text=f"{words['was_for'].format(day=day(one.due_on, language))}. ")]
            if one.due_on
            else []
        )
        blocks.append(Paragraph(runs=statements.due(as_due(one), now, language)))
        came = recorded.get(one.id)
        told = statements.outcome(came, words, language) if came else _record_how(one, words)
        blocks.append(Context(runs=(*runs, *told)))
    return Message(blocks=tuple(blocks), fallback=words["due_title"])


def timeline(steps: Sequence[Step], what: str, language: Language, zone: ZoneInfo = UTC) -> Message:
    """A line a step under its day, the oldest first, each with its outlet."""
    words = phrases(language)
    if not steps:
        return _line(words["timeline_none"].format(what=what))
    title = words["timeline_title"].format(what=what)
    blocks: list[Block] = [Heading(text=title, level=2)]
    for when, group in groupby(steps, key=lambda one: one.at.astimezone(zone).date()):
        blocks.append(Paragraph(runs=(Run(text=day(when, language), style="strong"),)))
        blocks.append(Bullets(items=tuple(_step(one, words) for one in group)))
    return Message(blocks=tuple(blocks), fallback=title)


def recap(found: Recap, what: str, language: Language) -> Message:
    """What was claimed, what came of earlier claims, what fell due."""
    words = phrases(language)
    if found.empty:
        return _line(words["recap_none"])
    end = found.window.end.date()
    title = words["recap_title"].format(what=what, day=day(end, language))
    blocks: list[Block] = [Heading(text=title, level=2)]
    if found.claimed:
        blocks += [_label(words["recap_claimed"])]
        for one in found.claimed:
            blocks += statements.shown(one, language)
    if found.came:
        blocks += [_label(words["recap_came"])]
        for one, came in found.came:
            blocks += statements.shown(one, language, came)
    if found.due:
        blocks += [_label(words["recap_due"])]
        for one in found.due:
            blocks.append(Paragraph(runs=statements.due(as_due(one), end, language)))
            blocks.append(Context(runs=tuple(_record_how(one, words))))
    return Message(blocks=tuple(blocks), fallback=title)


def reports(
    counted: Mapping[MarkVerdict, int],
    told: Sequence[tuple[Mark, str]],
    language: Language,
) -> Message:
    """What readers marked and reported: how many of each, and each report with its story.

    `told` are the reports of a wrong quote or speaker, each with the words it is about.
    """
    words = phrases(language)
    if not any(counted.values()):
        return _line(words["feedback_none"])
    numbers = {key: counted.get(key, 0) for key in _VERDICTS}
    lines = tuple(
        (
            Run(text=f"{words[one.verdict]}: ", style="strong"),
            Run(
                text=f"“{text}” ({one.channel}, {day(one.marked_at.date(), language)}, {one.reader})"
            ),
        )
        for one, text in told[:_REPORTS]
    )
    blocks: list[Block] = [
        Heading(text=words["feedback_title"], level=2),
        Paragraph(runs=(Run(text=words["feedback_counts"].format(**numbers)),)),
    ]
    return Message(
        blocks=(*blocks, *((Bullets(items=lines),) if lines else ())),
        fallback=words["feedback_title"],
    )


_VERDICTS: tuple[MarkVerdict, ...] = ("useful", "not_useful", "wrong_quote", "wrong_speaker")


def _step(one: Step, words: Phrases) -> tuple[Run, ...]:
    text = one.sentence.text
    link = Run(text=one.source.outlet, url=at_evidence(one.source.url, *one.sentence.evidence))
    more = f", {words['told_by'].format(count=one.outlets)}" if one.outlets > 1 else ""
    return (Run(text=text[after_dateline(text) :]), Run(text=" ["), link, Run(text=f"{more}]"))


def _record_how(one: Statement, words: Phrases) -> list[Run]:
    return [Run(text=words["record_how"].format(id=one.id))]


def _label(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text, style="strong"),))


def _line(text: str) -> Message:
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)
