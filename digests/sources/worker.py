"""The worker process that reads feeds and pages: `python -m digests.sources.worker`.

One job at a time on standard input, its answer on standard output. Bounds on memory and on CPU
time a job are the kernel's, so no input can hold it up: it is then dead, and replaced.
"""

from __future__ import annotations

import gc
import json
import resource
import struct
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from digests.errors import DigestsError
from digests.sources import forms, sitemap
from digests.sources.base import parse
from digests.sources.named import named_feeds
from digests.sources.prepared import prepared

LENGTHS = struct.Struct("!II")  # bytes of the header, bytes of the body
CPU_SECONDS = 10  # a job
GARBAGE = 50_000  # new objects before circles are looked for: a job leaves few, and then ends
MEMORY = 512 * 1024 * 1024  # bytes of data


def main() -> None:
    """Serves jobs until standard input ends."""
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break the pipe
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.set_threshold(GARBAGE)
    while job := _read(jobs):
        _allow_cpu()
        _write(answers, _answer(*job))


def _allow_cpu() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    header, body = LENGTHS.unpack(lengths)
    return json.loads(stream.read(header)), stream.read(body)


def _write(stream: BinaryIO, answer: dict[str, Any]) -> None:
    data = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    stream.write(LENGTHS.pack(len(data), 0) + data)
    stream.flush()


def _answer(job: dict[str, Any], body: bytes) -> dict[str, Any]:
    """The result, or the error as one line. Nothing a job does ends the worker by exception."""
    try:
        return {"result": JOBS[job.pop("job")](body, **job)}
    except DigestsError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "Reading it took too much memory, so it was stopped."}
    except Exception as error:
        # A parser's own mistake on one document: that document fails, with its cause named.
        return {"error": f"It can't be read ({type(error).__name__})."}


def _feed(body: bytes, *, selectors: list[list[str]], **job: Any) -> dict[str, Any]:
    pairs = tuple((name, selector) for name, selector in selectors)
    return forms.feed_to_json(parse(body, selectors=pairs, **job))


def _entries(body: bytes, *, source_id: str, selectors: list[list[str]], **job: Any) -> Any:
    pairs = tuple((name, selector) for name, selector in selectors)
    feed = parse(body, selectors=pairs, **job)
    return forms.read_to_json(prepared(feed, source_id=source_id))


def _children(body: bytes, *, content_type: str | None) -> tuple[str, ...]:
    return sitemap.children(body, content_type)


def _links(body: bytes, *, url: str, content_type: str | None) -> tuple[str, ...]:
    return named_feeds(body, url, content_type)


def _page(body: bytes, *, url: str, content_type: str | None) -> dict[str, Any]:
    # Loaded with the first page: a worker that reads only feeds starts three times as fast.
    from digests.fulltext import full_text

    return forms.page_to_json(full_text(body, url, content_type=content_type))


JOBS: Mapping[str, Callable[..., Any]] = {
    "feed": _feed,
    "entries": _entries,
    "children": _children,
    "links": _links,
    "page": _page,
}

if __name__ == "__main__":
    main()
