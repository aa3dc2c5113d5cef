"""Many texts extracted in a pool of processes: a line in, a line out, in the same order."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from typing import Any

from digests.documents import document
from digests.extract.article import extract
from digests.extract.entities import Gazetteer
from digests.extract.language import language_of
from digests.extract.wire import extraction_json
from digests.model import Article, Entity

_CHUNK = 16  # lines a worker takes at a time
_AHEAD = 4  # chunks a worker has waiting, so that a huge file is never all in memory


def extract_lines(
    lines: Iterable[str], *, entities: tuple[Entity, ...] = (), workers: int = 1
) -> Iterator[str]:
    """One JSON line of result for each JSON line `{"id","text","lang"?,"title"?,"url"?}` given.

    In the same order, read as they are needed. A line that can't be read or extracted costs only
    itself: its result is `{"id", "error"}`. Blank lines are skipped. `workers` is a number of
    processes; with 1 the work is done in this one.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    gazetteer = Gazetteer(entities) if entities else None
    if workers <= 1:
        yield from (extract_line(number, line, gazetteer) for number, line in numbered)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[str]]] = deque()
        while chunk := list(islice(numbered, _CHUNK)):
            waiting.append(pool.submit(_chunk, chunk, gazetteer))
            if len(waiting) >= workers * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def extract_line(number: int, line: str, gazetteer: Gazetteer | None = None) -> str:
    """The result of one line; `number` names it in an error where it has no id."""
    name: Any = None
    try:
        row = json.loads(line)
        name = row.get("id") if isinstance(row, dict) else None
        article = _article(row)
        return _dumped(extraction_json(article, extract(article, gazetteer)) | {"id": name})
    except Exception as error:  # whatever a line does, the others go on
        return _dumped({"id": name, "error": f"line {number}: {_reason(error)}"})


def _chunk(lines: list[tuple[int, str]], gazetteer: Gazetteer | None) -> list[str]:
    return [extract_line(number, line, gazetteer) for number, line in lines]


def _article(row: Any) -> Article:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('no "text" in it')
    text = row["text"]
    return document(
        text,
        id=str(row.get("id") or "article"),
        title=_string(row, "title"),
        url=_string(row, "url"),
        language=_string(row, "lang")[:2].lower() or language_of(text),
        published=_time(_string(row, "published")),
    )


def _string(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _time(written: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg})"
    return str(error) or type(error).__name__


def _dumped(value: dict[str, Any]) -> str:
    written = json.dumps(value, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:  # a lone surrogate can only be written escaped
        return json.dumps(value)
    return written
