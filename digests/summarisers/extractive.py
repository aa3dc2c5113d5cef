"""The summariser that needs no key: it says only what the articles say, in their own words.

A sentence is worth saying when many of the story's articles say the same (its words are the
story's words), when it stands early, and when it holds a figure or a name. The next sentence is
chosen to add to the ones before it, not to repeat them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digests.extract.boilerplate import boilerplate
from digests.extract.dateline import after_dateline
from digests.grounds import inside, readable
from digests.hostile import hostile, orders
from digests.leaning import leans
from digests.model import (
    Article,
    Claim,
    Draft,
    DraftQuote,
    DraftSentence,
    Language,
    Mode,
    Quote,
    Span,
)
from digests.prose import is_prose, stands_alone
from digests.summarisers.base import StoryView
from digests.text import sentences
from digests.words import content_words

SENTENCES = 3
CLAIMS = 8  # those that the sentences told do not hold already are shown, the best of them
QUOTES = 3
TELLING = 5  # content words of a claim that says something by itself
SHORTEST, LONGEST = 30, 420  # characters; Chinese counts double
WHOLE = 1200  # characters: a shorter article may be a notice of one
OPENING = 300  # characters of an article that say what it is about
MANY = 3  # other articles with a word: more say no more
ADDS_ENOUGH = 0.45  # at least this share of a further sentence's words must be new
LEANING = 0.5  # the worth of a sentence whose subject stands in the sentence before it
OLDER = 0.6  # of a claim made before the brief's window: a later one may have overtaken it
# Tells what somebody was asked, and not what they answered.
_ASKS = re.compile(
    r"\b(?:was|were|been) asked\b|\basked (?:whether|if|how|why|what|about)\b|被问(?:到|及)"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    article: Article
    text: str
    position: int
    words: frozenset[str]


class Extractive:
    """Cuts the summary out of the articles themselves."""

    mode: Mode = "extractive"

    async def summarise(self, view: StoryView, language: Language) -> Draft:
        """A draft of verbatim sentences, claims and quotes. Never fails."""
        return draft(view, language)


def draft(view: StoryView, language: Language) -> Draft:
    """The draft, purely: the articles in `language` speak where there are any."""
    lead = lead_article(view, language)
    spoken = [one for one in view.articles if one.language == lead.language]
    titles = [one.title.strip() for one in (lead, *spoken) if not orders(one.title)]
    return Draft(
        headline=next(filter(None, titles), "") or _first_sentence(lead),
        summary=_summary(lead, spoken),
        claims=_claims(view, spoken),
        quotes=_quotes(spoken, view) or _quotes(view.articles, view),
    )


def lead_article(view: StoryView, language: Language) -> Article:
    """The article that speaks for the story: in the reader's language, honest, open, primary.

    Of several, the one whose title and first sentences say what the others tell too, not the one
    that sets a scene.
    """
    first = {origin[0] for origin in view.story.origins}  # a copy bears nothing out
    shared = _weights([a for a in view.articles if a.id in first and a.language == language])

    def worth(article: Article) -> tuple[bool, bool, bool, bool, float]:
        return (
            article.language == language,
            not hostile(article.text) and not orders(article.title),
            not article.paywalled,
            article.id in first,
            min(len(article.text) / WHOLE, 1) / 2 + (article.id in view.fresh) + 3 * _told(article),
        )

    def _told(article: Article) -> float:
        opening = set(content_words(f"{article.title} {article.text[:OPENING]}"))
        others = sum(min(shared[word] - 1, MANY) for word in opening if shared[word] > 1)
        return others / MANY / len(opening) if opening else 0.0

    return max(view.articles, key=worth)


def _summary(lead: Article, articles: Sequence[Article]) -> tuple[DraftSentence, ...]:
    weights = _weights(articles)
    candidates = [one for article in articles for one in _candidates(article)]
    first = [one for one in candidates if one.article.id == lead.id][:4] or candidates
    chosen: list[_Candidate] = []
    for pool in (first, *([candidates] * (SENTENCES - 1))):
        best = max(
            (one for one in pool if _adds(one, chosen)),
            key=lambda one: _score(one, weights, chosen, lead),
            default=None,
        )
        if best is not None:
            chosen.append(best)
    return tuple(DraftSentence(text=one.text, article_ids=(one.article.id,)) for one in chosen)


def _candidates(article: Article) -> Iterable[_Candidate]:
    skip = (*boilerplate(article.text), *hostile(article.text))
    for position, span in enumerate(sentences(article.text, article.language)):
        text = article.text[span.start : span.end].strip()
        text = text[after_dateline(text) :]
        width = len(text) * (2 if article.language == "zh" else 1)
        if SHORTEST <= width <= LONGEST and is_prose(text) and not _inside(span, skip):
            words = frozenset(content_words(text))
            yield _Candidate(article, text, position, words)


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def _weights(articles: Sequence[Article]) -> Counter[str]:
    """How many articles use each word: the story's own words are those that recur."""
    return Counter(
        word
        for article in articles
        for word in set(content_words(f"{article.title} {article.text}"))
    )


