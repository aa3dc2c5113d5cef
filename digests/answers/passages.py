"""Sentences as they may answer: what each says, who speaks in it, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digests.answers.lexemes import lexemes
from digests.answers.synonyms import synonyms
from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.hostile import hostile, orders
from digests.model import Article, Entity, EntityKind, Evidence, Extraction
from digests.stories.romanise import is_pinyin
from digests.stories.words import STOP, stem
from digests.text import sentences

_COMMON = frozenset(
    "the united federal national new american european chinese british bank university state city "
    "open big first general global royal great north south east west central".split()
)
_INNER = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+")
_SECOND = re.compile(r" [A-Z][a-z]")
_FIRST = re.compile(r"[\"“‘]?([A-Z][\w-]+)")
_BEFORE = 2  # sentences in whose light a sentence is read


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence. `around` is what the sentences before it say, `head` the title and lead."""

    article: Article
    evidence: Evidence
    before: int  # where the sentence before it starts in the text, or itself where it is the first
    number: int  # its place in the article, from 0
    said: frozenset[str]
    speakers: frozenset[str]
    around: frozenset[str]
    prior: frozenset[str]  # what the one sentence before it says
    title: frozenset[str]
    after: frozenset[str]  # what the sentence after it says
    head: frozenset[str]
    article_says: frozenset[str]
    extracted: bool  # people and organisations were read out of the article
    opens: str  # the name it opens with, where one does: "Brightfern has 210 employees"
    named: tuple[tuple[str, EntityKind], ...]  # whom it names, by the fullest name, in order


def passages(
    articles: Sequence[Article], extractions: Mapping[str, Extraction]
) -> tuple[Passage, ...]:
    """Every sentence of the articles that is theirs: no frame around them, no orders to machines."""
    return tuple(one for article in articles for one in _of(article, extractions.get(article.id)))


def _of(article: Article, found: Extraction | None) -> Iterator[Passage]:
    skip = (*boilerplate(article.text), *hostile(article.text))
    spans = [
        span
        for span in sentences(article.text, article.language)
        if not any(one.start < span.end and span.start < one.end for one in skip)
    ]
    told = [lexemes(article.text[span.start : span.end]) for span in spans]
    title = lexemes("" if orders(article.title) else article.title)
    head = title.union(*told[:1], lexemes(article.outlet))
    whole = head.union(*told)
    known = found.entities if found else ()
    inner = frozenset(_INNER.findall(f"{article.title}\n{article.text}"))
    for number, span in enumerate(spans):
        evidence = cut(article, span.start, span.end)
        speakers = lexemes(", ".join(_speakers(found, evidence))) if found else frozenset[str]()
        yield Passage(
            article=article,
            evidence=evidence,
            before=spans[max(0, number - 1)].start,
            number=number,
            said=told[number] | speakers,
            speakers=speakers,
            around=frozenset[str]().union(*told[max(0, number - _BEFORE) : number]),
            prior=told[number - 1] if number else frozenset(),
            title=title,
            after=told[number + 1] if number + 1 < len(told) else frozenset(),
            head=head,
            article_says=whole,
            extracted=bool(known),
            opens=_opens(evidence.text, inner),
            named=_named(evidence.text, known),
        )


def _opens(text: str, inner: frozenset[str]) -> str:
    """The name it opens with: a word with a capital inside other sentences too, or before another one."""
    first = _FIRST.match(text)
    if first is None or first[1] in inner:
        return first[1] if first else ""
    lower = first[1].lower()
    common = lower in STOP or synonyms(stem(lower))
    return "" if common or not _SECOND.match(text, first.end()) else first[1]


def _named(text: str, known: Sequence[Entity]) -> tuple[tuple[str, EntityKind], ...]:
    """The people and organisations of the article that the sentence names, in its order."""
    places: list[tuple[int, str, EntityKind]] = []
    for one in known:
        forms = (one.name, *one.aliases, *_short(one))
        at = min((text.find(form) for form in forms if form in text), default=-1)
        if at >= 0:
            places.append((at, one.name, one.kind))
    return tuple((name, kind) for _, name, kind in sorted(places))


def _short(one: Entity) -> Iterator[str]:
    """The surname of a person, the first word of an organisation: how they are named again."""
    parts = re.split(r"[ ·]", one.name)
    if len(parts) > 1 and one.kind == "person":
        yield parts[0] if is_pinyin(parts[0].lower()) else parts[-1]
    elif len(parts) > 1 and parts[0].lower() not in _COMMON:
        yield parts[0]


def _speakers(found: Extraction, evidence: Evidence) -> list[str]:
    told = [(one.evidence, one.speaker) for one in found.quotes]
    told += [(one.evidence, one.speaker) for one in found.claims]
    return sorted(
        {
            speaker
            for span, speaker in told
            if speaker and span.start < evidence.end and evidence.start < span.end
        }
    )
