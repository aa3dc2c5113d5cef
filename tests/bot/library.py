"""A library of one topic and an article of this morning, for tests of the bot's answers."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from digests.config import Config
from digests.extract.entities import Gazetteer
from digests.intake import Arrival, inline, take
from digests.library import library
from digests.model import Article, Topic
from tests.views import LAB, article

LABS = library(
    Config(
        sources=(),
        topics=(Topic(slug="labs", names=(("en", "Labs"), ("zh", "实验室")), any=("Heron Labs",)),),
        entities=(),
        gazetteer=Gazetteer(()),
    )
)


async def news(database: AsyncEngine) -> Article:
    """One article of this morning, taken in."""
    one = article(LAB, "lab", hours=3)
    await take(database, LABS, [Arrival(article=one, brief_at=one.published_at)], inline(LABS))
    return one
