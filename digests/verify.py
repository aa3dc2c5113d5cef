"""The trust gate: what a summariser says against what the articles say.

Pure. Nothing passes on a summariser's word: a quote is re-cut from the stored article, its speaker
is the extraction's, a sentence keeps only with evidence that holds its words, figures, names and
negations. What fails is dropped and told of, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from digests import crossing, support
from digests.attributing import misattributed
from digests.evidence import cut, holds
from digests.grounds import MOST, inside, nearest, readable, verbatim
from digests.hostile import hostile, orders
from digests.model import (
    Article,
    Claim,
    Draft,
    DraftQuote,
    DraftSentence,
    Evidence,
    Quote,
    Sentence,
    Span,
    Verdict,
)
from digests.prose import stands_alone
from digests.summarisers.base import StoryView
from digests.text import has_cjk, locate, sentences
from digests.wholeness import unfinished
from digests.words import content_words

T = TypeVar("T")
Part = Literal["headline", "summary", "claim", "quote"]
NEARLY = 0.6  # the share of a quote's words that make it an altered one, not an invented one
_NOT_ALONE = "it is half a sentence, or holds an address"
_EDGES = " \t\n\r\u3000\"'“”‘’「」『』«»"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """What was not shown, and why."""

    text: str
    verdict: Verdict
    reason: str
    part: Part = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What may be shown of a draft."""

    headline: str
    summary: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    quotes: tuple[Quote, ...]
    dropped: tuple[Dropped, ...] = ()


def verify(draft: Draft, view: StoryView) -> Verified:
    """Everything of the draft that the story's articles bear out."""
    cited = tuple(dict.fromkeys(at for one in draft.summary for at in one.evidence))
    headline = verify_headline(draft.headline, view, cited[:MOST])
    summary, bad_sentences = _sift(verify_sentence(one, view) for one in draft.summary)
    claims, bad_claims = _sift(verify_claim(one, view) for one in draft.claims)
    quotes, bad_quotes = _sift(verify_quote(one, view) for one in draft.quotes)
    lost = (headline,) if isinstance(headline, Dropped) else ()
    return Verified(
        headline=headline if isinstance(headline, str) else _own_title(view),
        summary=tuple(summary),
        claims=tuple({one.evidence: one for one in claims}.values()),
        quotes=tuple({one.evidence: one for one in quotes}.values()),
        dropped=(
            *(replace(one, part="headline") for one in lost),
            *bad_sentences,
            *(replace(one, part="claim") for one in bad_claims),
            *(replace(one, part="quote") for one in bad_quotes),
        ),
    )


def verify_headline(said: str, view: StoryView, cited: tuple[Evidence, ...] = ()) -> str | Dropped:
    """A headline that an article has, or that the articles' sentences bear out."""
    text = " ".join(said.split())
    if not orders(text) and text in {" ".join(one.title.split()) for one in view.articles}:
        return text
    found = verify_sentence(DraftSentence(text=text, evidence=cited), view)
    return found.text if isinstance(found, Sentence) else found


def _own_title(view: StoryView) -> str:
    """A title of the story's own articles, the first that gives nobody orders."""
    titles = [one.title.strip() for one in view.articles]
    lines = [cut(one, at.start, at.end).text for one in view.articles for at in readable(one)[:1]]
    return next((one for one in (*titles, *lines) if one and not orders(one)), "")


def verify_quote(said: DraftQuote, view: StoryView) -> Quote | Dropped:
    """The quote as the article has it, whole sentences of it, with the extraction's speaker."""
    needle = said.text.strip(_EDGES)
    for article in _articles(view, (said.article_id,) if said.article_id else ()):
        span = locate(article.text, needle) if needle else None
        if span is None:
            continue
        found = _quote_around(span, view, article)
        if found is None or inside(found.evidence, hostile(article.text)):
            continue
        if said.speaker and not same_person(said.speaker, found):
            reason = f"{article.outlet} gives it to {found.speaker or 'nobody by name'}"
            return Dropped(text=said.text, verdict="misattributed", reason=reason)
        whole = _whole_sentences(found, span, article)
        return replace(whole, translation=_translation(said, whole, view))
    altered = any(_nearly(needle, article.text) for article in view.articles)
    verdict: Verdict = "altered" if altered else "absent"
    return Dropped(text=said.text, verdict=verdict, reason="no article has these words as a quote")


def verify_claim(said: DraftSentence, view: StoryView) -> Claim | Dropped:
    """The extraction's own claim whose evidence holds the sentence."""
    if not stands_alone(said.text):
        return Dropped(text=said.text, verdict="absent", reason=_NOT_ALONE)
    for article in _articles(view, said.article_ids):
        skip = hostile(article.text)
        for claim in view.extraction(article).claims:
            if inside(claim.evidence, skip):
                continue
            if locate(claim.evidence.text, said.text) or locate(said.text, claim.evidence.text):
                return claim
    return Dropped(text=said.text, verdict="absent", reason="no article has such a claim")


