"""What readers report: looked at again at once, and taken back where it does not hold.

A quote holds where its words stand in the stored article letter for letter, and a fresh reading of
the article, by the rules as they are now, finds the same quote by the same speaker. What a reader
says is the reason to look, never the finding.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import posted
from bot.corrections import REACH, Corrector
from bot.desk import Desk
from bot.errors import PostRefused, PostUnknown, RateLimited
from bot.phrases import phrases
from digests.evidence import holds
from digests.extract.article import extract
from digests.model import Article, Language, Mark, MarkVerdict, Quote
from digests.store import articles as article_store
from digests.store import marks, withdrawals
from digests.verify import same_person

Finding = Literal["holds", "no_quote", "other_speaker"]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found. `speaker` is whom the article names now, where it names somebody."""

    finding: Finding
    outlet: str
    speaker: str | None = None

    def told(self, shown: Quote, language: Language) -> str:
        """What the reader is told, to themselves alone."""
        words = phrases(language)
        keys = {
            "holds": "checked_right",
            "no_quote": "checked_quote_gone",
            "other_speaker": "checked_speaker",
        }
        nobody = words["somebody"]
        return words[keys[self.finding]].format(
            outlet=self.outlet, speaker=self.speaker or nobody, shown=shown.speaker or nobody
        )


def check(quote: Quote, article: Article | None, outlet: str) -> Checked:
    """The quote against the stored text and a fresh extraction of it. Pure and CPU-bound."""
    if article is None or not holds(quote.evidence, article):
        return Checked(finding="no_quote", outlet=outlet)
    span = quote.evidence
    found = [
        one
        for one in extract(article).quotes
        if one.evidence.start < span.end and span.start < one.evidence.end
    ]
    if not found:
        return Checked(finding="no_quote", outlet=outlet)
    same = next((one for one in found if _same_speaker(quote, one)), None)
    if same is None:
        return Checked(finding="other_speaker", outlet=outlet, speaker=found[0].speaker)
    return Checked(finding="holds", outlet=outlet, speaker=same.speaker)


async def reported(desk: Desk, quote: Quote, outlet: str, language: Language) -> str:
    """Looks at a reported quote again and takes it back where it does not hold.

    What is given back is what the reader is told.
    """
    now = desk.clock()
    ids = (quote.evidence.article_id,)
    async with desk.database.connect() as connection:
        article = next(iter(await article_store.get(connection, ids)), None)
    checked = await asyncio.to_thread(check, quote, article, outlet)
    if checked.finding != "holds":
        async with desk.database.begin() as connection:
            await withdrawals.withdraw(connection, quote.evidence, checked.finding, now)
        await _correct(desk, quote, now)
    log.info("report_checked", article=ids[0], finding=checked.finding)
    return checked.told(quote, language)


async def reports(
    connection: AsyncConnection, workspace: str, *, channel: str | None = None
) -> tuple[Mapping[MarkVerdict, int], Sequence[tuple[Mark, str]]]:
    """A workspace's marks: how many of each kind, and its reports with the words, newest first."""
    counted = await marks.counts(connection, workspace, channel=channel)
    told = await marks.reports(connection, workspace)
    ids = {one.evidence.article_id for one in told if one.evidence}
    texts = {one.id: one.text for one in await article_store.get(connection, ids)}
    return counted, [(one, _words(one, texts)) for one in told]


async def _correct(desk: Desk, quote: Quote, now: datetime) -> None:
    """The quote out of every post that shows it; a platform that takes no edit now keeps it.

    The correction that the clock runs tries no report again, so what could not be edited is logged.
    """
    corrector = Corrector(database=desk.database, platforms=desk.platforms, clock=desk.clock)
    async with desk.database.connect() as connection:
        posts = await posted.telling(connection, quote.evidence.article_id, since=now - REACH)
    for post in posts:
        try:
            await corrector.withdraw(post, quote, now)
        except (RateLimited, PostUnknown, PostRefused) as error:
            log.warning("withdrawal_not_shown", channel=post.place.channel, why=str(error))


def _same_speaker(quote: Quote, found: Quote) -> bool:
    if quote.speaker is None or found.speaker is None:
        return quote.speaker == found.speaker
    return same_person(quote.speaker, found)


def _words(mark: Mark, texts: Mapping[str, str]) -> str:
    span = mark.evidence
    return texts.get(span.article_id, "")[span.start : span.end] if span else ""
