"""Articles read in other processes: one that kills or holds up its process costs only itself."""

from __future__ import annotations

import asyncio
import multiprocessing

import pytest

from digests.config import Config
from digests.errors import ReadingFailed
from digests.extract.entities import Gazetteer
from digests.library import library
from digests.model import Entity
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


async def test_the_loop_stays_awake_while_processes_start() -> None:
    """Handing a process a large library takes a good part of a second, in which others go on."""
    many = tuple(Entity(name=f"Heron {n} Laboratories", kind="organisation") for n in range(20_000))
    large = library(Config(sources=(), topics=(TOPIC,), entities=many, gazetteer=Gazetteer(many)))
    loop = asyncio.get_running_loop()
    gaps: list[float] = []

    async def tick() -> None:
        last = loop.time()
        while True:
            await asyncio.sleep(0.005)
            gaps.append(loop.time() - last)
            last = loop.time()

    with processors(large, 1) as process:
        ticking = asyncio.create_task(tick())
        await asyncio.sleep(0.02)
        await process(article(LAB, "lab"))
        ticking.cancel()
    assert max(gaps) < sum(gaps) / 3


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
