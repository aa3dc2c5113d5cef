"""`briefbot topics`: what can be followed, and why an article belongs to a topic."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption, print_json
from bot.errors import UsageError
from digests.model import Topic, TopicMatch
from digests.topics import TopicMiss

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def register(app: typer.Typer) -> None:
    """Adds the group `topics`."""
    topics = typer.Typer(help="Topics: what can be followed, and why an article belongs to one.")
    topics.command(name="list")(list_topics)
    topics.command(name="show")(show_topic)
    topics.command(name="why")(why_topics)
    app.add_typer(topics, name="topics", no_args_is_help=True)


def list_topics(
    config: ConfigOption = None,
    database: DatabaseOption = None,
    json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Lists the topics of the configuration.

    Example: briefbot topics list
    """
    del verbose
    topics = asyncio.run(_topics(config, database))
    if json:
        print_json([{"slug": topic.slug, "names": dict(topic.names)} for topic in topics])
        return
    width = max((len(topic.slug) for topic in topics), default=0)
    for topic in topics:
        typer.echo(f"{topic.slug:<{width}}  {' / '.join(name for _, name in topic.names)}")


def show_topic(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="Its slug, a name or an alias.")],
    config: ConfigOption = None,
    database: DatabaseOption = None,
    json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Shows what a topic matches on.

    Example: briefbot topics show china-ai
    """
    del verbose
    form = _form(_called(asyncio.run(_topics(config, database)), topic))
    if json:
        print_json(form)
        return
    for key, value in form.items():
        words = value.values() if isinstance(value, dict) else value
        typer.echo(f"{key:<9} {value if isinstance(value, str) else ', '.join(words) or '-'}")


def why_topics(
    source: Annotated[
        str, typer.Argument(metavar="URL|PATH", help="An article of the store, or any other.")
    ],
    title: Annotated[str, typer.Option("--title", help="Its headline.", metavar="T")] = "",
    config: ConfigOption = None,
    database: DatabaseOption = None,
    json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Says which topics an article belongs to, how closely, and why; and why not to the others.

    An address that is in the store is read there; else the page or the file is read.

    Example: briefbot topics why https://news.example/qwen-opens-weights
    """
    del verbose
    found, missed = asyncio.run(_why(source, title, config, database))
    if json:
        print_json([*map(_why_form, found), *map(_why_not_form, missed)])
        return
    for match in found:
        typer.echo(f"{match.topic}  {match.score:.2f}  {', '.join(match.because)}")
    if not found:
        typer.echo("It belongs to no topic.")
    for miss in missed:
        typer.echo(f"not {miss.topic}: {miss.why}")


async def _topics(config: Path | None, database: str | None) -> Sequence[Topic]:
    from bot import app as application
    from bot.settings import load

    async with application.store(load(config=config, database=database)) as store:
        return store.library.config.topics


async def _why(
    source: str, title: str, config: Path | None, database: str | None
) -> tuple[Sequence[TopicMatch], Sequence[TopicMiss]]:
    from bot import app as application
    from bot.cli.loading import load_article
    from bot.settings import load
    from digests.canonical import canonical_url
    from digests.store import articles

    async with application.store(load(config=config, database=database)) as store:
        article = None
        if _ADDRESS.match(source):
            async with store.database.connect() as connection:
                article = await articles.by_url(connection, canonical_url(source))
        if article is None:
            article = await asyncio.to_thread(load_article, source, title=title)
        matcher = store.library.matcher
        return matcher.matches(article), matcher.misses(article)


def _called(topics: Sequence[Topic], asked: str) -> Topic:
    """The topic of that slug, name or alias. Raises UsageError with the ones there are."""
    wanted = asked.casefold()
    for topic in topics:
        called = (topic.slug, *topic.aliases, *(name for _, name in topic.names))
        if wanted in (name.casefold() for name in called):
            return topic
    known = ", ".join(topic.slug for topic in topics)
    raise UsageError(f'there is no topic "{asked}"; there are: {known}')


def _form(topic: Topic) -> dict[str, Any]:
    return {
        "slug": topic.slug,
        "names": dict(topic.names),
        "aliases": list(topic.aliases),
        "must": list(topic.must),
        "any": list(topic.any),
        "none": list(topic.none),
        "entities": list(topic.entities),
    }


def _why_form(match: TopicMatch) -> dict[str, Any]:
    return {"topic": match.topic, "score": match.score, "because": list(match.because)}


def _why_not_form(miss: TopicMiss) -> dict[str, Any]:
    return {"topic": miss.topic, "score": 0.0, "because": [], "why_not": miss.why}
