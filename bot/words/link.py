"""`/brief https://…`, "Brief this link": one article's sentences, claims and quotes, cited."""

from __future__ import annotations

from dataclasses import replace

from bot import render
from bot.desk import Desk, language_at
from bot.errors import UsageError
from bot.message import Block, Buttons, Context, Divider, Message, Paragraph, Run
from bot.phrases import Phrases, phrases
from bot.platforms.base import Command, Reply
from bot.platforms.weblinks import safe_url
from bot.reading import told
from digests.canonical import canonical_url
from digests.errors import FullTextError
from digests.model import Article, BriefItem, Extraction, Language
from digests.store import articles as article_store

_LONGEST = 2000  # characters of an address


async def link(desk: Desk, command: Command, rest: str) -> Reply:
    """The article at that address: from the archive where it is there, else read now, not kept."""
    url = safe_url(rest.split(" ")[0].strip("<>").partition("|")[0], _LONGEST)
    if url is None:
        raise UsageError.saying("link_form")
    language = await language_at(desk, command.place, command.user)
    kept = await _kept(desk, url)
    article, extraction = kept or await _read(desk, url)
    if not article.text:
        raise UsageError.saying("link_walled", title=article.title or url)
    item = told(article, extraction, language, now=desk.clock())
    note = _note(article, phrases(language), kept=kept is not None)
    return Reply(posts=(_message(item, note, language),), shareable=True)


async def _kept(desk: Desk, url: str) -> tuple[Article, Extraction] | None:
    async with desk.database.connect() as connection:
        article = await article_store.by_url(connection, canonical_url(url))
        if article is None:
            return None
        found = await article_store.extractions_of(connection, (article.id,))
    extraction = found.get(article.id)
    return (article, extraction) if extraction else None


async def _read(desk: Desk, url: str) -> tuple[Article, Extraction]:
    if desk.reader is None:
        raise UsageError.saying("link_off")
    try:
        return await desk.reader.read(url, now=desk.clock())
    except FullTextError as error:
        raise UsageError.saying("link_no_article") from error


def _note(article: Article, words: Phrases, *, kept: bool) -> str:
    said = words["link_kept" if kept else "link_read"]
    return f"{words['link_paywalled']} {said}" if article.paywalled else said


def _message(item: BriefItem, note: str, language: Language) -> Message:
    """The article as a story of a brief, without the buttons of one, and how it was come by."""
    story = render.story(item, language)
    blocks: list[Block] = [one for one in story.blocks if not isinstance(one, Buttons)]
    if not (item.summary or item.claims or item.quotes):
        blocks.append(Paragraph(runs=(Run(text=phrases(language)["link_nothing"]),)))
    blocks += [Divider(), Context(runs=(Run(text=note),))]
    return replace(story, blocks=tuple(blocks))
