"""A few worker processes that read feeds and pages, each of which can be killed.

feedparser and libxml2 are quick on what is well meant and can take minutes on what is not
(feedparser#562), holding the interpreter's lock all the while. So no parser of outside bytes runs
in this process: it runs in a worker with bounds, and a job that passes them costs that worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import digests
from digests.errors import DigestsError, FeedError, FullTextError
from digests.fetch.client import Fetched
from digests.model import Feed, Source
from digests.sources import forms
from digests.sources.prepared import ReadFeed
from digests.sources.worker import CPU_SECONDS, LENGTHS

if TYPE_CHECKING:
    from digests.fulltext import FullText

PATIENCE = 2.5  # wall seconds a second of CPU, on a machine that others use too
JOBS_A_WORKER = 1000  # a worker is replaced after so many, so that memory stays flat
LONGEST_ANSWER = 64 * 1024 * 1024
ROOT = Path(digests.__file__).parent.parent


class ParserPool:
    """The workers, opened as an async context manager. They start when first needed.

        async with ParserPool(workers=2) as pool:
            feed = await pool.feed(source, fetched)
            page = await pool.page(fetched)

    `cpu_seconds` bounds one job.
    """

    def __init__(self, workers: int = 2, *, cpu_seconds: float = CPU_SECONDS) -> None:
        self._patience = cpu_seconds * PATIENCE
        self._idle: asyncio.LifoQueue[_Worker | None] = asyncio.LifoQueue()
        for _ in range(max(workers, 1)):
            self._idle.put_nowait(None)
        self._workers: set[_Worker] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in tuple(self._workers):
            await self._end(worker)

    async def feed(self, source: Source, fetched: Fetched) -> Feed:
        """The feed in an answer, by the source's kind. Raises FeedError."""
        job = {"job": "feed", **_reading(source, fetched)}
        return forms.feed_from_json(await self._run(job, fetched.body, FeedError))

    async def entries(self, source: Source, fetched: Fetched) -> ReadFeed:
        """The entries in an answer, prepared for planning. Raises FeedError."""
        job = {"job": "entries", "source_id": source.id, **_reading(source, fetched)}
        return forms.read_from_json(await self._run(job, fetched.body, FeedError))

    async def children(self, fetched: Fetched) -> tuple[str, ...]:
        """The sitemaps that an index names, () for what is no index. Raises FeedError."""
        job = {"job": "children", "content_type": fetched.content_type}
        return tuple(await self._run(job, fetched.body, FeedError))

    async def links(self, fetched: Fetched) -> tuple[str, ...]:
        """The feeds that a page names, the likeliest first. Raises FeedError."""
        job = {"job": "links", "url": fetched.final_url, "content_type": fetched.content_type}
        return tuple(await self._run(job, fetched.body, FeedError))

    async def page(self, fetched: Fetched) -> FullText:
        """The article on a page. Raises FullTextError."""
        from digests.fulltext import FullText

        job = {"job": "page", "url": fetched.final_url, "content_type": fetched.content_type}
        raw = await self._run(job, fetched.body, FullTextError)
        return FullText(**forms.page_from_json(raw))

    async def _run(self, job: dict[str, Any], body: bytes, error: type[DigestsError]) -> Any:
        worker = await self._idle.get()
        kept: _Worker | None = None
        try:
            if worker is None:
                worker = await _Worker.start()
                self._workers.add(worker)
            async with asyncio.timeout(self._patience):
                answer = await worker.ask(job, body)
            kept = worker if worker.jobs < JOBS_A_WORKER else None
        except TimeoutError as slow:
            raise error("Reading it took too long, so it was stopped.") from slow
        except (asyncio.IncompleteReadError, ConnectionError, ValueError) as died:
            raise error("Reading it took more than it may, so it was stopped.") from died
        finally:
            if worker is not None and kept is None:
                await self._end(worker)
            self._idle.put_nowait(kept)
        if "error" in answer:
            raise error(answer["error"])
        return answer["result"]

    async def _end(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        await worker.end()


def _reading(source: Source, fetched: Fetched) -> dict[str, Any]:
    return {
        "kind": source.kind,
        "url": fetched.final_url,
        "content_type": fetched.content_type,
        "selectors": [list(pair) for pair in source.selectors],
    }


class _Worker:
    """One process and its pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.jobs = 0

    @classmethod
    async def start(cls) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "digests.sources.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # What it may know: where the code is. No tokens.
            env={"PYTHONPATH": str(ROOT), "PATH": os.defpath, "PYTHONIOENCODING": "utf-8"},
            limit=1024 * 1024,
        )
        return cls(process)

    async def ask(self, job: dict[str, Any], body: bytes) -> dict[str, Any]:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ConnectionError("the worker has no pipes")
        self.jobs += 1
        header = json.dumps(job).encode()
        stdin.write(LENGTHS.pack(len(header), len(body)) + header + body)
        await stdin.drain()
        length, _ = LENGTHS.unpack(await stdout.readexactly(LENGTHS.size))
        if length > LONGEST_ANSWER:
            raise ValueError("the worker's answer is too long")
        answer: dict[str, Any] = json.loads(await stdout.readexactly(length))
        return answer

    async def end(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
