"""The trust gate: how many true retellings it lets through, and how many false ones.

QAGS holds sentences that summarising models of 2020 made of news reports, judged by three people;
`verify_pairs/` holds our own, a kind of mistake each, in English and in Chinese.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.demo.content import articles
from digests.documents import document
from digests.model import DraftSentence, Sentence
from digests.summarisers.base import StoryView
from digests.verify import verify_sentence
from tests.quality.report import Row, Section, data
from tests.views import NOW, view

COLUMNS = ("true kept", "of", "false shown", "of")
# Each written when the rules were as the set before had left them.
SETS = {
    "later": "pairs written later",
    "third": "third set",
    "fourth": "fourth set",
    "fifth": "fifth set",
    "sixth": "sixth set",
    "seventh": "seventh set",
    "eighth": "eighth set",
    "worked": "set that rules were mended by while it was written",
}
# The sentence in another language than its article.
ACROSS = {
    "sixth": "sixth set, across languages",
    "seventh": "seventh set, across languages",
    "eighth": "eighth set, across languages",
    "worked": "across languages, mended by while it was written",
}
DEMO = Path(__file__).parent / "demo_sentences.jsonl"
PAIRS = Path(__file__).parent / "verify_pairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence about an article, and whether the article bears it out."""

    kind: str
    article: str
    language: str
    claim: str
    supported: bool


def measure(work: Path) -> Iterator[Section]:
    """QAGS, then our own pairs."""
    del work
    yield _section("Retellings, QAGS dev (459 sentences)", qags(data("quotes/qags_dev.jsonl")))
    yield _section("Retellings, our own pairs", _pairs("english", "chinese"))
    yield _section("Sentences over the demo's articles", demo())
    for name, title in SETS.items():
        yield _section(f"Retellings, {title}", _pairs(f"{name}_english", f"{name}_chinese"))
    for name, title in ACROSS.items():
        yield _section(f"Retellings, {title}", across(name))


def demo(now: datetime = NOW) -> Sequence[Pair]:
    """Sentences as a good model writes them over the demo's articles, some of them false."""
    told = {one.id: one for one in articles(now)}
    rows = map(json.loads, DEMO.read_text("utf-8").splitlines())
    return [
        Pair(
            kind=row["text"],
            article=told[row["article"]].text,
            language=told[row["article"]].outlet.language,
            claim=row["text"],
            supported=row["supported"],
        )
        for row in rows
    ]


def _pairs(english: str, chinese: str) -> Sequence[Pair]:
    return [*own(english, "en"), *own(chinese, "zh")]


def across(name: str) -> Sequence[Pair]:
    """English articles with Chinese sentences, and the reverse."""
    return [*own(f"{name}_english_in_chinese", "en"), *own(f"{name}_chinese_in_english", "zh")]


def qags(path: Path) -> Sequence[Pair]:
    """The sentences of QAGS, as the shared data holds them."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Pair(
            kind=row["source"],
            article=row["article"],
            language="en",
            claim=row["claim"],
            supported=row["supported"],
        )
        for row in rows
    ]


def own(name: str, language: str) -> Iterator[Pair]:
    """The pairs of one of our files."""
    paragraphs: list[str] = []
    fresh = True
    for line in (PAIRS / f"{name}.txt").read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "=":
            paragraphs = [rest] if fresh else [*paragraphs, rest]
            fresh = False
        elif mark in {"+", "-"}:
            fresh = True
            kind, _, claim = rest.partition(": ")
            text = "\n\n".join(paragraphs)
            yield Pair(
                kind=kind, article=text, language=language, claim=claim, supported=mark == "+"
            )


def shown(pair: Pair, views: dict[str, StoryView]) -> bool:
    """Whether the gate would let the sentence through."""
    if pair.article not in views:
        made = document(
            pair.article, id="a", title="x", outlet="Courier", language=pair.language, published=NOW
        )
        views[pair.article] = view(made)
    found = verify_sentence(DraftSentence(text=pair.claim), views[pair.article])
    return isinstance(found, Sentence)


def _section(title: str, pairs: Sequence[Pair]) -> Section:
    views: dict[str, StoryView] = {}
    kept = [(one, shown(one, views)) for one in pairs]
    true = [through for one, through in kept if one.supported]
    false = [through for one, through in kept if not one.supported]
    figures = (float(sum(true)), float(len(true)), float(sum(false)), float(len(false)))
    return Section(
        title=title,
        columns=COLUMNS,
        rows=(Row(system="briefbot", figures=figures, ours=True),),
        note="; ".join(one.kind for one, through in kept if through and not one.supported)[:300],
    )
