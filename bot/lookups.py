"""What `/brief search`, `people`, `claims` and `sources` show: the archive, as messages."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import ledger_views, people_views, statements
from bot.commands import topic_of
from bot.errors import UsageError
from bot.message import Block, Bullets, Context, Heading, Message, Paragraph, Run
from bot.phrases import Phrases, day, phrases
from digests import archive
from digests.extract.entities import Gazetteer
from digests.fetch.politeness import SourceState
from digests.ledger import weight
from digests.model import Claim, ClaimKind, Language, Source, Topic
from digests.persons import persons_of
from digests.search_syntax import SearchError, parse
from digests.store import articles as article_store
from digests.store import claims as claim_store
from digests.store import outcomes
from digests.store import sources as source_store

MOST = 8  # a reply can be read at a glance; the command line has the rest
_LOOKED_BACK = timedelta(days=366)
RECENT = 60  # a topic's newest articles, whose claims are looked through
KINDS: tuple[ClaimKind, ...] = ("forecast", "plan")
ALL_KINDS: tuple[ClaimKind, ...] = (
    "forecast",
    "plan",
    "figure",
    "comparison",
    "constraint",
    "denial",
    "statement",
)


async def search(
    connection: AsyncConnection,
    words: str,
    topics: Sequence[Topic],
    language: Language,
    now: datetime,
) -> Message:
    """The articles that hold these words, the best first, each with the sentence that does.

    `words` may hold operators (`digests.search_syntax`). Raises UsageError.
    """
    if not words:
        raise UsageError.saying("search_form")
    try:
        wanted = parse(words, now)
    except SearchError as error:
        raise UsageError(str(error)) from error
    if wanted.topic:
        wanted = replace(wanted, topic=topic_of(wanted.topic, topics).slug)
    found = await archive.search(connection, wanted, limit=MOST)
    if not found:
        return _nothing(words, language)
    items = tuple(
        (
            Run(text=one.article.title, style="strong", url=one.article.canonical_url),
            Run(text=f"\n{one.evidence.text}" if one.evidence else ""),
            Run(text=f"\n{one.article.outlet}, {day(one.article.published_at.date(), language)}"),
        )
        for one in found
    )
    return _titled(words, (Bullets(items=items),))


async def people(
    connection: AsyncConnection, name: str, gazetteer: Gazetteer, language: Language
) -> Message:
    """Who somebody is as last reported, and what they have said, newest first, dated and cited.

    Under each stands what they said before on the same subject. Of namesakes each is named by
    where they are, and "Wei Zhang, Hengjie" chooses one.
    """
    if not name:
        raise UsageError.saying("people_form")
    wanted, _, house = (one.strip(" \"'“”") for one in name.replace("，", ",").partition(","))
    known = gazetteer.by_name(wanted)
    names = (wanted, known.name, *known.aliases) if known else (wanted,)
    told = await claim_store.of_person(connection, names, limit=MOST * 8)
    persons = [
        one
        for one in persons_of(told, known, gazetteer.by_name)
        if house.casefold() in (one.organisation or "").casefold()
    ]
    if not persons:
        return _nothing(wanted, language)
    if len(persons) > 1:
        exact = [one for one in persons if wanted.casefold() in {n.casefold() for n in one.names}]
        if len(exact) != 1:
            return _titled(wanted, people_views.several(persons, language))
        persons = exact
    title = " · ".join(persons[0].names[:2])
    return _titled(title, people_views.person(persons[0], language, most=MOST))


async def claims(
    connection: AsyncConnection,
    words: str,
    topics: Sequence[Topic],
    language: Language,
    *,
    workspace: str,
    today: date,
) -> Message:
    """A topic's newest claims, the ledger's of one kind, both, or what has fallen due.

    Forecasts and plans by default. What came of one is shown as this workspace recorded it.
    """
    name, kinds, due = _wanted(words)
    if name and (near := difflib.get_close_matches(name, (*ALL_KINDS, "due"), n=1, cutoff=0.75)):
        raise UsageError.saying("no_topic_near", word=name, hint=f"claims {near[0]}")
    topic = topic_of(name, topics) if name else None
    if due:
        return await _due(connection, language, workspace, today, topic)
    if topic:
        title = topic.name(language)
        recent = await article_store.latest(connection, topic=topic.slug, limit=RECENT)
        held = await claim_store.of_articles(connection, [one.id for one in recent])
        found = [
            one
            for one in held
            if isinstance(one.said, Claim) and (not kinds or one.said.kind in kinds)
        ]
        found.sort(key=lambda one: (one.said_at.date(), weight(one)), reverse=True)
    else:
        kinds = kinds or KINDS
        title = ", ".join(phrases(language)[kind] for kind in kinds)
        found = list(await claim_store.ledger(connection, kinds=kinds, names=(), limit=MOST * 3))
    told = claim_store.once(found)[:MOST]
    ids = [one.id for one, _ in told]
    recorded = await outcomes.of_statements(connection, ids, workspace=workspace)
    blocks = [
        block
        for one, copies in told
        for block in statements.shown(one, language, recorded.get(one.id), id_=True, copies=copies)
    ]
    return _titled(title, blocks) if blocks else _nothing(title, language)


def _wanted(words: str) -> tuple[str, tuple[ClaimKind, ...], bool]:
    """The topic that is named, the kinds that are, and whether it is about what has fallen due."""
    typed = words.casefold().replace("--kind", " ").split()
    kinds = tuple(kind for kind in ALL_KINDS if {kind, f"{kind}s"} & set(typed))
    due = bool({"due", "到期"} & set(typed))
    known = {*kinds, *(f"{kind}s" for kind in kinds), "due", "到期"}
    return " ".join(word for word in typed if word not in known), kinds, due


async def _due(
    connection: AsyncConnection,
    language: Language,
    workspace: str,
    today: date,
    topic: Topic | None,
) -> Message:
    """What has fallen due in the last year, the latest first; what has an outcome comes after."""
    told = await claim_store.due_between(
        connection, today - _LOOKED_BACK, today, topic=topic.slug if topic else None
    )
    first = [one for one, _ in claim_store.once(told)]
    recorded = await outcomes.of_statements(
        connection, [one.id for one in first], workspace=workspace
    )
    first.sort(key=lambda one: (one.due_on or today, weight(one)), reverse=True)
    first.sort(key=lambda one: one.id in recorded)
    return ledger_views.due_list(first[:MOST], recorded, today, language)


async def sources(connection: AsyncConnection, language: Language) -> Message:
    """How many sources are read, and which of them fail and why."""
    listed = await source_store.listed(connection)
    states = await source_store.states(connection)
    failing = [one for one in listed if states.get(one.id, SourceState()).failures]
    words = phrases(language)
    said = words["home_health" if failing else "home_well"]
    small = Context(runs=(Run(text=said.format(sources=len(listed), failing=len(failing))),))
    items = tuple(_failing(one, states, words) for one in failing[: MOST * 2])
    return _titled(words["sources"], (*((Bullets(items=items),) if items else ()), small))


def _failing(source: Source, states: Mapping[str, SourceState], words: Phrases) -> tuple[Run, ...]:
    why = states[source.id].last_error or ""
    return (Run(text=source.outlet, style="strong"), Run(text=f"{words['colon']}{why}"))


def _titled(title: str, blocks: Sequence[Block]) -> Message:
    return Message(blocks=(Heading(text=title, level=2), *blocks), fallback=title)


def _nothing(wanted: str, language: Language) -> Message:
    text = phrases(language)["nothing_found"].format(wanted=wanted)
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)
