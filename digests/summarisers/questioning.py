"""A question as a prompt: short rules in front, the likeliest sentences behind them as data.

What is sent is found by the same retrieval that answers without a model, from public articles
alone. The question is the only thing in it that a person of a workspace wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digests.answers.material import Material
from digests.answers.passages import Passage, passages
from digests.answers.question import read as read_question
from digests.answers.ranking import Ranked, rank
from digests.grounds import inside
from digests.hostile import hostile
from digests.leaning import leans_back
from digests.model import Article, Evidence, Language, Quote
from digests.summarisers.prompting import article_form, name, quote_form, read, translating, version

SENTENCES = 16  # the likeliest ones, of the thread's own articles and of the others each
QUOTES = 8
QUESTION = 600  # characters of a question; what is longer is cut
SIZE = 9_000  # characters of all sentences; Chinese counts double


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPrompt:
    """What is sent, and what the ids in an answer stand for."""

    system: str
    user: str
    version: str
    sentences: Mapping[str, Evidence]
    quotes: Mapping[str, Quote]


def question_prompt(question: str, material: Material, language: Language) -> QuestionPrompt:
    """The prompt of one question. It holds no sentences where nothing at all bears on it."""
    chosen = _chosen(question, material)
    articles = _of_articles(chosen)
    names = {one.id: f"a{number}" for number, (one, _) in enumerate(articles, start=1)}
    lines = {
        one.id: {f"{names[one.id]}.{n}": at for n, at in enumerate(places, start=1)}
        for one, places in articles
    }
    quotes = {f"q{n}": one for n, one in enumerate(_quotes(articles, material), start=1)}
    data: dict[str, Any] = {
        "question": " ".join(question.split())[:QUESTION],
        "articles": [article_form(one, names[one.id], lines[one.id]) for one, _ in articles],
        "quotes": [quote_form(key, one, names) for key, one in quotes.items()],
    }
    template = read("answer")
    return QuestionPrompt(
        system=template.format(language=name(language), translation=translating(language)),
        user=json.dumps(data, ensure_ascii=False),
        version=version("answer"),
        sentences={key: at for held in lines.values() for key, at in held.items()},
        quotes=quotes,
    )


def _chosen(question: str, material: Material) -> Sequence[Passage]:
    """The likeliest sentences, the thread's own first, each with the one it leans on.

    None of them gives orders to machines.
    """
    skip = {one.id: hostile(one.text) for one in material.articles}
    found = [
        one
        for one in passages(material.articles, material.extractions)
        if not inside(one.evidence, skip[one.article.id])
    ]
    ranked = [one for one in rank(read_question(question), found) if one.score > 0]
    places = {(one.article.id, one.number): one for one in found}
    ours = [one for one in ranked if one.passage.article.id in material.first][:SENTENCES]
    others = [one for one in ranked if one.passage.article.id not in material.first][:SENTENCES]
    chosen: dict[Evidence, Passage] = {}
    left = SIZE
    for one in (*ours, *others):
        for passage in _with_lead(one, places):
            size = len(passage.evidence.text) * (2 if passage.article.language == "zh" else 1)
            if passage.evidence not in chosen and size <= left:
                chosen[passage.evidence] = passage
                left -= size
    return tuple(chosen.values())


def _with_lead(one: Ranked, places: Mapping[tuple[str, int], Passage]) -> Iterable[Passage]:
    """A sentence, and before it the one that says whom "she" means."""
    passage = one.passage
    before = places.get((passage.article.id, passage.number - 1))
    if before is not None and leans_back(passage.evidence.text):
        yield before
    yield passage


def _of_articles(chosen: Sequence[Passage]) -> Sequence[tuple[Article, Sequence[Evidence]]]:
    """The sentences by article, each article's in the order of its text."""
    held: dict[str, tuple[Article, list[Evidence]]] = {}
    for one in chosen:
        held.setdefault(one.article.id, (one.article, []))[1].append(one.evidence)
    return [(article, sorted(at, key=lambda one: one.start)) for article, at in held.values()]


def _quotes(
    articles: Sequence[tuple[Article, Sequence[Evidence]]], material: Material
) -> Sequence[Quote]:
    """The named speech that stands in the chosen sentences, each wording once."""
    found: dict[str, Quote] = {}
    for article, places in articles:
        skip = hostile(article.text)
        extraction = material.extractions.get(article.id)
        for one in extraction.quotes if extraction else ():
            near = any(at.start < one.evidence.end and one.evidence.start < at.end for at in places)
            fit = one.verdict == "verified" and one.speaker and not inside(one.evidence, skip)
            if near and fit:
                found.setdefault("".join(filter(str.isalnum, one.evidence.text)), one)
    return tuple(found.values())[:QUOTES]
