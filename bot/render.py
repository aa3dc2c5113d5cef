"""A brief, an answer or an error as neutral messages: what the reader reads, on every platform.

The parent can be read in a minute: a headline and one line a story, the quote of the day, what
was covered. The thread has a reply a story with everything behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.links import at_evidence
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Context,
    Divider,
    Heading,
    Message,
    Paragraph,
    Post,
    Quotation,
    Run,
)
from bot.phrases import Phrases, count, day, phrases
from digests.model import (
    Answer,
    Brief,
    BriefItem,
    Claim,
    Coverage,
    Difference,
    Evidence,
    Quote,
    Sentence,
    SourceRef,
    Window,
)
from digests.text import has_cjk

UTC = ZoneInfo("UTC")
_NAMED_OUTLETS = 3


def brief(value: Brief, *, zone: ZoneInfo = UTC) -> Post:
    """The brief as a parent and its thread. `zone` is the channel's: it decides the date shown."""
    words = phrases(value.language)
    title = words["title"].format(
        topic=value.topic_name, date=day(value.window.end.astimezone(zone).date(), value.language)
    )
    parent = Message(blocks=tuple(_parent(value, words, title)), fallback=_fallback(value, title))
    thread = tuple(story(item, value.language, number=n + 1) for n, item in enumerate(value.items))
    return Post(parent=parent, thread=thread, thread_title=title)


def story(item: BriefItem, language: str, *, number: int | None = None) -> Message:
    """One story with everything behind it."""
    words = phrases(language)
    headline = item.headline if number is None else f"{number}. {item.headline}"
    blocks: list[Block] = [Heading(text=headline, level=2)]
    if item.status == "update" and item.what_changed:
        blocks += _section(words["new_in_story"], [_sentences(item.what_changed, item)])
    summary = _unless(item.summary, item)
    blocks += [_sentences(summary, item)] if summary else []
    claims = _untold(item)
    if claims:
        bullets = tuple(_claim(one, item, words) for one in claims)
        blocks += _section(words["claims"], [Bullets(items=bullets)])
    if item.quotes:
        blocks += _section(words["quotes"], [_quotation(one, item, words) for one in item.quotes])
    for difference in item.differences:
        about = words["differs"].format(about=difference.about)
        blocks += _section(about, [Bullets(items=_sides(difference, item))])
    blocks.append(_sources(item.sources, words))
    blocks.append(_buttons(item, words))
    return Message(blocks=tuple(blocks), fallback=headline)


def source_list(item: BriefItem, language: str) -> Message:
    """A story's sources, one a line, with their titles."""
    words = phrases(language)
    lines = tuple(
        (
            Run(text=source.outlet, style="strong"),
            Run(text=": "),
            Run(text=source.title or source.url, url=source.url),
            Run(text=f", {day(source.published.date(), language)}"),
        )
        for source in item.sources
    )
    title = f"{words['sources']}: {item.headline}"
    return Message(blocks=(Heading(text=title, level=2), Bullets(items=lines)), fallback=title)


def answer(value: Answer, language: str) -> Message:
    """An answer: each sentence with where it stands, or that the sources don't say."""
    words = phrases(language)
    said = [_cited_sentence(one, value.sources) for one in value.sentences]
    blocks: list[Block] = []
    if value.status == "not_in_sources":
        blocks.append(Paragraph(runs=(Run(text=words["not_in_sources"]),)))
        if said:
            blocks.append(Context(runs=(Run(text=words["nearest"]),)))
    blocks += [Paragraph(runs=tuple(runs)) for runs in said]
    first = value.sentences[0].text if value.sentences and value.status == "answered" else None
    return Message(blocks=tuple(blocks), fallback=first or words["not_in_sources"])


