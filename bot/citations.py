"""Whose words, and where they stand: sentences, quotes and sides with links to their sources."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.links import at_evidence
from bot.message import Context, Paragraph, Quotation, Run
from bot.phrases import Phrases, aside
from digests.extract.dateline import after_dateline
from digests.model import (
    Answer,
    BriefItem,
    Difference,
    Evidence,
    Quote,
    Sentence,
    Side,
    SourceRef,
)
from digests.text import has_cjk

_CHINESE_END = ("。", "！", "？", "”", "」", "』")


def running_text(sentences: Sequence[Sentence], item: BriefItem) -> Paragraph:
    """Running text; sentences in a row that stand in the same outlets are cited together."""
    runs: list[Run] = []
    for _, group in groupby(sentences, key=_articles_of):
        together = tuple(group)
        said = _joined([one.text for one in together])
        evidence = [piece for one in together for piece in one.evidence]
        runs += [Run(text=" ")] if runs else []
        runs += [Run(text=said), *cited(evidence, item.sources)]
    return Paragraph(runs=tuple(runs))


def _joined(texts: Sequence[str]) -> str:
    """The texts in a row, with a blank after those that do not end as Chinese does."""
    return "".join(one if one.endswith(_CHINESE_END) else f"{one} " for one in texts).strip()


def _articles_of(sentence: Sentence) -> tuple[str, ...]:
    return tuple(one.article_id for one in sentence.evidence)


def cited_sentence(sentence: Sentence, sources: Sequence[SourceRef]) -> list[Run]:
    """One sentence and the links to where it stands."""
    return [Run(text=sentence.text), *cited(sentence.evidence, sources)]


def cited(evidence: Sequence[Evidence], sources: Sequence[SourceRef]) -> list[Run]:
    """Small links to where it stands: " [Outlet]", an article once, all its places in one link."""
    places: dict[str, list[Evidence]] = {}
    for one in evidence:
        places.setdefault(one.article_id, []).append(one)
    runs: list[Run] = []
    for article_id, pieces in places.items():
        source = source_of(article_id, sources)
        if source:
            link = Run(text=source.outlet, url=at_evidence(source.url, *pieces))
            runs += [Run(text=" ["), link, Run(text="]")]
    return runs


def source_of(article_id: str, sources: Sequence[SourceRef]) -> SourceRef | None:
    """The source that is this article."""
    return next((one for one in sources if one.article_id == article_id), None)


def who(name: str | None, role: str | None, organisation: str | None, words: Phrases) -> str:
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


def quotation(quote: Quote, item: BriefItem | Answer, words: Phrases) -> Quotation:
    """A quote as it is set apart: its words, who said them, the outlet."""
    runs = [Run(text=who(quote.speaker, quote.role, quote.organisation, words))]
    if quote.directness == "partial":
        runs.append(Run(text=aside(words, words["partly"])))
    source = source_of(quote.evidence.article_id, item.sources)
    if source:
        runs.append(Run(text=" · "))
        runs.append(Run(text=source.outlet, url=at_evidence(source.url, quote.evidence)))
    if quote.translation:  # a model's: said to be one, and never in quotation marks
        runs.append(
            Run(
                text=f"\n{words['translation']}{words['colon']}{quote.translation}",
                style="emphasis",
            )
        )
    # The comma before an American "she said" belongs to the sentence around the quote.
    return Quotation(text=quote.evidence.text.rstrip(",，"), attribution=tuple(runs))


def sides(difference: Difference, item: BriefItem) -> tuple[tuple[Run, ...], ...]:
    """A line an outlet: its own sentence."""
    return tuple(_side(one, item) for one in difference.sides)


def _side(side: Side, item: BriefItem) -> tuple[Run, ...]:
    """An outlet's sentence, with what it gives differently standing out in it."""
    sentence = side.evidence.text[after_dateline(side.evidence.text) :]
    before, found, after = sentence.partition(side.text)
    said = [Run(text=before), Run(text=found, style="strong"), Run(text=after)]
    if not found or not (before or after):
        said = [Run(text=sentence)]
    return (*(one for one in said if one.text), *cited((side.evidence,), item.sources))


def source_line(sources: Sequence[SourceRef], words: Phrases) -> Context:
    """Each outlet once; further articles of it as numbers: "Courier, 2, 3 · Ledger (via Wire)"."""
    outlets: dict[str, list[SourceRef]] = {}
    for source in sources:
        outlets.setdefault(source.outlet, []).append(source)
    runs = [Run(text=f"{words['sources']}{words['colon']}")]
    for number, (outlet, articles) in enumerate(outlets.items()):
        runs += [Run(text=" · ")] if number else []
        for place, source in enumerate(articles, start=1):
            runs += [Run(text=", ")] if place > 1 else []
            runs.append(Run(text=outlet if place == 1 else str(place), url=source.url))
            notes = [words["via"].format(outlet=source.origin)] if source.origin else []
            notes += [words["paywalled"]] if source.paywalled else []
            runs += [Run(text=aside(words, " · ".join(notes)))] if notes else []
    return Context(runs=tuple(runs))
