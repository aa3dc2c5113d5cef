"""What a source's new revision takes back of a story that was told: quotes, speakers, figures. Pure.

A wire story that grows is no correction. One is a notice that the outlet itself gives, a quote
that no longer stands in the article, a quote that it now gives to somebody else, or a sentence
that was shown and now stands there with another figure.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from digests.evidence import cut
from digests.extract.dateline import after_dateline
from digests.model import Article, BriefItem, Claim, Evidence, Extraction, Quote, Sentence
from digests.text import locate, sentences
from digests.verify import same_person

_NOTICE = re.compile(
    r"^\W*(?:corrections?|corrected|clarifications?|editor[’']s (?:note|correction))\b\W"
    r"|\b(?:an )?(?:earlier|previous|original|initial) versions? of this (?:article|story|report|post|piece|headline|interview)\b"
    r"|\bthis (?:article|story|report|post|piece|headline|interview) (?:has been|was|is) (?:since )?"
    r"(?:corrected|amended|revised|changed|updated) (?:to (?:correct|reflect|fix|clarify|remove|say)|after|because)"
    r"|\bthis (?:article|story|report|post|piece) (?:has been|was) corrected\b"
    r"|^\W*(?:更正|勘误|订正|编者更正)|(?:本文|此文|报道)(?:此前|早先|较早|之前|原先)(?:的)?版本|(?:特此|已作|现已|已经?)更正",
    re.IGNORECASE,
)
_ALIKE = 0.72  # share of letters: the same sentence with another figure in it
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*|[零一二三四五六七八九十百千万亿]{1,}(?=[%个名人元家倍年月天])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A sentence as it was shown, and as it stands now."""

    before: str
    after: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an article's new revision changes of a told story. `item` is the story as it then is.

    `gone` are quotes that stand there no more, `moved` those that have another speaker now
    (before, after), `swaps` sentences with other figures. `notice` is the outlet's own.
    """

    article_id: str
    outlet: str
    item: BriefItem
    notice: Sentence | None = None
    gone: tuple[Quote, ...] = ()
    moved: tuple[tuple[Quote, Quote], ...] = ()
    swaps: tuple[Swap, ...] = ()
    withdrawn: bool = False  # not by the outlet: a reader reported it, and it did not hold


def correction(
    item: BriefItem, before: Article, after: Article, extraction: Extraction | None
) -> Correction | None:
    """What `after` corrects of the story; None where it corrects nothing that was told.

    `before` is the article as it was read for the brief, `extraction` what is said in it now.
    """
    notice = _notice(before, after)
    mine = [one for one in item.quotes if one.evidence.article_id == after.id]
    gone = tuple(one for one in mine if not _stands(one.evidence, after))
    moved = tuple(_moved([one for one in mine if one not in gone], extraction))
    swaps = tuple(_swaps(item, after))
    if not (notice or gone or moved or swaps):
        return None
    return Correction(
        article_id=after.id,
        outlet=after.outlet,
        notice=notice,
        gone=gone,
        moved=moved,
        swaps=swaps,
        item=_corrected(item, before, after, gone, dict(moved), swaps),
    )


def _notice(before: Article, after: Article) -> Sentence | None:
    """The outlet's own notice, where it is new: the sentence, or the title that says so."""
    for span in sentences(after.text, after.language):
        text = after.text[span.start : span.end]
        if _NOTICE.search(text) and locate(before.text, text) is None:
            evidence = cut(after, span.start, span.end)
            return Sentence(text=evidence.text, evidence=(evidence,))
    return None


def _stands(evidence: Evidence, article: Article) -> bool:
    """Whether these words stand in the article; the mark that ends a quotation may have changed."""
    return locate(article.text, evidence.text.strip().rstrip(",，.。")) is not None


def _moved(quotes: list[Quote], extraction: Extraction | None) -> Iterator[tuple[Quote, Quote]]:
    said = {_folded(one.evidence.text): one for one in extraction.quotes} if extraction else {}
    for quote in quotes:
        now = said.get(_folded(quote.evidence.text))
        named = now is not None and now.verdict == "verified" and now.speaker and quote.speaker
        if now is not None and named and not same_person(str(quote.speaker), now):
            yield quote, replace(now, translation=quote.translation)


def _swaps(item: BriefItem, after: Article) -> Iterator[Swap]:
    """Sentences of the article that were shown and now stand there with other figures."""
    standing = [cut(after, span.start, span.end) for span in sentences(after.text, after.language)]
    for shown in dict.fromkeys(_shown(item, after.id)):
        if locate(after.text, shown) is not None or not _figures(shown):
            continue
        best = max(standing, key=lambda one: _alike(shown, one.text), default=None)
        if (
            best is None
            or _alike(shown, best.text) < _ALIKE
            or _figures(best.text) == _figures(shown)
        ):
            continue
        skip = after_dateline(best.text)
        evidence = cut(after, best.start + skip, best.end)
        yield Swap(before=shown, after=Sentence(text=evidence.text, evidence=(evidence,)))


def _shown(item: BriefItem, article_id: str) -> Iterator[str]:
    """What was shown verbatim of the article: its summary's, its news' and its claims' sentences."""
    for one in (*item.what_changed, *item.summary):
        if any(piece.article_id == article_id and piece.text == one.text for piece in one.evidence):
            yield one.text
    for claim in item.claims:
        if claim.evidence.article_id == article_id:
            yield claim.evidence.text


def _corrected(
    item: BriefItem,
    before: Article,
    after: Article,
    gone: tuple[Quote, ...],
    moved: Mapping[Quote, Quote],
    swaps: tuple[Swap, ...],
) -> BriefItem:
    """The story without what stands no more, and with what stands now in its place."""
    new = {one.before: one.after for one in swaps}

    def sentence(one: Sentence) -> Sentence | None:
        if one.text in new:
            return new[one.text]
        mine = [piece for piece in one.evidence if piece.article_id == after.id]
        return one if all(_stands(piece, after) for piece in mine) else None

    def claim(one: Claim) -> Claim | None:
        if one.evidence.article_id != after.id or _stands(one.evidence, after):
            return one
        swap = new.get(one.evidence.text)
        # Its figures were read from the old text, so they go with it.
        return replace(one, text=swap.text, evidence=swap.evidence[0], figures=()) if swap else None

    retitled = item.headline == before.title and after.title and after.title != before.title
    return replace(
        item,
        headline=after.title if retitled else item.headline,
        summary=tuple(filter(None, map(sentence, item.summary))),
        what_changed=tuple(filter(None, map(sentence, item.what_changed))),
        claims=tuple(filter(None, map(claim, item.claims))),
        quotes=tuple(moved.get(one, one) for one in item.quotes if one not in gone),
        differences=tuple(
            one
            for one in item.differences
            if all(
                side.article_id != after.id or _stands(side.evidence, after) for side in one.sides
            )
        ),
    )


def _figures(text: str) -> tuple[str, ...]:
    return tuple(_FIGURE.findall(text))


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
