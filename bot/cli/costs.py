"""`briefbot costs`: what the model has cost, by day, workspace and purpose."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot import app as application
from bot import models
from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption, print_json
from bot.settings import Settings, load
from bot.wording import counted
from digests.forms import time
from digests.store import batches, calls
from digests.store.batches import OpenBatch
from digests.store.calls import Caps, Line

MILLION = 1_000_000


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("costs")(costs)


def costs(
    days: Annotated[int, typer.Option(min=1, max=3650, help="How many UTC days back.")] = 30,
    workspace: Annotated[str | None, typer.Option(help="Only this Slack team or guild.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Show what calls to the model have cost, and what is left of today's caps.

    Calls that were cut off count with all that was reserved for them; so do those of a nightly
    batch until it is back.

    Example: briefbot costs --days 7
    """
    del verbose
    settings = load(config=config, database=database)
    lines, today, open_ones = asyncio.run(_read(settings, days, workspace))
    if json:
        print_json(_form(lines, today, models.caps(settings), open_ones))
    else:
        _show(lines, today, models.caps(settings))
        for one in open_ones:
            sys.stdout.write(f"{_told(one)}\n")


async def _read(
    settings: Settings, days: int, workspace: str | None
) -> tuple[Sequence[Line], int, Sequence[OpenBatch]]:
    today = datetime.now(UTC).date()
    since = (today - timedelta(days=days - 1)).isoformat()
    async with (
        application.store(settings) as store,
        store.database.connect() as connection,
    ):
        lines = await calls.account(connection, since=since, workspace=workspace)
        spent = await calls.spent(connection, "all", today.isoformat())
        return lines, spent, await batches.under_way(connection)


def _told(one: OpenBatch) -> str:
    batch = one.batch
    return (
        f"Batch of {counted(one.calls, 'call')} to {batch.model}, handed in {batch.reserved_at:%d %B %H:%M} UTC: "
        f"{batch.stage}, ${one.reserved / MILLION:.4f} reserved, called off at "
        f"{batch.deadline_at:%H:%M} UTC."
    )


def _batch_form(one: OpenBatch) -> dict[str, Any]:
    return {
        "model": one.batch.model,
        "stage": one.batch.stage,
        "calls": one.calls,
        "usd": one.reserved / MILLION,
        "handed_in": time(one.batch.reserved_at),
        "deadline": time(one.batch.deadline_at),
    }


def _form(
    lines: Sequence[Line], today: int, caps: Caps, open_ones: Sequence[OpenBatch]
) -> dict[str, Any]:
    return {
        "lines": [
            {
                "day": one.day,
                "workspace": one.workspace,
                "purpose": one.purpose,
                "model": one.model,
                "calls": one.calls,
                "tokens_in": one.tokens_in,
                "tokens_cached": one.tokens_cached,
                "tokens_out": one.tokens_out,
                "usd": one.cost / MILLION,
            }
            for one in lines
        ],
        "usd": sum(one.cost for one in lines) / MILLION,
        "today": {"usd": today / MILLION, "cap_usd": caps.day / MILLION},
        "batches": [_batch_form(one) for one in open_ones],
    }


def _show(lines: Sequence[Line], today: int, caps: Caps) -> None:
    if not lines:
        sys.stdout.write("No calls to a model are on record.\n")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("day", "workspace", "purpose", "model"):
        table.add_column(name)
    for name in ("calls", "tokens in", "cached", "out", "USD"):
        table.add_column(name, justify="right")
    for one in lines:
        counts = (one.calls, one.tokens_in, one.tokens_cached, one.tokens_out)
        numbers = (*(f"{count:,}" for count in counts), f"{one.cost / MILLION:.4f}")
        table.add_row(one.day, one.workspace, one.purpose, one.model, *numbers)
    console = Console(highlight=False)
    console.print(table)
    total = sum(one.cost for one in lines) / MILLION
    console.print(
        f"Together ${total:.4f}; today ${today / MILLION:.4f} of ${caps.day / MILLION:.2f}."
    )
