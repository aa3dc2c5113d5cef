"""What is new in a story for one channel, against all that its briefs have shown before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digests.evidence import cut
from digests.model import Article, BriefItem, Claim, Evidence, Extraction, Figure, Quote, Sentence
from digests.stories.words import content_words
from digests.text import sentences

Status = Literal["new", "update", "repeat"]
KNOWN = 0.6  # of a sentence's words, where it has no new figure: then it is a repeat
_UNIT = re.compile(r"\w", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a channel has seen of one story, as hashes: enough to know a repeat, no text kept."""

    sentences: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()

    def to_json(self) -> str:
        """This as one JSON object; `from_json` reads it back."""
        return json.dumps({name: sorted(getattr(self, name)) for name in self.__slots__})

    @classmethod
    def from_json(cls, text: str) -> Shown:
        """What `to_json` wrote. Raises ValueError or TypeError for anything else."""
        return cls(**{name: frozenset(values) for name, values in json.loads(text).items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Whether a story is new, an update or a repeat for a channel, and what is new in it."""

    status: Status
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()


def sentence_hash(text: str) -> str:
    """A hash of a sentence's letters and digits alone, so that white space and marks don't count."""
    return _hash("".join(_UNIT.findall(text)).casefold())


def shown(
    item: BriefItem | None,
    articles: Iterable[Article],
    extractions: Mapping[str, Extraction],
    before: Shown | None = None,
) -> Shown:
    """What a channel knows after a brief with `item`, made from `articles`, on top of `before`."""
    sentence_hashes, words, quotes, ids = set[str](), set[str](), set[str](), set[str]()
    for article in articles:
        ids.add(_version(article))
        words |= {_hash(word) for word in content_words(f"{article.title} {article.text}")}
        for span in sentences(article.text, article.language):
            sentence_hashes.add(sentence_hash(article.text[span.start : span.end]))
        extraction = extractions.get(article.id)
        quotes |= (
            {sentence_hash(q.evidence.text) for q in extraction.quotes} if extraction else set()
        )
    if item is not None:
        sentence_hashes |= {sentence_hash(s.text) for s in (*item.what_changed, *item.summary)}
        quotes |= {sentence_hash(quote.evidence.text) for quote in item.quotes}
    old = before or Shown()
    return Shown(
        sentences=old.sentences | sentence_hashes,
        words=old.words | words,
        figures=old.figures,
        quotes=old.quotes | quotes,
        articles=old.articles | ids,
    )


def changes(
    articles: Sequence[Article], extractions: Mapping[str, Extraction], before: Shown | None
) -> Change:
    """What a channel that has seen `before` does not know yet.

    `articles` are the story's, in the order of first sight; with `before` None all is new.
    """
    found: list[Sentence] = []
    seen = set(before.sentences) if before else set[str]()
    known = before or Shown()
    for article in articles:
        if _version(article) in known.articles:
            continue
        for span in sentences(article.text, article.language):
            evidence = cut(article, span.start, span.end)
            key = sentence_hash(evidence.text)
            if key not in seen and (before is None or _tells_more(evidence.text, known)):
                found.append(Sentence(text=evidence.text, evidence=(evidence,)))
            seen.add(key)
    status: Status = "new" if before is None else "update" if found else "repeat"
    spans = [sentence.evidence[0] for sentence in found]
    claims = [c for x in extractions.values() for c in x.claims if _within(c.evidence, spans)]
    quotes = [q for x in extractions.values() for q in x.quotes if _within(q.evidence, spans)]
    return Change(
        status=status,
        sentences=tuple(found),
        claims=tuple(claims),
        figures=tuple(figure for claim in claims for figure in claim.figures),
        quotes=tuple(q for q in quotes if sentence_hash(q.evidence.text) not in known.quotes),
    )


def _tells_more(text: str, known: Shown) -> bool:
    words = {_hash(word) for word in content_words(text)}
    return bool(words) and len(words & known.words) / len(words) < KNOWN


def _within(evidence: Evidence, spans: Sequence[Evidence]) -> bool:
    return any(
        span.article_id == evidence.article_id
        and span.start < evidence.end
        and evidence.start < span.end
        for span in spans
    )


def _version(article: Article) -> str:
    return _hash(f"{article.id}@{article.content_hash}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
