"""A brief, an answer or an error as neutral messages: what the reader reads, on every platform.

The parent can be read in a minute: a headline and one line a story, the quote of the day, what
was covered. The thread has a reply a story with everything behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import ledger_views, longer, story_buttons
from bot.citations import cited, cited_sentence, quotation, running_text, sides, source_line, who
from bot.message import (
    Block,
    Bullets,
    Context,
    Divider,
    Heading,
    Message,
    Paragraph,
    Post,
    Run,
)
from bot.phrases import Phrases, aside, count, day, phrases
from bot.picking import lead, news, untold
from digests.model import (
    Answer,
    Brief,
    BriefItem,
    Claim,
    Coverage,
    Quote,
    SourceRef,
    Window,
)

UTC = ZoneInfo("UTC")
_NAMED_OUTLETS = 3


def brief(value: Brief, *, zone: ZoneInfo = UTC) -> Post:
    """The brief as a parent and its thread. `zone` is the channel's: it decides the date shown."""
    words = phrases(value.language)
    title = words["digest_title" if longer.is_digest(value) else "title"].format(
        topic=value.topic_name,
        window=_length(value.window, words),
        date=day(value.window.end.astimezone(zone).date(), value.language),
    )
    parent = Message(
        blocks=tuple(_parent(value, words, title, zone)), fallback=_fallback(value, title)
    )
    thread = tuple(
        story(item, value.language, number=n + 1, zone=zone) for n, item in enumerate(value.items)
    )
    return Post(parent=parent, thread=thread, thread_title=title)


def story(
    item: BriefItem, language: str, *, number: int | None = None, zone: ZoneInfo = UTC
) -> Message:
    """One story with everything behind it."""
    words = phrases(language)
    headline = item.headline if number is None else f"{number}. {item.headline}"
    blocks: list[Block] = [Heading(text=headline, level=2)]
    fresh = news(item, language)
    if item.course:
        fresh = tuple(step.sentence for step in item.course)
        blocks += _section(words["course"], [longer.course(item, language, zone)])
    elif fresh:
        blocks += _section(words["new_in_story"], [running_text(fresh, item)])
    summary = [one for one in item.summary if one not in fresh]
    blocks += [running_text(summary, item)] if summary else []
    claims = untold(item, fresh)
    if claims:
        bullets = tuple(_claim(one, item, words) for one in claims)
        blocks += _section(words["claims"], [Bullets(items=bullets)])
    if item.quotes:
        blocks += _section(words["quotes"], [quotation(one, item, words) for one in item.quotes])
    for difference in item.differences:
        about = words["differs"].format(about=difference.about)
        blocks += _section(about, [Bullets(items=sides(difference, item))])
    blocks.append(source_line(item.sources, words))
    blocks.append(story_buttons.row(item, words))
    return Message(blocks=tuple(blocks), fallback=headline)


def source_list(item: BriefItem, language: str) -> Message:
    """A story's sources, one a line, with their titles."""
    words = phrases(language)
    lines = tuple(
        (
            Run(text=source.outlet, style="strong"),
            Run(text=words["colon"]),
            Run(text=source.title or source.url, url=source.url),
            Run(text=f", {day(source.published.date(), language)}"),
        )
        for source in item.sources
    )
    title = f"{words['sources']}{words['colon']}{item.headline}"
    return Message(blocks=(Heading(text=title, level=2), Bullets(items=lines)), fallback=title)


def answer(value: Answer, language: str, *, from_archive: bool = False) -> Message:
    """An answer: each sentence with where it stands, or that the sources don't say.

    `from_archive` says before it that it is none of the stories the question was asked about.
    """
    words = phrases(language)
    said = [cited_sentence(one, value.sources) for one in value.sentences]
    blocks: list[Block] = []
    if value.status == "not_in_sources":
        blocks.append(Paragraph(runs=(Run(text=words["not_in_sources"]),)))
        if said:
            blocks.append(Context(runs=(Run(text=words["nearest"]),)))
    elif from_archive:
        blocks.append(Context(runs=(Run(text=words["from_archive"]),)))
    blocks += [Paragraph(runs=tuple(runs)) for runs in said]
    blocks += [quotation(one, value, words) for one in value.quotes]
    if value.notes:
        blocks.append(Context(runs=tuple(Run(text=one) for one in _spaced(value.notes))))
    first = value.sentences[0].text if value.sentences and value.status == "answered" else None
    return Message(blocks=tuple(blocks), fallback=first or words["not_in_sources"])


