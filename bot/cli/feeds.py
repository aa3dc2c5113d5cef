"""`briefbot feed` and `briefbot fulltext`: what the collector reads in a file."""

from __future__ import annotations

import gzip
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import VerboseOption, print_json, print_json_line
from bot.errors import UsageError
from digests.errors import DigestsError
from digests.model import Feed


class Format(StrEnum):
    """How entries are printed."""

    json = "json"
    jsonl = "jsonl"


class PageFormat(StrEnum):
    """How a page is printed."""

    json = "json"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("feed", short_help="Parse feed files to entries.")(feed)
    app.command("fulltext", short_help="Article text and metadata of a saved page.")(fulltext)


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


def fulltext(
    path: Annotated[Path | None, typer.Argument(help="A saved page; .gz too.")] = None,
    url: Annotated[str, typer.Option("--url", help="Where the page was read.")] = "",
    batch: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            "--batch", metavar="IN OUT", help="JSON lines of id, path and url; - is standard."
        ),
    ] = None,
    format_: Annotated[PageFormat, typer.Option("--format", help="json.")] = PageFormat.json,
    verbose: VerboseOption = False,
) -> None:
    """Print the article text and metadata of one saved page, or of many.

    Example: briefbot fulltext saved/page.html --url https://news.example/a/1
    """
    if (path is None) == (batch is None):
        raise UsageError("Give one saved page, or --batch IN.jsonl OUT.jsonl.")
    if path is not None:
        print_json(_page(path, url))
    elif batch is not None:
        _batch(*batch)


def _batch(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines, 1):
            if line.strip():
                out.write(json.dumps(_row(line, f"{source}, line {number}", source.parent)) + "\n")


def _row(line: str, place: str, folder: Path) -> dict[str, Any]:
    try:
        given = json.loads(line)
        name, path, url = given["id"], Path(given["path"]), given.get("url") or ""
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{place}: give id, path and url.") from error
    try:
        return {"id": name, **_page(path if path.exists() else folder / path, url)}
    except (DigestsError, OSError) as error:
        return {"id": name, "text": "", "error": str(error)}


def _page(path: Path, url: str) -> dict[str, Any]:
    from digests.fulltext import full_text

    page = full_text(_bytes(path), url)
    return {
        "title": page.title,
        "text": page.text,
        "published": page.published.isoformat() if page.published else None,
        "authors": list(page.authors),
        "canonical_url": page.canonical_url,
        "language": page.language,
        "paywalled": page.paywalled,
    }


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
