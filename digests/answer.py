"""Answers from the articles' own sentences, each with its evidence; or none where they don't say.

A sentence answers when it holds what the question asks about, or stands where that is told, and
has the kind of thing in it that is asked for (`digests.answers`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digests.answers.bearers import points_back
from digests.answers.passages import passages
from digests.answers.question import read
from digests.answers.ranking import Ranked, rank
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
NEAR = 0.4  # of what the question is about, for a sentence to be the nearest thing that is said
BESIDE = 0.5  # of the best one's chance, what a further sentence must have


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
    if ranked[0].score < ENOUGH:
        return _answer("not_in_sources", _nearest(ranked))
    least = BESIDE * ranked[0].score
    good = [one for one in ranked if one.score >= least]
    if ranked[0].measure.spoken:  # what somebody said is not told by what another one says
        good = [one for one in good if one.measure.spoken]
    return _answer("answered", _apart(good, SIDES if asked.compares else SENTENCES))


def _nearest(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The likeliest sentence that is about what was asked and can be read by itself, if one is."""
    near = (
        one
        for one in ranked
        if one.measure.inside >= NEAR and (one.measure.names or one.measure.titled)
    )
    return [one for one in near if not points_back(one.passage.evidence.text)][:1]


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
        places.setdefault(_words(one), []).append(one.passage.evidence)
    said = tuple(Sentence(text=found[0].text, evidence=tuple(found)) for found in places.values())
    articles = {one.passage.article.id: one.passage.article for one in chosen}
    return Answer(status=status, sentences=said, sources=tuple(map(source_ref, articles.values())))


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
