"""`briefbot stories`: groups a file of documents into stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.errors import UsageError


def register(app: typer.Typer) -> None:
    """Adds the command."""

    @app.command(name="stories")
    def stories(
        source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Documents, one a line.")],
        target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="Where to write.")],
    ) -> None:
        """Groups documents {"id","title","text","published","lang"?} into stories.

        Writes {"id","story"} a line, in the same order. Titles without texts are grouped broadly,
        by subject, since a title alone says too little to tell one event from the next.

        Example: briefbot stories documents.jsonl stories.jsonl
        """
        from digests.stories.grouping import fingerprint, group_documents

        prints = [fingerprint(document) for document in _documents(source)]
        stories = group_documents(prints)
        with target.open("w", encoding="utf-8") as out:
            for print_ in prints:
                line = {"id": print_.article_id, "story": stories[print_.article_id]}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _documents(path: Path) -> Iterator[Any]:
    from digests.documents import document
    from digests.text import has_cjk

    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
                title, text = value.get("title") or "", value.get("text") or ""
                yield document(
                    text,
                    id=str(value["id"]),
                    title=title,
                    language=value.get("lang") or ("zh" if has_cjk(title + text[:200]) else "en"),
                    published=_time(value.get("published") or value.get("date")),
                )
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise UsageError(f"{path}, line {number}: not a document ({error})") from error


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
