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

from digests.evidence import cut
from digests.extract.figures import figures
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
from digests.text import locate, sentences
from digests.words import content_words

T = TypeVar("T")
Part = Literal["headline", "summary", "claim", "quote"]
SUPPORT = 0.6  # the share of a sentence's words that its evidence must hold
ADDS = 0.2  # the share of a sentence's words that a further piece of evidence must bring
CARRIES = 0.5  # of the best evidence's words: evidence with fewer only names things
MOST_EVIDENCE = 3  # sentences that one summary sentence may stand on
_NOT_ALONE = "it is half a sentence, or holds an address"
_EDGES = " \t\n\r\u3000\"'“”‘’「」『』«»"
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|neither|nor|without|cannot|deny|denied|denies)\b|n['’]t\b"
    r"|不|没|未|无|否认|并非",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]*[A-Za-z0-9]\b")


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
    headline = verify_headline(draft.headline, view)
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


def verify_headline(said: str, view: StoryView) -> str | Dropped:
    """A headline that an article has, or that the articles' titles and sentences bear out."""
    text = " ".join(said.split())
    titles = [one.title.strip() for one in view.articles]
    if text and any(text == " ".join(title.split()) for title in titles):
        return text
    if not text or not stands_alone(text):
        return Dropped(text=text, verdict="absent", reason=_NOT_ALONE)
    found = verify_sentence(DraftSentence(text=text), view)
    return found.text if isinstance(found, Sentence) else found


def _own_title(view: StoryView) -> str:
    """A title of the story's own articles, the first that has one."""
    titles = [one.title.strip() for one in view.articles]
    return next((one for one in titles if one), view.articles[0].text.strip()[:80])


def verify_quote(said: DraftQuote, view: StoryView) -> Quote | Dropped:
    """The quote as the article has it, whole sentences of it, with the extraction's speaker."""
    needle = said.text.strip(_EDGES)
    for article in _articles(view, (said.article_id,) if said.article_id else ()):
        span = locate(article.text, needle) if needle else None
        if span is None:
            continue
        found = _quote_around(span, view, article)
        if found is None:
            continue
        if said.speaker and not same_person(said.speaker, found):
            reason = f"{article.outlet} gives it to {found.speaker or 'nobody by name'}"
            return Dropped(text=said.text, verdict="misattributed", reason=reason)
        return _whole_sentences(found, span, article)
    altered = any(_nearly(needle, article.text) for article in view.articles)
    verdict: Verdict = "altered" if altered else "absent"
    return Dropped(text=said.text, verdict=verdict, reason="no article has these words as a quote")


def verify_claim(said: DraftSentence, view: StoryView) -> Claim | Dropped:
    """The extraction's own claim whose evidence holds the sentence."""
    if not stands_alone(said.text):
        return Dropped(text=said.text, verdict="absent", reason=_NOT_ALONE)
    for article in _articles(view, said.article_ids):
        for claim in view.extraction(article).claims:
            if locate(claim.evidence.text, said.text) or locate(said.text, claim.evidence.text):
                return claim
    return Dropped(text=said.text, verdict="absent", reason="no article has such a claim")


def verify_sentence(said: DraftSentence, view: StoryView) -> Sentence | Dropped:
    """The sentence with the evidence it stands on; its own words where an article has them."""
    text = said.text.strip()
    if not stands_alone(text):
        return Dropped(text=text, verdict="absent", reason=_NOT_ALONE)
    for article in _articles(view, said.article_ids):
        span = locate(article.text, text) if text else None
        if span:
            evidence = cut(article, span.start, span.end)
            return Sentence(text=evidence.text, evidence=(evidence,))
    evidences = _evidence_for(text, _articles(view, said.article_ids))
    lacking = unsupported(text, evidences)
    if lacking:
        return Dropped(text=text, verdict="altered" if evidences else "absent", reason=lacking)
    return Sentence(text=text, evidence=evidences)


def unsupported(text: str, evidence: Sequence[Evidence]) -> str | None:
    """What the sentence says that its evidence does not; None when it is borne out."""
    together = "\n".join(one.text for one in evidence)
    if not evidence:
        return "no sentence of the articles says this"
    known = {(round(one.value, 6), one.unit) for one in figures(together)}
    for figure in figures(text):
        if (round(figure.value, 6), figure.unit) not in known:
            return f"the figure {figure.text!r} is not in its sources"
    folded = together.casefold()
    for name in _NAME.findall(text):
        if re.sub(r"['’]s$", "", name).casefold() not in folded:
            return f"the name {name!r} is not in its sources"
    words = set(content_words(text))
    if bool(_NEGATION.search(text)) != any(
        _NEGATION.search(one.text) for one in _carrying(words, evidence)
    ):
        return "a negation was lost or added"
    if words and len(words & set(content_words(together))) < SUPPORT * len(words):
        return "its words are not its sources' words"
    return None


def _carrying(words: set[str], evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that the sentence mainly says; the rest only names who or what is meant."""
    shares = [(len(words & set(content_words(one.text))), one) for one in evidence]
    most = max(share for share, _ in shares)
    return [one for share, one in shares if share >= CARRIES * most]


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
        len(wanted & set(content_words(text[one.start : one.end]))) >= SUPPORT * len(wanted)
        for one in spans
    )


def _evidence_for(text: str, articles: Iterator[Article]) -> tuple[Evidence, ...]:
    """The few sentences of one article that hold most of the text's words."""
    wanted = set(content_words(text))
    best: tuple[int, tuple[Evidence, ...]] = (0, ())
    for article in articles:
        held: set[str] = set()
        chosen: list[Evidence] = []
        pool = [
            (span, _words_at(article, span)) for span in sentences(article.text, article.language)
        ]
        while len(chosen) < MOST_EVIDENCE and pool:
            span, words = max(pool, key=lambda one: len((one[1] & wanted) - held))
            # A sentence that adds a word or two is not what this one stands on.
            if len((words & wanted) - held) < max(1, ADDS * len(wanted)):
                break
            chosen.append(cut(article, span.start, span.end))
            held |= words & wanted
            pool.remove((span, words))
        if len(held) > best[0]:
            best = (len(held), tuple(sorted(chosen, key=lambda one: one.start)))
    return best[1]


def _words_at(article: Article, span: Span) -> frozenset[str]:
    return frozenset(content_words(article.text[span.start : span.end]))


def _sift(results: Iterator[T | Dropped]) -> tuple[list[T], list[Dropped]]:
    kept: list[T] = []
    dropped: list[Dropped] = []
    for one in results:
        if isinstance(one, Dropped):
            dropped.append(one)
        else:
            kept.append(one)
    return kept, dropped