def _parent(value: Brief, words: Phrases, title: str) -> list[Block]:
    window = _length(value.window, words)
    blocks: list[Block] = [Heading(text=title)]
    if not value.items:
        nothing = words["nothing"].format(topic=value.topic_name, window=window)
        blocks.append(Paragraph(runs=(Run(text=nothing),)))
    for number, item in enumerate(value.items, start=1):
        blocks += _line(number, item, words)
    featured = quote_of_the_day(value)
    if featured:
        item, quote = featured
        blocks += [Divider(), _label(words["quote_of_the_day"]), _quotation(quote, item, words)]
    blocks.append(Divider())
    small = [coverage(value.coverage, words), *value.notes]
    if value.items:
        small.append(words["in_thread"])
    blocks.append(Context(runs=tuple(Run(text=one) for one in _spaced(small))))
    return blocks


def quote_of_the_day(value: Brief) -> tuple[BriefItem, Quote] | None:
    """The best quote of the best-ranked story that has one: whole, by a person with a name."""
    candidates = [(item, quote) for item in value.items for quote in item.quotes]
    named = [one for one in candidates if one[1].speaker_kind == "person"]
    whole = [one for one in named if one[1].directness == "direct"]
    return next(iter(whole or named or candidates), None)


def coverage(value: Coverage, words: Phrases) -> str:
    """What the brief was made from, in one line."""
    read = words["coverage"].format(
        articles=count(words, "article", "articles", value.articles_read),
        sources=count(words, "source", "sources_count", value.sources_checked),
    )
    found = words["found"].format(
        found=count(words, "story", "stories", value.stories_found), shown=value.stories_shown
    )
    parts = [read, found]
    if value.stories_repeated:
        parts.append(words["repeats"].format(count=value.stories_repeated))
    if value.sources_failed:
        parts.append(words["failed"].format(count=value.sources_failed))
    return " · ".join(parts)


def _line(number: int, item: BriefItem, words: Phrases) -> list[Block]:
    """A story in the parent: its headline, the one line that matters, who reports it."""
    mark = f"{words['update']}: " if item.status == "update" else ""
    said = _matters(item)
    head = Run(text=f"{number}. {mark}{item.headline}", style="strong")
    runs = [head]
    if said and said.text.strip() != item.headline.strip():
        runs.append(Run(text="\n" + said.text))
    return [Paragraph(runs=tuple(runs)), Context(runs=tuple(_outlets(item, words)))]


def _matters(item: BriefItem) -> Sentence | None:
    """The one line of a story: its lead, unless an update's news stand in other articles."""
    lead = next(iter(item.summary), None)
    if item.status != "update" or not item.what_changed:
        return lead
    news = {piece.article_id for one in item.what_changed for piece in one.evidence}
    if lead and lead.evidence[0].article_id in news:
        return lead
    return item.what_changed[0]


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
        text = words["independent"].format(outlets=outlets, count=item.independent_outlets)
        runs.append(Run(text=f" · {text}"))
    return runs


def _section(title: str, blocks: Sequence[Block]) -> list[Block]:
    return [_label(title), *blocks]


def _label(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text, style="strong"),))


def _unless(summary: Sequence[Sentence], item: BriefItem) -> list[Sentence]:
    """The summary without what the update has just said."""
    said = {one.text for one in item.what_changed} if item.status == "update" else set()
    return [one for one in summary if one.text not in said]


def _sentences(sentences: Sequence[Sentence], item: BriefItem) -> Paragraph:
    """Running text; sentences in a row that stand in the same outlets are cited together."""
    runs: list[Run] = []
    for _, group in groupby(sentences, key=_articles_of):
        together = tuple(group)
        said = " ".join(one.text for one in together)
        evidence = [piece for one in together for piece in one.evidence]
        runs += [Run(text=" ")] if runs else []
        runs += [Run(text=said), *_cited(evidence, item.sources)]
    return Paragraph(runs=tuple(runs))


def _articles_of(sentence: Sentence) -> tuple[str, ...]:
    return tuple(one.article_id for one in sentence.evidence)


def _cited_sentence(sentence: Sentence, sources: Sequence[SourceRef]) -> list[Run]:
    return [Run(text=sentence.text), *_cited(sentence.evidence, sources)]


def _cited(evidence: Sequence[Evidence], sources: Sequence[SourceRef]) -> list[Run]:
    """Small links to where it stands: " [Outlet]", an article once, all its places in one link."""
    places: dict[str, list[Evidence]] = {}
    for one in evidence:
        places.setdefault(one.article_id, []).append(one)
    runs: list[Run] = []
    for article_id, pieces in places.items():
        source = _source(article_id, sources)
        if source:
            link = Run(text=source.outlet, url=at_evidence(source.url, *pieces))
            runs += [Run(text=" ["), link, Run(text="]")]
    return runs