def _parent(value: Brief, words: Phrases, title: str, zone: ZoneInfo) -> list[Block]:
    window = _length(value.window, words)
    blocks: list[Block] = [Heading(text=title)]
    if not value.items:
        nothing = words["nothing"].format(topic=value.topic_name, window=window)
        blocks.append(Paragraph(runs=(Run(text=nothing),)))
    for at, item in enumerate(value.items):
        blocks += longer.theme(value.items, at, words)
        blocks += _line(at + 1, item, value.language, zone)
    featured = quote_of_the_day(value)
    if featured:
        item, quote = featured
        label = words["quote_of_the_days" if item.theme else "quote_of_the_day"]
        blocks += [Divider(), _label(label), quotation(quote, item, words)]
    blocks += ledger_views.fell_due(
        value.due, value.window.end.astimezone(zone).date(), value.language
    )
    blocks.append(Divider())
    small = [coverage(value.coverage, words), *value.notes]
    if value.items:
        small.append(words["in_thread"])
    blocks.append(Context(runs=tuple(Run(text=one) for one in _spaced(small))))
    return blocks


def quote_of_the_day(value: Brief) -> tuple[BriefItem, Quote] | None:
    """The best quote of the best-ranked story that has one: whole, of a person whose role is known."""
    candidates = [(item, quote) for item in value.items for quote in item.quotes]
    named = [one for one in candidates if one[1].speaker_kind == "person"]
    whole = [one for one in named if one[1].directness == "direct"]
    known = [one for one in whole if one[1].role or one[1].organisation]
    return next(iter(known or whole or named or candidates), None)


def coverage(value: Coverage, words: Phrases) -> str:
    """What the brief was made from, in one line."""
    read = words["coverage"].format(
        articles=count(words, "article", "articles", value.articles_read),
        sources=count(words, "source", "sources_count", value.sources_checked),
    )
    found = words["found"].format(
        found=count(words, "story", "stories", value.stories_found), shown=value.stories_shown
    )
    drawn = longer.drawn_from(value, words)
    parts = [*([drawn] if drawn else []), read, found]
    if value.stories_repeated:
        parts.append(words["repeats"].format(count=value.stories_repeated))
    if value.sources_failed:
        failed = count(words, "source", "sources_count", value.sources_failed)
        parts.append(words["failed"].format(sources=failed))
    return " · ".join(parts)


def _line(number: int, item: BriefItem, language: str, zone: ZoneInfo) -> list[Block]:
    """A story in the parent: its headline, the one line that matters, who reports it.

    In a digest of several days its course stands in the place of the line.
    """
    words = phrases(language)
    mark = f"{words['update']}{words['colon']}" if item.status == "update" else ""
    head = Run(text=f"{number}. {mark}{item.headline}", style="strong")
    outlets = Context(runs=tuple(_outlets(item, words)))
    if item.theme:
        went = [longer.course(item, language, zone)] if item.course else []
        return [Paragraph(runs=(head,)), *went, outlets]
    said = lead(item, language)
    runs = [head]
    if said and _folded(said.text) != _folded(item.headline):
        runs.append(Run(text="\n" + said.text))
    return [Paragraph(runs=tuple(runs)), outlets]


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _outlets(item: BriefItem, words: Phrases) -> list[Run]:
    first: dict[str, SourceRef] = {}
    for source in item.sources:
        first.setdefault(source.outlet, source)
    shown = list(first.values())[:_NAMED_OUTLETS]
    runs: list[Run] = []
    for source in shown:
        runs += [Run(text=", ")] if runs else []
        runs.append(Run(text=source.outlet, url=source.url))
    if len(first) > len(shown):
        runs.append(Run(text=f" +{len(first) - len(shown)}"))
    if len(first) > 1:
        outlets = count(words, "outlet", "outlets", len(first))
        every = item.independent_outlets == len(first)
        told = words["all_independent" if every else "independent"]
        text = told.format(outlets=outlets, count=item.independent_outlets)
        runs.append(Run(text=f" · {text}"))
    return runs


def _section(title: str, blocks: Sequence[Block]) -> list[Block]:
    return [_label(title), *blocks]


def _label(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text, style="strong"),))


def _claim(claim: Claim, item: BriefItem, words: Phrases) -> tuple[Run, ...]:
    kind = f"{words[claim.kind]}{words['colon']}"
    runs = [Run(text=kind, style="emphasis"), Run(text=claim.text)]
    speaker = who(claim.speaker, claim.role, claim.organisation, words)
    # A claim's sentence mostly names its speaker; the full name is added where it doesn't.
    if claim.speaker and claim.speaker not in claim.text:
        runs.append(Run(text=aside(words, speaker)))
    return (*runs, *cited((claim.evidence,), item.sources))


def _length(window: Window, words: Phrases) -> str:
    length = window.end - window.start
    if length <= timedelta(hours=48):
        return words["hours"].format(count=round(length / timedelta(hours=1)))
    return words["days"].format(count=round(length / timedelta(days=1)))


def _spaced(lines: Sequence[str]) -> list[str]:
    return [line if n == 0 else f"\n{line}" for n, line in enumerate(lines)]


def _fallback(value: Brief, title: str) -> str:
    heads = "; ".join(item.headline for item in value.items[:3])
    return f"{title}: {heads}" if heads else title