def _score(
    one: _Candidate, weights: Counter[str], chosen: Sequence[_Candidate], lead: Article
) -> float:
    known = frozenset().union(*(other.words for other in chosen))
    central = sum(weights[word] for word in one.words - known) / math.sqrt(len(one.words) + 4)
    early = 1 / (1 + one.position * 0.35)
    figure = 0.35 if re.search(r"\d", one.text) else 0
    home = 0.2 if one.article.id == lead.id else 0
    whole = LEANING if leans(one.text) or _ASKS.search(one.text) else 1
    return (central * (0.5 + early) + figure + home) * whole


def _adds(one: _Candidate, chosen: Sequence[_Candidate]) -> bool:
    return bool(one.words) and all(
        len(one.words - other.words) >= ADDS_ENOUGH * len(one.words) for other in chosen
    )


def _first_sentence(article: Article) -> str:
    spans = readable(article)
    return article.text[spans[0].start : spans[0].end].strip() if spans else article.canonical_url


def _claims(view: StoryView, articles: Sequence[Article]) -> tuple[DraftSentence, ...]:
    found = [
        (claim, 1.0 if not view.fresh or article.id in view.fresh else OLDER)
        for article in articles
        for claim in view.extraction(article).claims
        if not inside(claim.evidence, hostile(article.text))
    ]
    found.sort(key=lambda one: -one[0].weight * one[1] * (LEANING if leans(one[0].text) else 1))
    chosen: list[Claim] = []
    for claim, _ in found:
        worth = len(set(content_words(claim.text))) >= TELLING and stands_alone(claim.text)
        if len(chosen) < CLAIMS and worth and not any(_same_claim(claim, one) for one in chosen):
            chosen.append(claim)
    return tuple(
        DraftSentence(text=one.text, article_ids=(one.evidence.article_id,)) for one in chosen
    )


def _same_claim(one: Claim, other: Claim) -> bool:
    """Two claims a reader would take for one: mostly the same words, or speaker and figures."""
    if one.figures and [f.value for f in one.figures] == [f.value for f in other.figures]:
        return one.speaker == other.speaker
    left, right = set(content_words(one.text)), set(content_words(other.text))
    return len(left & right) > (1 - ADDS_ENOUGH) * min(len(left), len(right))


def _quotes(articles: Sequence[Article], view: StoryView) -> tuple[DraftQuote, ...]:
    """Named people first, whole sentences before fragments, one outlet's copy of each."""
    seen: set[str] = set()
    found: list[tuple[tuple[bool, bool, bool, int], Quote]] = []
    for article in articles:
        for quote in view.extraction(article).quotes:
            key = re.sub(r"\W+", "", quote.evidence.text).casefold()
            if quote.verdict != "verified" or not quote.speaker or key in seen:
                continue
            seen.add(key)
            found.append((_worth(quote, article, view), quote))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(
        DraftQuote(
            text=quote.evidence.text, speaker=quote.speaker, article_id=quote.evidence.article_id
        )
        for _, quote in found[:QUOTES]
    )


def _worth(quote: Quote, article: Article, view: StoryView) -> tuple[bool, bool, bool, int]:
    return (
        quote.speaker_kind == "person",
        quote.directness == "direct",
        article.id in view.fresh,
        min(len(quote.evidence.text) * (2 if article.language == "zh" else 1), 160),
    )
