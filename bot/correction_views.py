"""A corrected brief and the one line that says what changed: what a reader sees. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import alerts, render
from bot.citations import cited_sentence
from bot.message import Block, Bullets, Context, Message, Paragraph, Post, Run
from bot.phrases import Phrases, day, phrases
from bot.posted import Style
from digests.corrections import Correction, Swap
from digests.model import Brief, Quote, SourceRef
from digests.pipeline import Built

_WORDS = 14  # of what is taken out: enough to know it again


def post(brief: Brief, made: Correction, style: Style, *, now: datetime) -> Post:
    """The corrected brief as it was posted; the corrected story says when and by whom."""
    shown = (
        alerts.post(Built(brief=brief, shown={}), style.alert)
        if style.alert
        else render.brief(brief, zone=style.zone)
    )
    local = now.astimezone(style.zone)
    when = f"{day(local.date(), brief.language)}, {local:%H:%M}"
    key = "withdrawn_on" if made.withdrawn else "corrected_on"
    note = phrases(brief.language)[key].format(when=when, outlet=made.outlet)
    thread = tuple(
        _noted(message, note) if item.story_id == made.item.story_id else message
        for item, message in zip(brief.items, shown.thread, strict=True)
    )
    return replace(shown, thread=thread)


def line(made: Correction, brief: Brief) -> Message:
    """What changed and why, for the thread. What no longer stands is never in quotation marks."""
    words = phrases(brief.language)
    sources = made.item.sources
    key = "withdrawn_line" if made.withdrawn else "corrected_line"
    told = words[key].format(outlet=made.outlet, story=made.item.headline)
    blocks: list[Block] = [Paragraph(runs=(Run(text=told, style="strong"),))]
    if made.notice:
        said = Run(text=words["corrected_notice"])
        blocks.append(Paragraph(runs=(said, *cited_sentence(made.notice, sources))))
    items = [
        *(_gone(one, words) for one in made.gone),
        *(_moved(before, after, words) for before, after in made.moved),
        *(_swapped(one, words, sources) for one in made.swaps),
    ]
    if items:
        blocks.append(Bullets(items=tuple(items)))
    return Message(blocks=tuple(blocks), fallback=told)


def _noted(message: Message, note: str) -> Message:
    """The note under the story's headline."""
    first, *rest = message.blocks
    return replace(message, blocks=(first, Context(runs=(Run(text=note),)), *rest))


def _gone(quote: Quote, words: Phrases) -> tuple[Run, ...]:
    said = words["corrected_gone"].format(speaker=quote.speaker or words["unattributed"])
    return (Run(text=said), Run(text=_first_words(quote.evidence.text), style="emphasis"))


def _moved(before: Quote, after: Quote, words: Phrases) -> tuple[Run, ...]:
    said = words["corrected_moved"].format(before=before.speaker, after=after.speaker)
    return (Run(text=said), Run(text=f"“{after.evidence.text.rstrip(',，')}”"))


def _swapped(swap: Swap, words: Phrases, sources: tuple[SourceRef, ...]) -> tuple[Run, ...]:
    return (
        Run(text=words["corrected_was"]),
        Run(text=swap.before, style="emphasis"),
        Run(text=f"\n{words['corrected_now']}"),
        *cited_sentence(swap.after, sources),
    )


def _first_words(text: str) -> str:
    words = text.split()
    if len(words) > _WORDS:
        return " ".join(words[:_WORDS]) + " …"
    return text if len(text) <= 160 else f"{text[:60]}……"