def _source(article_id: str, sources: Sequence[SourceRef]) -> SourceRef | None:
    return next((one for one in sources if one.article_id == article_id), None)


def _untold(item: BriefItem) -> list[Claim]:
    """The claims that the sentences above them do not say already."""
    said = [one.text for one in (*item.what_changed, *item.summary)]
    return [one for one in item.claims if not any(one.text in text for text in said)]


def _claim(claim: Claim, item: BriefItem, words: Phrases) -> tuple[Run, ...]:
    runs = [Run(text=f"{words[claim.kind]}: ", style="emphasis"), Run(text=claim.text)]
    who = _who(claim.speaker, claim.role, claim.organisation, words)
    # A claim's sentence mostly names its speaker; the full name is added where it doesn't.
    if claim.speaker and claim.speaker not in claim.text:
        runs.append(Run(text=f" ({who})"))
    return (*runs, *_cited((claim.evidence,), item.sources))


def _who(name: str | None, role: str | None, organisation: str | None, words: Phrases) -> str:
    """ "Justin Lin, head of Qwen, Alibaba Group": what is known, nothing twice."""
    if not name:
        return words["unattributed"]
    if organisation and (_names(role, organisation) or _names(name, organisation)):
        organisation = None
    if role and role.casefold() in name.casefold():
        role = None
    if has_cjk(name):
        return f"{organisation or ''}{role or ''}{name}"
    return ", ".join(part for part in (name, role, organisation) if part)


def _names(text: str | None, organisation: str) -> bool:
    """Whether the text names the organisation already, if only by its first word."""
    first = organisation.split()[0].casefold()
    return bool(text) and first in str(text).casefold()


def _quotation(quote: Quote, item: BriefItem, words: Phrases) -> Quotation:
    runs = [Run(text=_who(quote.speaker, quote.role, quote.organisation, words))]
    if quote.directness == "partial":
        runs.append(Run(text=f" {words['partly']}"))
    source = _source(quote.evidence.article_id, item.sources)
    if source:
        runs.append(Run(text=" · "))
        runs.append(Run(text=source.outlet, url=at_evidence(source.url, quote.evidence)))
    # The comma before an American "she said" belongs to the sentence around the quote.
    return Quotation(text=quote.evidence.text.rstrip(",，"), attribution=tuple(runs))


def _sides(difference: Difference, item: BriefItem) -> tuple[tuple[Run, ...], ...]:
    return tuple(
        (Run(text=side.text), *_cited((side.evidence,), item.sources)) for side in difference.sides
    )


def _sources(sources: Sequence[SourceRef], words: Phrases) -> Context:
    """Each outlet once; further articles of it as numbers: "Courier, 2, 3 · Ledger (via Wire)"."""
    outlets: dict[str, list[SourceRef]] = {}
    for source in sources:
        outlets.setdefault(source.outlet, []).append(source)
    runs = [Run(text=f"{words['sources']}: ")]
    for number, (outlet, articles) in enumerate(outlets.items()):
        runs += [Run(text=" · ")] if number else []
        for place, source in enumerate(articles, start=1):
            runs += [Run(text=", ")] if place > 1 else []
            runs.append(Run(text=outlet if place == 1 else str(place), url=source.url))
            notes = [words["via"].format(outlet=source.origin)] if source.origin else []
            notes += [words["paywalled"]] if source.paywalled else []
            runs += [Run(text=f" ({', '.join(notes)})")] if notes else []
    return Context(runs=tuple(runs))


def _buttons(item: BriefItem, words: Phrases) -> Buttons:
    wanted = (("more", "more"), ("sources", "source_list"))
    marks = (("useful", "useful"), ("not_useful", "not_useful"))
    return Buttons(
        buttons=tuple(
            Button(label=words[label], action=action, value=item.story_id)
            for action, label in (*wanted, *marks)
        )
    )


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
