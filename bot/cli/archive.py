"""`briefbot search`, `people`, `claims`: what the store holds, who said it, what was foretold."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot import app as application
from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption, print_json
from bot.errors import UsageError
from bot.settings import Settings, load
from digests import archive, forms_archive
from digests.archive import Found
from digests.model import Claim, ClaimKind
from digests.persons import without_quoted
from digests.search import Search
from digests.search_syntax import SearchError, parse
from digests.store import claims as claim_store
from digests.store import outcomes as outcome_store
from digests.store.claims import Statement
from digests.store.outcomes import Outcome

Told = Sequence[tuple[Statement, tuple[Statement, ...]]]


class Format(StrEnum):
    """How it is printed."""

    terminal = "terminal"
    json = "json"


class Kind(StrEnum):
    """The kinds of claims."""

    forecast = "forecast"
    plan = "plan"
    figure = "figure"
    comparison = "comparison"
    constraint = "constraint"
    denial = "denial"
    statement = "statement"


FormatOption = Annotated[Format, typer.Option("--format", help="terminal or json.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.")]
SinceOption = Annotated[
    datetime | None, typer.Option("--since", help="Published then or later (UTC).")
]
UntilOption = Annotated[
    datetime | None, typer.Option("--until", help="Published then or before (UTC).")
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("search", short_help="Find articles.")(search)
    app.command("people", short_help="What a person has said.")(people)
    app.command("claims", short_help="The ledger of claims.")(claims)
    app.command("outcome", short_help="Record what came of a claim.")(outcome)


def search(
    query: Annotated[list[str] | None, typer.Argument(help='Words and "phrases".')] = None,
    person: Annotated[str | None, typer.Option("--person", help="Who is named.")] = None,
    organisation: Annotated[
        str | None, typer.Option("--organisation", help="Which organisation is named.")
    ] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only from this outlet.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Only of this topic.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="en, zh, …")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 20,
    format_: FormatOption = Format.terminal,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Find articles by words, "phrases", whom they name, outlet, topic, dates and language.

    What chats take can be typed here too: from:"The Docket" person:"Mei Sun" lang:zh since:7d.

    Example: briefbot search export licence '"memory bandwidth"' --outlet "The Docket" --since 2026-11-01
    """
    del verbose
    typed = _typed(" ".join(query or ()))
    wanted = replace(
        typed,
        person=person or typed.person,
        organisation=organisation or typed.organisation,
        outlet=outlet or typed.outlet,
        topic=topic or typed.topic,
        language=language or typed.language,
        since=_utc(since) or typed.since,
        until=_utc(until) or typed.until,
    )
    if wanted == Search():
        raise UsageError("say what to find: briefbot search compute --topic china-ai.")
    found = asyncio.run(_search(load(config=config, database=database), wanted, limit))
    if format_ is Format.json:
        print_json([forms_archive.found_json(one) for one in found])
        return
    console = Console(highlight=False)
    for number, one in enumerate(found, 1):
        _show_found(console, number, one)
    if not found:
        console.print("Nothing found.")


