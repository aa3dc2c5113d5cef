"""What `/brief search`, `people`, `claims` and `sources` show: the archive, as messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.citations import who
from bot.commands import topic_of
from bot.errors import UsageError
from bot.links import at_evidence
from bot.message import Block, Bullets, Context, Heading, Message, Paragraph, Quotation, Run
from bot.phrases import Phrases, day, phrases
from digests import archive
from digests.extract.entities import Gazetteer
from digests.fetch.politeness import SourceState
from digests.model import Claim, ClaimKind, Language, Quote, Source, Topic
from digests.search import Search
from digests.store import articles as article_store
from digests.store import claims as claim_store
from digests.store import sources as source_store
from digests.store.claims import Statement

MOST = 8  # a reply can be read at a glance; the command line has the rest
RECENT = 60  # a topic's newest articles, whose claims are looked through
KINDS = ("forecast", "plan")
ALL_KINDS: tuple[ClaimKind, ...] = (
    "forecast",
    "plan",
    "figure",
    "comparison",
    "constraint",
    "denial",
    "statement",
)


async def search(connection: AsyncConnection, words: str, language: Language) -> Message:
    """The articles that hold these words, the best first, each with the sentence that does."""
    if not words:
        raise UsageError.saying("search_form")
    found = await archive.search(connection, Search(text=words), limit=MOST)
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
    """What somebody has said, newest first, dated and cited."""
    if not name:
        raise UsageError.saying("people_form")
    wanted = name.strip("\"'“”")
    known = gazetteer.by_name(wanted)
    names = (wanted, known.name, *known.aliases) if known else (wanted,)
    told = claim_store.once(await claim_store.of_person(connection, names, limit=MOST * 4))
    blocks = [_statement(one, language) for one, _ in told[:MOST]]
    return _titled(wanted, blocks) if blocks else _nothing(wanted, language)


async def claims(
    connection: AsyncConnection, words: str, topics: Sequence[Topic], language: Language
) -> Message:
    """A topic's newest claims, or the ledger's of one kind; forecasts and plans by default."""
    wanted = words.casefold().removeprefix("--kind").strip()
    kinds = (wanted.rstrip("s"),) if wanted.rstrip("s") in ALL_KINDS else KINDS
    if wanted and kinds is KINDS:
        topic = topic_of(wanted, topics)
        title = topic.name(language)
        recent = await article_store.latest(connection, topic=topic.slug, limit=RECENT)
        held = await claim_store.of_articles(connection, [one.id for one in recent])
        found = [one for one in held if isinstance(one.said, Claim)]
        found.sort(key=lambda one: (one.said_at.date(), _weight(one)), reverse=True)
    else:
        title = ", ".join(phrases(language)[kind] for kind in kinds)
        chosen = [kind for kind in ALL_KINDS if kind in kinds]
        found = list(await claim_store.ledger(connection, kinds=chosen, names=(), limit=MOST * 3))
    blocks = [_statement(one, language) for one, _ in claim_store.once(found)[:MOST]]
    return _titled(title, blocks) if blocks else _nothing(title, language)


def _weight(one: Statement) -> float:
    return one.said.weight if isinstance(one.said, Claim) else 0.0


async def sources(connection: AsyncConnection, language: Language) -> Message:
    """How many sources are read, and which of them fail and why."""
    listed = await source_store.listed(connection)
    states = await source_store.states(connection)
    failing = [one for one in listed if states.get(one.id, SourceState()).failures]
    words = phrases(language)
    total = words["sources_count"].format(count=len(listed))
    small = Context(runs=(Run(text=total),))
    items = tuple(_failing(one, states) for one in failing[: MOST * 2])
    return _titled(words["sources"], (*((Bullets(items=items),) if items else ()), small))


def _failing(source: Source, states: Mapping[str, SourceState]) -> tuple[Run, ...]:
    why = states[source.id].last_error or ""
    return (Run(text=source.outlet, style="strong"), Run(text=f": {why}"))


def _statement(one: Statement, language: Language) -> Block:
    """A quote set apart, or a claim as the article has it; who, when and where below."""
    said = one.said
    words = phrases(language)
    where = Run(text=one.outlet, url=at_evidence(one.url, said.evidence))
    small = (Run(text=f" · {day(one.said_at.date(), language)} · "), where)
    by = Run(text=who(said.speaker, said.role, said.organisation, words))
    if isinstance(said, Quote):
        return Quotation(text=said.evidence.text.rstrip(",，"), attribution=(by, *small))
    return Paragraph(runs=(*_claim(said, words), Run(text="\n"), by, *small))


def _claim(said: Claim, words: Phrases) -> tuple[Run, ...]:
    return (Run(text=f"{words[said.kind]}: ", style="emphasis"), Run(text=said.text))


def _titled(title: str, blocks: Sequence[Block]) -> Message:
    return Message(blocks=(Heading(text=title, level=2), *blocks), fallback=title)


def _nothing(wanted: str, language: Language) -> Message:
    text = phrases(language)["nothing_found"].format(wanted=wanted)
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)
