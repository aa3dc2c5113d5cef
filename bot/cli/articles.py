"""`briefbot article` and `briefbot extract`: what one article, or a file of texts, says."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import ConfigOption, VerboseOption, print_json
from bot.errors import UsageError
from digests.model import Entity


class Format(StrEnum):
    """How an extraction is printed."""

    json = "json"
    terminal = "terminal"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("article", short_help="Quotes and claims of one article.")(article)
    app.command("extract", short_help="Quotes and claims of a file of texts.")(extract)


def article(
    source: Annotated[str, typer.Argument(metavar="[PATH|URL|-]", help="Where it is.")] = "-",
    text: Annotated[bool, typer.Option("--text", help="It is plain text.")] = False,
    html: Annotated[bool, typer.Option("--html", help="It is a web page.")] = False,
    url: Annotated[str, typer.Option("--url", help="Its address.", metavar="URL")] = "",
    title: Annotated[str, typer.Option("--title", help="Its headline.", metavar="T")] = "",
    published: Annotated[
        str | None, typer.Option("--published", help="When it appeared.", metavar="TIME")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="json or terminal.")] = Format.json,
    config: ConfigOption = None,
    verbose: VerboseOption = False,
) -> None:
    """The quotes, claims and names of one article: a file, an address, or standard input.

    Example: briefbot article saved/report.html --url https://news.example/report --format terminal
    """
    from bot.cli.loading import Kind, load_article, parse_time
    from digests.extract.article import extract as extract_one
    from digests.extract.entities import Gazetteer
    from digests.extract.wire import extraction_json

    if text and html:
        raise UsageError("--text and --html can't both be true of one file; give one of them.")
    kind: Kind | None = "text" if text else "html" if html else None
    at = parse_time(published) if published else None
    one = load_article(source, kind=kind, url=url, title=title, published=at)
    known = known_entities(config)
    extraction = extract_one(one, Gazetteer(known) if known else None)
    if format_ is Format.json:
        print_json(extraction_json(one, extraction))
    else:
        from bot.cli.extraction_view import show

        show(one, extraction)


def extract(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Texts, one a line.")],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="Where to write.")],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=64, help="Processes; all cores if unset.")
    ] = None,
    config: ConfigOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Quotes and claims of many texts: {"id","text","lang"?,"title"?} a line in, one result out.

    Same order. A line that can't be read costs only itself: its result has `id` and `error`.

    Example: briefbot extract articles.jsonl extracted.jsonl --workers 2
    """
    from digests.extract.batch import extract_lines

    known = known_entities(config)
    with source.open(encoding="utf-8", errors="surrogateescape") as lines:
        results = extract_lines(lines, entities=known, workers=workers or os.cpu_count() or 1)
        with target.open("w", encoding="utf-8") as out:
            for result in _counted(results):
                out.write(result + "\n")


def known_entities(config: Path | None) -> tuple[Entity, ...]:
    """The entities of the configuration folder; none where it has no such file.

    Raises SettingsError or ConfigError where the configuration is wrong.
    """
    from bot.settings import load
    from digests.config import load_entities

    path = load(config=config).config / "entities.toml"
    return load_entities(path) if path.exists() else ()


def _counted(results: Iterator[str]) -> Iterator[str]:
    """The results as they come, counted on standard error where that is a terminal."""
    shown = sys.stderr.isatty()
    number = 0
    for number, result in enumerate(results, 1):
        yield result
        if shown and number % 10 == 0:
            sys.stderr.write(f"\r{number} texts")
    if shown:
        sys.stderr.write(f"\r{number} texts\n")