def people(
    name: Annotated[str, typer.Argument(help="A full name, or a part of one.")],
    limit: LimitOption = 50,
    format_: FormatOption = Format.terminal,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """What a person has said: every quote and claim, dated and cited, the newest first.

    Example: briefbot people "Justin Lin" --limit 10
    """
    del verbose
    told = asyncio.run(_people(load(config=config, database=database), name, limit))
    if format_ is Format.json:
        print_json(forms_archive.person_json(name, told))
    else:
        _show_told(Console(highlight=False), told, f"Nobody called {name} has been quoted.")


def claims(
    kind: Annotated[
        list[Kind] | None, typer.Option("--kind", help="Of this kind; may be given again.")
    ] = None,
    person: Annotated[str | None, typer.Option("--person", help="Only this speaker's.")] = None,
    due: Annotated[
        bool, typer.Option("--due", help="Only those whose time has come, by today.")
    ] = False,
    limit: LimitOption = 50,
    format_: FormatOption = Format.terminal,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """The ledger of forecasts and plans: who, when, how likely, by when, and what came of it.

    Example: briefbot claims --kind forecast --due
    """
    del verbose
    kinds: list[ClaimKind] = [one.value for one in kind or (Kind.forecast, Kind.plan)]
    settings = load(config=config, database=database)
    told, recorded = asyncio.run(_claims(settings, kinds, person, due, limit))
    if format_ is Format.json:
        print_json(forms_archive.ledger_json(told, recorded))
    else:
        _show_told(Console(highlight=False), told, "No such claims.", recorded)


def outcome(
    claim: Annotated[str, typer.Argument(help="The claim's id, as `briefbot claims` shows it.")],
    what: Annotated[str, typer.Argument(help="What came of it, in your words.")],
    source: Annotated[str, typer.Option("--source", help="The address that shows it.")],
    by: Annotated[str, typer.Option("--by", help="Who records it.")] = "",
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Record what came of a claim, with the source that shows it. The program never does by itself.

    Example: briefbot outcome a1b2:claim:0-80 "It shipped in March" --source https://lab.example/ships
    """
    del verbose
    if not source.startswith(("https://", "http://")):
        raise UsageError("--source must be an http(s) address.")
    told = Outcome(
        statement_id=claim,
        text=what,
        source_url=source,
        recorded_by=by,
        recorded_at=application.now(),
    )
    asyncio.run(_record(load(config=config, database=database), told))


def _typed(words: str) -> Search:
    try:
        return parse(words, application.now())
    except SearchError as error:
        raise UsageError(str(error)) from error


async def _search(settings: Settings, wanted: Search, limit: int) -> tuple[Found, ...]:
    async with application.store(settings) as store:
        if wanted.topic:
            store.library.topic(wanted.topic)
        await archive.catch_up(store.database)
        async with store.database.connect() as connection:
            return await archive.search(connection, wanted, limit=limit)


async def _people(settings: Settings, name: str, limit: int) -> Told:
    async with application.store(settings) as store:
        names = _names(store, name)
        await archive.catch_up(store.database)
        async with store.database.connect() as connection:
            found = await claim_store.of_person(connection, names, limit=limit)
            return claim_store.once(without_quoted(found))


async def _claims(
    settings: Settings, kinds: Sequence[ClaimKind], person: str | None, due: bool, limit: int
) -> tuple[Told, dict[str, Outcome]]:
    async with application.store(settings) as store:
        names = _names(store, person) if person else ()
        today = application.now().date()
        await archive.catch_up(store.database)
        async with store.database.connect() as connection:
            found = await claim_store.ledger(
                connection,
                kinds=kinds,
                names=names,
                due_by=today if due else None,
                limit=limit,
            )
            ids = [one.id for one in found]
            return claim_store.once(found), await outcome_store.of_statements(connection, ids)


async def _record(settings: Settings, told: Outcome) -> None:
    async with application.store(settings) as store, store.database.begin() as connection:
        await outcome_store.record(connection, told)


def _names(store: application.Store, name: str) -> tuple[str, ...]:
    """All that somebody of that name goes by, in both scripts."""
    known = store.library.config.gazetteer.by_name(name)
    return (name, known.name, *known.aliases) if known else (name,)


def _utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def _show_found(console: Console, number: int, one: Found) -> None:
    console.print(Text(f"{number}. {one.article.title}", style="bold"))
    if one.evidence:
        console.print(Text(f"   {one.evidence.text}"))
    when = f"{one.article.published_at:%d %B %Y}"
    console.print(Text(f"   {one.article.outlet}, {when}  {one.article.canonical_url}", "dim"))


def _show_told(
    console: Console, told: Told, nothing: str, recorded: dict[str, Outcome] | None = None
) -> None:
    for one, copies in told:
        console.print(_line(one))
        small = f"   {one.outlet}, {one.said_at:%d %B %Y}  {one.url}"
        if copies:
            small += f"  (also in {', '.join(sorted({copy.outlet for copy in copies}))})"
        console.print(Text(small, style="dim"))
        if recorded is not None:
            console.print(Text(f"   {one.id}", style="dim"))
        came = (recorded or {}).get(one.id)
        if came:
            console.print(Text(f"   What came of it: {came.text}  {came.source_url}", "green"))
    if not told:
        console.print(nothing)


def _line(one: Statement) -> Text:
    said = one.said
    nobody = f"{one.outlet} reports" if isinstance(said, Claim) else "Unattributed"
    line = Text(said.speaker or nobody, style="bold")
    roles = [part for part in (said.role, said.organisation) if part]
    line.append(f" ({', '.join(roles)})" if roles else "", style="dim")
    if isinstance(said, Claim):
        by = f", by {one.due_on:%d %B %Y}" if one.due_on else ""
        line.append(f" {said.kind}{by}: ", style="italic not bold")
        line.append(said.text, style="not bold")
    else:
        line.append(f": “{said.evidence.text}”", style="not bold")
    return line
