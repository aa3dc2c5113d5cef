"""Who said it, who led it: what two outlets put down to different people or firms.

Only what has one answer is compared: one and the same quotation, and the leader of one round of
funding. Both names must stand in the sentences that are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digests.evidence import cut
from digests.model import Article, Difference, Evidence, Extraction, Language, Quote, Side
from digests.stories.words import CJK, LATIN
from digests.text import has_cjk, sentences

_FEWEST, _FEWEST_CJK = 6, 12  # words, characters: shorter quotations are terms
_NAME = r"[A-Z][\w&.'’-]*(?: (?:(?:of|and|de|van|von) )?[A-Z][\w&.'’-]*){0,4}"
_ROUND = r"(?:round|investment|financing|funding|fundraising|raised?|raising|million|billion)"
_SHORT = r"(?:(?!\b(?:in|through|during|after|before)\b)[^.,;]|[.,](?=\d)){0,40}?"
_LED = (
    re.compile(rf"\b{_ROUND}\b{_SHORT},? (?:co-)?led by (?P<name>{_NAME})"),
    re.compile(
        rf"(?P<name>{_NAME}) (?:has |had |will |is to )?(?:co-)?le(?:d|ads?|ading) "
        rf"(?:the|a|an|its|this|that)\b{_SHORT}\b{_ROUND}\b"
    ),
    re.compile(
        r"(?:由|(?:^|[，。；：])(?!本轮|此轮))(?P<name>[^，。；：、由]{2,20}?)(?<!联合)(?<!共同)领投(?!方)"
    ),
    re.compile(r"领投方(?:为|是)(?P<name>[^，。；：、]{2,20})"),
)
# A round before this one, or one among several.
_OTHER_ROUND = re.compile(
    r"\b(?:previous|earlier|last|prior|seed|before that)\b|\bSeries [A-H]\b|\b(?:19|20)\d\d\b"
    r"|上一轮|前一轮|此前|去年|种子轮|天使轮|[A-H]\+?轮|\d{4}年",
    re.IGNORECASE,
)
_LOCATION = re.compile(r" of [A-Z].*")


@dataclass(frozen=True, slots=True)
class _Told:
    """A name and the sentence that gives it."""

    name: str
    evidence: Evidence


def attributions(
    pairs: Sequence[tuple[Article, Article]],
    extractions: Mapping[str, Extraction],
    language: Language,
) -> Iterator[Difference]:
    """What these pairs of reports put down to different people or firms, each thing once."""
    articles = {article.id: article for pair in pairs for article in pair}
    leaders = {one: _leader(article) for one, article in articles.items()}
    quoted = {
        one: dict(_quoted(article, extractions.get(one))) for one, article in articles.items()
    }
    told: set[str] = set()
    for a, b in pairs:
        if has_cjk(a.title or a.text[:200]) != has_cjk(b.title or b.text[:200]):
            continue  # a name is not compared with its transliteration
        ours, theirs = leaders[a.id], leaders[b.id]
        if ours and theirs and "" not in told and _only_one(ours, theirs, a, b):
            told.add("")
            yield _difference(("who led the round", "领投方"), ours, theirs, language)
        for words in quoted[a.id].keys() & quoted[b.id].keys() - told:
            one, other = quoted[a.id][words], quoted[b.id][words]
            if not _may_be_same(one.name, other.name):
                told.add(words)
                yield _difference(("who said it", "这句话是谁说的"), one, other, language)


def _difference(about: tuple[str, str], one: _Told, other: _Told, language: Language) -> Difference:
    sides = (_side(one), _side(other))
    return Difference(about=about[1 if language == "zh" else 0], sides=sides)


def _only_one(ours: _Told, theirs: _Told, a: Article, b: Article) -> bool:
    """Whether each names a leader that the other does not know: else there are two, or two rounds."""
    return not (
        _may_be_same(ours.name, theirs.name)
        or _may_be_same(ours.name, b.text)
        or _may_be_same(theirs.name, a.text)
    )


def _leader(article: Article) -> _Told | None:
    """Who led the round, where the article says so of one round alone."""
    spans = sentences(article.text, article.language)
    found = [
        _Told(_LOCATION.sub("", match["name"]).strip(" ."), sentence)
        for sentence in (cut(article, span.start, span.end) for span in spans)
        if not _OTHER_ROUND.search(sentence.text)
        for pattern in _LED
        for match in pattern.finditer(sentence.text)
    ]
    return found[0] if len(found) == 1 else None


def _quoted(article: Article, extraction: Extraction | None) -> Iterator[tuple[str, _Told]]:
    """Each long quotation of a named person, by its words, with the sentence that names them."""
    for quote in extraction.quotes if extraction else ():
        words = _words(quote)
        if words is None or quote.speaker is None or quote.speaker_kind not in (None, "person"):
            continue
        for span in sentences(article.text, article.language):
            if span.start <= quote.evidence.start < span.end:
                sentence = cut(article, span.start, max(span.end, quote.evidence.end))
                if _may_be_same(quote.speaker, sentence.text):
                    yield words, _Told(quote.speaker, sentence)


def _words(quote: Quote) -> str | None:
    text = quote.evidence.text
    if has_cjk(text):
        characters = "".join(CJK.findall(text))
        return characters if len(characters) >= _FEWEST_CJK else None
    words = [word.lower() for word in LATIN.findall(text)]
    return " ".join(words) if len(words) >= _FEWEST else None


def _may_be_same(name: str, other: str) -> bool:
    """Whether a name and another, or a text, share one of its words, or a Chinese one holds it."""
    if has_cjk(name):
        return name in other or other in name
    words = frozenset(LATIN.findall(other))
    return any(word in words for word in LATIN.findall(name) if len(word) > 1)


def _side(told: _Told) -> Side:
    return Side(article_id=told.evidence.article_id, text=told.name, evidence=told.evidence)
