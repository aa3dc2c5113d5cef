"""`briefbot topics`: what can be followed, and why an article belongs to a topic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import ConfigOption, print_json
from bot.errors import UsageError

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Adds the group `topics`."""
    topics = typer.Typer(help="Topics: list, show, why.", no_args_is_help=True)
    topics.command(name="list")(list_topics)
    topics.command(name="show")(show_topic)
    topics.command(name="why")(why_topics)
    app.add_typer(topics, name="topics")


def list_topics(config: ConfigOption = None, json: JsonOption = False) -> None:
    """Lists the topics of the configuration.

    Example: briefbot topics list
    """
    topics = _load(config).topics
    if json:
        print_json([{"slug": t.slug, "names": dict(t.names)} for t in topics])
        return
    width = max((len(topic.slug) for topic in topics), default=0)
    for topic in topics:
        typer.echo(f"{topic.slug:<{width}}  {' / '.join(name for _, name in topic.names)}")


def show_topic(
    slug: Annotated[str, typer.Argument(help="The topic's slug, name or alias.")],
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Shows what a topic matches on.

    Example: briefbot topics show china-ai
    """
    loaded = _load(config)
    topic = _find(loaded.topics, slug)
    form = {
        "slug": topic.slug,
        "names": dict(topic.names),
        "aliases": list(topic.aliases),
        "any": list(topic.any),
        "must": list(topic.must),
        "none": list(topic.none),
        "entities": list(topic.entities),
    }
    if json:
        print_json(form)
        return
    for key, value in form.items():
        text = value if isinstance(value, str) else ", ".join(value) or "-"
        typer.echo(f"{key:<9} {text}")


def why_topics(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="An article's text.")],
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Says which topics an article belongs to, and why.

    Example: briefbot topics why article.txt --title "Qwen opens its weights"
    """
    from digests.documents import document
    from digests.text import has_cjk
    from digests.topics import TopicMatcher

    loaded = _load(config)
    text = path.read_text(encoding="utf-8")
    article = document(text, title=title, language="zh" if has_cjk(title + text[:200]) else "en")
    found = TopicMatcher(loaded.topics, loaded.gazetteer).matches(article)
    if json:
        rows = [{"topic": m.topic, "score": m.score, "because": list(m.because)} for m in found]
        print_json(rows)
        return
    for match in found or ():
        typer.echo(f"{match.topic} {match.score:.2f}  because of {', '.join(match.because)}")
    if not found:
        typer.echo("No topic matches.")


def _load(config: Path | None) -> Any:
    from digests.config import load_config

    return load_config(config or Path("config"))


def _find(topics: Any, slug: str) -> Any:
    asked = slug.casefold()
    for topic in topics:
        called = (topic.slug, *topic.aliases, *(name for _, name in topic.names))
        if asked in (name.casefold() for name in called):
            return topic
    known = ", ".join(topic.slug for topic in topics)
    raise UsageError(f'no topic "{slug}"; there are: {known}')
