"""A story or a topic in the order it happened: one dated sentence a step, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from digests.answer import source_ref
from digests.answers.lexemes import lexemes
from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.model import Article, Claim, Evidence, Extraction, Sentence, SourceRef
from digests.search import Search
from digests.store import articles as article_store
from digests.store import search as search_store
from digests.store import stories as story_store
from digests.text import sentences

MOST = 12
_READ = 400  # a topic's articles looked through for a timeline
_SAME = 0.6  # of the words of the shorter sentence: it tells the same again


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was told at a time (UTC): a sentence of one article, and how many outlets had it."""

    at: datetime
    sentence: Sentence
    source: SourceRef
    outlets: int = 1


def timeline(
    articles: Sequence[Article],
    extractions: Mapping[str, Extraction],
    stories: Mapping[str, str],
    *,
    most: int = MOST,
) -> tuple[Step, ...]:
    """The steps, the oldest first: each story's first article of each day with something new.

    `stories` names each article's story. Where there are more steps than `most`, those stay that
    the most outlets told.
    """
    steps: list[Step] = []
    told: dict[str, list[frozenset[str]]] = {}
    for (story, _), group in _days(articles, stories).items():
        before = told.setdefault(story, [])
        for article in group:
            evidence = _leading(article, extractions.get(article.id), before)
            if evidence:
                before.append(lexemes(evidence.text))
                steps.append(_step(article, evidence, group))
                break
    chosen = sorted(steps, key=lambda one: -one.outlets)[:most]
    return tuple(sorted(chosen, key=lambda one: (one.at, one.source.article_id)))


async def of_articles(connection: AsyncConnection, ids: Collection[str]) -> tuple[Step, ...]:
    """The timeline of these articles' stories, every article of them."""
    placed = await story_store.of_articles(connection, ids)
    stories = await story_store.get(connection, set(placed.values()))
    every = {one for story in stories for one in story.article_ids} | set(ids)
    return await _read(connection, every)


async def of_topic(
    connection: AsyncConnection, topic: str, since: datetime, until: datetime, *, most: int = MOST
) -> tuple[Step, ...]:
    """The timeline of a topic (its slug) between two times (UTC)."""
    wanted = Search(topic=topic, since=since, until=until)
    hits = await search_store.find(connection, wanted, limit=_READ)
    return await _read(connection, {one.article_id for one in hits}, most=most)


async def _read(
    connection: AsyncConnection, ids: Collection[str], *, most: int = MOST
) -> tuple[Step, ...]:
    articles = await article_store.get(connection, ids)
    extractions = await article_store.extractions_of(connection, ids)
    placed = await story_store.of_articles(connection, ids)
    return timeline(articles, extractions, placed, most=most)


def _days(
    articles: Iterable[Article], stories: Mapping[str, str]
) -> Mapping[tuple[str, object], list[Article]]:
    found: dict[tuple[str, object], list[Article]] = {}
    for one in sorted(articles, key=lambda one: (one.published_at, one.id)):
        key = stories.get(one.id, one.id), one.published_at.date()
        found.setdefault(key, []).append(one)
    return found


def _leading(
    article: Article, found: Extraction | None, before: Sequence[frozenset[str]]
) -> Evidence | None:
    """The first sentence of the article, or its weightiest claim, that tells something new."""
    skip = boilerplate(article.text)
    first = (
        cut(article, span.start, span.end)
        for span in sentences(article.text, article.language)
        if not any(one.start < span.end and span.start < one.end for one in skip)
    )
    claims: Sequence[Claim] = found.claims if found else ()
    candidates = [*list(first)[:1], *(one.evidence for one in claims)]
    return next((one for one in candidates if not _told(one.text, before)), None)


def _told(text: str, before: Sequence[frozenset[str]]) -> bool:
    said = lexemes(text)
    return any(len(said & one) >= _SAME * min(len(said), len(one)) for one in before)


def _step(article: Article, evidence: Evidence, group: Sequence[Article]) -> Step:
    return Step(
        at=article.published_at,
        sentence=Sentence(text=evidence.text, evidence=(evidence,)),
        source=source_ref(article),
        outlets=len({one.outlet for one in group}),
    )
