"""`briefbot feed` and `briefbot fulltext`: what the collector reads in a file."""

from __future__ import annotations

import gzip
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import VerboseOption, print_json, print_json_line
from digests.errors import DigestsError
from digests.model import Feed


class Format(StrEnum):
    """How entries are printed."""

    json = "json"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("feed", short_help="Parse feed files to entries.")(feed)


def feed(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Feed files; .gz too.")],
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="Where the file was read.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="json or jsonl.")] = Format.json,
    verbose: VerboseOption = False,
) -> None:
    """Parse feed files to entries: RSS, Atom, RDF or JSON Feed, however broken.

    Example: briefbot feed saved/feed.xml --base-url https://news.example/feed
    """
    for path in paths:
        if format_ is Format.jsonl:
            print_json_line({"path": str(path), **_entries_or_error(path, base_url)})
        else:
            print_json(feed_form(_parse(path, base_url)))


def _entries_or_error(path: Path, base_url: str | None) -> dict[str, Any]:
    try:
        return feed_form(_parse(path, base_url))
    except (DigestsError, OSError) as error:
        return {"error": str(error)}


def _parse(path: Path, base_url: str | None) -> Feed:
    from digests.sources.base import parse_feed

    return parse_feed(_bytes(path), url=base_url, content_type=None)


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def feed_form(feed: Feed) -> dict[str, Any]:
    """The contract's form of a feed: {"feed": {…}, "entries": […]}."""
    return {
        "feed": {
            "title": feed.title,
            "url": feed.url,
            "site_url": feed.site_url,
            "language": feed.language,
            "ttl_minutes": feed.ttl_minutes,
        },
        "entries": [
            {
                "guid": entry.guid,
                "url": entry.url,
                "title": entry.title,
                "published": entry.published.isoformat() if entry.published else None,
                "updated": entry.updated.isoformat() if entry.updated else None,
                "authors": list(entry.authors),
                "summary": entry.summary,
                "content": entry.content,
                "categories": list(entry.categories),
            }
            for entry in feed.entries
        ],
    }
