"""A story as a prompt: short rules in front, the articles behind them as data.

The articles go in as JSON, which no text inside can close. The model is shown numbered sentences,
quotes and claims and answers with their numbers, so it has no way to write a quote or a link.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.hostile import hostile
from digests.model import Article, Claim, Evidence, Language, Quote, Span
from digests.summarisers.base import StoryView
from digests.text import sentences

ARTICLES = 6
ARTICLE_SIZE = 4_500  # characters of one article; Chinese counts double
STORY_SIZE = 16_000
QUOTES = 10
CLAIMS = 10
LANGUAGES = {"en": "English", "zh": "Chinese (simplified)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is sent, and what the ids in an answer stand for."""

    system: str
    user: str
    version: str
    sentences: Mapping[str, Evidence]
    quotes: Mapping[str, Quote]
    claims: Mapping[str, Claim]


def prompt(view: StoryView, language: Language) -> Prompt:
    """The prompt of one story for a brief in `language`. Copies of an article are left out."""
    articles = choose(view, language)
    names = {article.id: f"a{number}" for number, article in enumerate(articles, start=1)}
    lines = {article.id: _lines(article, names[article.id]) for article in articles}
    quotes = {f"q{n}": one for n, one in enumerate(_quotes(view, articles), start=1)}
    claims = {f"c{n}": one for n, one in enumerate(_claims(view, articles), start=1)}
    data = {
        "articles": [article_form(one, names[one.id], lines[one.id]) for one in articles],
        "quotes": [quote_form(key, one, names) for key, one in quotes.items()],
        "claims": [{"id": key, "text": one.text} for key, one in claims.items()],
    }
    template = read("summary")
    return Prompt(
        system=template.format(language=name(language), translation=translating(language)),
        user=json.dumps(data, ensure_ascii=False),
        version=version("summary"),
        sentences={key: one for line in lines.values() for key, one in line.items()},
        quotes=quotes,
        claims=claims,
    )


@lru_cache(maxsize=8)
def read(name: str) -> str:
    """The prompt file of that name."""
    return files("digests.summarisers").joinpath(f"prompts/{name}.txt").read_text(encoding="utf-8")


def version(name: str) -> str:
    """Changes when the prompt file does: part of every cache key."""
    return hashlib.sha256(read(name).encode()).hexdigest()[:12]


def choose(view: StoryView, language: Language) -> tuple[Article, ...]:
    """The articles worth sending: originals, the reader's language and what is new first."""
    originals = {origin[0] for origin in view.story.origins} or {one.id for one in view.articles}

    def worth(article: Article) -> tuple[bool, bool, bool, int]:
        return (
            article.id in view.fresh,
            article.language == language,
            not article.paywalled,
            min(len(article.text), ARTICLE_SIZE),
        )

    told = [one for one in view.articles if one.id in originals]
    return tuple(sorted(told or view.articles, key=worth, reverse=True)[:ARTICLES])


def readable(article: Article) -> tuple[Span, ...]:
    """The sentences of an article that tell its story: no framing lines, no orders to machines."""
    skip = (*boilerplate(article.text), *hostile(article.text))
    spans = sentences(article.text, article.language)
    return tuple(one for one in spans if not _inside(one, skip))


def _lines(article: Article, name: str) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    left = min(ARTICLE_SIZE, STORY_SIZE // ARTICLES)
    for number, span in enumerate(readable(article), start=1):
        left -= (span.end - span.start) * (2 if article.language == "zh" else 1)
        if left < 0 and found:
            break
        found[f"{name}.{number}"] = cut(article, span.start, span.end)
    return found


def _quotes(view: StoryView, articles: Sequence[Article]) -> Iterable[Quote]:
    """Named speech of the articles sent, each wording once."""
    seen: set[str] = set()
    chosen: list[Quote] = []
    for article in articles:
        skip = hostile(article.text)
        for one in view.extraction(article).quotes:
            key = "".join(filter(str.isalnum, one.evidence.text)).casefold()
            fit = one.verdict == "verified" and one.speaker and key not in seen
            if fit and not _inside(_span(one.evidence), skip):
                seen.add(key)
                chosen.append(one)
    chosen.sort(key=lambda one: (one.speaker_kind != "person", one.directness != "direct"))
    return chosen[:QUOTES]


def _claims(view: StoryView, articles: Sequence[Article]) -> Iterable[Claim]:
    found: list[Claim] = []
    for article in articles:
        skip = hostile(article.text)
        ours = view.extraction(article).claims
        found += [one for one in ours if not _inside(_span(one.evidence), skip)]
    return sorted(found, key=lambda one: -one.weight)[:CLAIMS]


def _span(evidence: Evidence) -> Span:
    return Span(start=evidence.start, end=evidence.end)


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def article_form(article: Article, name: str, lines: Mapping[str, Evidence]) -> dict[str, Any]:
    """An article as a model sees it: its numbered sentences, and no address."""
    return {
        "id": name,
        "outlet": article.outlet,
        "published": article.published_at.date().isoformat(),
        "language": article.language,
        "sentences": {key: one.text for key, one in lines.items()},
    }


def quote_form(key: str, quote: Quote, names: Mapping[str, str]) -> dict[str, Any]:
    """A quote as a model sees it, `names` being the articles' ids in the prompt."""
    return {
        "id": key,
        "article": names[quote.evidence.article_id],
        "speaker": quote.speaker,
        "text": quote.evidence.text,
    }


def name(language: Language) -> str:
    """A language as a prompt calls it."""
    return LANGUAGES.get(language, language)


def translating(language: Language) -> str:
    """What a prompt asks of the translation of a quote."""
    return f"a faithful one into {name(language)} where the quote is in another language, else null"