def verify_sentence(said: DraftSentence, view: StoryView) -> Sentence | Dropped:
    """The sentence with the evidence it stands on; its own words where an article has them."""
    text = " ".join(said.text.split())
    if not stands_alone(text) or not text:
        return Dropped(text=text, verdict="absent", reason=_NOT_ALONE)
    if orders(text):
        return Dropped(text=text, verdict="absent", reason="it gives orders to machines")
    for article in _articles(view, said.article_ids):
        found = verbatim(text, article)
        if found is not None:
            return Sentence(text=found.text, evidence=(found,))
    if unfinished(text) and not any(_ends_so(text, one.text) for one in view.articles):
        return Dropped(text=text, verdict="altered", reason="it breaks off")
    fault = "no sentence of the articles says this"
    tried: tuple[Evidence, ...] = ()
    for tried in _grounds(text, said, view):
        lacking = _lacking(text, tried, view)
        if lacking is None:
            return Sentence(text=text, evidence=tried)
        fault = lacking
    return Dropped(text=text, verdict="altered" if tried else "absent", reason=fault)


def _ends_so(text: str, known: str) -> bool:
    """Whether an article ends a clause with the same words: "all that it has paid for"."""
    last = re.findall(r"\w+", text)[-3:]
    ending = r"\W+".join(map(re.escape, last))
    return len(last) == 3 and re.search(rf"{ending}[.;,]", known) is not None


def _grounds(text: str, said: DraftSentence, view: StoryView) -> Iterator[tuple[Evidence, ...]]:
    """What it says it stands on, then what comes nearest in its own language, then in the other."""
    cited = tuple(one for one in said.evidence if _stands(one, view))[:MOST]
    if cited:
        yield cited
    found = nearest(text, _spoken(text, _articles(view, said.article_ids)))
    if found and set(found) != set(cited):
        yield found
    abroad = (
        one for one in _articles(view, said.article_ids) if (one.language == "zh") != has_cjk(text)
    )
    found = crossing.nearest(text, abroad, view)
    if found and set(found) != set(cited):
        yield found


def _lacking(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    """Why the evidence does not bear the text out, within a language or across two."""
    if any(has_cjk(one.text) != has_cjk(text) for one in evidence):
        return crossing.unsupported(text, evidence, view)
    whole = "\n".join(one.text for one in view.articles)
    return support.unsupported(text, evidence, whole) or misattributed(text, evidence, view)


def _spoken(text: str, articles: Iterator[Article]) -> Iterator[Article]:
    """The articles in the text's own language: others can't be compared word by word."""
    return (one for one in articles if (one.language == "zh") == has_cjk(text))


def _stands(evidence: Evidence, view: StoryView) -> bool:
    article = view.article(evidence.article_id)
    return (
        article is not None
        and holds(evidence, article)
        and not inside(evidence, hostile(article.text))
    )


def same_person(name: str, quote: Quote) -> bool:
    """Whether `name` can be the quote's speaker: the name, a part of it, or the mention."""
    if quote.speaker is None:
        return False
    wanted = _name_words(name)
    full = _name_words(quote.speaker)
    if not wanted:
        return False
    mention = _name_words(quote.mention.text) if quote.mention else set()
    return wanted <= full or full <= wanted or wanted == mention


def _name_words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold())) - {"the", "a", "an", "mr", "ms", "mrs", "dr"}


def _articles(view: StoryView, first: Sequence[str]) -> Iterator[Article]:
    """The story's articles, those the draft names first."""
    yield from (one for one in view.articles if one.id in first)
    yield from (one for one in view.articles if one.id not in first)


def _translation(said: DraftQuote, quote: Quote, view: StoryView) -> str | None:
    """A translation that says what the quote says, as far as that can be checked."""
    text = (said.translation or "").strip(_EDGES)
    if not text or has_cjk(text) == has_cjk(quote.evidence.text) or not stands_alone(text):
        return None
    if orders(text) or crossing.untranslated(text, quote.evidence, view):
        return None
    return text


def _quote_around(span: Span, view: StoryView, article: Article) -> Quote | None:
    """The extracted quote that holds the span, but for the marks at its edges."""
    for quote in view.extraction(article).quotes:
        if quote.evidence.start <= span.start and span.end <= quote.evidence.end:
            return quote
    return None


def _whole_sentences(quote: Quote, span: Span, article: Article) -> Quote:
    """The quote widened to whole sentences, so that no word before or after can turn its sense."""
    base = quote.evidence.start
    inner = [
        Span(start=base + one.start, end=base + one.end)
        for one in sentences(quote.evidence.text, article.language)
    ]
    touched = [one for one in inner if one.start < span.end and span.start < one.end]
    if not touched:
        return quote
    return replace(quote, evidence=cut(article, touched[0].start, touched[-1].end))


def _nearly(needle: str, text: str) -> bool:
    """Whether most of the words stand together somewhere in the text."""
    words = list(content_words(needle))
    if len(words) < 3:
        return False
    wanted = set(words)
    spans = sentences(text)
    return any(
        len(wanted & set(content_words(text[one.start : one.end]))) >= NEARLY * len(wanted)
        for one in spans
    )


def _sift(results: Iterator[T | Dropped]) -> tuple[list[T], list[Dropped]]:
    kept: list[T] = []
    dropped: list[Dropped] = []
    for one in results:
        if isinstance(one, Dropped):
            dropped.append(one)
        else:
            kept.append(one)
    return kept, dropped
