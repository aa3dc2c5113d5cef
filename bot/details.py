"""All that a story's articles hold: every quote and claim, not only those a brief chose. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.message import Buttons, Message
from bot.render import story
from digests.grounds import inside
from digests.hostile import hostile
from digests.model import Article, BriefItem, Claim, Extraction, Language, Quote
from digests.prose import stands_alone

_QUOTES, _CLAIMS = 12, 12  # what can be read at one go; the sources have the rest
Said = TypeVar("Said", Quote, Claim)


def everything(
    item: BriefItem,
    articles: Sequence[Article],
    extractions: Mapping[str, Extraction],
    language: Language,
) -> Message:
    """The story with every verified quote of a named speaker and the weightiest claims, cited.

    What the brief showed comes first. Nothing that a text says to machines is taken for a claim.
    """
    # Those in the reader's language first: the others follow as far as there is room.
    spoken = sorted(articles, key=lambda one: one.language != language)
    quotes = [*item.quotes, *_quotes(spoken, extractions)]
    claims = [*item.claims, *_claims(spoken, extractions)]
    told = story(
        replace(item, quotes=_once(quotes)[:_QUOTES], claims=_once(claims)[:_CLAIMS]), language
    )
    return replace(told, blocks=tuple(one for one in told.blocks if not isinstance(one, Buttons)))


def _quotes(articles: Sequence[Article], extractions: Mapping[str, Extraction]) -> Iterator[Quote]:
    for article in articles:
        found = extractions.get(article.id)
        for quote in found.quotes if found else ():
            if quote.verdict == "verified" and quote.speaker and _is_sound(quote, article):
                yield quote


def _claims(articles: Sequence[Article], extractions: Mapping[str, Extraction]) -> list[Claim]:
    first = articles[0].language if articles else ""
    found = [
        (article.language != first, -claim.weight, claim)
        for article in articles
        if article.id in extractions
        for claim in extractions[article.id].claims
        if _is_sound(claim, article) and stands_alone(claim.text)
    ]
    return [claim for *_, claim in sorted(found, key=lambda one: one[:2])]


def _is_sound(said: Quote | Claim, article: Article) -> bool:
    """Whether the article as it stands has these words there, and gives no orders around them."""
    at = said.evidence
    return article.text[at.start : at.end] == at.text and not inside(at, hostile(article.text))


def _once(said: Sequence[Said]) -> tuple[Said, ...]:
    """Without what says the same letters again."""
    kept: dict[str, Said] = {}
    for one in said:
        kept.setdefault("".join(filter(str.isalnum, one.evidence.text)).casefold(), one)
    return tuple(kept.values())
