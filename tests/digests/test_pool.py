"""Articles read in other processes: one that kills or holds up its process costs only itself."""

from __future__ import annotations

import asyncio
import multiprocessing

import pytest

from digests.config import Config
from digests.errors import ReadingFailed
from digests.extract.entities import Gazetteer
from digests.library import library
from digests.pool import processors
from tests.newsroom import TOPIC
from tests.views import LAB, article

LIBRARY = library(Config(sources=(), topics=(TOPIC,), entities=(), gazetteer=Gazetteer(())))


async def test_articles_are_read_elsewhere() -> None:
    """What comes back is what was read, and no process stays behind."""
    with processors(LIBRARY, 1) as process:
        read = await process(article(LAB, "lab"))
        assert read.extraction.article_id == "lab"
        assert len(multiprocessing.active_children()) == 1
    assert multiprocessing.active_children() == []


async def test_a_process_that_dies_takes_no_article_along() -> None:
    """Articles under way when it dies are read again, each by itself."""
    with processors(LIBRARY, 2) as process:
        await process(article(LAB, "first"))
        under_way = [asyncio.create_task(process(article(LAB * 40, f"long {n}"))) for n in range(2)]
        await asyncio.sleep(0.05)
        for child in multiprocessing.active_children():
            child.kill()
        read = await asyncio.gather(*under_way)
        assert [one.extraction.article_id for one in read] == ["long 0", "long 1"]


async def test_an_article_that_takes_too_long_is_stopped() -> None:
    """It fails with a reason in words; the next article is read."""
    with (
        processors(LIBRARY, 1, patience=0.001) as process,
        pytest.raises(ReadingFailed, match="too long"),
    ):
        await process(article(LAB, "slow"))
    with processors(LIBRARY, 1) as process:
        assert (await process(article(LAB, "next"))).extraction.article_id == "next"
