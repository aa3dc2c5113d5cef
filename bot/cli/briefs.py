"""`briefbot brief` and `briefbot ask`: what the store says of a topic, or to a question."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot import answering, commands, models, reasons, render, replies
from bot import app as application
from bot.answering import Found
from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption, print_json
from bot.conversation import language_of
from bot.errors import UsageError
from bot.formats import html, markdown, terminal, text
from bot.message import Post
from bot.settings import Settings, load
from digests import pipeline
from digests.answer import answer
from digests.answers.material import Material
from digests.documents import document
from digests.extract.article import extract
from digests.forms import answer_json, brief_json
from digests.model import Answer, Brief
from digests.pipeline import Order, Reader
from digests.summarisers.base import Summariser
from digests.text import has_cjk


class BriefFormat(StrEnum):
    """How a brief is printed."""

    terminal = "terminal"
    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"
    slack = "slack"
    discord = "discord"


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    terminal = "terminal"
    json = "json"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("brief")(brief)
    app.command("ask")(ask)


def brief(
    topic: Annotated[str, typer.Argument(help="The topic's slug, such as china-ai.")],
    since: Annotated[str, typer.Option(help="24h, 7d or 'since monday'.")] = "24h",
    at: Annotated[
        datetime | None, typer.Option(help="The window's end (UTC), now by default.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="en or zh.")] = "en",
    format: Annotated[BriefFormat, typer.Option(help="How to print it.")] = BriefFormat.terminal,  # noqa: A002
    explain: Annotated[bool, typer.Option(help="Say why each story ranks where it does.")] = False,
    reader: Annotated[
        str | None,
        typer.Option(
            help="Build it as this channel would get it: what it was shown is left out, and its "
            "readers' marks count.",
            metavar="WORKSPACE/PLATFORM:CHANNEL",
        ),
    ] = None,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Build a topic's brief from the store.

    Example: briefbot brief china-ai --since 7d --format markdown
    """
    del verbose
    settings = load(config=config, database=database)
    end = at.replace(tzinfo=at.tzinfo or UTC) if at else application.now()
    asked = _Asked(
        topic=topic,
        since=since,
        end=end,
        language=commands.language_of(language),
        reader=_reader(reader) if reader else None,
    )
    built = asyncio.run(_build(settings, asked))
    if format is BriefFormat.json:
        print_json(brief_json(built, explain=explain))
        return
    _print(built, format)
    if explain:
        _explain(built)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command line asked for; `end` is UTC."""

    topic: str
    since: str
    end: datetime
    language: str
    reader: Reader | None


def _reader(text: str) -> Reader:
    workspace, slash, channel = text.partition("/")
    if not (workspace and slash and ":" in channel):
        raise UsageError(f"--reader {text!r}: write WORKSPACE/PLATFORM:CHANNEL, as T1/slack:C1.")
    return Reader(workspace=workspace, channel=channel)


async def _build(settings: Settings, asked: _Asked) -> Brief:
    async with application.store(settings) as store:
        order = Order(
            topic=store.library.topic(asked.topic),
            window=commands.window(asked.since, asked.end, render.UTC),
            language=asked.language,
            reader=asked.reader,
        )
        async with models.speaking(settings, store.database, application.now) as speaker:
            built = await pipeline.build_brief(
                store.database, store.library, order, speaker, now=asked.end
            )
        return built.brief


def _print(built: Brief, format: BriefFormat) -> None:  # noqa: A002
    post: Post = render.brief(built)
    match format:
        case BriefFormat.text:
            sys.stdout.write(text.post(post))
        case BriefFormat.markdown:
            sys.stdout.write(markdown.post(post))
        case BriefFormat.html:
            sys.stdout.write(html.post(post, language=built.language))
        case BriefFormat.slack:
            from bot.platforms.slack import bodies as slack

            # Slack's document requires a channel; the topic's name stands in for the reader's own.
            print_json(slack.addressed(slack.payloads(post), f"#{built.topic}"))
        case BriefFormat.discord:
            from bot.platforms.discord.embeds import payloads as discord_payloads

            print_json(list(discord_payloads(post)))
        case _:
            terminal.show(Console(highlight=False), post)


def _explain(built: Brief) -> None:
    for number, item in enumerate(built.items, start=1):
        sys.stdout.write(f"{number}. {item.headline} ({item.score:.2f})\n")
        for line in reasons.lines(item.reasons, built.language):
            sys.stdout.write(f"   - {line}\n")


def ask(
    question: Annotated[str | None, typer.Argument(help="What to ask.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only from this topic's articles.")] = None,
    article: Annotated[Path | None, typer.Option(help="Only from this text file.")] = None,
    batch: Annotated[
        tuple[Path, Path] | None,
        typer.Option(help='IN.jsonl ({"id","question","before"?} a line) and OUT.jsonl.'),
    ] = None,
    format: Annotated[AnswerFormat, typer.Option(help="How to print it.")] = AnswerFormat.terminal,  # noqa: A002
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Ask the archive a question; every sentence of the answer is cited.

    Example: briefbot ask "What did Lin say about compute?" --topic china-ai
    """
    del verbose
    settings = load(config=config, database=database)
    if batch is not None:
        _ask_batch(settings, *batch, topic)
        return
    if not question:
        raise UsageError('say what to ask: briefbot ask "What did Lin say about compute?".')
    if article is not None:
        content = article.read_text(encoding="utf-8")
        found = asyncio.run(_ask_text(settings, question, content, article.name))
    else:
        found = asyncio.run(_ask(settings, [question], topic))[0]
    if format is AnswerFormat.json:
        print_json(answer_json(found))
    else:
        terminal.show_message(Console(highlight=False), render.answer(found, language_of(question)))


async def _ask_text(settings: Settings, question: str, content: str, name: str) -> Answer:
    language = "zh" if has_cjk(content) else "en"
    one = document(content, id=name, url=name, outlet=name, language=language)
    material = Material(articles=(one,), extractions={one.id: extract(one)})
    plain = answer(question, material.articles, material.extractions)
    if models.choice(settings) is None:
        return plain
    found = Found(answer=plain, archived=False, material=material)
    async with (
        application.store(settings) as store,  # what a model costs is written there
        models.speaking(settings, store.database, application.now) as speaker,
    ):
        told = await answering.tell(
            speaker, question, found, language_of(question), now=application.now()
        )
    return told.answer


async def _ask(settings: Settings, questions: Sequence[str], topic: str | None) -> list[Answer]:
    async with (
        application.store(settings) as store,
        models.speaking(settings, store.database, application.now) as speaker,
    ):
        wanted = store.library.topic(topic).slug if topic else None
        return [await _answer(store, speaker, question, wanted) for question in questions]


async def _answer(
    store: application.Store, speaker: Summariser, question: str, topic: str | None
) -> Answer:
    async with store.database.connect() as connection:
        found = await answering.find(connection, question, topic=topic, speaker=speaker)
    language = language_of(question)
    told = await answering.tell(speaker, question, found, language, now=application.now())
    return told.answer


def _ask_batch(settings: Settings, source: Path, target: Path, topic: str | None) -> None:
    lines = source.read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines if line.strip()]
    questions = [replies.leaning(replies.read(one["question"]), one.get("before")) for one in asked]
    answers = asyncio.run(_ask(settings, questions, topic))
    with target.open("w", encoding="utf-8") as out:
        for one, found in zip(asked, answers, strict=True):
            form: dict[str, Any] = {"id": one.get("id"), **answer_json(found)}
            out.write(json.dumps(form, ensure_ascii=False) + "\n")
