"""Answers from the articles' own sentences, each with its evidence; or none where they don't say.

A sentence answers when it holds what the question asks about, or stands where that is told, and
has the kind of thing in it that is asked for (`digests.answers`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from digests.answers.bearers import points_back
from digests.answers.passages import passages
from digests.answers.question import read
from digests.answers.ranking import Ranked, rank
from digests.evidence import cut
from digests.extract.dateline import after_dateline
from digests.hostile import orders
from digests.model import (
    Answer,
    AnswerStatus,
    Article,
    Evidence,
    Extraction,
    Sentence,
    SourceRef,
)

SENTENCES = 3
SIDES = 6  # sentences, where a question asks whether outlets agree
ENOUGH = 0.5  # the chance that the best sentence is an answer, for it to be given as one
CERTAIN = 0.8  # the same, where another sentence says that it is not told
FAIRLY = 0.6  # of what the question is about, in a sentence that says that it is not so
VERY = 0.75  # of what the question is about, in a sentence that says that it is not told
NEAR = 0.4  # of what the question is about, for a sentence to be the nearest thing that is said
OTHER_SCRIPT = 0.1  # of chance, that a sentence the asker may not read must have more
LONGER = 2.5  # times as long as a sentence the whole of a quotation may be that it is a part of
BESIDE = 0.5  # of the best one's chance, what a further sentence must have
CLOSE = 0.7  # the same, beside one that is as good as certain
SURE = 0.9
_MARKS = (("“", "”"), ("「", "」"), ("『", "』"))


def answer(
    question: str, articles: Sequence[Article], extractions: Mapping[str, Extraction]
) -> Answer:
    """The sentences of `articles` that answer the question, best first, or `not_in_sources`.

    Where nothing answers, `sentences` holds the nearest thing that is said, if there is one.
    """
    asked = read(question)
    if not asked.terms:
        return Answer(status="not_in_sources")
    ranked = rank(asked, passages(articles, extractions))
    if not ranked or not ranked[0].score:
        return Answer(status="not_in_sources")
    kept_back = _withheld(ranked)
    if ranked[0].score < (CERTAIN if kept_back else ENOUGH):
        near = kept_back or _nearest(ranked)
        return _answer("not_in_sources", [_whole(one, extractions) for one in near])
    apart = asked.compares or asked.kind == "why"  # sides stand apart, and a reason from its event
    close = ranked[0].score >= SURE and not apart
    least = (CLOSE if close else BESIDE) * ranked[0].score
    good = sorted((one for one in ranked if one.score >= least), key=_order)
    if ranked[0].measure.spoken:  # what somebody said is not told by what another one says
        good = [one for one in good if one.measure.spoken]
    whole = [_whole(one, extractions) for one in good]
    return _answer("answered", _apart(whole, SIDES if asked.compares else SENTENCES))


def _order(one: Ranked) -> float:
    """The likeliest first; of sentences about as likely, one in the script of the question."""
    return OTHER_SCRIPT * one.measure.across - one.score


def _withheld(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The sentence that says of the very thing asked for that it is not told, or has not happened."""
    told = (
        one
        for one in ranked
        if one.measure.inside >= (VERY if one.measure.untold else FAIRLY)
        and (one.measure.untold or one.measure.denied)
        and not (one.measure.strangers or one.measure.foreign)
    )
    return [_explained(one) for one in told][:1]


def _nearest(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The likeliest sentence that is about what was asked and can be read by itself, if one is.

    Of somebody who is asked about, what that one did say; else one in the asker's script first.
    """
    spoken = [one for one in ranked if one.measure.spoken]
    near = [
        one
        for one in ranked
        if one.measure.inside >= NEAR and (one.measure.names or one.measure.titled)
    ]
    alone = [one for one in spoken or near if _stands_alone(one.passage.evidence.text)]
    return sorted(alone, key=lambda one: one.measure.across)[:1]


def _stands_alone(text: str) -> bool:
    """Whether it can be read by itself: it neither points back nor is cut out of a quotation."""
    halved = text.count('"') % 2 == 1 or any(text.count(a) != text.count(b) for a, b in _MARKS)
    return not halved and not points_back(text)


def _explained(one: Ranked) -> Ranked:
    """A sentence that opens with "he" or "the company", with the one before it that tells who it is."""
    at = one.passage
    wider = cut(at.article, at.before, at.evidence.end)
    if not points_back(at.evidence.text) or "\n" in wider.text:
        return one
    return replace(one, passage=replace(at, evidence=wider))


def _whole(one: Ranked, extractions: Mapping[str, Extraction]) -> Ranked:
    """A sentence that opens or ends in the middle of a quotation, with the rest of it if it is short."""
    at = one.passage.evidence
    found = extractions.get(one.passage.article.id)
    for quote in found.quotes if found else ():
        start, end = quote.evidence.start - 1, quote.evidence.end + 1  # with its marks
        cuts = start < at.start < end or start < at.end < end
        start, end = min(start, at.start), max(end, at.end)
        if cuts and start >= 0 and end - start <= LONGER * (at.end - at.start):
            wider = cut(one.passage.article, start, end)
            return replace(one, passage=replace(one.passage, evidence=wider))
    return one


def _apart(good: Sequence[Ranked], most: int) -> list[Ranked]:
    """The first sentences that are not word for word the same, and the copies of those."""
    told = list(dict.fromkeys(_words(one) for one in good))[:most]
    return [one for one in good if _words(one) in told]


def _words(one: Ranked) -> str:
    return " ".join(one.passage.evidence.text.split())


def _answer(status: AnswerStatus, chosen: Sequence[Ranked]) -> Answer:
    """A sentence once, with each place where it stands."""
    places: dict[str, list[Evidence]] = {}
    for one in chosen:
        places.setdefault(_words(one), []).append(_undated(one))
    said = tuple(Sentence(text=found[0].text, evidence=tuple(found)) for found in places.values())
    articles = {one.passage.article.id: one.passage.article for one in chosen}
    return Answer(status=status, sentences=said, sources=tuple(map(source_ref, articles.values())))


def _undated(one: Ranked) -> Evidence:
    """A sentence's evidence without the dateline that opens it."""
    at = one.passage.evidence
    return cut(one.passage.article, at.start + after_dateline(at.text), at.end)


def source_ref(article: Article) -> SourceRef:
    """The article as a reader is pointed to it."""
    return SourceRef(
        article_id=article.id,
        outlet=article.outlet,
        title="" if orders(article.title) else article.title,
        url=article.canonical_url,
        published=article.published_at,
        lang=article.language,
        paywalled=article.paywalled,
    )
