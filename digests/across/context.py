"""Whom a sentence's "she", "the company" and "we" mean: what its article says of them beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digests.across import naming
from digests.bindings import NAME, OPENERS
from digests.dates_told import CALENDAR
from digests.model import Article, Evidence
from digests.names_told import OFFICE as _OFFICE
from digests.summarisers.base import StoryView
from digests.text import has_cjk, sentences

_READ = 12_000  # characters before it that may have somebody's full name
_FAR = 700  # characters before a sentence in which its "she" has a name
_RUN = re.compile(rf"(?:{NAME.pattern})(?:\s+(?:{NAME.pattern}))*")
_LEANS = re.compile(
    r"\b(?:it|its|they|their|them|he|she|his|her|him|we|our|us|(?:the|an?) [\w -]{0,30}?(?:company|firm|start-?up|group|lab|maker|"
    r"chipmaker|developer|regulator|agency|university|bank|ministry|court|commission\w*|model|system|tool|software|deal|fund|executive|founder|scientist|president|chair\w*))\b"
    r"|公司|他|她|它|其(?!中)|该|我们|两家|双方|项目",
    re.IGNORECASE,
)
_OPENS_LEANING = re.compile(r"(?:Shares|Stock|Sales) (?:in|of|at) (?:the|its)\b|(?:(?:And|But|Still|Also|Then|Yet),? )?(?:It|He|She|They|We|I|The|His|Her|Its|Their|This|That)\b|[“\"]|他|她|该|公司|其")  # fmt: skip


_OPENING = 60  # characters in which a sentence's subject stands
_SPEECH = re.compile(r"[“\"][^”\"]*\b(?:we|our|us)\b|\b(?:he|she|his|her)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:(?:Instead|But|Then|And|Still),? )?(?:it|they|most of them|some of them)\b", re.IGNORECASE
)
_OF_THEM = re.compile(r"(?:Most|Some|All|Half|None|One|Two|Many|Both) of them\b")
_HOUSE = re.compile(
    r"\bthe [\w -]{0,30}?(?:company|firm|start-?up|group|lab|maker|chipmaker|developer)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:Its|Their)\b")
_PERSON = re.compile(r"(?:But |And )?(?:He|She|His|Her)\b")


def context(evidence: Sequence[Evidence], view: StoryView) -> str:
    """Who speaks and whom it is about, a line each, in the language of the evidence."""
    lines: list[str] = []
    for one in evidence:
        article = view.article(one.article_id)
        if article is not None:
            lines += _speakers(one, article, view)
            lines += _antecedent(one, article, view)
            lines += _fuller(one, article)
            lines += _described(one, article)
            lines += () if _OWNED.match(one.text) else _offices(lines, article, view)
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _offices(named: Sequence[str], article: Article, view: StoryView) -> Iterator[str]:
    """The offices of those whom the lines so far name."""
    for quote in view.extraction(article).quotes:
        if quote.speaker and any(quote.speaker in line for line in named):
            yield " ".join(filter(None, (quote.speaker, quote.role, quote.organisation)))


def _speakers(one: Evidence, article: Article, view: StoryView) -> Iterator[str]:
    found = view.extraction(article)
    if _OWNED.match(one.text):  # "Its chief executive": of whom the sentence before is about
        return
    for quote in found.quotes:
        if quote.evidence.start < one.end and one.start < quote.evidence.end:
            yield " ".join(filter(None, (quote.speaker, quote.role, quote.organisation)))
    for claim in found.claims:
        if claim.evidence.start < one.end and one.start < claim.evidence.end:
            yield claim.speaker or ""
    for quote in found.quotes:  # of everybody whom the sentence names: their office
        name = quote.speaker
        if name and any(part in one.text for part in (name, name.split()[-1])):
            yield " ".join(filter(None, (name, quote.role, quote.organisation)))


def _antecedent(one: Evidence, article: Article, view: StoryView) -> Iterator[str]:
    """The name that the sentence before is about, where this one leans on it or names nobody."""
    nameless = not has_cjk(one.text) and not next(_first_name(one.text), "")
    if has_cjk(one.text):
        leans = _LEANS.search(one.text) is not None
    else:
        opens = _OPENS_LEANING.match(one.text) and _LEANS.search(one.text[:_OPENING])
        leans = nameless or bool(opens) or _SPEECH.search(one.text) is not None
    before = article.text[max(0, one.start - _FAR) : one.start]
    spans = [before[span.start : span.end] for span in sentences(before, article.language)]
    if _OF_THEM.match(one.text) and spans:
        yield " ".join(re.findall(r"\b[a-z]+\b", spans[-1]))
    leans = leans or _GOES_ON.match(one.text) is not None
    if not leans:
        return
    if has_cjk(one.text):
        yield from _han(spans, article, view)
        return
    if _GOES_ON.match(one.text) and spans:
        yield " ".join(spans[-1].split()[:4])
    if _PERSON.match(one.text) and spans:
        yield from (name for name in _first_name(spans[-1]) if " " in name)
    people = {one.name for one in view.extraction(article).entities if one.kind == "person"}
    house = _HOUSE.search(one.text[:_OPENING]) is not None
    for at, told in enumerate(reversed(spans)):
        names = (name for name in _first_name(told) if not (house and name in people))
        name = next(names, "")
        speaker = [
            quote for quote in view.extraction(article).quotes if quote.evidence.text in told
        ]
        if at == 0:
            yield from (quote.organisation or "" for quote in speaker)
        if name and not _OPENS_LEANING.match(told):
            yield name
            return
        if name and at == 0:
            yield name


def _han(spans: Sequence[str], article: Article, view: StoryView) -> Iterator[str]:
    """Chinese: the organisations and people of the nearest sentence before that names any."""
    entities = [entity for entity in view.extraction(article).entities if has_cjk(entity.name)]
    for told in reversed(spans):
        named = [one.name for one in entities if any(n in told for n in (one.name, *one.aliases))]
        first = sorted(named, key=told.find)[:1]
        if first and not _OPENS_LEANING.match(told):
            yield from first
            return


def _first_name(text: str) -> Iterator[str]:
    for match in _RUN.finditer(text):
        words = match[0].split()
        opens = not text[: match.start()].strip(" \"'“‘")
        if opens and words[0].casefold() in OPENERS:
            words = words[1:]
        if opens and words and _OFFICE.match(words[0]):
            words = words[1:]
        if words and words[0].casefold() not in CALENDAR:
            yield " ".join(words)


_THE = re.compile(r"\bthe ([a-z]{4,})\b", re.IGNORECASE)


def _described(one: Evidence, article: Article) -> Iterator[str]:
    """ "A privacy commissioner" where the sentence has only "the commissioner"."""
    before = article.text[max(0, one.start - _FAR) : one.start]
    for word in set(_THE.findall(one.text)):
        yield from re.findall(rf"\b(?:an?|its|the) (?:[\w-]+ ){{1,2}}{word}\b", before)[-1:]


def _fuller(one: Evidence, article: Article) -> Iterator[str]:
    """ "Daniel Whitcombe" where the sentence has only "Whitcombe"."""
    if has_cjk(one.text):
        near = article.text[max(0, one.start - _READ) : one.end]
        yield from (name for name in naming.people(near) if name[:2] in one.text)
        return
    before = article.text[max(0, one.start - _READ) : one.start]
    for name in set(_first_name(one.text)):
        last = name.split()[-1]
        full = re.search(rf"(?:[A-Z][\w’'-]+ ){{1,2}}{re.escape(last)}\b", before)
        if full:
            yield full[0]
